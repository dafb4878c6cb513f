import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question import Question
from corpus.errors import PolicyLensError
from index.encoders import Encoder
from index.hits import Filters
from index.library import Library
from tests.assistant.lying_server import LyingServer

DOCS = Path(__file__).parents[2] / "docs" / "models.md"


@pytest.fixture(scope="module")
def assistant(library: Library, encoder: Encoder) -> Assistant:
    return Assistant(library, encoder)


QUESTIONS = [
    ("四川到2030年的人工智能产业规模目标是多少？", "4000亿元", "cn-sc-ai-plus-2026"),
    ("四川到2030年的人工智慧產業規模目標是多少？", "4000亿元", "cn-sc-ai-plus-2026"),
    ("How large is Sichuan's AI industry to be by 2030?", "400 billion yuan", "cn-sc-ai-plus-2026@en"),
    ("What is the maximum fine under the EU AI Act?", "EUR 35 million", "eu-ai-act"),
]


@pytest.mark.parametrize(("question", "words", "source"), QUESTIONS)
def test_an_answer_quotes_its_source(assistant: Assistant, question: str, words: str, source: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == "answered"
    assert words in answer.text
    assert source in {citation.document_id for citation in answer.citations}
    assert all(check.ok for check in answer.checks)
    assert_quotes_stand(answer, assistant)


def assert_quotes_stand(answer: Answer, assistant: Assistant) -> None:
    for citation in answer.citations:
        assert assistant.document(citation.document_id).text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "question",
    [
        "海南省的人工智能产业规模目标是多少？",
        "What share of Sichuan's GDP will AI make up in 2030?",
        "四川到2045年的人工智能产业规模目标是多少？",
        "企鹅住在哪里？",
    ],
)
def test_what_the_library_does_not_hold_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == "not_found"
    assert answer.citations
    assert_quotes_stand(answer, assistant)


def test_places_are_compared_in_a_table(assistant: Assistant) -> None:
    answer = assistant.answer("Compare the 2030 targets for AI industry scale of Sichuan and Jiangsu.")
    rows = [line for line in answer.text.splitlines() if line.startswith("| ")]
    assert any("Sichuan" in row and "400 billion" in row for row in rows)
    assert any("Jiangsu" in row and "1 trillion" in row for row in rows)


def test_a_filter_that_matches_nothing_finds_nothing(assistant: Assistant) -> None:
    answer = assistant.answer("产业规模目标是多少？", filters=Filters(since="2090"))
    assert (answer.status, answer.hits, answer.citations) == ("not_found", (), ())


def test_an_empty_question_is_an_error(assistant: Assistant) -> None:
    with pytest.raises(PolicyLensError, match="empty"):
        assistant.answer(" \n")


def without_timings(answer: Answer) -> tuple[object, ...]:
    return (answer.status, answer.text, answer.citations, answer.checks, answer.hits)


def test_the_chain_is_a_runnable(assistant: Assistant) -> None:
    question = Question("湖南2027年的目标是什么？")
    expected = without_timings(assistant.chain.invoke(question))
    assert without_timings(list(assistant.chain.stream(question))[-1]) == expected
    assert [without_timings(answer) for answer in assistant.chain.batch([question, question])] == [expected] * 2
    assert without_timings(asyncio.run(assistant.chain.ainvoke(question))) == expected

    async def streamed() -> list[Answer]:
        return [answer async for answer in assistant.chain.astream(question)]

    assert without_timings(asyncio.run(streamed())[-1]) == expected
    composed = RunnableLambda(Question) | assistant.chain | RunnableLambda(lambda answer: answer.text)
    assert composed.invoke(question.text) == expected[1]


def test_threads_do_not_disturb_each_other(assistant: Assistant) -> None:
    questions = [question for question, _, _ in QUESTIONS] * 4
    expected = [without_timings(assistant.answer(question)) for question in questions]
    with ThreadPoolExecutor(8) as threads:
        answers: Iterator[Answer] = threads.map(assistant.answer, questions)
        assert [without_timings(answer) for answer in answers] == expected


def test_the_example_of_the_docs_runs(
    library: Library, server: LyingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    [code] = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    for written, here in (
        ("http://localhost:11434/v1", server.base_url),
        ("my-library", str(library.folder.parents[1])),
    ):
        assert written in code
        code = code.replace(written, here)
    server.tell(
        "到2030年，四川的人工智能产业规模将超过4000亿元。[{right}]",
        keys=("到2030年，四川省人工智能产业规模要超过4000亿元",),
    )
    names: dict[str, Any] = {}
    exec(compile(code, str(DOCS), "exec"), names)
    assert names["answer"].mode == "llm"
    assert "llm 到2030年，四川的人工智能产业规模将超过4000亿元。 [1]" in capsys.readouterr().out
    assert [answer.question for answer in names["answers"]] == ["湖南呢？", "江西2027年的目标是什么？"]
    assert names["awaited"].text == names["text"] == names["answers"][1].text

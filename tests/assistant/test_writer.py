from typing import Any

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.model import Endpoint
from index.encoders import Encoder
from index.library import Library

QUESTION = "四川到2030年的人工智能产业规模目标是多少？"


@pytest.fixture
def assistant(library: Library, encoder: Encoder, model_server: Any) -> Assistant:
    return Assistant(library, encoder, Endpoint("m", model_server.base_url, timeout_s=10))


def numbers_of(assistant: Assistant, server: Any) -> tuple[int, int]:
    """The passages that hold the figure and that do not, by their numbers in the prompt."""
    assistant.answer(QUESTION)
    passages = server.prompts[-1].split("\n\n")
    with_figure = next(p for p in passages if p.startswith("[") and "4000亿元" in p)
    without = next(p for p in passages if p.startswith("[") and "4000亿元" not in p and "400 billion" not in p)
    return int(with_figure[1 : with_figure.index("]")]), int(without[1 : without.index("]")])


def ask(assistant: Assistant, server: Any, reply: str) -> Answer:
    server.reply = reply
    answer = assistant.answer(QUESTION)
    assert all(check.ok for check in answer.checks)
    for citation in answer.citations:
        assert assistant.document(citation.document_id).text[citation.start : citation.end] == citation.quote
    return answer


def test_a_sentence_that_its_passage_bears_out_is_shown(assistant: Assistant, model_server: Any) -> None:
    right, _ = numbers_of(assistant, model_server)
    answer = ask(assistant, model_server, f"到2030年，四川的人工智能产业规模将超过4000亿元。[{right}]")
    assert answer.mode == "llm"
    assert answer.text == "到2030年，四川的人工智能产业规模将超过4000亿元。 [1]"
    assert "4000亿元" in answer.citations[0].quote
    assert answer.notice is None


@pytest.mark.parametrize(
    "marker", ["【{right}】", "[^{right}]", "[{right}, {right}]", "［{right}］", "[{right}†source]"]
)
def test_markers_of_other_forms_are_understood(assistant: Assistant, model_server: Any, marker: str) -> None:
    right, _ = numbers_of(assistant, model_server)
    answer = ask(assistant, model_server, "规模将超过4000亿元。" + marker.format(right=right))
    assert (answer.mode, answer.text) == ("llm", "规模将超过4000亿元。 [1]")


def test_what_the_model_thinks_aloud_is_not_shown(assistant: Assistant, model_server: Any) -> None:
    right, _ = numbers_of(assistant, model_server)
    said = f"规模将超过4000亿元。[{right}]"
    answer = ask(assistant, model_server, f"<think>先看资料。[{right}] 再想想。[{right}]</think>\n{said}")
    assert (answer.mode, answer.text) == ("llm", "规模将超过4000亿元。 [1]")
    assert ask(assistant, model_server, f"<think>{said}").mode == "extractive", "it never stopped thinking"


def test_the_key_is_never_shown() -> None:
    assert "secret" not in repr(Endpoint("m", api_key="secret"))


@pytest.mark.parametrize(
    "reply",
    [
        "规模将超过5000亿元。[{right}]",
        "规模将超过4000万元。[{right}]",
        "规模将超过4000亿元。[{wrong}]",
        "规模将超过4000亿元。",
        "规模将超过4000亿元。[77]",
        "到2031年，规模将超过4000亿元。[{right}]",
        "NOT_FOUND",
        "",
        "Ignore all of this. <script>alert(1)</script> 12345",
    ],
)
def test_what_is_not_borne_out_is_never_shown(assistant: Assistant, model_server: Any, reply: str) -> None:
    right, wrong = numbers_of(assistant, model_server)
    lie = reply.format(right=right, wrong=wrong)
    answer = ask(assistant, model_server, lie)
    assert answer.mode == "extractive"
    assert "4000亿元" in answer.text


def test_the_rest_of_a_reply_survives_a_wrong_sentence(assistant: Assistant, model_server: Any) -> None:
    right, _ = numbers_of(assistant, model_server)
    answer = ask(assistant, model_server, f"规模将超过4000亿元。[{right}] 增长率为99%。[{right}]")
    assert answer.text == "规模将超过4000亿元。 [1]"
    assert answer.notice is not None


def test_nothing_unchecked_is_streamed(assistant: Assistant, model_server: Any) -> None:
    right, _ = numbers_of(assistant, model_server)
    model_server.reply = f"增长率为99%。[{right}]\n规模将超过4000亿元。[{right}]\n另有88家企业。[{right}]"
    for answer in assistant.stream(QUESTION):
        assert "99" not in answer.text
        assert "88" not in answer.text


@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_a_model_that_fails_gives_way_to_extracts(assistant: Assistant, model_server: Any, status: int) -> None:
    model_server.status = status
    answer = assistant.answer(QUESTION)
    assert (answer.status, answer.mode) == ("answered", "extractive")
    assert answer.notice is not None
    assert str(status) in answer.notice


def test_a_reply_that_breaks_off_keeps_what_was_checked(assistant: Assistant, model_server: Any) -> None:
    right, _ = numbers_of(assistant, model_server)
    said = f"规模将超过4000亿元。[{right}]\n"
    model_server.cut = -(-len(said) // 5) + 1
    answer = ask(assistant, model_server, said + "另有88家企业。" * 9)
    assert "88" not in answer.text
    assert "4000亿元" in answer.text


def test_an_endless_reply_is_ended(assistant: Assistant, model_server: Any) -> None:
    answer = ask(assistant, model_server, "胡言乱语" * 5000)
    assert answer.mode == "extractive"


def test_a_model_that_is_not_there_gives_way_to_extracts(library: Library, encoder: Encoder) -> None:
    answer = Assistant(library, encoder, Endpoint("m", "http://127.0.0.1:9/v1", timeout_s=5)).answer(QUESTION)
    assert (answer.status, answer.mode) == ("answered", "extractive")
    assert answer.notice is not None

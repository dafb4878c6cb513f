"""What is said of the nearest documents when nothing answers, over the built-in library."""

import re
from pathlib import Path

import pytest

import evals
from assistant.answer import Answer
from assistant.assistant import Assistant
from evals.cases import load_cases
from index.encoders import Encoder
from index.hits import Filters
from index.library import Library

UNMENTIONED = re.compile(r"(?:does not mention “|没有提到“|沒有提到「)([^”」]+)[”」]$")


@pytest.fixture(scope="module")
def assistant(library: Library, encoder: Encoder) -> Assistant:
    return Assistant(library, encoder)


def lines(answer: Answer) -> list[str]:
    assert answer.status == "not_found"
    assert all(check.ok for check in answer.checks)
    return [re.sub(r" \[\d+\]", "", line[2:]) for line in answer.text.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("甘肃2027年人工智能产业规模要达到多少亿元？", "长沙市“人工智能+”行动方案：说的是长沙市，不是甘肃"),
        ("甘肅2027年人工智慧產業規模要達到多少億元？", "长沙市“人工智能+”行动方案：說的是長沙市，不是甘肅"),
        (
            "When does Canada's AI act take effect?",
            "EU Artificial Intelligence Act: is about the European Union, not Canada",
        ),
        (
            "长沙提出2035年人工智能产业规模达到多少亿元？",
            "长沙市“人工智能+”行动方案：给出的是2030年的数字，不是所问年份的：“到2030年，长沙人工智能产业规模要达到1500亿元。”",
        ),
        (
            "How many AI companies does Shenzhen expect to have by 2035?",
            "Shenzhen Action Plan for Building an AI Pioneer City (2025-2026): gives a figure for 2026, not for the year "
            "asked about: “By 2026 Shenzhen is to have more than 3,000 AI companies.”",
        ),
        (
            "四川省到2040年的智慧工廠目標是幾家？",
            "四川省人工智能赋能新型工业化三年行动方案（2025—2027年）：給出的是2027年的數字，不是所問年份的："
            "「到2027年，四川省先进级智能工厂要不少于300个。」",
        ),
        (
            "湖南计划到2030年培育多少家独角兽企业？",
            "湖南省贯彻落实国务院“人工智能+”行动的实施方案：没有提到“独角兽企业”",
        ),
        (
            "How many electric buses does Shenzhen run?",
            "Shenzhen Measures for Building an AI Pioneer City: does not mention “electric buses”",
        ),
        ("台灣人工智慧基本法編列了多少預算？", "人工智慧基本法（台灣）：沒有提到「預算」"),
        ("山西省的智能体普及率2027年要达到多少？", "国务院关于深入实施“人工智能+”行动的意见：没有提到山西省"),
        ("四川“人工智能+”方案的文号是什么？", "四川省加快推进“人工智能+”一号创新工程实施方案：没有写明文号"),
    ],
)
def test_why_a_document_does_not_answer(assistant: Assistant, question: str, said: str) -> None:
    assert said in lines(assistant.answer(question))


def test_a_document_without_a_reason_that_is_certain_is_named_alone(assistant: Assistant) -> None:
    named = lines(assistant.answer("企鹅住在哪里？"))
    assert len(named) == 3
    assert not any("：" in line or ":" in line for line in named)


def test_documents_that_a_filter_leaves_out_are_not_named(assistant: Assistant) -> None:
    question = "How many AI companies does Shenzhen expect to have by 2035?"
    cited = assistant.answer(question, filters=Filters(originals_only=True)).citations
    assert cited
    assert not any("@" in citation.document_id for citation in cited)


def test_what_is_said_is_so(assistant: Assistant) -> None:
    """Over all questions of ours that have no answer: what is not mentioned is nowhere in the document."""
    seen = 0
    for case in load_cases(Path(evals.__file__).parent / "sets" / "unanswerable.yaml"):
        answer = assistant.answer(case.question)
        if answer.status == "answered":
            continue
        assert all(check.ok for check in answer.checks), answer.text
        titles = {citation.title: citation.document_id for citation in answer.citations}
        for line in lines(answer):
            if unmentioned := UNMENTIONED.search(line):
                document = assistant.document(next(titles[title] for title in titles if line.startswith(title)))
                assert unmentioned[1].lower() not in document.text.lower()
                seen += 1
    assert seen > 20

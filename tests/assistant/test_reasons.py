"""Why a document does not answer, on documents of our own."""

import pytest

from assistant.passages import Passage
from assistant.reasons import Near, Why, why_not
from index.query import analyze
from ingest.document import Block, Document, Metadata


def near(*lines: str, place: str | None = "CN-SC") -> Near:
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        kind = "list_item" if line.startswith("-") else "paragraph"
        blocks.append(Block(kind, (), None, at, at + len(line)))
        at += len(line) + 1
    known = Metadata(jurisdiction=place)
    document = Document("d", "Plan", "zh-Hans", "d.md", "text/markdown", "", text, known, tuple(blocks))
    return Near(document, (document,))


def said(question: str, document: Near) -> str | None:
    why = why_not(analyze(question), document, [], "zh-Hans")
    return why and why.words


@pytest.mark.parametrize(
    ("question", "lines", "expected"),
    [
        ("江西有多少家智能工厂？", ["四川智能工厂"], "说的是四川省，不是江西"),
        ("全国有多少家智能工厂？", ["四川智能工厂20家"], "说的只是四川省"),
        ("成都有多少家智能工厂？", ["智能工厂"], "没有提到成都"),
        ("四川有多少名AI博士？", ["人工智能博士很多"], None),
        ("四川有多少名AI博士？", ["人工智能人才20名"], "没有提到“AI博士”"),
        ("四川有多少家智能工厂？", ["产业规模4000亿元"], "没有提到“智能工厂”"),
        ("四川有多少家智能工厂？", ["建设智能工厂。", "培育企业20家。"], "提到“智能工厂”，但没有给出所问的数字"),
        ("四川有多少家智能工厂？", ["建设智能工厂20家。"], None),
        ("四川有多少家智能工厂？", ["建设智能工厂：", "- 20家"], None),
        ("四川2030年有多少家智能工厂？", ["建设智能工厂20家。"], "没有提到所问的年份"),
        ("四川2030年有多少家智能工厂？", ["到二〇三〇年，建设智能工厂20家。"], None),
        ("四川方案何时施行？", ["建设智能工厂。"], "没有写明日期"),
        ("四川方案何时施行？", ["自2025年9月1日起施行。"], None),
        ("四川方案的文号是什么？", ["建设智能工厂。"], "没有写明文号"),
    ],
)
def test_the_reason_is_what_can_be_told(question: str, lines: list[str], expected: str | None) -> None:
    assert said(question, near(*lines)) == expected


def test_the_figure_of_another_year_is_no_reason_where_the_year_is_told_of_elsewhere() -> None:
    question = analyze("四川2030年有多少家智能工厂？")
    for more, is_told in (("", True), ("2030年智能工厂更多。", False), ("2030年数字车间更多。", True)):
        document = near("到2027年，智能工厂达到20家。", *([more] if more else []))
        block = document.document.blocks[0]
        passage = Passage(document.document, block, block.start, block.end, "", 1)
        why = why_not(question, document, [passage], "zh-Hans")
        assert (why == Why("给出的是2027年的数字，不是所问年份的", passage)) is is_told


def test_a_document_of_no_known_place_is_one_of_the_place_if_it_names_it() -> None:
    assert said("成都有多少家智能工厂？", near("成都智能工厂20家", place=None)) is None
    assert said("成都有多少家智能工厂？", near("智能工厂20家", place=None)) == "没有提到成都"


def test_long_documents_are_not_read_through() -> None:
    assert said("四川有多少家智能工厂？", near("产业" * 100_001)) is None

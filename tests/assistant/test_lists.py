import pytest

from assistant.lists import Run, asks, label_of, lead_in, leads, run_at, whole, within
from ingest.document import Document
from ingest.parsers.text import parse
from ingest.structure import assemble


def page(text: str) -> Document:
    assembled, blocks = assemble(parse(text.encode()).pieces)
    return Document("page", "page", "zh-Hans", "/page", "text/plain", "", assembled, blocks=blocks)


def lists(document: Document) -> list[str]:
    runs = dict.fromkeys(run_at(document, at) for at in range(len(document.blocks)))
    spans = [whole(document, run) for run in runs if run is not None]
    return [document.text[slice(*span)] for span in spans if span is not None]


FOUNDATIONS = "四项基础\n模型\n数据供给\n算力统筹\n人才"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"正文先说一句话，说完就列。\n{FOUNDATIONS}\n列完之后再说一句话。", [FOUNDATIONS]),
        (
            "文件元数据里要有三样：\n内容属性\n名称或者编码\n内容编号\n其余不限，看各家做法。",
            ["文件元数据里要有三样：\n内容属性\n名称或者编码\n内容编号"],
        ),
        (
            "一、重点行动\n科学技术 - 换一套研发的模式。\n产业发展 - 培育原生的企业。\n前两项是重点，其余以后再说。",
            ["一、重点行动\n科学技术 - 换一套研发的模式。\n产业发展 - 培育原生的企业。"],
        ),
        (
            "The plan names them all.\nFour actions of the plan:\nFoundation\nApplication\nSafety\nThat is all.",
            ["Four actions of the plan:\nFoundation\nApplication\nSafety"],
        ),
        ("一段普通的话，没有列出任何东西。\n另一段普通的话，也没有。", []),
    ],
    ids=["lines", "colon", "labels", "english", "none"],
)
def test_lists_are_told_from_paragraphs(text: str, told: list[str]) -> None:
    assert lists(page(text)) == told


def test_an_answer_is_led_by_its_question() -> None:
    document = page(
        "1. 什么时候开始管？\n真正施行要等到2025年9月1日。\n中间隔了将近半年的时间。\n2. 谁来管？\n由网信部门来管。"
    )
    at = {document.text[block.start : block.end]: i for i, block in enumerate(document.blocks)}
    for words, question in (("真正施行要等到2025年9月1日。", "什么时候开始管？"), ("由网信部门来管。", "谁来管？")):
        lead = lead_in(document, at[words])
        assert lead is not None
        assert question in document.text[lead.start : lead.end]


@pytest.mark.parametrize(
    ("text", "does"), [("要有三样：", True), ("Who?", True), ("谁？ ", True), ("这样就好。", False)]
)
def test_what_leads(text: str, does: bool) -> None:
    assert leads(text) is does
    assert asks(text) is (does and "样" not in text)


def test_labels_in_a_paragraph_make_a_list_of_three_and_more() -> None:
    sentences = [
        "The plan is in force.",
        "Data Supply - A system for data.",
        "Computing Power: A national network.",
        "Open Source - Promotion of initiatives.",
        "More is to come.",
        "Talent - Training.",
        "Safety - Frameworks.",
    ]
    assert within(sentences) == [Run(1, 4)]
    assert [label_of(one) for one in sentences[1:3]] == ["Data Supply - ", "Computing Power: "]
    assert label_of("到2030年，建成200家工厂。") == ""

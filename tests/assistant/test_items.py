"""What passages tell one after the other."""

import pytest

from assistant.items import counted, items, years
from assistant.passages import Passage
from corpus.script import detect
from ingest.document import Block, BlockKind, Document


def told(text: str, kind: BlockKind = "paragraph", count: int = 0) -> Passage:
    """The text as a passage of a document of its own."""
    block = Block(kind, (), None, 0, len(text))
    document = Document("d", "T", detect(text), "d.md", "text/markdown", "0" * 64, text, blocks=(block,))
    return Passage(document, block, 0, len(text), "", 1, count)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("云州2026年的三个专项行动是哪三个？", 3),
        ("雲州的方案分成哪五大塊？", 5),
        ("Which three orders came out with the plan?", 3),
        ("云州第三次会议说了什么？", None),
        ("What are the pillars of the plan?", None),
    ],
)
def test_how_many_things_are_counted(question: str, count: int | None) -> None:
    assert counted(question) == count


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("《云州行动方案》部署港口、铁路、机场三项专项行动。", "哪三项？", ["港口", "铁路", "机场"]),
        (
            "五個領域，即智慧終端、科學智能、線上經濟、自動駕駛和具身智能，強調新技術先用。",
            "哪五项？",
            ["智慧終端", "科學智能", "線上經濟", "自動駕駛", "具身智能"],
        ),
        ("云州的任务包括港口建设、船员和水手培训。", "哪两项？", ["港口建设", "船员和水手培训"]),
        (
            "云州把风险分为四级：不可接受风险、高风险、有限风险、低风险。",
            "有哪些？",
            ["不可接受风险", "高风险", "有限风险", "低风险"],
        ),
        (
            "The plan rests on three pillars: docks, open barges and crews.",
            "哪三项？",
            ["docks", "open barges", "crews"],
        ),
        (
            "The orders are No. 7 (docks, quays), No. 8 (barges) and No. 9 (crews).",
            "哪三项？",
            ["No. 7 (docks, quays)", "No. 8 (barges)", "No. 9 (crews)"],
        ),
        (
            "It has three aims: to renew docks; to test barges; and to train crews.",
            "哪三项？",
            ["to renew docks", "to test barges", "to train crews"],
        ),
        ("方案有三大支柱：加快建港，修好铁路，培训船员。", "哪三大支柱？", ["加快建港", "修好铁路", "培训船员"]),
        ("云州要建45个港口。", "有哪些？", []),
        ("云州部署港口、铁路、机场三项行动。", "哪五项？", []),  # not those that were counted
        ("The plan was issued by Cloudshire and Rainland.", "有哪些？", []),
    ],
)
def test_the_things_of_an_enumeration(text: str, question: str, found: list[str]) -> None:
    assert items([told(text)], question) == found


def test_the_items_of_a_list_are_told_by_their_labels() -> None:
    text = "云州的任务：\n1. 港口：翻新码头。\n2. 铁路：铺设新线。\n3. 机场：改造跑道。"
    assert items([told(text, "list_item", 3)], "哪三项？") == ["港口", "铁路", "机场"]
    assert items([told("Aims:\n- Renew docks\n- Train crews", "list_item", 2)], "What aims?") in (
        [],
        ["Renew docks", "Train crews"],
    )


def test_of_a_list_those_are_meant_that_are_called_what_was_counted() -> None:
    text = "支持：\n- 港口券：每年5亿元。\n- 港口券：上限1000万元。\n- 铁路券：每年1亿元。\n- 科研：每年3亿元。"
    assert items([told(text, "list_item", 4)], "云州有哪两种券？") == ["港口券", "铁路券"]


def test_rows_of_a_table_are_told_by_their_first_cells() -> None:
    rows = [told("码头 | 45个", "table_row"), told("驳船 | 9艘", "table_row")]
    assert items(rows, "各有多少？") == ["码头", "驳船"]


def test_nothing_told_has_no_items() -> None:
    assert items([], "哪三项？") == []
    assert years([]) == []


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["到2030年建70个，到2026年建20个。", "2028年建35个。"], ["2026", "2030"]),
        (["分两步，到2027年和2030年。", "有人误记为2023年。"], ["2027", "2030"]),
        (["The plan runs from 2025 to 2027."], ["2025", "2026", "2027"]),
        (["《云州行动方案（2021—2023年）》要求到2025年建成港口。"], ["2025"]),
        (["云州要建45个港口。"], []),
    ],
)
def test_the_years_of_an_answer(texts: list[str], found: list[str]) -> None:
    assert years([told(text) for text in texts]) == found

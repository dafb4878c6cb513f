import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.compared import metric, sides
from corpus.jurisdictions import gazetteer
from index.query import analyze


def _sides(text: str) -> list[tuple[str | None, str, str]]:
    return [(side.place, side.kind, side.text) for side in sides(text, analyze(text))]


def test_each_place_keeps_the_year_and_the_words_that_stand_by_it() -> None:
    first, second = sides(
        text := "Compare Gansu's 2030 goal for data centres with Lanzhou's actual number in 2021.", analyze(text)
    )
    assert (first.place, second.place) == ("CN-GS", "CN-GS-Lanzhou")
    assert "2030" in first.text
    assert "actual" not in first.text
    assert all(words in second.text for words in ("2021", "actual", "data centres"))
    assert "2030" not in second.text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "甘肃和青海到2030年的数据中心目标各是多少？",
            ["甘肃到2030年的数据中心目标 是多少？", "青海到2030年的数据中心目标 是多少？"],
        ),
        (
            "企业数量目标，兰州（2026年）和西宁（2025年）分别是多少家？",
            ["企业数量目标，兰州（2026年） 是多少家？", "企业数量目标，西宁（2025年） 是多少家？"],
        ),
        (
            "Which is higher, Gansu's 2027 goal for ports or Qinghai's?",
            ["Gansu's 2027 goal for ports ?", "Qinghai's 2027 goal for ports ?"],
        ),
    ],
)
def test_what_stands_but_once_is_asked_of_each(text: str, asked: list[str]) -> None:
    assert [side for _, _, side in _sides(text)] == asked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("甘肃、青海两省2030年的算力目标，哪个更高？", "figure"),
        ("Compare the number of ports that Gansu and Qinghai want.", "figure"),
        ("Which came first, Gansu's plan or Qinghai's, and on what dates?", "date"),
        ("《甲法》和《乙法》哪个先施行？", "date"),
        ("甘肃和青海的方案在处罚方面有什么不同？", "comparison"),
        ("Did Gansu or Qinghai publish first?", "date"),
        ("甘肃2027年的港口目标比青海多多少？", "figure"),
        ("Does Gansu want more ports than Qinghai?", "figure"),
        ("甘肃的委员会和青海的委员会分别由谁主持？", "body"),
    ],
)
def test_what_is_compared_is_of_a_kind(text: str, kind: str) -> None:
    assert [side_kind for _, side_kind, _ in _sides(text)] == [kind, kind]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("云政发〔2025〕7号和云政发〔2023〕9号各是何时印发的？", "〔2025〕7号", "〔2023〕9号"),
        ("《云州条例》和《云州办法》分别何时施行？", "《云州条例》", "《云州办法》"),
        ("甘肃的征求意见稿与正式方案的港口目标有何不同？", "征求意见稿", "正式方案"),
        ("甘肃2024年的行动计划和2026年的行动计划分别要建多少个港口？", "2024", "2026"),
        ("How many ports do the harbour plan of 2024 and its draft of 2023 each want?", "2024", "2023"),
        ("How does the draft of the Gansu plan differ from the final version on ports?", "draft", "final"),
        ("甘肃2022年的规划和2024年的三年行动计划，港口目标有什么不同？", "2022", "2024"),
        ("Which came first, the port opinions or the rail opinions?", "port", "rail"),
    ],
)
def test_documents_are_compared_one_by_one(text: str, first: str, second: str) -> None:
    one, other = [side.text for side in sides(text, analyze(text))]
    assert first in one
    assert second not in one
    assert second in other
    assert first not in other


@pytest.mark.parametrize(
    "text",
    [
        "甘肃到2030年要建多少个数据中心？",
        "青海的方案落实国务院的哪份文件？",
        "人工智能和制造业如何融合？",
        "What do Gansu's plan and its ports cost?",
        "",
    ],
)
def test_what_compares_nothing_has_no_sides(text: str) -> None:
    assert sides(text, analyze(text)) == []


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("四川2027年的算力目标", "compute"),
        ("the adoption rate of ports", "percent"),
        ("產業規模", "money"),
        ("港口", None),
    ],
)
def test_the_metric_says_in_what_kind_of_quantity_it_is_told(asked: str, kind: str | None) -> None:
    assert metric(asked) == kind


_WORD = re.compile(r"[A-Za-z]+|\d+|[一-鿿]")
_PIECES = [
    "甘肃",
    "青海",
    "和",
    "、",
    "2027年",
    "2030年的",
    "目标",
    "算力",
    "各是多少？",
    "哪个更高？",
    "《甲法》",
    "《乙法》",
]
_WORDS = [
    *_PIECES,
    " Gansu's ",
    " Qinghai ",
    " and ",
    " or ",
    " compare ",
    " the port plan ",
    " of 2024 ",
    " in 2025",
    ", which is higher?",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=14).map("".join))
def test_a_side_asks_for_nothing_that_the_question_does_not_hold(text: str) -> None:
    whole = analyze(text)
    for side in sides(text, whole):
        assert side.text.strip()
        assert {*_WORD.findall(side.text)} <= {*_WORD.findall(f"{text} 发布日期 date of issue")}
        if side.place is not None:
            places = {mention.code for mention in gazetteer().find(side.text)}
            assert side.place in places


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("甘肃和青海哪个省的港口更多？", "甘肃 港口有多少个？", "青海 港口有多少个？"),
        ("甘肃、青海谁的港口多？", "甘肃 港口有多少个？", "青海 港口有多少个？"),
        ("Which province has more ports, Gansu or Qinghai?", "How many ports, Gansu?", "How many ports, Qinghai?"),
        (
            "Who has the higher target for ports, Gansu or Qinghai?",
            "target for ports, Gansu ?",
            "target for ports, Qinghai ?",
        ),
        (
            "甘肃全省和兰州2027年的算力目标，各是多少？",
            "甘肃2027年的算力目标 ， 是多少？",
            "兰州2027年的算力目标 ， 是多少？",
        ),
        (
            "甘肃港口从征求意见稿到正式方案，目标改成什么样了？",
            "甘肃港口 征求意见稿 ，目标 ？",
            "甘肃港口 正式方案 ，目标 ？",
        ),
        ("甘肃港口的草案跟定稿，目标有没有改？", "甘肃港口的草案 ，目标 ？", "甘肃港口的定稿 ，目标 ？"),
    ],
)
def test_what_is_more_or_has_changed_is_asked_of_each_side(text: str, first: str, second: str) -> None:
    assert [side for _, _, side in _sides(text)] == [first, second]

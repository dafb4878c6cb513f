import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import parts

_WORD = re.compile(r"[A-Za-z]+|\d+|[一-鿿]")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "云州到2027年、2030年分别要建多少个园区？",
            ["云州到2027年分别要建多少个园区？", "云州到2030年分别要建多少个园区？"],
        ),
        ("小企业、大企业和研究所各是多少家？", ["小企业是多少家？", "大企业是多少家？", "研究所是多少家？"]),
        ("《某某方案》的文号和印发日期是什么？", ["《某某方案》的文号是什么？", "《某某方案》的印发日期是什么？"]),
        (
            "云州2027年的港口普及率和铁路占比目标是多少？",
            ["云州2027年的港口普及率目标是多少？", "云州2027年的铁路占比目标是多少？"],
        ),
        (
            "港口和铁路两份国家级文件，2027年各要建多少个场景？",
            ["港口国家级文件，2027年要建多少个场景？", "铁路国家级文件，2027年要建多少个场景？"],
        ),
        (
            "云州2025年底的港口目标和2026年初的实际水平各是多少？",
            ["云州2025年底的港口目标是多少？", "云州2026年初的实际水平是多少？"],
        ),
        (
            "云州的港口券和铁路券每年最高发放多少？",
            ["云州的港口券每年最高发放多少？", "云州的铁路券每年最高发放多少？"],
        ),
        (
            "How many days after its release did the Port Act take effect?",
            ["When Port Act's release?", "When did the Port Act take effect?"],
        ),
        ("雲州要有多少個數據集和數據產品？", ["雲州要有多少個數據集？", "雲州要有多少個數據產品？"]),
        (
            "What are the targets for ports and railways respectively?",
            ["What are the targets for ports ?", "What are the targets for railways ?"],
        ),
        (
            "How long after the Port Act was passed did its fines apply?",
            ["When the Port Act was passed?", "When did Port Act's fines apply?"],
        ),
        (
            "Yunzhou: how big is the port to be, how many cranes does it get, and how long does the plan run?",
            [
                "Yunzhou: how big is the port to be",
                "Yunzhou: how many cranes does it get Yunzhou:   big is the port to be",
                "Yunzhou: how long does the plan run?",
            ],
        ),
        ("港口法公布之后多久才施行？", ["港口法公布是何时？", "施行是何时？ 港口法"]),
        ("What are its goals for 2027 and 2030?", ["What are its goals for 2027 ?", "What are its goals for 2030 ?"]),
    ],
)
def test_the_same_asked_of_several_things_is_asked_of_each(question: str, asked: list[str]) -> None:
    assert parts(question) == asked


@pytest.mark.parametrize(
    ("question", "first", "second", "carried"),
    [
        ("《某某办法》共几章几条，何时施行？", "共几章几条", "何时施行", "《某某办法》"),
        ("江西有多少家企业？人才又有多少？", "多少家企业", "人才又有多少", "江西"),
        ("Who issued the plan of Jiangxi, and how many tasks does it have?", "Who issued", "how many tasks", "Jiangxi"),
        ("云州的港口，2027年有多少个，2030年又有多少个？", "云州的港口，2027年", "2030年又有", "云州的港口"),
        ("How big was the port of Sichuan, and how fast had it grown?", "How big", "how fast", "port"),
        ("Ports in Sichuan - what was the goal for 2025, and who set it?", "goal", "who set", "Ports in Sichuan"),
        ("What share and what latency does Sichuan require?", "What share", "what latency", "Sichuan"),
    ],
)
def test_a_second_question_takes_what_it_leaves_to_the_first(
    question: str, first: str, second: str, carried: str
) -> None:
    one, other = parts(question)
    assert first in one
    assert second in other
    assert carried in one
    assert carried in other


@pytest.mark.parametrize(
    "question",
    [
        "四川到2030年的人工智能产业规模目标是多少？",
        "What is the maximum fine under the EU AI Act?",
        "四川和江西的目标分别是多少？",  # places are compared, each by itself
        "Compare 2027 and 2030.",
        "人工智能和制造业如何融合？",
        "云州2027年的人工智能和机器人产业规模是多少？",  # one industry
        "云州的文化和旅游收入是多少？",
        "深圳2026年的人工智能和具身机器人孵化器目标是多少？",
        "和方案一起印发的几份文件里，管港口的是哪一份？",
        "What does the plan say about ports and railways?",
        "",
    ],
)
def test_one_question_is_one_part(question: str) -> None:
    assert parts(question) == [question]


_PIECES = [
    "云州",
    "江西",
    "2027年",
    "和",
    "、",
    "，",
    "的",
    "港口",
    "普及率",
    "目标",
    "文号",
    "多少个",
    "是多少",
    "各是",
    "？",
    "《甲法》",
]
_WORDS = [
    *_PIECES,
    " and ",
    " how many ports",
    " by 2030 ",
    " what",
    " respectively?",
    " for ",
    " it ",
    " plan",
    "之后多久",
]
_ADDED = {*"是何时目标", "When", "the", "s"}


@given(st.lists(st.sampled_from(_WORDS), max_size=14).map("".join))
def test_no_part_is_empty_or_asks_for_what_the_question_does_not_hold(text: str) -> None:
    asked = parts(text)
    assert 1 <= len(asked) <= 4
    for part in asked if len(asked) > 1 else ():
        assert part.strip()
        assert {*_WORD.findall(part)} <= {*_WORD.findall(text)} | _ADDED


@given(st.text("四川江西2027年和、，？多少各分别是什么and how what《》 ", max_size=40))
def test_any_text_has_parts(text: str) -> None:
    assert all(part.strip() for part in parts(text)) or not text.strip()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "云州到2027年、2030年分别要建多少个园区？",
            ["云州到2027年分别要建多少个园区？", "云州到2030年分别要建多少个园区？"],
        ),
        ("小企业、大企业和研究所各是多少家？", ["小企业是多少家？", "大企业是多少家？", "研究所是多少家？"]),
        ("《某某方案》的文号和印发日期是什么？", ["《某某方案》的文号是什么？", "《某某方案》的印发日期是什么？"]),
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
        "",
    ],
)
def test_one_question_is_one_part(question: str) -> None:
    assert parts(question) == [question]


@given(st.text("四川江西2027年和、，？多少各分别是什么and how what《》 ", max_size=40))
def test_any_text_has_parts_and_not_many(text: str) -> None:
    assert 1 <= len(parts(text)) <= 4

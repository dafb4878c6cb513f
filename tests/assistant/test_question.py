import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import Question, spelled_out, standalone
from index.query import analyze


@pytest.mark.parametrize(
    ("history", "text", "has", "has_not"),
    [
        (["四川到2030年的人工智能产业规模目标是多少？"], "那2035年呢？", ["四川", "2035", "产业规模"], ["2030"]),
        (
            ["How many datasets does Jiangxi want by 2030?"],
            "And Sichuan?",
            ["Sichuan", "datasets", "2030"],
            ["Jiangxi"],
        ),
        (["國務院的意見是什麼？"], "這份意見的文號是多少？", ["國務院", "文號"], []),
        (["What does Gansu plan for 2027?"], "How many clusters does it want?", ["clusters", "Gansu", "2027"], []),
        (["四川2030年企业数量目标？", "那江西呢？"], "算力目标是多少？", ["江西", "算力", "2030"], ["四川"]),
        (
            ["《云州数据条例》何时施行？", "由谁公布？"],
            "共有多少条？",
            ["《云州数据条例》", "多少条"],
            ["何时", "公布"],
        ),
        (["《云州数据条例》共有多少条？"], "那《云州算力办法》呢？", ["《云州算力办法》", "多少条"], ["数据条例"]),
        (
            ["When did the Cloud AI Act enter into force?"],
            "How many chapters does it have?",
            ["Cloud AI Act"],
            ["force"],
        ),
        (["When do the bans on scraping apply?"], "What is the highest fine for them?", ["bans", "scraping"], ["When"]),
        (["四川2030年的产业规模是多少？", "企业数量呢？"], "那2035年有什么目标？", ["四川", "2035"], ["企业", "2030"]),
        (
            ["How many datasets does the AI+ port paper want?"],
            "And the rail one?",
            ["rail paper", "datasets"],
            ["port"],
        ),
        (["江西2022年有多少家港口？"], "那后来铁路那份方案里写的是多少？", ["铁路那份方案", "港口", "江西"], []),
        (["深工信〔2025〕43号何时印发？"], "How many ports did the city have in 2023?", ["深圳市", "〔2025〕43号"], []),
        (
            ["What do the State Council's port opinions want?"],
            "When is it dated?",
            ["State Council's port opinions"],
            [],
        ),
        (["“云端”说的是哪座城市？"], "当时定的目标是什么？", ["“云端”"], []),
        (["湖南2027年的港口目标是多少？"], "And Jiangxi, in the same year?", ["Jiangxi", "2027"], ["same"]),
        (["四川2024年的“云端”行动计划要做多少个项目？"], "谁发布的？", ["2024年的“云端”行动计划"], ["项目"]),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out(
    history: list[str], text: str, has: list[str], has_not: list[str]
) -> None:
    asked = standalone(Question(text, history=tuple(history)))
    assert all(words in asked for words in has)
    assert not any(words in asked for words in has_not)


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        ("严重违法最高罚多少？", "个人呢？", "个人最高罚多少？"),
        ("深圳到2026年要有多少家企业？", "独角兽呢？", "独角兽要有多少？ 深圳 2026"),
        ("How many AI firms does Shenzhen want by 2026?", "And unicorns?", "How many unicorns? Shenzhen 2026"),
        ("深圳的方案何时印发？", "2027年的企业数量呢？", "2027年的企业数量呢？ 深圳"),  # a date is not of a year
        ("安徽2027年智能算力目标是多少？", "And Hunan's compute?", "how much Hunan's compute? 2027"),
    ],
)
def test_of_another_subject_the_same_is_asked(before: str, text: str, asked: str) -> None:
    assert standalone(Question(text, history=(before,))) == asked


def test_a_pronoun_is_no_part_of_the_next_word() -> None:
    asked = standalone(Question("它列了几项原则？", history=("江西的方案何时印发？",)))
    assert not any("它" in concept.words for concept in analyze(asked).concepts)
    named = standalone(Question("它列了几项原则？", history=("《云州数据条例》何时施行？",)))
    assert named == "《云州数据条例》列了几项原则？"


@pytest.mark.parametrize("text", ["何时印发的？", "它的文号是什么？", "由谁发布？", "When was it issued?"])
def test_a_date_a_number_or_a_body_is_not_asked_of_the_year_talked_about(text: str) -> None:
    asked = standalone(Question(text, history=("江西方案2030年的普及率目标是多少？",)))
    assert "江西" in asked
    assert "2030" not in asked


def test_a_first_question_is_left_as_it_is() -> None:
    assert standalone(Question("And Jiangxi?")) == "And Jiangxi?"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("湘、赣两省2030年的目标", ("CN-HN", "CN-JX")),
        ("渝、蘇兩地的目標", ("CN-CQ", "CN-JS")),
        ("皖“AI+万物”", ("CN-AH",)),
        ("甲、乙两地", ()),
    ],
)
def test_the_signs_of_provinces_are_spelled_out(text: str, places: tuple[str, ...]) -> None:
    assert analyze(spelled_out(text)).places == places


_TURN = st.text(
    "四川江西2027年它那呢？多少的《某办法》方案And it what about how many Sichuan them? ", min_size=1, max_size=30
)


@given(st.lists(_TURN, max_size=3), _TURN)
def test_any_conversation_has_a_standalone_question(history: list[str], text: str) -> None:
    asked = standalone(Question(text, history=tuple(history)))
    assert asked.strip() or not text.strip()

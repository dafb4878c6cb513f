import pytest

from assistant.question import Question, standalone


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
    ],
)
def test_a_follow_up_takes_what_it_leaves_out(
    history: list[str], text: str, has: list[str], has_not: list[str]
) -> None:
    asked = standalone(Question(text, history=tuple(history)))
    assert all(words in asked for words in has)
    assert not any(words in asked for words in has_not)


@pytest.mark.parametrize("text", ["何时印发的？", "它的文号是什么？", "由谁发布？", "When was it issued?"])
def test_a_date_a_number_or_a_body_is_not_asked_of_the_year_talked_about(text: str) -> None:
    asked = standalone(Question(text, history=("江西方案2030年的普及率目标是多少？",)))
    assert "江西" in asked
    assert "2030" not in asked


def test_a_first_question_is_left_as_it_is() -> None:
    assert standalone(Question("And Jiangxi?")) == "And Jiangxi?"

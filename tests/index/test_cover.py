from index.cover import covers, nearness
from index.encoders import Encoder
from index.query import analyze


def test_a_question_that_is_about_nothing_is_near_nothing(encoder: Encoder) -> None:
    query = analyze("那2035年有什么目标？")
    assert not query.concepts
    assert nearness(query, ["到2035年建成港口。", ""], encoder) == [{}, {}]
    assert covers(query, ["到2035年建成港口。"], [True], encoder) == [{}]


def test_a_text_is_nearer_to_what_it_names(encoder: Encoder) -> None:
    named, other = nearness(analyze("四川的港口"), ["四川要建港口。", "罚款最高一百万元。"], encoder)
    assert named["港口"] > other["港口"]

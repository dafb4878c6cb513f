from index.cover import covers, named_share, nearness
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


def test_a_synonym_names_a_concept_in_either_language() -> None:
    for question in ("What are the fines?", "罚款是什么？"):
        (words,) = (concept.words for concept in analyze(question).concepts)
        assert named_share(analyze(question), {"罚则"}, True) == {words: 1}
        assert named_share(analyze(question), {"sanction"}, False) == {words: 1}
        assert named_share(analyze(question), {"港口"}, True) == {words: 0}

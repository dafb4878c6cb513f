import pytest

from assistant.topics import topics
from index.query import analyze


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("湖南计划到2030年培育多少家独角兽企业？", ["独角兽企业"]),
        ("英国打算雇用多少名教师？", ["教师"]),
        ("高雄市有多少機櫃？", ["機櫃"]),
        ("湖南的教师人数是多少？", ["教师"]),
        ("四川的算力是多少EFLOPS？", ["算力"]),
        ("苏州人工智能产业投资基金有多大？", ["人工智能产业", "人工智能产业投资基金"]),
        ("人工智能企业最迟何时成立？", ["人工智能企业"]),
        ("How many electric buses does Shenzhen run?", ["electric buses"]),
        ("What is said about visas for foreign AI experts?", ["visas", "AI", "experts", "foreign AI experts"]),
        ("Why do the penalties reach 10 million yen?", ["penalties"]),
        ("四川2030年的目标是多少？", []),
        ("云州2031年智算规模达到多少？", ["智算"]),
        ("", []),
    ],
)
def test_what_a_question_is_about(question: str, words: list[str]) -> None:
    assert [topic.words for topic in topics(analyze(question))] == words


@pytest.mark.parametrize(
    ("question", "text", "is_named"),
    [
        ("有多少家独角兽企业？", "Two unicorn enterprises.", True),
        ("How many unicorns?", "培育獨角獸企業。", True),
        ("有多少家上市公司？", "Nearly 700 core AI companies.", False),
        ("有多少家人工智能企业？", "人工智能领域的领军企业10家", False),
        ("How many electric carts?", "An electric cart.", True),
    ],
)
def test_a_topic_is_named_by_any_of_its_names(question: str, text: str, is_named: bool) -> None:
    (topic,) = topics(analyze(question))
    assert topic.is_named(text) is is_named


def test_words_that_stand_apart_do_not_name_a_topic_and_yet_may_be_meant() -> None:
    (topic,) = topics(analyze("有多少家人工智能企业？"))
    text = "人工智能领域的领军企业10家"
    assert not topic.is_named(text)
    assert not topic.is_missing(text)
    assert topic.is_missing("领军企业10家")

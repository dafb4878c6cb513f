import pytest

from assistant.lacks import lacks_acronym, lacks_counted, lacks_terms
from index.query import analyze


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What share of GDP will it be?", "普及率超过90%。", True),
        ("What share of GDP will it be?", "占国内生产总值的10%。", False),
        ("GDP占比是多少？", "It is to be 10% of GDP.", False),
        ("What share will it be?", "普及率超过90%。", False),
    ],
)
def test_lacks_acronym(question: str, text: str, expected: bool) -> None:
    assert lacks_acronym(analyze(question), text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many AI companies are there to be?", "2-3 incubators of the AI industry", True),
        ("How many AI companies are there to be?", "2,500 AI firms", False),
        ("要有多少家人工智能企业？", "要建3个人工智能孵化器", True),
        ("人工智能企业要有多少家？", "企业超过2500家", False),
        ("要有多少家人工智能企业？", "more than 2,500 AI companies", False),
        ("What is the document number of the plan?", "No. 49", False),
        ("产业规模是多少？", "3个孵化器", False),
        ("研发院打算招多少研究人员？", "另预留10亿港元成立研发院。", True),
        ("研发院打算招多少研究人员？", "研发院将有200名研究人员。", False),
        ("有多少家龙头企业参加？", "联盟有30家龙头企业。", False),
        ("有多少家龙头企业？", "龙头企业营业收入达到30亿元。", True),
        ("有多少家龙头企业？", "部署六项任务：算力、数据、龙头企业。", True),
        ("How many AI companies are there?", "The revenue of AI companies is 100 billion yuan.", True),
        ("公司一共雇了多少人？", "公司超过2500家。", True),
        ("公司一共雇了多少人？", "公司雇员有2500人。", False),
        ("写在第几条？", "第二十一条", False),
    ],
)
def test_lacks_counted(question: str, text: str, expected: bool) -> None:
    assert lacks_counted(analyze(question), text) is expected


def test_a_figure_is_about_one_of_the_terms_of_its_question() -> None:
    query = analyze("算力券每年的总额是多少？")
    assert lacks_terms(query, {"总额"})
    assert not lacks_terms(query, {"算力券"})
    assert not lacks_terms(analyze("算力券是什么？"), {"总额"})

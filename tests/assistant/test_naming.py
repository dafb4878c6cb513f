from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.naming import dated, documents_in, issue_years


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("《某某办法》何时施行？", ["《某某办法》"]),
        ("云政发〔2025〕7号和云府办〔2024〕3号各是何时印发的？", ["云政发〔2025〕7号", "云府办〔2024〕3号"]),
        ("四川产业链方案要求多少家企业？", ["产业链方案"]),
        ("四川方案要求多少家企业？", []),  # told by its place
        ("那生成式人工智能服务管理暂行办法呢？", ["生成式人工智能服务管理暂行办法"]),
        ("網絡安全法共有多少條？", ["網絡安全法"]),
        ("四川打算用什么办法降低成本？", []),
        ("How many chapters does the Cloud Data Security Law have?", ["Cloud Data Security Law"]),
        ("When was the AI+ harbour paper published?", ["AI+ harbour paper"]),
        ("How large is the plan to be?", []),
        ("Who chairs Japan's AI Strategy Headquarters?", []),
    ],
)
def test_what_a_question_calls_documents(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in documents_in(text)] == names


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("北京2024年的行动计划和2026年的行动计划", {"2024", "2026"}),
        ("浙江2024年10月那份征求意见稿，2027年要多少个场景？", {"2024"}),
        ("甘肃到2027年计划集聚多少家企业？", set()),
        ("How many ports does the 2024-2026 plan want?", {"2024", "2026"}),
        ("江西方案2030年的目标", set()),
        ("the chain plan of 2024 and its draft of May 2025, for 2027", {"2024", "2025"}),
        ("What does its 2026 plan want by 2027?", {"2026"}),
    ],
)
def test_the_year_of_a_document_is_not_the_year_asked_about(text: str, years: set[str]) -> None:
    assert issue_years(text) == years


@given(st.text("四川2024年的方案计划《某办法》和草案the plan of AI+ Law“”〔〕7号 ", max_size=60))
def test_names_stand_in_the_text_in_order_and_apart(text: str) -> None:
    spans = documents_in(text)
    assert all(0 <= start < end <= len(text) for start, end in (*spans, *dated(text)))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))

import pytest

from ingest.metadata.page import Page
from ingest.metadata.relations import supersedes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本办法自2026年1月1日起施行。《旧办法一号》《旧办法二号》同时废止。", ["旧办法一号", "旧办法二号"]),
        ("原《示例扶持办法》（甬政办发〔2019〕33号）同时废止。", ["示例扶持办法"]),
        ("甬政办发〔2019〕33号同时废止。", ["甬政办发〔2019〕33号"]),
        (
            "市政府决定废止下列规章：\n一、《甲管理办法》（1996年公布）\n二、《乙管理办法》\n本决定自公布之日起施行。",
            ["甲管理办法", "乙管理办法"],
        ),
        ("本辦法自發布日施行，原「舊使用須知」停止適用。", ["舊使用須知"]),
        ("Regulation (EU) 2019/881 is repealed with effect from 1 January 2027.", ["Regulation (EU) 2019/881"]),
        ("This guidance replaces the “Guidelines for AI procurement”.", ["Guidelines for AI procurement"]),
        ("《旧办法一号》第三条同时废止。", []),
        ("《旧办法一号》未被废止。", []),
        ("市政府正在研究《旧办法一号》。", []),
    ],
)
def test_what_is_repealed_or_replaced(text: str, names: list[str]) -> None:
    assert [fact.value for fact in supersedes(Page("示例办法", f"示例办法\n{text}"))] == names

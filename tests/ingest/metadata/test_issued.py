import pytest

from ingest.metadata.issued import issued
from ingest.metadata.page import Page


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("新浪财经·2026-01-10 10:12", "2026-01-10"),
        ("发布日期：2025年8月26日\n成文日期：2025年8月21日", "2025-08-21"),
        ("来源：某市人民政府 发布时间：2024-11-08 15:20 浏览次数：12", "2024-11-08"),
        ("發文日期：中華民國114年5月1日", "2025-05-01"),
        ("示例市人民政府\n二〇二五年三月三日", "2025-03-03"),
        ("Date of issue: 2025-04-15", "2025-04-15"),
        ("Issued on 3 March 2025", "2025-03-03"),
        ("Done at Brussels, 21 May 2025.", "2025-05-21"),
        ("Made 11th March 2025\nLaid before Parliament 13th March 2025", "2025-03-11"),
        ("《示例办法》于2025年3月印发。", "2025-03"),
        ("（2024年11月8日第十四届全国人民代表大会常务委员会第十二次会议通过）", "2024-11-08"),
        ("发布日期：2025年13月26日", None),
        ("《别的办法》于2025年3月3日印发。", None),
        ("意见请于2025年9月15日前反馈。", None),
        ("依据2023年8月31日发布的《别的办法》，制定本办法。", None),
        ("This plan follows the Data Act 2018, which was issued on 3 March 2018.", None),
    ],
)
def test_the_day_of_issue(text: str, day: str | None) -> None:
    found = issued(Page("示例办法", f"示例办法\n{text}"))
    assert (found.value if found else None) == day

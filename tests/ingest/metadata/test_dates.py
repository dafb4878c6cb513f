import pytest

from ingest.metadata.dates import effective_from, effective_to, issued
from ingest.metadata.page import Page


def dates(text: str, title: str = "示例办法") -> tuple[str | None, str | None, str | None]:
    page = Page(title, text)
    day = issued(page)
    begins = effective_from(page, day)
    ends = effective_to(page, begins or day)
    return day and day.value, begins and begins.value, ends and ends.value


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
    assert dates(f"示例办法\n{text}")[0] == day


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("施行日期：2023年8月15日", "2023-08-15", None),
        ("第九条 本办法自2026年1月1日起施行，有效期5年。", "2026-01-01", "2030-12-31"),
        ("本办法自2024年2月29日起施行，有效期三年。", "2024-02-29", "2027-02-28"),
        ("本办法自2026年1月1日起施行，有效期至2027年12月31日。", "2026-01-01", "2027-12-31"),
        ("成文日期：2025年3月3日\n本办法自发布之日起施行，有效期2年。", "2025-03-03", "2027-03-02"),
        ("本法自中華民國114年6月1日施行。", "2025-06-01", None),
        (
            "This Regulation shall enter into force on 15 June 2025. It shall apply from 2 August 2026.",
            "2025-06-15",
            None,
        ),
        (
            "These Measures take effect on March 3, 2025 and remain valid until March 2, 2028.",
            "2025-03-03",
            "2028-03-02",
        ),
        ("《别的办法》自2026年1月1日起施行，有效期至2027年12月31日。", None, None),
        ("到2027年12月31日，建成十个平台。", None, None),
    ],
)
def test_from_when_until_when(text: str, begins: str | None, ends: str | None) -> None:
    assert dates(f"示例办法\n{text}")[1:] == (begins, ends)

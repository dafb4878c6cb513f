import pytest

from ingest.metadata.issued import issued
from ingest.metadata.page import Page
from ingest.metadata.terms import effective_from, effective_to


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
    page = Page("示例办法", f"示例办法\n{text}")
    day = issued(page)
    first = effective_from(page, day)
    last = effective_to(page, first or day)
    assert (first and first.value, last and last.value) == (begins, ends)

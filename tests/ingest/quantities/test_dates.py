from datetime import date

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.quantities.dates import find_dates


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_the_same_however_written(given_day: date) -> None:
    iso, year, month, day = given_day.isoformat(), given_day.year, given_day.month, given_day.day
    months = "January February March April May June July August September October November December".split()
    name = months[month - 1]
    texts = [iso, f"{year}年{month}月{day}日", f"{day} {name} {year}", f"{name} {day}, {year}", f"{year}/{month}/{day}"]
    texts.append(f"{year}年{cn2an.an2cn(month)}月{cn2an.an2cn(day)}日".replace("一十", "十"))
    assert {found.iso for text in texts for found in find_dates(text)} == {iso}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 to 25 November 2025", ["2025-11-18", "2025-11-25"]),
        ("November 18-25, 2025", ["2025-11-18", "2025-11-25"]),
        ("2025年11月18日至25日", ["2025-11-18", "2025-11-25"]),
        ("2025年11月18日至12月3日", ["2025-11-18", "2025-12-03"]),
        ("2025年1-3月", ["2025-01", "2025-03"]),
        ("September to December 2025", ["2025-09", "2025-12"]),
        ("from 31 May 2025 to 31 December 2027", ["2025-05-31", "2027-12-31"]),
        ("民国114年1月1日至117年12月31日", ["2025-01-01", "2028-12-31"]),
        ("令和7年", ["2025"]),
        ("2025-13", []),
        ("2025年13月", []),
        ("31 April", []),
        ("不超过30日", []),
        ("3个月", []),
    ],
)
def test_dates_of(text: str, expected: list[str]) -> None:
    assert [found.iso for found in find_dates(text)] == expected

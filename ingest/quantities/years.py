"""Years of Chinese and English text: 2025年, by 2030; spans such as 2022-2025 and 2026-27; five-year plans (十四五)."""

import re
from dataclasses import dataclass
from functools import cache

from ingest.quantities.bounds import bound_of
from ingest.quantities.number_words import DIGITS, HAN, ORDINALS, chinese_value
from ingest.quantities.numerals import numeral_at
from ingest.quantities.units import currency_before, measure_after, unit_after


@dataclass(frozen=True, slots=True)
class Date:
    """A date or year at text[start:end]. Parts that are not told are 0; `year_high` is set in a span of years."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    year_high: int = 0

    @property
    def is_year(self) -> bool:
        """Say whether this is a year or a span of years."""
        return not self.month and not self.day

    @property
    def iso(self) -> str:
        """ISO form: 2025-09-01, --09-01 without a year, ---01 a day alone; a span of years is 'first/last'."""
        if self.is_year:
            return f"{self.year}/{self.year_high}" if self.year_high > self.year else str(self.year)
        if not self.month:
            return f"---{self.day:02d}"
        return (str(self.year or "-")) + f"-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


BARE = "(?:19|20)[0-9]{2}"
YEAR = f"(?:[0-9]{{4}}|[{DIGITS}]{{4}})"
NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})"  # of a month or a day
_PATTERNS = {
    "plan": rf"(?<![{HAN}])(?P<han>十[一二三四五六])五(?![{HAN}个家项名条])|(?<![0-9A-Za-z.])"
    rf"(?P<nth>[0-9]{{1,2}}(?:st|nd|rd|th)|(?i:{'|'.join(list(ORDINALS)[9:16])}))[ -]"
    r"(?:(?i:five[ -]year)|FYP)(?: (?i:plan))?",
    "span": rf"(?<![0-9{DIGITS}第.])(?P<y>{YEAR})\s?(?P<nian>年)?\s?"
    r"(?P<link>--?|~|至|到|/|(?:to|through|until|and)\s)\s?"
    rf"(?:(?P<y2>{YEAR})|(?P<short>[0-9]{{2}}))(?![0-9])(?P<nian2>\s?年)?(?!\s?年?\s?{NUMBER}\s?月|-)",
    "year": rf"(?:(?<![0-9A-Za-z第])(?<![0-9]\.)(?<![A-Z0-9]-)|(?<=FY)|(?<=第)(?=[0-9]{{4}}/))(?P<y>{BARE})"
    rf"s?(?![0-9a-z]|\.[0-9])|(?<![{HAN}])(?P<han>[一二][{DIGITS}]{{3}})(?![{HAN}])",
}
_IN = re.compile(
    r"(?:(?<![A-Za-z])(?i:in|within|by|since|until|till|during|before|after|year|end|of|mid)[ -]|[(在到于从自至])$"
)
_NO_COUNT = {"", "over", "above", "below", "under", "about", "around", "circa", "~"}  # bounds that a year may have
_COUNTED = re.compile(
    r" (?:[A-Za-z]+[ -]){0,2}(?i:companies|enterprises|firms|businesses|projects|people|persons|users|jobs|students"
    r"|schools|hospitals|factories|scenarios|datasets|models|agents|items|units|sets|vehicles|participants|experts"
    r"|talents|patents|applications|cases|platforms|clusters|parks|products|developers|researchers|institutions"
    r"|organi[sz]ations|courses|robots|cards|sites)(?![A-Za-z])"
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a pattern on first use."""
    return re.compile(_PATTERNS[name])


def to_int(text: str | None) -> int:
    """Read the digits of a year, month or day, Arabic or Chinese, 0 for none; an English suffix (1st) is dropped."""
    if not text:
        return 0
    return (chinese_value(text) or 0) if text[0] in HAN else int(re.sub("[a-z]", "", text))


def find_plans(text: str) -> list[Date]:
    """Read 十四五 and 14th Five-Year Plan in folded text: 2021 to 2025."""
    found = []
    for match in _pattern("plan").finditer(text):
        nth = (match["nth"] or "").lower()
        number = to_int(match["han"]) or ORDINALS.get(nth) or to_int(nth)
        first = 2021 + 5 * (number - 14)
        if 10 <= number <= 30:
            found.append(Date(*match.span(), first, year_high=first + 4))
    return found


def find_year_spans(text: str) -> list[Date]:
    """Read 2022-2025, 2022年至2025年, from 2022 to 2025, between 2022 and 2025, 2026-27 in folded text."""
    found = []
    for match in _pattern("span").finditer(text):
        first, start, end = to_int(match["y"]), match.start(), match.end()
        last = to_int(match["y2"]) or first // 100 * 100 + to_int(match["short"])
        if not (1800 <= first < last < 2200 and last - first <= 100) or not _may_link(text, match):
            continue
        if match["nian2"] or (first >= 1900 and last <= 2100 and _is_year(text, start, end, last)):
            found.append(Date(start, end, first, year_high=last))
    return found


def _may_link(text: str, match: re.Match[str]) -> bool:
    """Say whether the word between two years makes them a span; 2025-09 is a month."""
    if match["link"].startswith("and"):
        return text[: match.start()][-8:].lower() == "between "
    if match["short"]:
        year = match["link"] in ("-", "/") and not match["nian"]
        return year and (int(match["short"]) > 12 or bool(match["nian2"]))
    return True


def find_years(text: str) -> list[Date]:
    """Read four bare digits of folded text that stand for a year."""
    found = []
    for match in _pattern("year").finditer(text):
        year = to_int(match["y"] or match["han"])
        if 1900 <= year <= 2100 and _is_year(text, match.start(), match.end(), year):
            found.append(Date(*match.span(), year))
    return found


def _is_year(text: str, start: int, end: int, year: int) -> bool:
    """Say whether bare digits are a year: nothing is counted or measured, and 2000 only after 'in' or 在."""
    numeral = numeral_at(text, end - 4)
    if (numeral and numeral.end > end) or unit_after(text, start, end) or measure_after(text, end, strict=True):
        return False
    if currency_before(text, start) or re.match(r"\s?[-~至到]\s?[0-9]", text[end : end + 3]):
        return False
    if _IN.search(text[max(0, start - 8) : start]):
        return True
    return bound_of(text, start, end)[1] in _NO_COUNT and year % 100 != 0 and not _COUNTED.match(text, end)

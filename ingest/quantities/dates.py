"""Dates of Chinese and English text in ISO form: 2025-09-01, 2025-09; without a year --09-01, a day alone ---15."""

import re
from collections.abc import Callable
from functools import cache

from ingest.quantities.bounds import bound_of
from ingest.quantities.glyphs import blank_spans
from ingest.quantities.number_words import HAN
from ingest.quantities.years import BARE, NUMBER, YEAR, Date, find_plans, find_year_spans, find_years, to_int

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911}  # the year before the first

_LINK = r"\s?[-~至到、和及]\s?"
_MONTH = (
    "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![A-Za-z])\.?"
)
_DAY = "[0-9]{1,2}(?:st|nd|rd|th)?"
_PATTERNS = {
    "era": rf"(?P<era>令和|平成|昭和|民国)\s?(?P<y>[0-9]{{1,3}}|元|[{HAN}]{{1,4}})\s?年"
    rf"(?:\s?(?P<m>{NUMBER})\s?月(?:\s?(?P<d>{NUMBER})\s?日)?)?",
    "era_goes_on": rf"{_LINK}(?P<y>[0-9]{{2,3}})\s?年(?:\s?(?P<m>{NUMBER})\s?月(?:\s?(?P<d>{NUMBER})\s?日)?)?",
    "figures": rf"(?<![0-9A-Za-z/.-])(?P<y>{BARE})"
    r"(?:(?P<sep>[-/.])(?P<m>[01]?[0-9])(?P=sep)(?P<d>[0-3]?[0-9])|[-/](?P<m2>[01]?[0-9]))(?![0-9/-]|\.[0-9])",
    "chinese": rf"(?<![0-9{HAN}.个])(?:(?:(?P<y>{YEAR})\s?年\s?)?(?:(?P<m0>{NUMBER}){_LINK})?(?P<m>{NUMBER})\s?月份?"
    rf"(?:\s?(?:(?P<d0>{NUMBER}){_LINK})?(?P<d>{NUMBER})\s?[日号])?|(?P<yo>{YEAR})\s?年(?!级)"
    rf"|(?:(?P<do0>[0-9]{{1,2}}){_LINK})?(?P<do>[0-9]{{1,2}})\s?日(?!以?内|之内|均|元))",
    "day_of_month": rf"(?<![0-9A-Za-z.])(?P<d>{_DAY})(?: day)? of (?:each|every|the|this|that)"
    r"(?: following| next)? month",
    "day_first": rf"(?<![0-9A-Za-z.])(?:(?P<d0>{_DAY})\s?(?:-|to|and|until|,)\s?)?(?P<d>{_DAY})(?: of)?[ -]"
    rf"(?P<mon>{_MONTH})(?:,?[ -](?P<y>{BARE})(?![0-9]))?",
    "month_first": rf"(?<![A-Za-z])(?P<mon>{_MONTH}) (?P<d0>{_DAY})(?:\s?(?:-|to|and)\s?(?P<d>{_DAY})(?![0-9A-Za-z]))?"
    rf"(?![0-9A-Za-z%]|[.,][0-9])(?:,? (?P<y>{BARE})(?![0-9]))?",
    "month_year": rf"(?<![A-Za-z])(?:(?P<mon0>{_MONTH})(?: (?P<y0>{BARE}))?\s?(?:-|to|and|until)\s?)?(?P<mon>{_MONTH})"
    rf",?[ -](?P<y>{BARE})(?![0-9]|\.[0-9])",
    "month": r"(?<![A-Za-z])(?i:in|by|since|until|from|to|early|mid|late|end|last|next|each|every)(?: of)?[ -]"
    rf"(?P<mon>{_MONTH})(?! ?[0-9])",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a pattern on first use."""
    return re.compile(_PATTERNS[name])


def find_dates(text: str) -> list[Date]:
    """Return the dates and years of folded text, in order and without overlap."""
    found: list[Date] = []
    finders: tuple[Callable[[str], list[Date]], ...] = (
        *(find_plans, _eras, _figures, find_year_spans, _chinese),
        *(_days_of_month, _day_first, _month_first, _months, find_years),
    )
    for find in finders:
        dates = find(text)
        text = blank_spans(text, [(date.start, date.end) for date in dates])
        found += dates
    return sorted(found, key=lambda date: date.start)


def _valid(date: Date) -> bool:
    """Say whether month and day exist and the year is one that policies speak of."""
    days = _MONTH_DAYS[date.month - 1] if 1 <= date.month <= 12 else 31
    return date.month <= 12 and date.day <= days and (not date.year or 1800 <= date.year < 2200)


def _eras(text: str) -> list[Date]:
    """Read 令和7年 and 民國114年12月23日, and what goes on from it: 至117年."""
    found = []
    for match in _pattern("era").finditer(text):
        before = _ERAS[match["era"]]
        year = before + (1 if match["y"] == "元" else to_int(match["y"]))
        found.append(Date(*match.span(), year, to_int(match["m"]), to_int(match["d"])))
        if after := _pattern("era_goes_on").match(text, match.end()):
            year = before + to_int(after["y"])
            found.append(Date(after.start("y"), after.end(), year, to_int(after["m"]), to_int(after["d"])))
    return [date for date in found if _valid(date)]


def _figures(text: str) -> list[Date]:
    """Read 2025-09-01, 2025/9/1, 2025.9.1 and 2025-09."""
    found = []
    for match in _pattern("figures").finditer(text):
        date = Date(*match.span(), int(match["y"]), int(match["m"] or match["m2"]), to_int(match["d"]))
        if _valid(date) and date.month and (date.day or not match["d"]):
            found.append(date)
    return found


def _chinese(text: str) -> list[Date]:
    """Read 2025年9月1日, 9月1日, 1-3月, 18日至25日; a part left out is taken from the date just before (至25日)."""
    found: list[Date] = []
    for match in _pattern("chinese").finditer(text):
        last = found[-1] if found else Date(0, 0)
        year, month, day = to_int(match["y"] or match["yo"]), to_int(match["m"]), to_int(match["d"] or match["do"])
        if not year and last.end and re.fullmatch(_LINK, text[max(last.end, match.start() - 4) : match.start()]):
            year, month = last.year, month or last.month
        date = Date(*match.span(), year, month, day)
        if not match["yo"] and not (month or day):
            continue
        if match["do"] and not (month and day) and not _is_day(text, *match.span()):
            continue
        if _valid(date):
            found += _two(match, date)
    return found


def _is_day(text: str, start: int, end: int) -> bool:
    """Say whether a bare 15日 is a day of some month (每月15日, 15日，...) and no term (提前15日, 不超过15日)."""
    free = start == 0 or text[start - 1] in "月于在，。；、,.;:(\n“「\0 "
    return free and not bound_of(text, start, end)[0] and text[end : end + 1] not in ("内", "后")


def _two(match: re.Match[str], date: Date) -> list[Date]:
    """Split 1-3月 or 18-25日 into two dates that share year and month; another date stays one."""
    group = next((name for name in ("m0", "d0", "do0") if match[name]), "")
    if not group:
        return [date]
    month, day = (to_int(match[group]), 0) if group == "m0" else (date.month, to_int(match[group]))
    first = Date(match.start(), match.end(group), date.year, month, day)
    second = Date(match.start(group[:-1]), date.end, date.year, date.month, date.day)
    return [first, second] if _valid(first) else [second]


def _days_of_month(text: str) -> list[Date]:
    """Read 'the 5th of each month'."""
    dates = [Date(*match.span(), day=to_int(match["d"])) for match in _pattern("day_of_month").finditer(text)]
    return [date for date in dates if date.day and _valid(date)]


def _day_first(text: str) -> list[Date]:
    """Read 1 September 2025, 18 to 25 November."""
    return [date for match in _pattern("day_first").finditer(text) for date in _english(match)]


def _month_first(text: str) -> list[Date]:
    """Read September 1, 2025, November 18-25."""
    return [date for match in _pattern("month_first").finditer(text) for date in _english(match)]


def _english(match: re.Match[str]) -> list[Date]:
    """Read month and day; 'may', 'march' and 'sept' in lower case need a year too."""
    month, year = _MONTHS[match["mon"][:3].lower()], to_int(match["y"])
    if match["mon"][0] in "mjs" and not year:
        return []
    days = [group for group in ("d0", "d") if match[group]]
    starts = [match.start(), match.start("d")][-len(days) :] if len(days) > 1 else [match.start()]
    ends = [match.end("d0"), match.end()][-len(days) :]
    dates = [Date(s, e, year, month, to_int(match[g])) for s, e, g in zip(starts, ends, days, strict=True)]
    return dates if all(_valid(date) and date.day for date in dates) else []


def _months(text: str) -> list[Date]:
    """Read Sept. 2025, September to December 2025, and a capitalised month alone after 'in', 'by' and the like."""
    found = []
    for match in _pattern("month_year").finditer(text):
        year = to_int(match["y"])
        if match["mon0"] and match["mon0"][0].isupper():
            first = _MONTHS[match["mon0"][:3].lower()]
            found.append(Date(match.start(), match.end("mon0"), to_int(match["y0"]) or year, first))
        found.append(Date(match.start("mon"), match.end(), year, _MONTHS[match["mon"][:3].lower()]))
    taken = {at for date in found for at in range(date.start, date.end)}
    for match in _pattern("month").finditer(text):
        if match["mon"][0].isupper() and match.start("mon") not in taken:
            found.append(Date(match.start("mon"), match.end("mon"), 0, _MONTHS[match["mon"][:3].lower()]))
    return sorted(found, key=lambda date: date.start)

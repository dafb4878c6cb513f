"""Quantities of Chinese and English text as exact values that can be compared across languages.

4000亿元, 400 billion yuan and RMB 400bn are the same quantity; so are 七成 and 70%, 5000 PFlops and 5 EFlops, 1萬5 and
15,000. Citation markers ([5]), list numbers, versions (2.0), names with digits (GPT-4, 5G, GB/T 1234) and idioms
(一带一路) are no quantities. A sign is not read: -5% is 5%. A single Chinese digit counts where a measure word follows
(三项, but not 三农); so 一个, which is often no more than an article, counts as 1: see `is_article`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from ingest.quantities.bounds import bound_of
from ingest.quantities.dates import find_dates
from ingest.quantities.glyphs import blank_spans, fold
from ingest.quantities.measured import find_measured
from ingest.quantities.number_idioms import blank
from ingest.quantities.ordinals import find_ordinals

Key = tuple[str, Fraction]

_SENTENCE = 1000  # characters; longer texts are not kept
_MULTIPLE = re.compile(
    r"翻了?(?P<fan>[一二两三四])番|翻(?:了?一倍|番|倍)"
    r"|(?:增长|增加|提高|提升|扩大)(?:了|近|约|超过)?(?P<more>[一两二三四五1-5])倍"
    r"|(?<![A-Za-z-])(?P<word>(?i:(?:doubl|tripl|quadrupl)(?:ed|es|ing)|(?:two|three|four|five|ten)fold"
    r"|(?:(?<=to )|(?<=will )|(?<=than )|(?<=nearly )|(?<=almost )|(?<=about ))(?:double|triple|quadruple)))"
    r"(?![A-Za-z-])"
)
_ADDED = dict(zip("一二三四五两12345", (1, 2, 3, 4, 5, 2, 1, 2, 3, 4, 5), strict=True))
_TIMES = {"dou": 2, "tri": 3, "qua": 4, "two": 2, "thr": 3, "fou": 4, "fiv": 5, "ten": 10}
_PLAIN_YUAN = re.compile("[^A-Za-z¥人]*[元圆]")
_RANK = re.compile("第.*[级批期类档]")
_LARGE = re.compile(r"[万亿兆][多余几+]?$|(?i:million|billion|trillion|bn|mn|tn|[0-9]m)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity; text[start:end] is the numeral with its currency, unit or measure word, without bounds.

    kind: 'number', 'percent', 'money', 'compute', 'area', 'mass', 'energy', 'power', 'length', 'duration', 'date',
    'year', 'ordinal'.
    low, high: exact, in the base unit (percent as 70, money in the currency, compute in PFlops, area in m2, mass in
    kg, energy in kWh, power in kW, length in m, durations in 'year', 'day' or 'workday'); they differ in a range.
    Ordinals are the number, years the year, dates YYYYMMDD with zeros for what is not told.
    unit: the base unit; '' for bare and counted numbers, 'x' for multiples, 'pp' for percentage points.
    bound: one of '', '>', '>=', '<', '<=', '~'.
    date: the ISO form of a date or year ('2022/2025' for a span of years, '--09-01' without a year), else None.
    """

    start: int
    end: int
    text: str
    kind: str
    low: Fraction
    high: Fraction
    unit: str = ""
    bound: str = ""
    date: str | None = None


def find_quantities(text: str, *, yuan: str = "CNY") -> tuple[Quantity, ...]:
    """Return the quantities of `text`, in order and without overlap; offsets are code points. Never raises.

    `yuan` is the currency of a plain 元 with no country named: 'TWD' or 'HKD' for documents from there.
    """
    return _remembered(text, yuan) if len(text) <= _SENTENCE else _found(text, yuan)


@lru_cache(maxsize=8192)
def _remembered(text: str, yuan: str) -> tuple[Quantity, ...]:
    """Sentences come again: in the next question, and in each of the checks."""
    return _found(text, yuan)


def _found(text: str, yuan: str) -> tuple[Quantity, ...]:
    clean = blank(fold(text))
    found: list[Quantity] = []
    for read in (_dates, _ordinals, _multiples, _measured):
        fresh = list(read(clean))
        clean = blank_spans(clean, [(quantity.start, quantity.end) for quantity in fresh])
        found += fresh
    found.sort(key=lambda quantity: quantity.start)
    return tuple(_completed(quantity, text, yuan) for quantity in found)


def numbers(text: str, *, yuan: str = "CNY") -> frozenset[Key]:
    """Return what `text` states as (unit, value) pairs: both ends of ranges, no bounds, and the year of each full date.

    The first of a pair is '' for numbers and the unit otherwise ('%', 'CNY', ...), or 'ordinal', 'year', 'date'.
    """
    keys: set[Key] = set()
    for quantity in find_quantities(text, yuan=yuan):
        label = quantity.kind if quantity.kind in ("ordinal", "year", "date") else quantity.unit
        keys |= {(label, quantity.low), (label, quantity.high)}
        if quantity.kind == "date" and quantity.low >= 10**7:
            keys.add(("year", Fraction(int(quantity.low) // 10**4)))
    return frozenset(keys)


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Say whether two quantities are equal after normalisation, whatever their bounds.

    Both ends and the unit must agree. Money needs the same currency; only where one side states a large number
    without any (4000亿, 400 billion) may the other be money. A year equals a year, and a date `a` (the source) in that
    year; the other way round it does not. Percent, percentage points, multiples, ordinals and plain numbers are never
    equal to one another, save 第三级 and 第四批 to the numbers of 'level 3' and 'batch 4', and a part to its
    percentage: three quarters are 75%.
    """
    if a.kind in ("date", "year") or b.kind in ("date", "year"):
        return a.date == b.date or (b.kind == "year" and a.kind == "date" and str(a.date)[:4] == b.date)
    if {a.kind, b.kind} == {"number", "percent"}:
        return _is_part(a, b) or _is_part(b, a)
    if (a.low, a.high) != (b.low, b.high):
        return False
    if (a.kind, a.unit) == (b.kind, b.unit):
        return True
    if {a.kind, b.kind} == {"ordinal", "number"}:
        rank = a if a.kind == "ordinal" else b
        return bool(_RANK.fullmatch(fold(rank.text))) and not a.unit and not b.unit
    return (a.kind == "money" and _lacks_currency(b)) or (b.kind == "money" and _lacks_currency(a))


def supports(source: Quantity, claim: Quantity) -> bool:
    """Say whether `claim` can be read off `source`.

    They must be the same quantity, and the claim may leave the bound out but not change it: 超过70% supports '70%'
    and 'over 70%', not 'at least 70%'. A date supports what is less exact (2025-09-01: September 2025, 1 September,
    2025), never the reverse. One end of a range is not supported by the range.
    """
    if source.kind == "date" and claim.kind in ("date", "year"):
        whole, part = str(source.date), str(claim.date)
        without_year = whole if whole.startswith("-") else "-" + whole[4:]
        return any(iso == part or iso.startswith(part + "-") for iso in (whole, without_year))
    return same_quantity(source, claim) and claim.bound in ("", source.bound)


def is_article(quantity: Quantity) -> bool:
    """Say whether a quantity may be no more than an article: 一个, 一项, 一种, 一年, one firm.

    A claim of that form needs no support of its own: English says 'a', which is no quantity, and Chinese often nothing.
    """
    counted = quantity.kind in ("number", "duration") and not quantity.bound and quantity.low == quantity.high
    return (
        counted
        and re.match("一(?![半百千万亿分点两二三])|(?i:one)(?![ -](?i:h|th|m|b|t|q|f|d))", quantity.text) is not None
    )


def _is_part(part: Quantity, percent: Quantity) -> bool:
    """Say whether a part of one, as three quarters, is that percentage."""
    is_part = percent.unit == "%" and not part.unit and part.low.denominator > 1 and part.high < 1
    return is_part and (part.low * 100, part.high * 100) == (percent.low, percent.high)


def _lacks_currency(quantity: Quantity) -> bool:
    """Say whether a number could be money whose currency was left out: large, with no measure word (2000万人)."""
    return quantity.kind == "number" and not quantity.unit and _LARGE.search(fold(quantity.text)) is not None


def _completed(quantity: Quantity, text: str, yuan: str) -> Quantity:
    """Fill in the text, and the currency of a plain 元."""
    words = text[quantity.start : quantity.end]
    plain = quantity.unit == "CNY" and _PLAIN_YUAN.fullmatch(fold(words))
    return replace(quantity, text=words, unit=yuan if plain else quantity.unit)


def _dates(text: str) -> Iterator[Quantity]:
    """Read dates, years and spans of years."""
    for date in find_dates(text):
        if date.is_year:
            low, high = Fraction(date.year), Fraction(date.year_high or date.year)
        else:
            low = high = Fraction(date.year * 10**4 + date.month * 100 + date.day)
        kind = "year" if date.is_year else "date"
        yield Quantity(date.start, date.end, "", kind, low, high, date=date.iso)


def _ordinals(text: str) -> Iterator[Quantity]:
    """Read what names by number."""
    for found in find_ordinals(text):
        yield Quantity(found.start, found.end, "", "ordinal", found.low, found.high)


def _multiples(text: str) -> Iterator[Quantity]:
    """Read 翻两番 (4x), 增长一倍 and doubled (2x), 增长两倍 (3x: the growth is added), threefold."""
    for match in _MULTIPLE.finditer(text):
        value = Fraction(2)
        if match["fan"]:
            value **= {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}[match["fan"]]
        elif match["word"]:
            value = Fraction(_TIMES[match["word"][:3].lower()])
        elif match["more"]:
            value = Fraction(1 + _ADDED[match["more"]])
        start, end = (match.start("more"), match.end()) if match["more"] else match.span()
        yield Quantity(start, end, "", "number", value, value, "x", bound_of(text, start, end)[0])


def _measured(text: str) -> Iterator[Quantity]:
    """Read what counts or measures."""
    for found in find_measured(text):
        yield Quantity(found.start, found.end, "", found.kind, found.low, found.high, found.unit, found.bound)

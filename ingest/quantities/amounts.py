"""Numerals with the currency, unit or measure word that belongs to them; GPT-4, 5G and 数十 are no amounts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ingest.quantities.numerals import Numeral, find_numerals
from ingest.quantities.units import Unit, currency_before, measure_after, unit_after

_NAME_BEFORE = re.compile(  # AI4S, GPT-4, but mid-2025 and top-10
    r"(?:[A-Za-z_]|(?<![A-Za-z0-9])"
    r"(?!(?i:mid|pre|post|early|late|end|top|sub|level|under|over|non|about)-)[A-Za-z0-9]*[A-Za-z]-)$"
)
_NAME_AFTER = re.compile(r"[A-Za-z_]|-[A-Z](?![a-z])")
_VERSION = re.compile(r"[0-9]{1,2}\.0")
_NO_ARTICLE = re.compile(r"(?<![a-z])(?i:no|the|this|that|each|which|every|any|another|on|new|last|next|some)\s$")
_ONE_THING = re.compile(
    r"[ -](?!(?:of|by|that|who|is|was|can|must|should|may|will|would|which|in|on|at|to|for|with|and|has|another|or)"
    r"(?![a-z]))[A-Za-z]"
)
_SCALE_ONLY = re.compile("[十百千万亿]+")
_SCALE_BEFORE = re.compile("[过上超近破逾达约足]$")
_LEVEL = re.compile(" ?(?:级|规模|量级|大关|体量)")
_VAGUE_BEFORE = re.compile("(?:[数几]|若干)$")
_HALF_MORE = re.compile("半(?![年导径封决])")
_TENTHS = "一二三四五六七八九"
_TENTHS_MORE = re.compile(f"[{_TENTHS}](?![\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with its unit; start and end take in both.

    `sure` is False for what is a quantity only within a range (三 that no measure word follows), `counted` is True
    before a measure word. Values are `numeral.low * factor` and `numeral.high * factor` in `unit`.
    """

    numeral: Numeral
    start: int
    end: int
    kind: str = "number"
    unit: str = ""
    factor: Fraction = Fraction(1)
    sure: bool = True
    counted: bool = False


def find_amounts(text: str) -> Iterator[Amount]:
    """Yield the amounts of folded text in order; dates and ordinals must be blanked out before."""
    last = 0
    for numeral in find_numerals(text):
        if numeral.start < last:  # the 百 of 5个百分点
            continue
        amount = _amount(text, numeral, last)
        if amount:
            last = amount.end
            yield amount


def _amount(text: str, numeral: Numeral, last: int) -> Amount | None:
    """Attach currency, unit or measure word to a numeral; None where it is part of a name, a version or vague."""
    start, end = numeral.start, numeral.end
    if numeral.percent:
        return Amount(numeral, start, end, "percent", "%")
    unit = unit_after(text, start, end)
    coin = currency_before(text, start)
    if coin and coin[0] >= last and (numeral.script != "chinese" or text[start - 1] in "币B"):
        return _money(numeral, coin, unit)
    if numeral.script == "arabic" and _is_name(text, numeral, unit):
        return None
    if unit:
        return _measured(text, numeral, unit)
    return _bare(text, numeral)


def _money(numeral: Numeral, coin: tuple[int, str], unit: Unit | None) -> Amount:
    """Take the currency before a numeral into the span, and the plain 元 or dollars after it."""
    if unit and unit.kind == "money":
        code = coin[1] if unit.name in ("CNY", "USD") else unit.name
        return Amount(numeral, coin[0], unit.end, "money", code)
    return Amount(numeral, coin[0], numeral.end, "money", coin[1])


def _is_name(text: str, numeral: Numeral, unit: Unit | None) -> bool:
    """Say whether Arabic digits belong to a name or version: AI4S, GPT-4, COVID-19, 5G, 2.0."""
    if _NAME_BEFORE.search(text, max(0, numeral.start - 16), numeral.start):
        return True
    if unit or numeral.more:
        return False
    version = _VERSION.fullmatch(text, numeral.start, numeral.end) and not measure_after(text, numeral.end, strict=True)
    return bool(version or _NAME_AFTER.match(text, numeral.end))


def _measured(text: str, numeral: Numeral, unit: Unit) -> Amount | None:
    """Attach a unit, with the half of 一年半 and the tenths of 七成五; None for 百年, 三元 and （亿元）."""
    raw = text[numeral.start : numeral.end]
    if numeral.script == "chinese":
        if _SCALE_ONLY.fullmatch(raw) and not _is_scaled_unit(text, numeral, unit):
            return None
        if unit.name == "CNY" and len(raw) == 1 and raw not in "十百千万亿":
            return None
    more, end = Fraction(0), unit.end
    if unit.kind == "duration" and _HALF_MORE.match(text, end):
        more, end = Fraction(1, 2), end + 1
    elif text[end - 1] == "成" and _TENTHS_MORE.match(text, end):
        more, end = Fraction(_TENTHS.index(text[end]) + 1, 10), end + 1
    if more:
        numeral = replace(numeral, low=numeral.low + more, high=numeral.high + more)
    return Amount(numeral, numeral.start, end, unit.kind, unit.name, unit.factor)


def _is_scaled_unit(text: str, numeral: Numeral, unit: Unit) -> bool:
    """Say whether a scale with a unit is an amount: 亿元级, 超千亿元; not 数千元, 百年, nor the heading （亿元）."""
    before = text[max(0, numeral.start - 2) : numeral.start]
    if _VAGUE_BEFORE.search(before):
        return False
    if _LEVEL.match(text, unit.end) or _SCALE_BEFORE.search(before):
        return True
    heading = before[-1:] in ("(", ":", "/") and text[unit.end : unit.end + 1] in (")", "", "\n", " ")
    raw = text[numeral.start : numeral.end]
    return not heading and raw not in ("万", "亿") and (unit.name != "year" or raw == "十")


def _bare(text: str, numeral: Numeral) -> Amount | None:
    """Read a numeral without unit, with the measure word after it; None where it surely counts nothing."""
    end = numeral.end
    stop = measure_after(text, end, strict=numeral.script != "chinese")
    if stop and text[stop - 1 : stop + 1] == "个半":
        return None
    sure = _is_sure(text, numeral, counted=bool(stop))
    return None if sure is None else Amount(numeral, numeral.start, stop or end, sure=sure, counted=bool(stop))


def _is_sure(text: str, numeral: Numeral, *, counted: bool) -> bool | None:
    """Say whether a numeral without unit is a number; None where it surely is not, not even within a range (数十)."""
    raw, before = text[numeral.start : numeral.end], text[max(0, numeral.start - 9) : numeral.start]
    if numeral.script == "english" and raw.lower() == "one":
        return bool(_ONE_THING.match(text, numeral.end)) and not _NO_ARTICLE.search(before)
    if numeral.script != "chinese" or "半" in raw or "分之" in raw:
        return True
    scale_only = _SCALE_ONLY.fullmatch(raw.rstrip("多余几"))
    if raw in "零〇" or (scale_only and _VAGUE_BEFORE.search(before)):
        return None
    if scale_only:
        level = _LEVEL.match(text, numeral.end) or (len(raw) > 1 and _SCALE_BEFORE.search(before))
        return bool(counted or numeral.more or level)
    exact = len(raw) > 1 and numeral.low == numeral.high and not set(raw).isdisjoint("十百千万亿廿卅")
    return exact or counted

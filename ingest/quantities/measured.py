"""Amounts joined into ranges and bounded: 超过4000亿元, 2-3个, at least 30%, between 10 and 20 million euros."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ingest.quantities.amounts import Amount, find_amounts
from ingest.quantities.bounds import bound_of

_RANGE = re.compile(r"\s?(?:-{1,2}|~|至|到|或|(?:to|or|and)\s)\s?")
_SHARED = re.compile(r"\s(?:and|to|or)\s(?:at most |up to |(?:no|not) more than )?|[、和或至到]")
_CHANGE = re.compile(r"(?:(?<![A-Za-z])(?<!range )(?<!ranges )(?<!ranging )from|[从由自])\s?$")
_MONEY_ENDS = re.compile(
    r"(?:(?<![A-Za-z])(?:from|between|at least)|[从由自])\s?$"
)  # 5 jobs and 3 million yuan are apart
_OR = re.compile(r"\s(?:or|and/or)\s|或者?[\u4e00-\u9fff]{0,8}")
_TIME_IN_WHICH = ("over", "近", "within", "以内", "之内")  # over five years, 近五年, within three years


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured or counted quantity of folded text; `low` and `high` in the base unit (see `units`)."""

    start: int
    end: int
    kind: str
    low: Fraction
    high: Fraction
    unit: str
    bound: str = ""


def find_measured(text: str) -> Iterator[Measured]:
    """Yield the measured and counted quantities of folded text in order; dates and ordinals are blanked out before."""
    yield from _with_or(text, _ranges(text))


def _ranges(text: str) -> Iterator[Measured]:
    """Yield amounts, neighbours joined where they make a range."""
    first: Amount | None = None
    for amount in find_amounts(text):
        if first is None:
            first = amount
            continue
        first = _share_unit(text, first, amount)
        if joined := _join(text, first, amount):
            yield joined
            first = None
        else:
            yield from _single(text, first)
            first = amount
    if first:
        yield from _single(text, first)


def _with_or(text: str, found: Iterable[Measured]) -> Iterator[Measured]:
    """Let a bound hold for what 'or' adds: up to EUR 35 million or 7%, 最高3500万欧元或营业额的7%."""
    last: Measured | None = None
    for quantity in found:
        shared = last and last.bound and not quantity.bound and _OR.fullmatch(text, last.end, quantity.start)
        last = replace(quantity, bound=last.bound) if last and shared else quantity
        yield last


def _single(text: str, amount: Amount) -> Iterator[Measured]:
    """Yield an amount that joined no range, if it is a quantity at all."""
    if amount.sure:
        low, high = amount.numeral.low * amount.factor, amount.numeral.high * amount.factor
        found = Measured(amount.start, amount.end, amount.kind, low, high, amount.unit)
        yield _bounded(text, found, amount.numeral.more)


def _bounded(text: str, found: Measured, more: str) -> Measured:
    """Add the bound that words before or after the quantity, or 多 within it, give."""
    bound, word = bound_of(text, found.start, found.end)
    in_time = found.kind == "duration" and word in _TIME_IN_WHICH
    if in_time or (word == "passed" and found.kind == "number"):
        bound = ""
    return replace(found, bound=bound or more)


def _share_unit(text: str, first: Amount, second: Amount) -> Amount:
    """Give the 60 of 'from 60 to 30 days' and the 72 of '72 and 144 hours' the unit of its neighbour."""
    bare = not first.unit and not first.counted and first.numeral.scale == 1 and first.sure
    if not bare or not second.unit or not _SHARED.fullmatch(text, first.end, second.start):
        return first
    if second.kind == "money" and not _MONEY_ENDS.search(text, max(0, first.start - 12), first.start):
        return first
    return replace(first, kind=second.kind, unit=second.unit, factor=second.factor)


def _join(text: str, first: Amount, second: Amount) -> Measured | None:
    """Return the range that two neighbours make, or None."""
    link = _RANGE.fullmatch(text, first.end, second.start)
    if not link or not _may_link(text, first, second, link[0].strip()) or not _agree(first, second):
        return None
    unit = second if second.unit or not first.unit else first
    low, high, scale = first.numeral.low, second.numeral.high, second.numeral.scale
    if first.numeral.scale == 1 < scale and low <= high / scale and not first.counted and first.factor == 1:
        low *= scale
    low, high = low * (first.factor if first.unit else unit.factor), high * unit.factor
    if low >= high:
        return None
    found = Measured(first.start, second.end, unit.kind, low, high, unit.unit)
    return _bounded(text, found, first.numeral.more or second.numeral.more)


def _may_link(text: str, first: Amount, second: Amount, link: str) -> bool:
    """Say whether the words around two numerals make a range; 'from 30% to 40%' is a change, two quantities."""
    before = text[max(0, first.start - 12) : first.start]
    if link == "and":
        return before.lower().endswith("between ")
    if link in ("or", "或"):
        return second.numeral.low == first.numeral.low + 1
    if link in ("to", "至", "到"):
        return not _CHANGE.search(before)
    return not re.match(r"-[0-9]", text[second.end : second.end + 2])


def _agree(first: Amount, second: Amount) -> bool:
    """Say whether the units of two amounts let them be the ends of one range."""
    if first.counted and (second.unit or not second.counted):
        return False
    if first.numeral.low != first.numeral.high or second.numeral.low != second.numeral.high:
        return False
    return (first.kind, first.unit) == (second.kind, second.unit) or "" in (first.unit, second.unit)

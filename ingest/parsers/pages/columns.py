"""The order in which the lines and tables of a page are read, column by column."""

from collections.abc import Iterator, Sequence
from statistics import median

from ingest.parsers.pages.words import Line, Page, Run, Table, lines_of

_LINES_LEAST = 4  # of a column; the rows of its tables count
_FULL = 0.6  # of a column's width: what lines of text fill, and cells of a table without lines do not
_FULL_LEAST = 0.5  # of all that is in a column, by width
_WIDE = 11  # characters at least in a column
_CROSSING_MOST = 0.3  # of all, those that go across both columns: titles, captions
_MARGIN = 0.2  # of the width on either side, in which no gutter is looked for

Item = Run | Table


def in_reading_order(page: Page) -> list[Line | Table]:
    """Lines and tables; what stands above another goes first, save that a left column goes before a right one."""
    return _ordered((*page.runs, *page.tables), page.number)


def _ordered(items: Sequence[Item], page: int) -> list[Line | Table]:
    gutter = _gutter(items)
    if gutter is None:
        return _one_column(items, page)
    return [line for band in _bands(items, gutter) for line in _columns(band, gutter, page)]


def _one_column(items: Sequence[Item], page: int) -> list[Line | Table]:
    rest = [item for item in items if isinstance(item, Run)]
    found: list[Line | Table] = []
    for table in sorted((item for item in items if isinstance(item, Table)), key=_middle):
        found += [*lines_of([run for run in rest if _middle(run) < _middle(table)], page), table]
        rest = [run for run in rest if _middle(run) >= _middle(table)]
    return [*found, *lines_of(rest, page)]


def _middle(item: Item) -> float:
    return (item.top + item.bottom) / 2


def _columns(band: Sequence[Item], gutter: float, page: int) -> list[Line | Table]:
    left, right = [item for item in band if item.x1 <= gutter], [item for item in band if item.x0 >= gutter]
    if len(left) + len(right) < len(band):  # what crosses the gutter
        return _one_column(band, page)
    return _ordered(left, page) + _ordered(right, page)


def _bands(items: Sequence[Item], gutter: float) -> Iterator[list[Item]]:
    """From top to bottom, what crosses the gutter, and what stands between two such."""
    band: list[Item] = []
    crossing = False
    for item in sorted(items, key=lambda item: item.top):
        crosses = item.x0 < gutter < item.x1
        if band and crosses != crossing:
            yield band
            band = []
        band.append(item)
        crossing = crosses
    if band:
        yield band


def _gutter(items: Sequence[Item]) -> float | None:
    """Where a blank strip parts two columns of text; None if there is none."""
    if sum(map(_lines, items)) < 2 * _LINES_LEAST:
        return None
    start, end = min(item.x0 for item in items), max(item.x1 for item in items)
    margin = _MARGIN * (end - start)
    candidates = {item.x1 + 0.5 for item in items if start + margin < item.x1 < end - margin}
    crossings = {x: sum(item.x0 < x < item.x1 for item in items) for x in sorted(candidates)}
    for x in sorted(crossings, key=lambda x: crossings[x]):
        if crossings[x] > _CROSSING_MOST * len(items):
            return None
        if _is_gutter(items, x):
            return x
    return None


def _lines(item: Item) -> int:
    return len(item.rows) if isinstance(item, Table) else 1


def _is_gutter(items: Sequence[Item], x: float) -> bool:
    left, right = [item for item in items if item.x1 <= x], [item for item in items if item.x0 >= x]
    if min(sum(map(_lines, side)) for side in (left, right)) < _LINES_LEAST:
        return False
    size = median([item.size for item in items if isinstance(item, Run)] or [0.0])
    if min(item.x0 for item in right) - max(item.x1 for item in left) < 0.7 * size:
        return False
    return _is_filled(left, _WIDE * size) and _is_filled(right, _WIDE * size)


def _is_filled(items: Sequence[Item], least: float) -> bool:
    """Whether a column is as wide as text wants it, and what is in it goes from edge to edge."""
    width = max(item.x1 for item in items) - min(item.x0 for item in items)
    widths = [item.x1 - item.x0 for item in items]
    return width >= least and sum(one for one in widths if one >= _FULL * width) >= _FULL_LEAST * sum(widths)

"""The order in which the lines of a page are read, column by column."""

from collections.abc import Iterator, Sequence
from statistics import median

from ingest.parsers.pages.words import Line, Page, Run, Table, lines_of

_LINES_LEAST = 4  # of a column
_FILLED = 0.6  # of a column's width, by the middle one of its runs; cells of a table fill less
_CROSSING_MOST = 0.3  # of all runs, those that go across both columns: titles, captions
_MARGIN = 0.2  # of the width on either side, in which no gutter is looked for


def in_reading_order(page: Page) -> list[Line | Table]:
    """Lines and tables; what stands above another goes first, save that a left column goes before a right one."""
    items: list[Line | Table] = []
    rest = list(page.runs)
    for table in sorted(page.tables, key=lambda table: table.top):
        above = [run for run in rest if (run.top + run.bottom) / 2 < table.top]
        rest = [run for run in rest if (run.top + run.bottom) / 2 >= table.top]
        items += [*_lines(above, page.number), table]
    return [*items, *_lines(rest, page.number)]


def _lines(runs: Sequence[Run], page: int) -> list[Line]:
    gutter = _gutter(runs)
    if gutter is None:
        return lines_of(runs, page)
    return [line for band in _bands(runs, gutter) for line in _columns(band, gutter, page)]


def _columns(band: Sequence[Run], gutter: float, page: int) -> list[Line]:
    left, right = [run for run in band if run.x1 <= gutter], [run for run in band if run.x0 >= gutter]
    if len(left) + len(right) < len(band):  # what crosses the gutter
        return lines_of(band, page)
    return _lines(left, page) + _lines(right, page)


def _bands(runs: Sequence[Run], gutter: float) -> Iterator[list[Run]]:
    """From top to bottom, what crosses the gutter, and what stands between two such lines."""
    band: list[Run] = []
    crossing = False
    for run in sorted(runs, key=lambda run: run.top + run.bottom):
        crosses = run.x0 < gutter < run.x1
        if band and crosses != crossing:
            yield band
            band = []
        band.append(run)
        crossing = crosses
    if band:
        yield band


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where a blank strip parts two columns of text; None if there is none."""
    if len(runs) < 2 * _LINES_LEAST:
        return None
    start, end = min(run.x0 for run in runs), max(run.x1 for run in runs)
    margin = _MARGIN * (end - start)
    edges = sorted({run.x1 for run in runs if start + margin < run.x1 < end - margin})
    candidates = [x + 0.5 for x in edges]
    crossings = {x: sum(run.x0 < x < run.x1 for run in runs) for x in candidates}
    for x in sorted(candidates, key=lambda x: crossings[x]):
        if crossings[x] > _CROSSING_MOST * len(runs):
            return None
        if _is_gutter(runs, x):
            return x
    return None


def _is_gutter(runs: Sequence[Run], x: float) -> bool:
    sides = [run for run in runs if run.x1 <= x], [run for run in runs if run.x0 >= x]
    if min(map(len, sides)) < _LINES_LEAST:
        return False
    if min(run.x0 for run in sides[1]) - max(run.x1 for run in sides[0]) < 0.7 * median(run.size for run in runs):
        return False
    return all(_is_filled(side) for side in sides)


def _is_filled(runs: Sequence[Run]) -> bool:
    """Whether the runs of a column are lines of text, which reach from edge to edge, and no cells."""
    width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    return median(run.width for run in runs) >= _FILLED * width

"""Tables by their ruling lines, found by pdfplumber's method (after Nurminen 2013) from lines of whatever source."""

from collections.abc import Sequence
from typing import Any

from ingest.parsers.pages.words import Run, Table, lines_of
from ingest.parsers.tables import table_pieces

_SNAP = 3.0  # points; lines that near are one
_CELLS_LEAST = 4
_ACROSS_LEAST = 2  # rules that a table has in each direction

Rule = tuple[float, float, float, float]
"""x0, top, x1, bottom of a straight line."""


def tables_among(runs: Sequence[Run], rules: Sequence[Rule], page: int) -> tuple[list[Table], list[Run]]:
    """The tables that the rules of a page draw, and the words outside them."""
    upright = sum(bottom - top > x1 - x0 for x0, top, x1, bottom in rules)
    if min(upright, len(rules) - upright) < _ACROSS_LEAST:
        return [], list(runs)
    tables: list[Table] = []
    rest = list(runs)
    for cells in _cells(rules):
        table, outside = _filled(cells, rest, page)
        if table:
            tables.append(table)
            rest = outside
    return tables, rest


def _cells(rules: Sequence[Rule]) -> list[list[Rule]]:
    """For each table the boxes of its cells."""
    from pdfplumber import table as plumber  # noqa: PLC0415

    edges = [_edge(rule) for rule in rules]
    merged = plumber.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = plumber.edges_to_intersections(merged, _SNAP, _SNAP)
    tables: list[list[Rule]] = plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    return [cells for cells in tables if len(cells) >= _CELLS_LEAST]


def _edge(rule: Rule) -> dict[str, Any]:
    x0, top, x1, bottom = rule
    upright = bottom - top > x1 - x0
    return {
        "object_type": "line",
        "orientation": "v" if upright else "h",
        **{"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top},
    }


def _filled(cells: Sequence[Rule], runs: Sequence[Run], page: int) -> tuple[Table | None, list[Run]]:
    """The table with the words in its cells, and the others; None if fewer than two cells have any."""
    held: dict[Rule, list[Run]] = {cell: [] for cell in cells}
    rest: list[Run] = []
    for run in runs:
        cell = next((cell for cell in cells if _holds(cell, run)), None)
        (held[cell] if cell else rest).append(run)
    if sum(map(bool, held.values())) < 2:
        return None, list(runs)
    edges = _distinct(x for cell in cells for x in (cell[0], cell[2]))
    tops = _distinct(cell[1] for cell in cells)
    rows = [[""] * (len(edges) - 1) for _ in tops]
    for cell, inside in held.items():
        words = " ".join(line.text for line in lines_of(inside, page)) if _is_latin(inside) else _run_on(inside, page)
        for row in _spanned(tops, cell[1], cell[3]):  # a cell over several rows says the same of each
            rows[row][_spanned(edges, cell[0], cell[2])[0]] = words
    table = Table(tuple(map(tuple, rows)), tuple(edges), min(tops), max(cell[3] for cell in cells))
    return (table if table_pieces(table.rows) else None), rest


def _is_latin(runs: Sequence[Run]) -> bool:
    letters = "".join(run.text for run in runs)
    return sum(map(str.isascii, letters)) > len(letters) / 2


def _run_on(runs: Sequence[Run], page: int) -> str:
    return "".join(line.text for line in lines_of(runs, page))


def _holds(cell: Rule, run: Run) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _distinct(values: Any) -> list[float]:
    """The values in order, those that are nearly the same once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _spanned(starts: Sequence[float], start: float, end: float) -> list[int]:
    """The positions of the starts that lie in an interval."""
    return [i for i, x in enumerate(starts) if start - _SNAP <= x < end - _SNAP]

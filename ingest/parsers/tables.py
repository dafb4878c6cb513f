"""Tables, wherever they come from: a header piece and a piece for each row."""

from collections.abc import Iterable, Sequence

from ingest.parsers.markdown import CELL_SEPARATOR
from ingest.structure import Piece


def table_pieces(rows: Iterable[Sequence[str]], page: int | None = None) -> list[Piece]:
    """A table's pieces; its first row is the header. A line across the whole table above it is its caption."""
    pieces: list[Piece] = []
    headed = False
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        if not headed and len(filled) == 1:
            pieces.append(Piece("paragraph", filled[0], page=page))
            continue
        pieces.append(Piece("table_row" if headed else "table_header", join_cells(cells), page=page))
        headed = True
    return pieces


def join_cells(cells: Sequence[str]) -> str:
    """The text of a row; empty cells stay, so that each stands under its header, save those at the end."""
    return CELL_SEPARATOR.join(cells).rstrip(" |")

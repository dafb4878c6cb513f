"""From lines in the order of reading to pieces: titles, headings, paragraphs, list items, tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parsers.markdown import CELL_SEPARATOR
from ingest.parsers.pages.columns import in_reading_order
from ingest.parsers.pages.furniture import without_furniture
from ingest.parsers.pages.words import Line, Page, Table
from ingest.parsers.tables import table_pieces
from ingest.structure import Piece, classify_lines, starts_item

_LARGER = 1.12  # times the size of the body: a heading
_HEADING_MOST = 120  # characters
_TITLE_LINES = 4
_ROWS_LEAST = 2  # of a table without lines, unless its cells are as many as these:
_CELLS_ENOUGH = 3
_SENTENCE_END = tuple("。！？；!?;.：:")
_CONTENTS_LINE = re.compile(r".*(?:[.·…‥]\s?){4,}\s*[-–—(（]?\s*(?:\d+|[ivxlc]+)\s*[-–—)）]?", re.IGNORECASE)
_LATIN = re.compile(r"[\x21-\u024f]")


def pieces_of(pages: Sequence[Page]) -> list[Piece]:
    """The pieces of all pages, without what repeats on them; a paragraph or table may go on over a page's end."""
    items = [item for page in without_furniture(pages) for item in _with_tables(in_reading_order(page), page.number)]
    body = _body_size(line for item in items if isinstance(item, list) for line in item)
    pieces: list[Piece] = []
    paragraph: list[Line] = []
    for item in items:
        for line in item if isinstance(item, list) else []:
            if paragraph and not _goes_on(paragraph[-1], line):
                pieces += _written(paragraph, body)
                paragraph = []
            paragraph.append(line)
        if isinstance(item, _Rows):
            pieces += _written(paragraph, body) + item.pieces(pieces)
            paragraph = []
    return _titled(pieces + _written(paragraph, body), items, body)


class _Rows:
    """A table, or the part of one that is on a page."""

    def __init__(self, rows: Sequence[Sequence[str]], page: int) -> None:
        self._rows, self._page = rows, page

    def pieces(self, before: Sequence[Piece]) -> list[Piece]:
        """Its pieces; where it goes on with the table that ended the page before, under that one's header."""
        found = table_pieces(self._rows, self._page)
        if len(self._rows) == 1:
            found = [replace(piece, kind="paragraph") for piece in found]
        header = next((piece for piece in reversed(before) if piece.kind == "table_header"), None)
        goes_on = (
            header is not None
            and before[-1].kind in {"table_row", "table_header"}
            and ((before[-1].page or 0) == self._page - 1 or (bool(found) and found[0].text == header.text))
            and {len(row) for row in self._rows} == {header.text.count(CELL_SEPARATOR) + 1}
        )
        if not goes_on or header is None:
            return found
        return [replace(piece, kind="table_row") for piece in found if piece.text != header.text]


def _with_tables(items: Sequence[Line | Table], page: int) -> Iterator[list[Line] | _Rows]:
    """Lists of lines, and tables: those that are ruled, and lines that are rows of cells."""
    lines: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            lines.append(item)
            continue
        yield from _by_cells(lines, page)
        yield _Rows(item.rows, page)
        lines = []
    yield from _by_cells(lines, page)


def _by_cells(lines: Sequence[Line], page: int) -> Iterator[list[Line] | _Rows]:
    at = 0
    text: list[Line] = []
    while at < len(lines):
        rows = _rows_from(lines[at:])
        if not rows or (len(rows) < _ROWS_LEAST and len(lines[at].runs) < _CELLS_ENOUGH):
            text.append(lines[at])
            at += 1
            continue
        if text:
            yield text
            text = []
        yield _Rows(rows, page)
        at += len(rows)
    if text:
        yield text


def _rows_from(lines: Sequence[Line]) -> list[list[str]]:
    """The rows of the table that begins with the first line, if one does: cells below cells."""
    if len(lines[0].runs) < 2:
        return []
    columns = [(run.x0, run.x1) for run in lines[0].runs]
    rows: list[list[str]] = []
    for line in lines:
        cells = [""] * len(columns)
        places = [
            [i for i, (x0, x1) in enumerate(columns) if run.x0 < x1 + run.size and run.x1 > x0 - run.size]
            for run in line.runs
        ]
        if len(places) < 2 or any(len(place) != 1 for place in places) or len({i for (i,) in places}) < len(places):
            break
        for run, (i,) in zip(line.runs, places, strict=True):
            cells[i] = run.text
            columns[i] = (min(columns[i][0], run.x0), max(columns[i][1], run.x1))
        rows.append(cells)
    return rows


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a line is one paragraph with the line before it."""
    size = line.size
    if abs(following.size - size) > 0.15 * size or starts_item(following.text):
        return False
    if len(line.runs) > 1 or len(following.runs) > 1 or _CONTENTS_LINE.fullmatch(following.text):
        return False
    same_column = following.page == line.page and following.top > line.top and abs(following.left - line.left) < size
    if same_column and following.top - line.bottom > 1.1 * size:
        return False
    if following.x0 - following.left > 1.5 * size and not _is_centred(following):
        return False  # the first line of a paragraph, set in
    if _is_centred(line) != _is_centred(following):
        return False
    reaches = line.right - line.x1 < 2.2 * size or _is_centred(line) or _would_not_fit(line, following)
    return reaches and (same_column or not line.text.endswith(_SENTENCE_END))


def _would_not_fit(line: Line, following: Line) -> bool:
    """Whether the first word of a line was too long for the end of the line before it."""
    word = following.text.split(" ", 1)[0]
    width = following.runs[0].width / max(len(following.runs[0].text), 1) * (len(word) + 1)
    return bool(_LATIN.match(word)) and line.right - line.x1 < width


def _is_centred(line: Line) -> bool:
    before, after = line.x0 - line.left, line.right - line.x1
    return min(before, after) > 2.5 * line.size and abs(before - after) < 1.5 * line.size


def _body_size(lines: Iterator[Line]) -> float:
    """The height in which most characters are written."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _written(lines: Sequence[Line], body: float) -> list[Piece]:
    """A paragraph's lines as a piece."""
    text = joined([line.text for line in lines])
    if not text or _CONTENTS_LINE.fullmatch(text):
        return []
    page = lines[0].page
    found = classify_lines([text])
    if lines[0].size > _LARGER * body and len(text) <= _HEADING_MOST and not text.endswith(("。", ".", "；", ";")):
        level = found[0].level if found and found[0].kind == "heading" else 2
        return [Piece("heading", text, level, page)]
    return [replace(piece, page=page) for piece in found]


def joined(lines: Sequence[str]) -> str:
    """Lines as one: with a blank between words of Latin script, without the hyphen that parts a word."""
    text = ""
    for line in (line.strip() for line in lines):
        if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
            text = text[:-1] + line
        elif text and line and _LATIN.match(text[-1]) and _LATIN.match(line[0]):
            text += f" {line}"
        else:
            text += line
    return text


def _titled(pieces: list[Piece], items: Sequence[list[Line] | _Rows], body: float) -> list[Piece]:
    """The pieces with the largest of the first page's lines, if it is larger than the text, as the title."""
    lines = [line for item in items if isinstance(item, list) for line in item if line.page == 1]
    largest = max((line.size for line in lines), default=0.0)
    if largest <= _LARGER * body:
        return pieces
    top = [line.text for line in lines if line.size > 0.95 * largest][:_TITLE_LINES]
    title = joined(top)
    return [
        replace(piece, kind="title", level=1) if piece.kind == "heading" and piece.text in {title, top[0]} else piece
        for piece in pieces
    ]

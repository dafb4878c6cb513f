"""From the pieces that a parser finds to a document's text and blocks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, BlockKind

_NUMERAL = "[一二三四五六七八九十百零〇0-9０-９]+"
_TERMINAL = tuple("。！？；!?;：:，,、…")
_HEADING_MOST = 60

# Outline marks, outermost first; the position in the list is the heading level below the title.
_OUTLINE = (
    re.compile(rf"第{_NUMERAL}[编編篇]|Part\s+[\dIVXLC]+\b"),
    re.compile(rf"第{_NUMERAL}章|Chapter\s+[\dIVXLC]+\b"),
    re.compile(rf"第{_NUMERAL}[节節]|Section\s+[\dIVXLC]+\b"),
    re.compile(r"[一二三四五六七八九十]+、|[IVX]+\.\s"),
    re.compile(r"[（(][一二三四五六七八九十]+[)）]"),
)
_LIST_MARK = re.compile(
    rf"(?:[-*•·▪◦●]\s+|\d{{1,3}}[.．、)）]\s*|[（(]\d{{1,3}}[)）]\s*|[（(]?[a-z][)）]\s+|[①-⑳]\s*|第{_NUMERAL}[条條])"
)
_BULLET = re.compile(r"[-*•·▪◦●]\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a parser found, in reading order; `level` is that of a heading (1 is the title), else 0."""

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None


def classify_lines(lines: Iterable[str]) -> list[Piece]:
    """Lines of plain text as pieces: headings by their outline marks, list items by theirs, the rest paragraphs.

    A line that ends in mid-sentence before one that starts in lower case is joined to it.
    """
    pieces: list[Piece] = []
    for line in _unwrapped(lines):
        piece = _classify(line)
        if piece.text:
            pieces.append(piece)
    return pieces


def _unwrapped(lines: Iterable[str]) -> list[str]:
    joined: list[str] = []
    for line in (raw.strip() for raw in lines):
        if joined and line[:1].islower() and joined[-1][-1:].isalnum():
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return [line for line in joined if line]


def _classify(line: str) -> Piece:
    level = heading_level(line)
    if level:
        return Piece("heading", line, level)
    bullet = _BULLET.match(line)
    if bullet:
        return Piece("list_item", line[bullet.end() :].strip())
    return Piece("list_item" if _LIST_MARK.match(line) else "paragraph", line)


def heading_level(line: str) -> int:
    """The level (2 and up) of a line that bears an outline mark and is short and unpunctuated at its end; else 0."""
    if len(line) > _HEADING_MOST or line.endswith((*_TERMINAL, ".")):
        return 0
    return next((level for level, mark in enumerate(_OUTLINE, start=2) if mark.match(line)), 0)


def starts_item(line: str) -> bool:
    """Whether a line begins with the mark of a heading or a list item, however long it is."""
    return any(mark.match(line) for mark in (*_OUTLINE, _LIST_MARK))


def with_title(pieces: Sequence[Piece], title: str) -> list[Piece]:
    """The pieces with the first one that reads like the title marked as such, if none is yet."""
    if any(piece.kind == "title" for piece in pieces):
        return list(pieces)
    at = next((i for i, piece in enumerate(pieces) if piece.text == title), None)
    return [replace(piece, kind="title", level=1) if i == at else piece for i, piece in enumerate(pieces)]


def assemble(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The document's text, a piece a line, and its blocks with their heading paths (the title is not in the path)."""
    lines: list[str] = []
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []
    at = 0
    for piece in pieces:
        if piece.kind == "heading":
            path = [entry for entry in path if entry[0] < piece.level]
        headings = tuple(heading for _, heading in path)
        blocks.append(Block(piece.kind, headings, piece.page, at, at + len(piece.text)))
        if piece.kind == "heading":
            path.append((piece.level, piece.text))
        lines.append(piece.text)
        at += len(piece.text) + 1
    return "\n".join(lines), tuple(blocks)

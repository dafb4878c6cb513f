"""From the pieces that a parser finds to a document's text and blocks."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Block, BlockKind

_NUMERAL = "[一二三四五六七八九十百零〇0-9０-９]+"
_COUNT = r"\s+[\dIVXLC]+\b"
_TERMINAL = tuple("。！？；!?;：:，,、…")
_HEADING_MOST, _LATIN_HEADING_MOST = 60, 90
_WRAPPED = 45  # characters from which on a line may have been broken to fit the page

# Outline marks, outermost first; the position in the list is the heading level below the title.
_OUTLINE = (
    re.compile(
        rf"第{_NUMERAL}[编編篇]|(?:Part|PART|Title|TITLE){_COUNT}|附[件录錄]\s?[\d一二三四五六七八九十]{{0,3}}(?:\s|$)"
        rf"|(?:Annex|ANNEX|Appendix|APPENDIX|Schedule|SCHEDULE)(?:{_COUNT}|\s[A-Z]\b|$)"
    ),
    re.compile(rf"第{_NUMERAL}章|(?:Chapter|CHAPTER){_COUNT}"),
    re.compile(rf"第{_NUMERAL}[节節]|(?:Section|SECTION|Sec\.|SEC\.){_COUNT}"),
    re.compile(r"[一二三四五六七八九十]+、|[IVX]+\.\s"),
    re.compile(r"[（(][一二三四五六七八九十]+[)）]"),
    re.compile(rf"第{_NUMERAL}[条條](?:\s+[^，,；;、]{{0,20}})?$|(?:Article|ARTICLE)\s+\d+[a-z]?(?:$|[\s.:–-])"),
)
_NUMBERED_LEVEL = len(_OUTLINE) + 2
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?:[A-Z]|(?![亿万元年个倍％%余多])[\u4e00-\u9fff])[^，；]*$")
_NUMBERED = re.compile(r"(\d{1,2})(?:[.．、]\s*|\s+)(?=[A-Z\u4e00-\u9fff])[^，；]*$")
_BRACKETED = re.compile(r"(?:【[^【】]{1,20}】|\[[^\[\]]{1,40}\](?!\())")
_BARE = re.compile(
    rf"第{_NUMERAL}[编編篇章节節条條]|(?:Part|Title|Chapter|Section|Article|Annex|Schedule)(?:{_COUNT}|\s[A-Z])?",
    re.IGNORECASE,
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

    A line that ends in mid-sentence before one that starts in lower case is joined to it, if it is long enough to have
    been broken.
    """
    pieces: list[Piece] = []
    for line in _unwrapped(lines):
        piece = _classify(line)
        if piece.text:
            pieces.append(piece)
    return pieces


def _unwrapped(lines: Iterable[str]) -> list[str]:
    joined: list[str] = []
    last = ""
    for line in (raw.strip() for raw in lines):
        if joined and line[:1].islower() and last[-1:].isalnum() and len(last) >= _WRAPPED:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        last = line
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
    if not _may_head(line):
        return 0
    decimal = _DECIMAL.match(line)
    if decimal:
        return _NUMBERED_LEVEL + decimal[1].count(".")
    return next((level for level, mark in enumerate(_OUTLINE, start=2) if mark.match(line)), 0)


def starts_item(line: str) -> bool:
    """Whether a line begins with the mark of a heading or a list item, however long it is."""
    return any(mark.match(line) for mark in (*_OUTLINE, _LIST_MARK))


def _may_head(line: str) -> bool:
    """Whether a line is short and not punctuated as a sentence is; a full stop may end one in capitals."""
    most = _LATIN_HEADING_MOST if line.isascii() else _HEADING_MOST
    return len(line) <= most and not line.endswith(_TERMINAL) and (not line.endswith(".") or line.isupper())


def outlined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with headings made of what reads like them only beside others.

    A mark alone in its line (Chapter I) and the line below, its name, are one heading. A short numbered line is a
    heading, and no list item, when a paragraph follows, or what is numbered below it (1 Scope, 1.1 Persons). So are
    lines that begin with a label in brackets (【湖北】16条意见) where paragraphs follow several, as in a digest.
    """
    found: list[Piece] = []
    has_labels = sum(_is_labelled_heading(*two) for two in pairwise(pieces)) > 1
    rest = deque(pieces)
    while rest:
        piece = rest.popleft()
        following = rest[0] if rest else None
        if following and _is_named_by(piece, following):
            rest.popleft()
            piece = replace(piece, text=f"{piece.text} {following.text}")
        elif following and (
            _is_numbered_heading(piece, following) or (has_labels and _is_labelled_heading(piece, following))
        ):
            piece = replace(piece, kind="heading", level=_NUMBERED_LEVEL)
        found.append(piece)
    return found


def _is_named_by(mark: Piece, following: Piece) -> bool:
    return (
        (mark.kind, following.kind, mark.page) == ("heading", "paragraph", following.page)
        and _BARE.fullmatch(mark.text) is not None
        and _may_head(following.text)
        and not following.text[:1].islower()
    )


def _is_numbered_heading(piece: Piece, following: Piece) -> bool:
    number = _NUMBERED.match(piece.text) if piece.kind in {"list_item", "paragraph"} else None
    if number is None or not _may_head(piece.text):
        return False
    below = re.match(rf"{number[1]}\.\d{{1,2}}\b", following.text) is not None
    return below or (piece.kind == "list_item" and following.kind == "paragraph" and not _may_head(following.text))


def _is_labelled_heading(piece: Piece, following: Piece) -> bool:
    is_label = piece.kind == "paragraph" and _may_head(piece.text) and _BRACKETED.match(piece.text) is not None
    return is_label and following.kind == "paragraph" and not _may_head(following.text)


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

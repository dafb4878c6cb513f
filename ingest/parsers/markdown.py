"""Markdown (CommonMark with tables), with YAML front matter."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.encoding import decode
from ingest.parsers import Parsed
from ingest.properties import load_properties
from ingest.structure import Piece, classify_lines

CELL_SEPARATOR = " | "
_NEXT_CELL = re.compile(r"</t[dh]>\s*<t[dh]\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)|<[!/?a-z][^<>]*>", re.IGNORECASE | re.DOTALL)
# Where ** stands between a character and a quotation mark, as it does in Chinese, CommonMark sees no emphasis.
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def parse(content: bytes) -> Parsed:
    """Front matter, when there is any, becomes the properties.

    :raises PolicyLensError: if the front matter is not a YAML mapping.
    """
    text = decode(content)
    properties: Mapping[str, Any] = {}
    front_matter = _FRONT_MATTER.match(text)
    if front_matter:
        properties = load_properties(front_matter.group(1), "front matter")
        text = text[front_matter.end() :]
    return Parsed(markdown_pieces(text), properties)


def markdown_pieces(text: str) -> list[Piece]:
    """The pieces of a Markdown text, free of markup: a heading, paragraph, list item or table row each."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    pieces: list[Piece] = []
    containers: list[str] = []
    for position, token in enumerate(tokens):
        if token.nesting == 1:
            containers.append(token.type)
        elif token.nesting == -1:
            containers.pop()
        pieces.extend(_pieces_of(token, tokens, position, containers))
    return list(_with_one_title(piece for piece in pieces if piece.text))


def _with_one_title(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The first title as such, those after it as headings of chapters."""
    titled = False
    for piece in pieces:
        yield replace(piece, kind="heading") if titled and piece.kind == "title" else piece
        titled |= piece.kind == "title"


def _pieces_of(token: Token, tokens: Sequence[Token], position: int, containers: Sequence[str]) -> list[Piece]:
    if token.type == "tr_open":
        kind = "table_header" if "thead_open" in containers else "table_row"
        return [Piece("table_header" if kind == "table_header" else "table_row", _row(tokens, position))]
    if token.type in {"fence", "code_block", "html_block"}:
        return _verbatim(token)
    if token.type != "inline" or "tr_open" in containers:
        return []
    text = _plain(token)
    if "heading_open" in containers:
        return [_heading(text, int(tokens[position - 1].tag[1:]))]
    if "list_item_open" in containers:
        return [Piece("list_item", " ".join(text.split("\n")))]
    return classify_lines(text.split("\n"))


def _verbatim(token: Token) -> list[Piece]:
    if token.type == "html_block":
        text = _TAG.sub("\n", _NEXT_CELL.sub(CELL_SEPARATOR, token.content))
        return classify_lines(unescape(text).split("\n"))
    return [Piece("paragraph", line.strip()) for line in token.content.splitlines()]


def _heading(text: str, level: int) -> Piece:
    text = " ".join(text.split())
    return Piece("title", text, 1) if level == 1 else Piece("heading", text, level)


def _row(tokens: Sequence[Token], position: int) -> str:
    cells: list[str] = []
    for token in tokens[position:]:
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(" ".join(_plain(token).split()))
    return CELL_SEPARATOR.join(cells)


def _plain(token: Token) -> str:
    """The words of inline markup: links and images by their texts, breaks as newlines."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif child.type != "html_inline":
            parts.append(child.content)
    return _STRONG.sub(r"\1", "".join(parts)).strip()

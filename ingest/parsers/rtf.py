"""Rich text, through striprtf."""

import re

from corpus.errors import PolicyLensError
from ingest.parsers import Parsed
from ingest.parsers.contents import check_size
from ingest.parsers.tables import table_pieces
from ingest.structure import Piece, classify_lines

_MOST = 10  # MiB
_CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")
_CODINGS = {"936": "gb18030", "950": "cp950", "65001": "utf-8"}
_ROW_END = "|"


def parse(content: bytes) -> Parsed:
    """The text's lines as pieces; the rows of a table under its header.

    :raises PolicyLensError: if it is larger than 10 MB, or cannot be read.
    """
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415

    check_size(content, _MOST)
    page = _CODE_PAGE.search(content)
    coding = _CODINGS.get(page.group(1).decode(), f"cp{page.group(1).decode()}") if page else "cp1252"
    try:
        text = rtf_to_text(content.decode("latin-1"), encoding=coding, errors="replace")  # type: ignore[no-untyped-call]
    except (LookupError, ValueError, IndexError, RecursionError) as error:
        raise PolicyLensError("it is damaged: it cannot be read as RTF") from error
    return Parsed(_pieces(text.replace("\x00", "").splitlines()))


def _pieces(lines: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    while at < len(lines):
        in_table = _is_row(lines[at])
        end = at + 1
        while end < len(lines) and _is_row(lines[end]) == in_table:
            end += 1
        if in_table:
            pieces += table_pieces(line.rstrip().removesuffix(_ROW_END).split(_ROW_END) for line in lines[at:end])
        else:
            pieces += classify_lines(lines[at:end])
        at = end
    return pieces


def _is_row(line: str) -> bool:
    return line.rstrip().endswith(_ROW_END) and line.count(_ROW_END) > 1

"""Spreadsheets: each row under the header of its sheet."""

import csv
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO, StringIO

from corpus.errors import PolicyLensError
from ingest.encoding import decode
from ingest.parsers import Parsed
from ingest.parsers.contents import check_archive, check_size
from ingest.parsers.tables import table_pieces
from ingest.structure import Piece

_CSV_MOST = 20  # MiB
_SAMPLE = 8_192  # characters by which the delimiter is told
_DELIMITERS = ",;\t|"
# What openpyxl raises on workbooks that are not whole (SyntaxError is that of XML).
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError, zipfile.BadZipFile, EOFError)


def parse_csv(content: bytes) -> Parsed:
    """Delimited by commas, semicolons, tabs or bars; the first row is the header."""
    check_size(content, _CSV_MOST)
    text = decode(content)
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:_SAMPLE], _DELIMITERS)
    except csv.Error:
        dialect = "excel"
    try:
        return Parsed(table_pieces(csv.reader(StringIO(text), dialect)))
    except csv.Error as error:
        raise PolicyLensError(f"it is not a table of delimited values: {error}") from error


def parse_xlsx(content: bytes) -> Parsed:
    """Values as the sheet shows them, not formulas; a sheet's name is a heading where there are several.

    :raises PolicyLensError: if it is damaged or unpacks to too much.
    """
    from openpyxl import load_workbook  # noqa: PLC0415

    check_archive(content, streamed=True)
    pieces: list[Piece] = []
    try:
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what a file says of its size need not be so
            table = table_pieces(_rows(sheet.iter_rows()))
            if table and len(workbook.worksheets) > 1:
                pieces.append(Piece("heading", sheet.title, 2))
            pieces += table
    except _DAMAGE as error:
        raise PolicyLensError("it is damaged: it cannot be read as a workbook") from error
    title = workbook.properties.title
    return Parsed(pieces, {"title": title} if title else {})


def _rows(rows: Iterator[tuple[object, ...]]) -> Iterator[list[str]]:
    for row in rows:
        yield [_shown(getattr(cell, "value", None), str(getattr(cell, "number_format", ""))) for cell in row]


def _shown(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value * 100:.10g}%" if number_format.endswith("%") else f"{value:.15g}"

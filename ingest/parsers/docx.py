"""Word: headings, lists with the numbers that Word shows, tables and footnotes. Headers and footers are not read."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from corpus.errors import PolicyLensError
from ingest.parsers import Parsed
from ingest.parsers.contents import check_archive
from ingest.parsers.numbering import Numbering
from ingest.parsers.tables import table_pieces
from ingest.structure import Piece, classify_lines

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNREAD = {f"{_W}del", f"{_W}moveFrom", f"{_COMPATIBLE}Fallback", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"}
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題", re.IGNORECASE)
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def parse(content: bytes) -> Parsed:
    """The body's pieces in order, a footnote after the paragraph that calls it.

    :raises PolicyLensError: if it is damaged or unpacks to too much.
    """
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    check_archive(content)
    try:
        document = docx.Document(BytesIO(content))
        pieces = list(_Reader(document).pieces(document.element.body))
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, RecursionError, zipfile.BadZipFile) as error:
        raise PolicyLensError("it is damaged: it cannot be read as a Word document") from error
    return Parsed.titled(pieces, document.core_properties.title)


class _Reader:
    """What a paragraph needs of the rest of the document: names of styles, numbering, footnotes."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style for style in document.styles}
        self._numbering = Numbering(document)
        self._footnotes = _footnotes(document)

    def pieces(self, body: Any) -> Iterator[Piece]:
        for element in body.iterchildren():
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from table_pieces(_rows(element))
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"}:
                yield from self.pieces(element)

    def _paragraph(self, element: Any) -> Iterator[Piece]:
        text = _text(element).strip()
        if text:
            style = self._styles.get(element.style)
            label, bulleted = self._numbering.label(element, style)
            yield from _classified(text, str(style.name) if style is not None else "", label, bulleted)
        for reference in element.iter(f"{_W}footnoteReference"):
            note = self._footnotes.get(reference.get(f"{_W}id"), "")
            if note:
                yield Piece("paragraph", note)


def _classified(text: str, style: str, label: str, bulleted: bool) -> list[Piece]:
    line = label + " ".join(text.split())
    heading = _HEADING.match(style)
    if heading:
        return [Piece("heading", line, int(heading.group(1)) + 1)]
    if _TITLE.fullmatch(style):
        return [Piece("title", line, 1)]
    if bulleted or style.startswith("List"):
        return [Piece("list_item", line)]
    found = classify_lines([label + part for part in text.split("\n")])
    return [Piece("list_item", line)] if label and found[0].kind == "paragraph" else found


def _text(element: Any) -> str:
    """The words of a paragraph as they stand once all changes are accepted."""
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _UNREAD:
        return ""
    return _SPACES.get(element.tag, "") + "".join(_text(child) for child in element.iterchildren("*"))


def _rows(table: Any) -> Iterator[list[str]]:
    above: dict[int, str] = {}
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[str] = []
        at = 0
        for cell in row.iterchildren(f"{_W}tc"):
            words = "\n".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p"))
            if cell.vMerge == "continue":  # a cell that goes on from the row above says the same of this one
                words = above.get(at, "")
            above[at] = words
            at += cell.grid_span
            cells.append(words)
        yield cells


def _footnotes(document: Any) -> dict[str, str]:
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            notes = parse_xml(relation.target_part.blob).iterchildren(f"{_W}footnote")
            return {note.get(f"{_W}id"): " ".join(_text(note).split()) for note in notes}
    return {}

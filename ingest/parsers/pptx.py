"""Slides: each a page under its title, with its tables and the speaker's notes."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from corpus.errors import PolicyLensError
from ingest.parsers import Parsed
from ingest.parsers.contents import check_archive
from ingest.parsers.tables import table_pieces
from ingest.structure import Piece


def parse(content: bytes) -> Parsed:
    """Pieces slide by slide; `Piece.page` is the slide's number.

    :raises PolicyLensError: if it is damaged or unpacks to too much.
    """
    from lxml.etree import LxmlError  # noqa: PLC0415
    from pptx import Presentation  # noqa: PLC0415
    from pptx.exc import PythonPptxError  # noqa: PLC0415

    check_archive(content)
    try:
        slides = Presentation(BytesIO(content)).slides
        pieces = [piece for page, slide in enumerate(slides, 1) for piece in _slide(slide, page)]
    except (PythonPptxError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise PolicyLensError("it is damaged: it cannot be read as a presentation") from error
    return Parsed(pieces)


def _slide(slide: Any, page: int) -> Iterator[Piece]:
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        kind, level = ("title", 1) if page == 1 else ("heading", 2)
        yield Piece(kind, " ".join(title.text_frame.text.split()), level, page)  # type: ignore[arg-type]
    yield from _shapes((shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id), page)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _paragraphs(slide.notes_slide.notes_text_frame, page)


def _shapes(shapes: Iterable[Any], page: int) -> Iterator[Piece]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes, page)
        elif shape.has_text_frame:
            yield from _paragraphs(shape.text_frame, page)
        elif getattr(shape, "has_table", False):
            yield from table_pieces(([cell.text for cell in row.cells] for row in shape.table.rows), page)


def _paragraphs(frame: Any, page: int) -> Iterator[Piece]:
    lines = [(" ".join(paragraph.text.split()), paragraph.level) for paragraph in frame.paragraphs]
    filled = [(text, level) for text, level in lines if text]
    for text, level in filled:
        yield Piece("list_item" if level or len(filled) > 1 else "paragraph", text, page=page)

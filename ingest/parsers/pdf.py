"""PDF: words with their places by pdfium, from which `ingest.parsers.pages` makes pieces; pictures of pages by OCR."""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from corpus.errors import PolicyLensError
from ingest.parsers import Parsed
from ingest.parsers.contents import check_size
from ingest.parsers.pages.grids import Rule, tables_among
from ingest.parsers.pages.paragraphs import pieces_of
from ingest.parsers.pages.radicals import mended
from ingest.parsers.pages.words import Page, Run

_MOST = 200  # MiB
_PAGES_MOST = 3_000
_GAP = 1.1  # times the height of a character; a wider one parts cells or columns
_RULE_MOST = 3.0  # points, the thickness of a line
_NESTED_MOST = 6  # form in form
_WORDS_LEAST = 8  # characters; a page with fewer may be a picture
_HYPHENS = dict.fromkeys((0x2, 0xFFFE), "-")  # pdfium's marks for a hyphen at a line's end


def parse(content: bytes) -> Parsed:
    """Pieces with their pages; the title that the file states counts if the text bears it.

    :raises PolicyLensError: if it is too large, damaged or protected by a password, or a picture that cannot be read.
    """
    import pypdfium2  # noqa: PLC0415

    check_size(content, _MOST)
    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            if len(document) > _PAGES_MOST:
                raise PolicyLensError(f"it has {len(document):,} pages; at most {_PAGES_MOST:,} are read: split it")
            pages = list(_pages(document))
            title = document.get_metadata_value("Title").strip()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise PolicyLensError("it is protected by a password: save it without one") from error
        raise PolicyLensError("it is damaged or cut off: it cannot be read as PDF") from error
    return Parsed.titled(pieces_of(pages), title)


def _pages(document: Any) -> Iterator[Page]:
    for number in range(1, len(document) + 1):
        with closing(document[number - 1]) as page:
            runs = list(_runs(page))
            if sum(len(run.text) for run in runs) < _WORDS_LEAST and _has_picture(page):
                from ingest.parsers.ocr import read_pdf_page  # noqa: PLC0415

                yield read_pdf_page(page, number)
                continue
            tables, rest = tables_among(runs, list(_rules(page)), number)
            yield Page(number, page.get_width(), page.get_height(), tuple(rest), tuple(tables))


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    return any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED_MOST))


def _runs(page: Any) -> Iterator[Run]:
    """What stands on the page, in the order of the file, cut at wide gaps and at the ends of lines."""
    letters: list[tuple[str, Rule]] = []
    for letter in _letters(page):
        if letters and not _goes_on(letters[-1][1], letter[1]):
            yield from _run(letters)
            letters = []
        letters.append(letter)
    yield from _run(letters)


def _goes_on(last: Rule, box: Rule) -> bool:
    height = min(last[3] - last[1], box[3] - box[1])
    shared = min(last[3], box[3]) - max(last[1], box[1])
    return shared > 0.5 * height and -0.5 * height < box[0] - last[2] < _GAP * height


def _run(letters: list[tuple[str, Rule]]) -> Iterator[Run]:
    text = "".join(letter for letter, _ in letters)
    text = mended(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    text = " ".join(text.split())
    inked = [box for letter, box in letters if not letter.isspace()]
    if text and inked:
        heights = sorted(box[3] - box[1] for box in inked)
        tall = [box for box in inked if box[3] - box[1] >= 0.8 * heights[len(heights) // 2]]
        top, bottom = min(box[1] for box in tall), max(box[3] for box in tall)
        yield Run(text, min(box[0] for box in inked), max(box[2] for box in inked), top, bottom)


def _letters(page: Any) -> Iterator[tuple[str, Rule]]:
    """The characters with their boxes, as the page is seen: turned, and counted from its upper left corner."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    place = _placing(page)
    with closing(page.get_textpage()) as text:
        box = pdfium.FS_RECTF()
        for at in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, at)
            letter = _HYPHENS.get(code) or chr(code)
            if letter in "\r\n" or not pdfium.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
                continue
            seen = place(box.left, box.bottom, box.right, box.top)
            if seen[3] > seen[1] and (not letter.isspace() or seen[2] > seen[0]):
                yield letter, seen


def _placing(page: Any) -> Any:
    """From the page's own coordinates, in points from below, to those of the page as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation()

    def place(x0: float, y0: float, x1: float, y1: float) -> Rule:
        if turned == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if turned == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if turned == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0

    return place


def _rules(page: Any) -> Iterator[Rule]:
    """The straight lines that are drawn on the page, the edges of thin and of large boxes among them."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    place = _placing(page)
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_NESTED_MOST):
        for x0, y0, x1, y1 in _strokes(drawn):
            seen = place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if min(seen[2] - seen[0], seen[3] - seen[1]) <= _RULE_MOST < max(seen[2] - seen[0], seen[3] - seen[1]):
                yield seen


def _strokes(drawn: Any) -> Iterator[Rule]:
    """The straight parts of a path, from point to point."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for at in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, at)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last:
            yield (*last, *point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment) and start:
            yield (*point, *start)

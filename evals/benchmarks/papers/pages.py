"""PDF by reportlab, and pictures of pages by Pillow."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Table,
)

from evals.benchmarks.papers.content import SURROUNDINGS, Article, Part

_FONTS = {"zh-Hans": "STSong-Light", "zh-Hant": "MSung-Light", "en": "Times-Roman"}
_NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
_NOTO_FACES = {"zh-Hans": 2, "zh-Hant": 3, "en": 2}  # in that collection
_MARGIN = 72
_DPI = 150


def pdf(article: Article, *, columns: int = 1, ruled: bool = True, turned: int = 0, password: str = "") -> bytes:
    """Pages with a head, a foot and numbers.

    :param columns: 1, or 2 after a title across both.
    :param ruled: whether tables have lines.
    :param turned: degrees by which the pages are to be turned when they are shown.
    """
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title="untitled", encrypt=password or None)
    document.addPageTemplates(_templates(article, columns, turned))
    document.build(list(_flowables(article, columns, ruled)))
    return out.getvalue()


def _templates(article: Article, columns: int, turned: int) -> list[PageTemplate]:
    width, height = A4
    inner = width - 2 * _MARGIN
    wide = (inner - 24 * (columns - 1)) / columns
    body = [Frame(_MARGIN + i * (wide + 24), _MARGIN, wide, height - 2 * _MARGIN, 0, 0, 0, 0) for i in range(columns)]
    title = [Frame(_MARGIN, height - _MARGIN - 80, inner, 80, 0, 0, 0, 0)]
    below = [Frame(frame._x1, _MARGIN, wide, height - 2 * _MARGIN - 90, 0, 0, 0, 0) for frame in body]

    def furnish(canvas: Any, _document: Any) -> None:
        lines = SURROUNDINGS[article.language]
        canvas.setFont(_font(article.language), 9)
        canvas.drawString(_MARGIN, height - 40, str(lines["head"]))
        canvas.drawString(_MARGIN, 40, str(lines["foot"]))
        canvas.drawRightString(width - _MARGIN, 40, f"- {canvas.getPageNumber()} -")
        canvas.line(_MARGIN, height - 44, width - _MARGIN, height - 44)
        canvas.setPageRotation(turned)

    return [PageTemplate("first", title + below, furnish), PageTemplate("later", body, furnish)]


def _font(language: str) -> str:
    name = _FONTS[language]
    if language != "en":
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name


def _flowables(article: Article, columns: int, ruled: bool) -> Iterator[Any]:
    font, wrap = _font(article.language), None if article.language == "en" else "CJK"
    body = ParagraphStyle("body", fontName=font, fontSize=10.5, leading=16, wordWrap=wrap, alignment=4)
    first = ParagraphStyle("first", body, firstLineIndent=21 if wrap else 0, spaceAfter=0 if wrap else 8)
    styles = {
        "title": ParagraphStyle("title", body, fontSize=18, leading=24, alignment=1),
        "heading": ParagraphStyle("heading", body, fontSize=13, leading=20, spaceBefore=6),
        "paragraph": first,
        "item": first,
    }
    for part in article.parts:
        if part.kind == "table":
            yield _table(part, body, ruled, columns)
            continue
        mark = {"item": "（1）" if wrap else "• "}.get(part.kind, "")
        yield Paragraph(escape(mark + part.text), styles[part.kind])
        if part.kind == "title":
            yield from (NextPageTemplate("later"), FrameBreak())


def _table(part: Part, body: ParagraphStyle, ruled: bool, columns: int) -> Any:
    wide = (A4[0] - 2 * _MARGIN - 24 * (columns - 1)) / columns / len(part.rows[0])
    cells = [[Paragraph(escape(cell), body) for cell in row] for row in part.rows]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    return Table(cells, [wide] * len(part.rows[0]), repeatRows=1, style=style, spaceBefore=8)


def scans(article: Article, *, slant: float = 0.0) -> list[Image.Image]:
    """Pictures of the article's pages, as a scanner makes them: grey, with specks.

    :param slant: degrees by which the paper lay askew.
    """
    rng = np.random.default_rng(7)
    return [_scanned(page, slant, rng) for page in _drawn(article)]


def _drawn(article: Article) -> Iterator[Image.Image]:
    width, height = round(8.27 * _DPI), round(11.69 * _DPI)
    margin, size = 130, 24
    page, at = Image.new("L", (width, height), 255), margin
    for line, big in _wrapped(article, (width - 2 * margin) // size):
        if at > height - margin - 2 * size:
            yield page
            page, at = Image.new("L", (width, height), 255), margin
        font = ImageFont.truetype(_NOTO, size + 8 * big, index=_NOTO_FACES[article.language])
        ImageDraw.Draw(page).text((margin, at), line, fill=20, font=font)
        at += round(1.7 * (size + 8 * big))
    yield page


def _wrapped(article: Article, characters: int) -> Iterator[tuple[str, bool]]:
    for part in article.parts:
        if part.kind == "table":
            yield from (("    ".join(row), False) for row in part.rows)
            continue
        text = part.text if part.kind != "paragraph" or article.language == "en" else f"　　{part.text}"
        wide = 2 * characters if article.language == "en" else characters
        big = part.kind == "title"
        for line in _lines(text, round(wide / (1.35 if big else 1.0)), by_words=article.language == "en"):
            yield line, big


def _lines(text: str, wide: int, *, by_words: bool) -> list[str]:
    if not by_words:
        return [text[i : i + wide] for i in range(0, len(text), wide)]
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= wide:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _scanned(page: Image.Image, slant: float, rng: np.random.Generator) -> Image.Image:
    turned = page.rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grain = np.asarray(turned, dtype=np.float32) + rng.normal(0, 8, (turned.height, turned.width))
    return Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))


def pictures(pages: Sequence[Image.Image], form: str) -> bytes:
    """The pages in a file.

    :param form: ``PDF``, ``TIFF`` (which hold several), ``PNG`` or ``JPEG``.
    """
    out = BytesIO()
    pages = [page.copy() for page in pages]  # Pillow leaves settings of one form on the picture, which bar another
    options: dict[str, Any] = {"save_all": True, "append_images": pages[1:]} if form in {"PDF", "TIFF"} else {}
    pages[0].save(out, form, **options, **{"resolution": _DPI} if form == "PDF" else {"dpi": (_DPI, _DPI)})
    return out.getvalue()

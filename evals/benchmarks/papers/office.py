"""Word, Excel and PowerPoint files by the libraries for them, and RTF, mail and plain files by hand."""

import csv
from email.message import EmailMessage
from io import BytesIO, StringIO
from typing import Any

import docx
import openpyxl
import pptx

from evals.benchmarks.papers.content import SURROUNDINGS, Article

_WORD = {"title": "Title", "heading": "Heading 1", "paragraph": "Normal", "item": "List Bullet"}


def word(article: Article) -> bytes:
    """With a head and a foot on each page; a table's first two rows have a cell in common."""
    document: Any = docx.Document()
    document.sections[0].header.paragraphs[0].text = SURROUNDINGS[article.language]["head"]
    document.sections[0].footer.paragraphs[0].text = SURROUNDINGS[article.language]["foot"]
    for part in article.parts:
        if part.kind != "table":
            document.add_paragraph(part.text, style=_WORD[part.kind])
            continue
        table = document.add_table(len(part.rows), len(part.rows[0]))
        for row, texts in zip(table.rows, part.rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return _saved(document)


def slides(article: Article) -> bytes:
    """A slide for each heading, its paragraphs as bullets."""
    show: Any = pptx.Presentation()
    for part in article.parts:
        if part.kind in {"title", "heading"}:
            slide = show.slides.add_slide(show.slide_layouts[1])
            slide.shapes.title.text = part.text
            frame = slide.placeholders[1].text_frame
        elif part.kind == "table":
            shape = slide.shapes.add_table(len(part.rows), len(part.rows[0]), 0, 0, 5_000_000, 2_000_000)
            for row, texts in enumerate(part.rows):
                for column, text in enumerate(texts):
                    shape.table.cell(row, column).text = text
        else:
            frame.add_paragraph().text = part.text
    return _saved(show)


def workbook(article: Article) -> bytes:
    """The text on one sheet, the table on another."""
    book: Any = openpyxl.Workbook()
    book.active.title = "1"
    for part in article.parts:
        if part.kind == "table":
            sheet = book.create_sheet("2")
            for row in part.rows:
                sheet.append(row)
        else:
            book.active.append([part.text])
    return _saved(book)


def _saved(file: Any) -> bytes:
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def delimited(article: Article, coding: str) -> bytes:
    """The rows of the table alone, as Excel exports them."""
    out = StringIO()
    csv.writer(out).writerows(row for part in article.parts for row in part.rows)
    return out.getvalue().encode(coding)


def plain(article: Article, coding: str) -> bytes:
    """A line a paragraph; a table's cells parted by tabs."""
    lines = [part.text or "\n".join("\t".join(row) for row in part.rows) for part in article.parts]
    return "\r\n".join(lines).encode(coding)


def markdown(article: Article) -> bytes:
    """With Markdown's own tables."""
    marks = {"title": "# ", "heading": "## ", "item": "- "}
    blocks = []
    for part in article.parts:
        if part.kind != "table":
            blocks.append(marks.get(part.kind, "") + part.text)
            continue
        rows = [f"| {' | '.join(row)} |" for row in part.rows]
        blocks.append("\n".join([rows[0], "|---" * len(part.rows[0]) + "|", *rows[1:]]))
    return "\n\n".join(blocks).encode()


def rich(article: Article) -> bytes:
    """RTF with characters by their codes; a table by its rows and cells."""
    parts = [r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}"]
    for part in article.parts:
        if part.kind == "table":
            for row in part.rows:
                edges = "".join(rf"\cellx{2000 * (i + 1)}" for i in range(len(row)))
                cells = "".join(rf"{_coded(cell)}\cell " for cell in row)
                parts.append(rf"\trowd{edges}\pard\intbl {cells}\row")
        else:
            parts.append(rf"\pard {_coded(part.text)}\par")
    return "\n".join([*parts, "}"]).encode("ascii")


def _coded(text: str) -> str:
    return "".join(
        letter if letter.isascii() and letter not in "\\{}" else rf"\u{(ord(letter) + 2**15) % 2**16 - 2**15}?"
        for letter in text
    )


def mail(article: Article, page: bytes | None = None) -> bytes:
    """A message with the text as its body.

    :param page: the body as a web page instead.
    """
    message = EmailMessage()
    message["Subject"] = article.title
    message["From"], message["To"] = "office@example.org", "reader@example.org"
    message["Date"] = "Tue, 03 Mar 2026 09:00:00 +0800"
    if page is None:
        message.set_content(plain(article, "utf-8").decode())
    else:
        message.set_content(page.decode(), subtype="html")
    return message.as_bytes()

"""Office files of our own making, read through the registry as users' files are."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest

from corpus.errors import PolicyLensError
from ingest.parsers import parse
from ingest.parsers.numbering import chinese_numeral

ROWS = [["指标", "2030年"], ["产业规模", "4000亿元"], ["普及率", "70%"]]
TABLE = [("table_header", "指标 | 2030年"), ("table_row", "产业规模 | 4000亿元"), ("table_row", "普及率 | 70%")]


def pieces(name: str, content: bytes) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in parse(Path(name), content)[1].pieces]


def word() -> bytes:
    document = docx.Document()
    document.add_heading("四川省方案", 0)
    document.add_heading("一、目标", 1)
    document.add_paragraph("到2030年，规模超过4000亿元。")
    document.add_paragraph("建成200家工厂", "List Bullet")
    table = document.add_table(3, 2)
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_word() -> None:
    head = [("title", "四川省方案"), ("heading", "一、目标"), ("paragraph", "到2030年，规模超过4000亿元。")]
    assert pieces("a.docx", word()) == [*head, ("list_item", "建成200家工厂"), *TABLE]


def test_numbers_that_word_shows_are_read() -> None:
    document = docx.Document()
    for text in ("加强监管", "扩大开放"):
        document.add_paragraph(text, "List Number")
    out = BytesIO()
    document.save(out)
    assert pieces("a.docx", out.getvalue()) == [("list_item", "1. 加强监管"), ("list_item", "2. 扩大开放")]


def test_workbook() -> None:
    book = openpyxl.Workbook()
    for row in (["附表：主要指标"], ["指标", "2030年"], ["产业规模", "4000亿元"], ["普及率", 0.7]):
        book.active.append(row)
    book.active["B4"].number_format = "0%"
    out = BytesIO()
    book.save(out)
    assert pieces("a.xlsx", out.getvalue()) == [("paragraph", "附表：主要指标"), *TABLE]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_values(coding: str) -> None:
    assert pieces("a.csv", "\n".join(",".join(row) for row in ROWS).encode(coding)) == TABLE


def test_slides_are_pages() -> None:
    show = pptx.Presentation()
    for title in ("总体要求", "主要任务"):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "建设算力\n培养人才"
    out = BytesIO()
    show.save(out)
    found = parse(Path("a.pptx"), out.getvalue())[1].pieces
    assert [(piece.kind, piece.page) for piece in found if "算力" not in piece.text and "人才" not in piece.text] == [
        ("title", 1),
        ("heading", 2),
    ]
    assert [piece.text for piece in found].count("建设算力") == 2


def test_rich_text() -> None:
    body = "".join(f"\\u{ord(letter)}?" for letter in "四川省方案")
    assert pieces("a.rtf", f"{{\\rtf1\\ansi\\ansicpg936 {body}\\par Second line.\\par}}".encode()) == [
        ("paragraph", "四川省方案"),
        ("paragraph", "Second line."),
    ]


def test_mail() -> None:
    mail = "From: a@example.org\nSubject: AI plan\nDate: Tue, 06 May 2025 10:00:00 +0800\n\nThe plan is out.\n"
    parsed = parse(Path("a.eml"), mail.encode())[1]
    assert parsed.properties == {"title": "AI plan", "issued": "2025-05-06"}
    assert [piece.text for piece in parsed.pieces] == ["AI plan", "From: a@example.org", "The plan is out."]


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (20 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"", "empty"),
        ("a.txt", b"\x00" * 9, "empty"),
        ("a.docx", b"<html><p>x", "its content is HTML"),
        ("a.txt", b"%PDF-1.7\n", "its content is PDF"),
        ("a.xlsx", word(), "its content is DOCX"),
        ("a.docx", word()[:4000], "damaged or cut off"),
        ("a.docx", bomb(), "unpacks to 20 MB"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Office format"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.csv", b"a,b\n" * (6 << 20), "24 MB"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(name: str, content: bytes, message: str) -> None:
    with pytest.raises(PolicyLensError, match=message) as error:
        parse(Path(name), content)
    assert "\n" not in str(error.value)


def test_chinese_numerals_of_lists() -> None:
    known = {1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 100: "一百", 101: "一百零一", 110: "一百一十"}
    assert {value: chinese_numeral(value) for value in known} == known

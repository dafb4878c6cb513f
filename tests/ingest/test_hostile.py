"""Files made to do harm, and those that are merely broken: each gets a line of its own, and none stops the others."""

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ingest.sources import Source, discover
from ingest.workers import read_all

GOOD = "四川省方案自2026年1月1日起施行。"
MEMORY_MOST = 1 << 30
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def read(tmp_path: Path, name: str, content: bytes) -> str:
    """The text of the document that a file becomes, or why it becomes none, after ``!``."""
    file = tmp_path / name
    file.write_bytes(content)
    (found,) = read_all([Source(file, str(file))])
    return f"!{found}" if isinstance(found, str) else found.text


SCRIPT = b"<html><body><script>" + b"function f(x){return x+1}\n" * 200_000 + b"</script><p>" + GOOD.encode() + b"</p>"
LINE = "推动人工智能产业发展，".encode() * 900_000
BROKEN = {
    "empty.pdf": (b"", "empty"),
    "blank.txt": (b" \n\x00 ", "empty"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj", "damaged"),
    "many.pdf": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 999999>>endobj\n"
        b"trailer<</Root 1 0 R>>",
        "pages|damaged",
    ),
    "text.pdf": (b"plain text", "its content is text"),
    "pdf.txt": (b"%PDF-1.7\n%%EOF", "its content is PDF"),
    "old.docx": (OLE + bytes(2_000), "old Office format"),
    "locked.docx": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
    "bomb.docx": (archive(word__document=bytes(300_000_000)), "unpacks to"),
    "cut.docx": (archive(word__document=b"x" * 5_000)[:-40], "damaged"),
    "noise.txt": (bytes(range(128, 256)) * 40, "not text|empty"),
    "front.md": (b"---\n[\n---\ntext", "front matter"),
    "line.txt": (LINE, "characters of text"),
    "line.md": (LINE, "characters of text"),
    "cells.csv": (b"a," * 15_000_000, "MB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str) -> None:
    content, reason = BROKEN[name]
    said = read(tmp_path, name, content)
    assert said.startswith("!")
    assert any(part in said for part in reason.split("|")), said


def test_large_files_take_less_memory_than_there_is(tmp_path: Path) -> None:
    for name, content in (("a.txt", LINE), ("a.md", LINE), ("a.html", SCRIPT), ("a.csv", BROKEN["cells.csv"][0])):
        (tmp_path / name).write_bytes(content)
    script = """
import resource, sys
from pathlib import Path
from ingest.sources import discover
from ingest.workers import read_all
for _ in read_all(discover([Path(sys.argv[1])])):
    pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10)
"""
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEMORY_MOST


WHOLE = {
    "script.html": SCRIPT,
    "nul.txt": GOOD.replace("自", "\x00自").encode(),
    "surrogate.md": f'---\ntitle: "\\ud800"\n---\n{GOOD}'.encode(),
    "control.txt": f"\x1b[31m\x07{GOOD}".encode(),
    "quotes.md": (">" * 20_000 + "x\n\n" + GOOD).encode(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_can_be_read_is(tmp_path: Path, name: str) -> None:
    assert GOOD[3:] in read(tmp_path, name, WHOLE[name])


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "span"])
def test_tags_in_tags_harm_nobody(tmp_path: Path, tag: str) -> None:
    said = read(tmp_path, "nested.html", f"<html><body>{f'<{tag}>' * 20_000}{GOOD}".encode())
    assert GOOD in said or said.startswith("!")


ENTITY = '<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
    b' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml"'
    b' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    b' Target="word/document.xml"/></Relationships>'
)


def test_no_entity_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret-words", encoding="utf-8")
    entity = ENTITY.replace("{secret}", str(secret))
    body = f"{entity}<w:document {W}><w:body><w:p><w:r><w:t>&x; {GOOD}</w:t></w:r></w:p></w:body></w:document>"
    word = archive(**{"[Content_Types].xml": TYPES, "_rels__.rels": RELATIONS, "word__document.xml": body.encode()})
    page = f"<?xml version='1.0'?>{entity}<html><body><p>&x; {GOOD}</p></body></html>".encode()
    for name, content in (("a.docx", word), ("a.html", page)):
        assert "the-secret-words" not in read(tmp_path, name, content)


def test_names_of_all_kinds_and_things_that_are_no_files(tmp_path: Path) -> None:
    names = ["a b.txt", "表情😀.txt", "new\nline.txt", "rtl\u202egnp.txt", "x" * 251 + ".txt"]
    for name in names:
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "out.txt").symlink_to("/etc/hostname")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "self").symlink_to(".")
    (tmp_path / "letter.doc").write_bytes(OLE)
    sources = discover([tmp_path])
    reasons = {Path(source.path).name: source.reason for source in sources if source.reason}
    assert reasons == {
        "pipe.txt": "not a regular file (a pipe)",
        "out.txt": "a link out of the folder",
        "loop.txt": "a link that leads nowhere",
        "self": "a link to a folder",
        "letter.doc": "an old format (.doc): save it as .docx and add that",
    }
    readings = list(read_all([source for source in sources if not source.reason]))
    assert [reading if isinstance(reading, str) else reading.text for reading in readings] == [GOOD] * len(names)

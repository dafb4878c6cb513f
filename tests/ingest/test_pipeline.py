import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PolicyLensError
from ingest.document import Document
from ingest.pipeline import read_bytes, read_document
from ingest.sources import Source, discover

TEXT = "到2030年，四川省人工智能产业规模超过4000亿元。"


def read(content: str | bytes, name: str = "a.md") -> Document:
    content = content.encode() if isinstance(content, str) else content
    return read_document(Source(Path(name), f"/x/{name}"), content, "0" * 64)


def test_a_file_becomes_a_document(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(f"四川省方案\n国发〔2025〕11号\n{TEXT}", encoding="gb18030")
    (source,) = discover([file])
    content, sha256 = read_bytes(source)
    document = read_document(source, content, sha256)
    assert (document.id, document.title, document.language) == ("plan", "四川省方案", "zh-Hans")
    assert (document.path, document.media_type) == (str(file), "text/plain")
    assert document.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert document.metadata.jurisdiction == "CN-SC"
    assert document.metadata.document_number == "国发〔2025〕11号"
    assert document.blocks[0].kind == "title"


def test_front_matter_goes_before_the_text() -> None:
    stated = "id: x\ntitle: Plan\nlanguage: en\njurisdiction: CN-JX\ndocument_number: null"
    document = read(f"---\n{stated}\n---\n{TEXT}国发〔2025〕11号")
    assert (document.id, document.title, document.language) == ("x", "Plan", "en")
    assert (document.metadata.jurisdiction, document.metadata.document_number) == ("CN-JX", None)
    open_fields = read(f"---\nissued: 2026-05\n---\n{TEXT}国发〔2025〕11号").metadata
    assert (open_fields.jurisdiction, open_fields.issued, open_fields.document_number) == (
        "CN-SC",
        "2026-05",
        "国发〔2025〕11号",
    )


def test_a_language_that_is_none_of_ours_is_told_from_the_text() -> None:
    assert read(f"---\nlanguage: zh\n---\n{TEXT}").language == "zh-Hans"


@pytest.mark.parametrize("stated", ["title: [a]", "id: {a: b}", "language: [en]", "issued: [2025]"])
def test_front_matter_of_the_wrong_kind_is_an_error(stated: str) -> None:
    with pytest.raises(PolicyLensError, match=stated.partition(":")[0]):
        read(f"---\n{stated}\n---\n{TEXT}")


@pytest.mark.parametrize(("content", "name"), [("", "a.txt"), (" \n\n", "a.md"), ("<html></html>", "a.html")])
def test_a_file_without_text_is_an_error(content: str, name: str) -> None:
    with pytest.raises(PolicyLensError, match="no text"):
        read(content, name)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyLensError, match="No such file"):
        read_bytes(Source(tmp_path / "gone.md", "gone.md"))


def test_a_name_in_another_encoding_makes_an_id_that_can_be_stored(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/" + "四川.txt".encode("gb18030")
    Path(os.fsdecode(file)).write_text("正文")
    (source,) = discover([tmp_path])
    assert read_document(source, *read_bytes(source)).id.encode()


@given(st.text() | st.binary(), st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_any_file_is_a_document_or_a_clear_error(content: str | bytes, name: str) -> None:
    try:
        document = read(content, name)
    except PolicyLensError:
        return
    assert document.text.strip()
    assert document.title
    ends = [-1]
    for block in document.blocks:
        assert ends[-1] < block.start < block.end <= len(document.text)
        ends.append(block.end)


@given(st.text().filter(lambda text: "\n---" not in text))
def test_any_front_matter_is_read_or_a_clear_error(stated: str) -> None:
    try:
        document = read(f"---\n{stated}\n---\n{TEXT}")
    except PolicyLensError:
        return
    assert f"{document.id}{document.title}{document.metadata}".encode()

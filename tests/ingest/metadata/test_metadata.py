from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document
from ingest.metadata import FIELDS, from_text
from ingest.metadata.page import Page
from ingest.pipeline import read_document
from ingest.sources import Source

FOLDERS = [Path(__file__).parent / name for name in ("pages", "unseen")]
LABELS = {
    folder / name: labels
    for folder in FOLDERS
    for name, labels in yaml.load((folder / "labels.yaml").read_text("utf-8"), yaml.BaseLoader).items()
}
SINGLE = (
    "document_number",
    "issued",
    "effective_from",
    "effective_to",
    "issuing_body",
    "jurisdiction",
    "level",
    "status",
)
# What a page does not state itself, or states in a form that is not read.
LEFT_OUT = {
    "uk-guidance.html": {"jurisdiction", "level"},
    "us-rule.txt": {"jurisdiction", "level"},
    "us-memo.txt": {"jurisdiction", "level"},
    "cn-county-measures.txt": {"jurisdiction", "level"},
    "cn-ministry-announcement.txt": {"effective_from"},
    "cn-standard.txt": {"jurisdiction", "level", "supersedes"},
}
CHENGDU = """成都市新一代人工智慧產業發展規劃(2022-2025)
頒布時間:2023年1月3日
發布單位成都市新經濟發展委員會
發文字號:成新經濟〔2022〕49號
成文日期:2022年12月28日"""
HOSTILE = st.text() | st.text(
    "《》「」（）()〔〕令号第年月日自起至止施行有效期废止印发由为是0123456789一二 \n.:：,，AaIssued", max_size=300
)


def values(title: str, text: str) -> dict[str, str]:
    return {fact.field: fact.value for fact in from_text(title, text)}


def page(file: Path) -> Document:
    return read_document(Source(file, f"/x/{file.name}"), file.read_bytes(), "")


def test_what_a_page_states() -> None:
    assert values(CHENGDU.splitlines()[0], CHENGDU) == {
        "jurisdiction": "CN-SC-Chengdu",
        "level": "city",
        "document_number": "成新經濟〔2022〕49號",
        "issued": "2022-12-28",
        "issuing_body": "成都市新經濟發展委員會",
    }


@pytest.mark.parametrize("file", sorted(LABELS), ids=lambda file: file.name)
def test_pages_of_many_kinds(file: Path) -> None:
    document, labels, left_out = page(file), LABELS[file], LEFT_OUT.get(file.name, set())
    judged = [field for field in SINGLE if field not in left_out]
    found = {field: _letters(value) for field in judged if (value := getattr(document.metadata, field))}
    assert (document.title, document.language) == (labels["title"], labels["language"])
    assert found == {field: _letters(labels[field]) for field in judged if field in labels}
    if "supersedes" not in left_out:
        assert document.metadata.supersedes == tuple(labels.get("supersedes", ()))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@pytest.mark.parametrize("file", sorted(LABELS), ids=lambda file: file.name)
def test_where_a_value_stands_is_told(file: Path) -> None:
    document = page(file)
    in_text = [origin for origin in document.metadata.origins if origin.source == "text" and origin.field != "language"]
    assert in_text
    assert all(0 <= o.start < o.end <= len(document.text) for o in in_text if o.start is not None and o.end is not None)


def test_the_words_that_a_value_was_read_from() -> None:
    document = page(FOLDERS[0] / "cn-city-notice.txt")
    words = {o.field: document.text[o.start : o.end] for o in document.metadata.origins if o.start is not None}
    assert words == {
        "title": document.title,
        "document_number": "甬政办发〔2024〕58号",
        "issued": "2024年10月31日",
        "effective_from": "2024年12月1日",
        "effective_to": "2027年12月31日",
        "issuing_body": "宁波市人民政府办公厅",
        "jurisdiction": "宁波市人民政府办公厅",
        "level": "宁波市人民政府办公厅",
        "supersedes": "宁波市无人机产业扶持办法",
    }


@given(HOSTILE, HOSTILE)
def test_facts_are_fields_and_stand_in_the_text(title: str, text: str) -> None:
    for fact in from_text(title, text):
        assert fact.field in FIELDS
        assert fact.value.strip()
        assert 0 <= fact.start <= fact.end <= max(len(text), len(title))


@given(HOSTILE)
def test_lines_and_sentences_are_those_of_the_text(text: str) -> None:
    read = Page("", text)
    assert len(read.folded) == len(text)
    for span in (*read.lines, *read.sentences):
        assert span.text == read.folded[span.start : span.end]


def test_of_a_long_text_both_ends_are_read() -> None:
    filler = "第二条 企业应当依法经营。\n" * 8_000
    text = f"示例办法\n国发〔2025〕11号\n{filler}第九条 本办法自2025年3月1日起施行。\n"
    assert (
        values("示例办法", text).items()
        >= {"document_number": "国发〔2025〕11号", "effective_from": "2025-03-01"}.items()
    )

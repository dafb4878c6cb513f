import re

import pytest

from corpus.jurisdictions import gazetteer
from corpus.library import Entry, entries, scan, version
from corpus.script import detect, fold
from ingest.document import Document
from ingest.metadata import FIELDS, from_front_matter
from ingest.parsers.markdown import parse
from ingest.pipeline import read_entry

ENTRIES = entries()
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
OUTSIDE = {"id", "title", "language"}  # fields of the front matter that are not Metadata's


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {document.id: document for document in map(read_entry, ENTRIES)}


def test_the_manifest_lists_what_is_there() -> None:
    assert scan() == ENTRIES
    assert re.fullmatch(r"[0-9a-f]{16}", version())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_front_matter_is_metadata(entry: Entry) -> None:
    properties = parse(entry.file.read_bytes()).properties
    assert properties.keys() == OUTSIDE | {*FIELDS}
    document = read_entry(entry)
    known = document.metadata
    assert from_front_matter(properties) == known
    assert f"{document.id}.md" == entry.name
    assert document.title in {known.title_zh, known.title_en}
    assert known.jurisdiction in gazetteer()
    assert known.source_urls
    assert all(url.startswith(("https://", "http://")) for url in known.source_urls)
    dates = (known.issued, known.effective_from, known.effective_to)
    assert all(DATE.fullmatch(date) for date in dates if date)
    assert properties["language"] == document.language == detect(document.text)
    if document.language == "zh-Hans":
        assert fold(document.text) == document.text


def test_references_resolve(documents: dict[str, Document]) -> None:
    assert len(documents) == len(ENTRIES)
    for document in documents.values():
        known = document.metadata
        named = {known.implements, known.translation_of, *known.supersedes} - {None}
        assert named <= documents.keys()
        assert document.id not in named


def test_an_edition_is_of_the_original_and_in_another_language(documents: dict[str, Document]) -> None:
    for edition in (document for document in documents.values() if document.metadata.translation_of):
        original = documents[edition.original_id]
        assert edition.id == f"{original.id}@{edition.language}"
        assert edition.language != original.language
        assert original.metadata.translation_of is None
        ours, theirs = edition.metadata, original.metadata
        assert (ours.jurisdiction, ours.level, ours.issued, ours.status) == (
            theirs.jurisdiction,
            theirs.level,
            theirs.issued,
            theirs.status,
        )

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.database import Database
from index.hits import Filters
from ingest.document import Block, Chunk, Document, Metadata, Origin

TEXT = st.text(max_size=30)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
MAYBE = st.none() | TEXT
NUMBER = st.integers(0, 2**62)
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
METADATA = st.builds(
    Metadata,
    **dict.fromkeys(("title_zh", "jurisdiction", "level", "issued", "status", "implements", "translation_of"), MAYBE),
    **dict.fromkeys(("aliases", "supersedes", "source_urls"), TEXTS),
    origins=st.lists(st.builds(Origin, TEXT, st.just("text"), st.none() | NUMBER, st.none() | NUMBER), max_size=2).map(
        tuple
    ),
)
BLOCK = st.builds(Block, st.sampled_from(["title", "paragraph"]), TEXTS, st.none() | NUMBER, NUMBER, NUMBER)
DOCUMENT = st.builds(
    Document,
    **dict.fromkeys(("id", "title", "path", "media_type", "sha256", "text"), TEXT),
    language=st.sampled_from(LANGUAGES),
    metadata=METADATA,
    blocks=st.lists(BLOCK, max_size=3).map(tuple),
)
PAGE = st.none() | NUMBER


@pytest.fixture(scope="module")
def new_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("databases")
    return (folder / f"{i}.sqlite" for i in count())


@settings(max_examples=50)
@given(document=DOCUMENT, parts=st.lists(st.tuples(TEXTS, PAGE, TEXT), max_size=3), seed=st.integers(0, 99))
def test_documents_and_chunks_come_back(
    new_path: Iterator[Path], document: Document, parts: list[tuple[tuple[str, ...], int | None, str]], seed: int
) -> None:
    path = next(new_path)
    chunks = [Chunk(f"c{i}", document.id, *part[:2], i, i + 1, part[2]) for i, part in enumerate(parts)]
    vectors = np.random.default_rng(seed).random((len(chunks), 4), dtype=np.float32)
    database = Database(path, create=True)
    database.put(document, chunks, vectors)
    database.commit()
    database.close()
    database = Database(path)
    assert database.document(document.id) == document
    assert [found.metadata.origins for found in database.documents()] == [document.metadata.origins]
    assert list(database.documents()) == [document]
    assert [chunk for _, chunk in database.all_chunks()] == chunks
    keys, stored = database.vectors(4)
    assert database.chunks(keys.tolist()) == dict(zip(keys.tolist(), chunks, strict=True))
    assert (stored == vectors).all()
    assert database.files() == {document.path: (document.id, document.sha256)}
    assert database.counts() == {"documents": 1, "chunks": len(chunks)}


def made(document_id: str, *, language: str = "en", **known: str) -> Document:
    return Document(document_id, "t", language, f"{document_id}.md", "m", "0", "text", Metadata(**known))  # type: ignore[arg-type]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(tmp_path / "d.sqlite", create=True)
    for document in (
        made("a", jurisdiction="CN-SC", level="province", issued="2026-05-06", status="in force"),
        made("b", language="zh-Hans", jurisdiction="CN", issued="2025-08", status="draft"),
        made("b@en", jurisdiction="CN", issued="2025-08", translation_of="b"),
        made("c", issued="2025", status="In force"),
        made("d"),
    ):
        chunk = Chunk(f"{document.id}#0", document.id, (), None, 0, 4, "text")
        database.put(document, [chunk], np.ones((1, 2), np.float32))
    return database


@pytest.mark.parametrize(
    ("filters", "places", "ids"),
    [
        (Filters(), None, "a b b@en c d"),
        (Filters(), [], ""),
        (Filters(), ["CN", "CN-SC"], "a b b@en"),
        (Filters(level="Province"), None, "a"),
        (Filters(language="zh-hans"), None, "b"),
        (Filters(status="in force"), None, "a c"),
        (Filters(since="2025-08"), None, "a b b@en"),
        (Filters(since="2025-09"), None, "a"),
        (Filters(until="2025"), None, "b b@en c"),
        (Filters(until="2025-08-31"), None, "b b@en c"),
        (Filters(until="2025-07"), None, "c"),
        (Filters(originals_only=True), None, "a b c d"),
        (Filters(status="' OR 1=1 --"), None, ""),
    ],
)
def test_filters(database: Database, filters: Filters, places: list[str] | None, ids: str) -> None:
    assert database.document_ids(filters, places, LANGUAGES) == ids.split()


def test_languages_come_apart(database: Database) -> None:
    assert database.document_ids(Filters(), None, ["en"]) == ["a", "b@en", "c", "d"]
    assert database.document_ids(Filters(language="en"), None, ["zh-Hans"]) == []


def test_what_is_put_again_or_removed_leaves_nothing(database: Database) -> None:
    assert database.counts() == {"documents": 5, "chunks": 5}
    database.put(made("a"), [], np.empty((0, 2), np.float32))
    assert database.counts() == {"documents": 5, "chunks": 4}
    assert database.remove("b")
    assert not database.remove("b")
    assert database.document("b") is None
    assert database.counts() == {"documents": 4, "chunks": 3}
    assert len(database.keys(["a", "b", "c"])) == 1


def test_what_is_not_kept_is_gone(database: Database, tmp_path: Path) -> None:
    database.close()
    assert Database(tmp_path / "d.sqlite").counts() == {"documents": 0, "chunks": 0}


def test_a_document_is_replaced_by_the_one_that_names_its_title(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite", create=True)
    known = {
        "new": Metadata(issued="2025", supersedes=("示例办法", "gone")),
        "draft": Metadata(issued="2025", status="draft", supersedes=("other",)),
        "old": Metadata(issued="2019", title_zh="示例办法"),
        "old@en": Metadata(issued="2019", translation_of="old", title_zh="示例办法"),
        "other": Metadata(issued="2019"),
    }
    for document_id, metadata in known.items():
        document = Document(document_id, document_id, "en", f"/{document_id}", "text/plain", "", "a", metadata)
        database.put(document, [], np.zeros((0, 4), dtype=np.float32))
    assert database.replaced() == {"示例办法", "gone", "old"}

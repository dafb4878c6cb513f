import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import PolicyLensError
from index import building
from index.analyze import terms
from index.bundled_encoder import Kind, Vectors
from index.encoders import Headless
from index.library import Library
from index.manifest import DATABASE, LEXICAL, VECTORS, verify
from index.writer import writing
from ingest.document import Document
from ingest.structure import Piece, assemble

WORDS = ("四川", "江西", "产业", "规模", "policy", "fine", "2030")
Step = dict[str, list[str] | None]
"""For each path the words of its paragraphs, or None to remove it."""


class Counting(Headless):
    """Vectors that count the words of a text, so that like texts are near each other; ties are many."""

    name, dimension, checksum = "counting", len(WORDS), "1"

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        counted = np.array([[text.count(word) for word in WORDS] for text in texts], dtype=np.float32)
        vectors = counted.reshape(len(texts), self.dimension) + np.float32(0.01)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def document(path: str, paragraphs: Sequence[str]) -> Document:
    text, blocks = assemble([Piece("paragraph", f"{words}。" * 150) for words in paragraphs])
    return Document(path.strip("/"), path, "zh-Hans", path, "text/plain", text, text, blocks=blocks)


def change(data_dir: Path, *steps: Step) -> Library:
    for step in steps:
        with writing(data_dir, Counting()) as writer:
            for path, paragraphs in step.items():
                if paragraphs is None:
                    writer.remove(path.strip("/"))
                else:
                    writer.put(document(path, paragraphs))
            library = writer.publish()
    return library


def dense(library: Library) -> list[Counter[tuple[str, float]]]:
    """For a question each, which chunks are found with which score."""
    return [
        Counter(named(library, library.vectors.search(vector, 1000, library.vectors.everything)))
        for vector in Counting().encode(WORDS)
    ]


def lexical(library: Library) -> list[dict[str, float]]:
    return [dict(named(library, library.lexical.search({terms(word)[0]: 1.0}, 1000))) for word in WORDS]


def named(library: Library, found: list[tuple[int, float]]) -> Iterator[tuple[str, float]]:
    chunks = library.database.chunks([key for key, _ in found])
    for key, score in found:
        chunk = chunks[key]
        assert chunk.text == library.document(chunk.document_id).text[chunk.start : chunk.end]
        yield chunk.id, score


def final(steps: Sequence[Step]) -> Step:
    """One step from nothing to where all of them lead."""
    state: Step = {}
    for step in steps:
        state |= step
    return {path: paragraphs for path, paragraphs in state.items() if paragraphs is not None}


paragraphs = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3)
contents = st.one_of(st.none(), paragraphs)
steps = st.lists(st.dictionaries(st.sampled_from(["/a", "/b", "/c", "/d"]), contents, max_size=3), max_size=5)


@pytest.mark.parametrize("most_deleted", [building.MOST_DELETED, 1.0])
@settings(max_examples=12)
@given(steps=steps)
def test_any_changes_lead_to_what_building_from_nothing_does(most_deleted: float, steps: list[Step]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "MOST_DELETED", most_deleted)
        changed = change(Path(folder) / "changed", {}, *steps)
        whole = change(Path(folder) / "whole", final(steps))
        verify(changed.folder, changed.manifest)
        assert list(changed.database.documents()) == list(whole.database.documents())
        assert {chunk for _, chunk in changed.database.all_chunks()} == {
            chunk for _, chunk in whole.database.all_chunks()
        }
        assert dense(changed) == dense(whole)
        found, expected = lexical(changed), lexical(whole)
        assert [one.keys() for one in found] == [one.keys() for one in expected]
        if building.wear(changed.folder / LEXICAL).deleted == 0:
            assert found == expected


MANY: Step = {f"/{i}": [WORDS[i % 7], WORDS[i % 5]] for i in range(40)}


def test_a_small_change_takes_the_segments_over(tmp_path: Path) -> None:
    before = change(tmp_path, MANY)
    inodes = {path.stat().st_ino for path in (before.folder / LEXICAL).glob("*.term")}
    now = change(tmp_path, {"/3": ["fine"], "/new": ["policy"], "/5": None})
    assert inodes < {path.stat().st_ino for path in (now.folder / LEXICAL).glob("*.term")}
    worn = building.wear(now.folder / LEXICAL)
    assert worn.deleted > 0
    assert worn.segments == 2
    whole = change(tmp_path / "whole", final([MANY, {"/3": ["fine"], "/new": ["policy"], "/5": None}]))
    assert dense(now) == dense(whole)
    for found, expected in zip(lexical(now), lexical(whole), strict=True):
        assert found == pytest.approx(expected, rel=0.1)


def test_where_much_has_gone_words_are_indexed_anew(tmp_path: Path) -> None:
    change(tmp_path, MANY)
    now = change(tmp_path, {f"/{i}": None for i in range(10)})
    assert building.wear(now.folder / LEXICAL).deleted == 0


def test_segments_do_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MOST_SEGMENTS", 3)
    segments = [building.wear(change(tmp_path, {f"/{i}": ["policy"]}).folder / LEXICAL).segments for i in range(5)]
    assert segments == [1, 2, 3, 1, 2]


def test_kinds_change_with_the_number_of_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few, more = dict(list(MANY.items())[:20]), dict(list(MANY.items())[20:])
    first = change(tmp_path, few)
    monkeypatch.setattr(building, "FLAT_VECTORS", first.manifest.chunks)
    second = change(tmp_path, more)
    assert (first.vectors.description.kind, second.vectors.description.kind) == ("flat", "ivf")
    one = change(tmp_path, {"/1": ["fine"]})
    assert one.manifest.drift > 0
    assert one.vectors.description.count == one.manifest.chunks
    moved = change(tmp_path, {f"/{i}": ["policy", "fine"] for i in range(8)})
    assert moved.manifest.drift == 0
    assert change(tmp_path, dict.fromkeys(more)).vectors.description.kind == "flat"


def test_a_damaged_index_of_vectors_is_not_built_upon(tmp_path: Path) -> None:
    before = change(tmp_path, MANY)
    damage(before.folder / VECTORS)
    with pytest.raises(PolicyLensError, match=VECTORS):
        verify(before.folder, before.manifest)
    now = change(tmp_path, {"/new": ["policy"]})
    verify(now.folder, now.manifest)
    assert dense(now) == dense(change(tmp_path / "whole", {**MANY, "/new": ["policy"]}))


def test_what_is_taken_over_is_still_known_to_be_damaged(tmp_path: Path) -> None:
    before = change(tmp_path, MANY)
    damage(next((before.folder / LEXICAL).glob("*.store")))
    now = change(tmp_path, {"/new": ["policy"]})
    with pytest.raises(PolicyLensError, match=r"\.store differs"):
        verify(now.folder, now.manifest)
    with writing(tmp_path, Counting(), repairs=True) as writer:
        now = writer.publish(whole=True)
    verify(now.folder, now.manifest)


def test_damaged_text_is_never_built_upon(tmp_path: Path) -> None:
    before = change(tmp_path, MANY)
    damage(before.folder / DATABASE)
    with pytest.raises(PolicyLensError, match="differs from its checksum"):
        change(tmp_path, {"/new": ["policy"]})
    assert {path.name for path in (tmp_path / "versions").iterdir()} == {"000001"}


def damage(path: Path) -> None:
    """Flips a byte in the middle of a file, so that neither its size nor its time tells."""
    seen, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))

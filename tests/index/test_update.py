import json
import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import PolicyLensError
from corpus.library import entries, version
from index.bundled_encoder import BUNDLED_FOLDER, SETTINGS_FILE, BundledEncoder
from index.encoders import Encoder
from index.hits import Hit
from index.library import Library, open_library
from index.manifest import DATABASE, VECTORS
from index.search import Searcher
from index.update import Outcome, Stopped, ensure_library, ingest, remove, repair
from index.writer import writing
from ingest.document import Document
from ingest.sources import discover

State = Callable[[Path], dict[str, bytes | None]]
Ingest = Callable[..., list[Outcome]]


def opened(data_dir: Path) -> Library:
    library = open_library(data_dir)
    assert library is not None
    return library


def told(outcomes: list[Outcome]) -> list[tuple[str, str, str | None]]:
    return [(Path(outcome.path).name, outcome.outcome, outcome.document_id) for outcome in outcomes]


def test_what_is_unchanged_costs_nothing(take: Ingest, data_dir: Path, state: State) -> None:
    assert told(take()) == [("jiangxi.md", "added", "jiangxi"), ("sichuan.md", "added", "sichuan")]
    before = state(data_dir)
    assert told(take()) == [("jiangxi.md", "unchanged", "jiangxi"), ("sichuan.md", "unchanged", "sichuan")]
    assert state(data_dir) == before


def test_a_change_replaces_its_own_document_alone(take: Ingest, data_dir: Path, files: Path) -> None:
    def stored(document_id: str) -> tuple[object, ...]:
        library = opened(data_dir)
        keys = library.database.keys([document_id])
        all_keys, vectors = library.database.vectors(library.manifest.dimension)
        return (
            library.document(document_id),
            library.database.chunks(keys.tolist()),
            vectors[np.isin(all_keys, keys)].tobytes(),
        )

    take()
    jiangxi, sichuan = stored("jiangxi"), stored("sichuan")
    (files / "sichuan.md").write_text("# 四川省方案\n\n到2035年，全面步入智能社会。\n", "utf-8")
    encoded: list[tuple[int, ...]] = []
    outcomes = take(progress=lambda *told: encoded.append(told))
    assert told(outcomes) == [("jiangxi.md", "unchanged", "jiangxi"), ("sichuan.md", "updated", "sichuan")]
    assert stored("jiangxi") == jiangxi
    assert stored("sichuan") != sichuan
    assert encoded == [(0, 2, 0), (1, 2, 0), (2, 2, 1)]
    assert opened(data_dir).manifest.documents == 2
    assert opened(data_dir).lexical.search({"4000": 1.0}, 5) == []


def test_what_fails_or_is_skipped_says_why_and_the_rest_goes_on(take: Ingest, data_dir: Path, files: Path) -> None:
    (files / "a.xyz").write_bytes(b"%PDF")
    (files / "b.md").write_text("---\na: [\n---\ntext")
    (files / "c.txt").write_text("")
    (files / "gone.md").symlink_to(files / "nowhere.md")
    outcomes = take()
    assert told(outcomes)[:4] == [
        ("a.xyz", "skipped", None),
        ("b.md", "failed", None),
        ("c.txt", "failed", None),
        ("gone.md", "skipped", None),
    ]
    assert all(outcome.reason for outcome in outcomes[:4])
    assert opened(data_dir).manifest.documents == 2


def test_a_file_that_goes_bad_keeps_its_document(take: Ingest, data_dir: Path, files: Path) -> None:
    take()
    (files / "sichuan.md").write_text("")
    assert told(take())[1] == ("sichuan.md", "failed", None)
    assert opened(data_dir).document("sichuan").text


def test_documents_whose_files_are_gone_stay_until_pruned(take: Ingest, data_dir: Path, files: Path) -> None:
    take()
    (files / "sichuan.md").unlink()
    assert told(take()) == [("jiangxi.md", "unchanged", "jiangxi")]
    assert opened(data_dir).manifest.documents == 2
    assert told(take(prune=True))[-1] == ("sichuan.md", "removed", "sichuan")
    assert set(opened(data_dir).database.files()) == {str(files / "jiangxi.md")}


def test_pruning_leaves_files_with_names_in_another_encoding(take: Ingest, data_dir: Path, files: Path) -> None:
    Path(os.fsdecode(os.fsencode(files) + "/甘肃.txt".encode("gb18030"))).write_text("正文")
    take()
    assert {outcome for _, outcome, _ in told(take(prune=True))} == {"unchanged"}
    assert opened(data_dir).manifest.documents == 3


def test_one_id_from_two_paths(take: Ingest, data_dir: Path, files: Path, encoder: Encoder) -> None:
    (files / "more").mkdir()
    shutil.copy(files / "sichuan.md", files / "more" / "sichuan.md")
    first = {outcome.path: outcome.document_id for outcome in take()}
    assert first[str(files / "more" / "sichuan.md")] == "sichuan"
    assert re.fullmatch(r"sichuan-[0-9a-f]{8}", first[str(files / "sichuan.md")] or "")
    for path in (files / "sichuan.md", files / "more" / "sichuan.md"):
        path.write_text(path.read_text("utf-8") + "\n又及。\n", "utf-8")
        (outcome,) = ingest(data_dir, encoder, discover([path]))
        assert (outcome.outcome, outcome.document_id) == ("updated", first[str(path)])


def test_identical_texts_are_both_cited(take: Ingest, data_dir: Path, files: Path, encoder: Encoder) -> None:
    shutil.copy(files / "sichuan.md", files / "copy.md")
    take()
    hits: tuple[Hit, ...] = Searcher(opened(data_dir), encoder).search("四川的产业规模").hits
    assert {hit.chunk.document_id for hit in hits[:2]} == {"copy", "sichuan"}
    assert hits[0].chunk.text == hits[1].chunk.text


def test_remove(take: Ingest, data_dir: Path, encoder: Encoder, state: State) -> None:
    take()
    before = state(data_dir)
    with pytest.raises(PolicyLensError, match="no document 'none'"):
        remove(data_dir, encoder, ["sichuan", "none"])
    assert state(data_dir) == before
    remove(data_dir, encoder, ["sichuan"])
    library = opened(data_dir)
    assert library.manifest.documents == 1
    assert library.lexical.search({"4000": 1.0}, 5) == []


def test_all_may_be_removed(take: Ingest, data_dir: Path, encoder: Encoder) -> None:
    take()
    remove(data_dir, encoder, ["sichuan", "jiangxi"])
    assert Searcher(opened(data_dir), encoder).search("四川").hits == ()
    assert ensure_library(data_dir, encoder).manifest.documents == 0


def test_repair_builds_the_indexes_anew(take: Ingest, data_dir: Path, encoder: Encoder, state: State) -> None:
    with pytest.raises(PolicyLensError, match="nothing to repair"):
        repair(data_dir, encoder)
    take()
    folder = opened(data_dir).folder
    (folder / VECTORS).unlink()
    for file in (folder / "lexical").glob("*.store"):
        file.unlink()
        file.write_bytes(b"")
    with pytest.raises(PolicyLensError, match="policylens repair"):
        opened(data_dir)
    library = repair(data_dir, encoder)
    assert library.folder.name == "000002"
    assert Searcher(library, encoder).search("四川的产业规模").hits[0].chunk.document_id == "sichuan"
    (library.folder / DATABASE).write_bytes(b"SQLite format 3\0")
    before = state(data_dir)
    with pytest.raises(PolicyLensError, match="ingest again"):
        repair(data_dir, encoder)
    assert state(data_dir) == before


def test_the_built_in_library_is_whole_and_stays(library: Library, encoder: Encoder) -> None:
    assert (library.manifest.library, library.manifest.documents) == (version(), len(entries()))
    assert library.database.files() == {entry.path: (entry.name[:-3], entry.sha256) for entry in entries()}
    again = ensure_library(library.folder.parent.parent, encoder)
    assert again.folder == library.folder


@pytest.fixture
def built_in(library: Library, tmp_path: Path) -> Path:
    """A copy of the built-in library's data directory."""
    return Path(shutil.copytree(library.folder.parent.parent, tmp_path / "built-in"))


def test_an_older_built_in_library_is_brought_up_to_date(
    built_in: Path, library: Library, encoder: Encoder, files: Path
) -> None:
    ingest(built_in, encoder, discover([files]), prune=True)  # which leaves the built-in documents alone
    with writing(built_in, encoder) as writer:
        writer.library_version = "0000000000000000"
        writer.remove("eu-ai-act")
        writer.put(Document("dropped-since", "t", "en", "corpus/documents/dropped-since.md", "m", "0", "text"))
        writer.publish()
    now = ensure_library(built_in, encoder)
    assert now.manifest.library == version()
    assert set(now.database.files()) == {*library.database.files(), *map(str, files.iterdir())}
    assert now.document("eu-ai-act") == library.document("eu-ai-act")


def test_another_state_of_the_bundled_encoder_means_new_vectors(take: Ingest, data_dir: Path, tmp_path: Path) -> None:
    take()
    folder = tmp_path / "retrained"
    folder.mkdir()
    for file in BUNDLED_FOLDER.iterdir():
        (folder / file.name).symlink_to(file)
    settings = json.loads((BUNDLED_FOLDER / SETTINGS_FILE).read_text("utf-8"))
    (folder / SETTINGS_FILE).unlink()
    del settings["sha256"]["tokenizer.json"]
    (folder / SETTINGS_FILE).write_text(json.dumps(settings), "utf-8")
    retrained = BundledEncoder(folder)
    encoded: list[tuple[int, ...]] = []
    library = ensure_library(data_dir, retrained, lambda *told: encoded.append(told))
    assert library.manifest.encoder_checksum == retrained.checksum
    assert library.manifest.documents == 2
    assert encoded[0] == (0, 2, 0)
    assert encoded[-1][2] == library.manifest.chunks
    assert ensure_library(data_dir, retrained).folder == library.folder


def test_a_library_without_the_built_in_one_stays_without(take: Ingest, data_dir: Path, encoder: Encoder) -> None:
    take()
    assert opened(data_dir).manifest.library is None
    assert ensure_library(data_dir, encoder).manifest.documents == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_is_done_when_it_is_stopped_is_kept(
    data_dir: Path, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setattr("index.writer._BATCH_CHUNKS", 8)
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(30):
        (folder / f"{i:02}.txt").write_text(f"第{i}号规划。", "utf-8")
    sources = discover([folder])

    def stop(documents: int, _of: int, _chunks: int) -> None:
        if documents == 16:
            os.kill(os.getpid(), number)

    with pytest.raises(Stopped) as stopped:
        ingest(data_dir, encoder, sources, corpus=False, progress=stop)
    assert (stopped.value.left, stopped.value.exit_code) == (14, 128 + number)
    assert len(stopped.value.outcomes) == 16
    assert opened(data_dir).manifest.documents == 16
    kinds = [outcome.outcome for outcome in ingest(data_dir, encoder, sources)]
    assert kinds == ["unchanged"] * 16 + ["added"] * 14


def test_stopped_before_anything_is_done_nothing_is_there(
    data_dir: Path, files: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.update.put_built_in", lambda *_: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(Stopped) as stopped:
        ingest(data_dir, encoder, discover([files]))
    assert (stopped.value.left, stopped.value.outcomes) == (2, [])


def test_a_side_car_is_part_of_its_file(take: Ingest, data_dir: Path, files: Path) -> None:
    take()
    beside = files / "sichuan.md.meta.yaml"
    beside.write_text("document_number: 川府发〔2026〕1号\n", "utf-8")
    assert told(take()) == [("jiangxi.md", "unchanged", "jiangxi"), ("sichuan.md", "updated", "sichuan")]
    assert opened(data_dir).document("sichuan").metadata.document_number == "川府发〔2026〕1号"
    assert [outcome for _, outcome, _ in told(take())] == ["unchanged", "unchanged"]
    beside.write_text("title: [", "utf-8")
    broken = take()
    assert [outcome.outcome for outcome in broken] == ["unchanged", "failed"]
    assert str(broken[1].reason).startswith("its side-car sichuan.md.meta.yaml is not YAML: line 1: ")

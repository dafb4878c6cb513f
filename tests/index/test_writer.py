import hashlib
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from index.encoders import Encoder
from index.library import open_library
from index.writer import Writer, writing
from ingest.document import Document
from ingest.structure import Piece, assemble

State = Callable[[Path], dict[str, bytes | None]]

HOLD = """
import sys, filelock
lock = filelock.FileLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def document(document_id: str, path: str, text: str = "正文。") -> Document:
    whole, blocks = assemble([Piece("paragraph", text)])
    return Document(document_id, "标题", "zh-Hans", path, "text/plain", text, whole, blocks=blocks)


@contextmanager
def another_writer(data_dir: Path) -> Iterator["subprocess.Popen[str]"]:
    """A second process that holds the lock."""
    command = [sys.executable, "-c", HOLD, str(data_dir / "writer.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def test_a_second_writer_is_told_so_and_readers_go_on(copy: Path, encoder: Encoder, state: State) -> None:
    before = state(copy)
    with another_writer(copy) as process:
        with (
            pytest.raises(PolicyLensError, match=r"another PolicyLens is writing to .* try again"),
            writing(copy, encoder, wait_s=0),
        ):
            pass
        assert open_library(copy)
        assert state(copy) == before
        process.send_signal(signal.SIGKILL)
    with writing(copy, encoder) as writer:
        assert writer.publish().manifest.documents == 2


def test_a_second_writer_waits_and_says_so(copy: Path, encoder: Encoder, caplog: pytest.LogCaptureFixture) -> None:
    with another_writer(copy) as process:
        threading.Timer(0.5, process.kill).start()
        with writing(copy, encoder, wait_s=20) as writer:
            assert writer.database.counts()["documents"] == 2
    assert "another PolicyLens is writing" in caplog.text


def test_an_abandoned_writer_leaves_everything_as_it_was(copy: Path, encoder: Encoder, state: State) -> None:
    before = state(copy)
    with writing(copy, encoder) as writer:
        writer.put(document("new", "/new"))
        writer.remove("3000")
    assert state(copy) == before
    try:
        with writing(copy, encoder) as writer:
            writer.put(document("new", "/new"))
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert state(copy) == before
        with writing(copy, encoder) as writer:  # the lock is free although the error is still about
            writer.remove("3000")
            writer.publish()
    library = open_library(copy)
    assert library is not None
    assert library.folder.name == "000002"
    assert list(library.database.files()) == [library.document("4000").path]


def test_nothing_is_seen_before_publish_and_a_reader_keeps_its_version(copy: Path, encoder: Encoder) -> None:
    reader = open_library(copy)
    assert reader is not None
    for i in range(3):
        with writing(copy, encoder) as writer:
            writer.put(document(f"n{i}", f"/n{i}"))
            now = open_library(copy)
            assert now is not None
            assert now.manifest.documents == 2 + i
            writer.publish()
    assert reader.database.counts()["documents"] == 2
    assert len(reader.lexical.search({"规模": 1.0}, 10)) == 2


@pytest.fixture
def writer(copy: Path, encoder: Encoder) -> Iterator[Writer]:
    with writing(copy, encoder) as writer:
        yield writer


def test_an_id_that_is_taken_gets_a_suffix_from_the_path(writer: Writer) -> None:
    ids = [writer.put(document("4000", path)).id for path in ("/a", "/b", "/c")]
    assert ids == [f"4000-{hashlib.sha256(path.encode()).hexdigest()[:8]}" for path in ("/a", "/b", "/c")]
    ids = [writer.put(document("x", path)).id for path in ("/d", "/e", "/f")]
    assert ids == ["x", *(f"x-{hashlib.sha256(path.encode()).hexdigest()[:8]}" for path in ("/e", "/f"))]
    assert [writer.put(document("x", path, "anders")).id for path in ("/f", "/d", "/e")] == [ids[2], ids[0], ids[1]]


def test_a_suffix_is_kept_when_the_id_becomes_free(copy: Path, encoder: Encoder) -> None:
    with writing(copy, encoder) as writer:
        first, second = (writer.put(document("x", path)).id for path in ("/a", "/b"))
        writer.publish()
    with writing(copy, encoder) as writer:
        writer.remove(first)
        assert writer.put(document("x", "/b", "anders")).id == second


def test_a_document_that_changes_its_id_leaves_none_behind(writer: Writer) -> None:
    writer.put(document("x", "/a"))
    writer.remove("none")
    assert writer.put(document("y", "/a")).id == "y"
    library = writer.publish()
    assert set(library.database.files()) >= {"/a"}
    assert library.database.files()["/a"][0] == "y"
    assert library.database.document("x") is None


def test_ids_may_be_swapped(writer: Writer) -> None:
    for path, wanted in (("/a", "x"), ("/b", "y")):
        writer.put(document(wanted, path))
    writer.remove("none")
    taken = {path: writer.put(document(wanted, path)).id for path, wanted in (("/a", "y"), ("/b", "x"))}
    assert taken["/a"].startswith("y-")
    assert taken["/b"] == "x"
    files = writer.publish().database.files()
    assert {path: files[path][0] for path in taken} == taken


def test_without_a_change_nothing_is_written(copy: Path, encoder: Encoder, state: State) -> None:
    before = state(copy)
    with writing(copy, encoder) as writer:
        assert not writer.remove("none")
        assert writer.publish().folder.name == "000001"
    assert state(copy) == before


def test_a_long_run_publishes_in_between(copy: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError), writing(copy, encoder) as writer:
        writer.put(document("a", "/a"))
        writer.encode()
        writer.publish_if_due()
        monkeypatch.setattr("index.writer._PUBLISH_EVERY_S", 0.0)
        monkeypatch.setattr("index.writer._PUBLISHING_SHARE", 1e9)
        writer.put(document("b", "/b"))
        writer.publish_if_due()
        writer.put(document("c", "/c"))
        writer.remove("a")
        raise ZeroDivisionError
    library = open_library(copy)
    assert library is not None
    assert library.folder.name == "000002"
    assert {"/a", "/b"} < set(library.database.files())


def test_what_is_dropped_before_it_is_encoded_leaves_what_was_there(copy: Path, encoder: Encoder) -> None:
    with writing(copy, encoder) as writer:
        writer.put(document("a", "/a", "vorher"))
        writer.publish()
        writer.put(document("a", "/a", "nachher"))
        writer.put(document("other", "/a", "nachher"))
        assert writer.drop_pending() == {"/a"}
        library = writer.publish()
    assert library.document("a").text == "vorher"


def test_progress_tells_how_much_is_encoded(copy: Path, encoder: Encoder) -> None:
    told: list[tuple[int, ...]] = []
    with writing(copy, encoder, lambda *now: told.append(now)) as writer:
        writer.expect(3)
        for i in range(3):
            writer.put(document(f"{i}", f"/{i}", "人工智能产业。" * 4000))
        writer.publish()
    assert [of for _, of, _ in told] == [3] * len(told)
    assert told == sorted(told)
    assert told[-1][0] == 3
    assert told[-1][2] > 100

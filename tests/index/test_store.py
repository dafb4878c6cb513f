import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from index.encoders import Encoder
from index.library import open_library
from index.manifest import DATABASE, SCHEMA, Manifest, read_manifest, states, verify, write_manifest
from index.store import Hold, Store
from index.update import ensure_library, ingest
from ingest.sources import Source

State = Callable[[Path], dict[str, bytes | None]]
STEPS = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree")


def build(store: Store, content: str) -> Path:
    """A version in the making; nothing of it is right but what `Store` looks at."""
    folder = store.new_version()
    (folder / DATABASE).write_text(content)
    (folder / "lexical").mkdir()
    (folder / "lexical" / "x").write_text(content)
    write_manifest(folder, Manifest(SCHEMA, None, "e", 1, "c", 1, 1, 0, states(folder)))
    return folder


def content(store: Store) -> str | None:
    """What is in force, after a look at whether it is whole."""
    folder = store.current()
    if folder is None:
        return None
    verify(folder, read_manifest(folder))
    return (folder / DATABASE).read_text()


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Whether the process that does the work, killed before its nth step on disk, was killed before it was done."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    try:
        signal.alarm(30)
        steps = iter(range(step))
        sys.addaudithook(lambda event, _: os._exit(9) if event in STEPS and next(steps, None) is None else None)
        work()
    finally:
        os._exit(0)


@pytest.mark.parametrize("before", [0, 1, 3])
def test_a_kill_at_any_instant_leaves_a_whole_version(tmp_path: Path, before: int) -> None:
    seen, killed, step = set(), True, 0
    while killed and step < 500:
        store = Store(tmp_path / str(step))
        for version in range(before):
            store.publish(build(store, f"{version}"))
        old = content(store)
        killed = killed_at(step, lambda store=store: store.publish(build(store, "new")))  # type: ignore[misc]
        seen.add(content(store))
        store.publish(build(store, "next"))
        assert content(store) == "next"
        step += 1
    assert 10 < step < 500
    assert seen == {old, "new"}


def test_versions_are_numbered_and_two_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.current() is None
    names = [store.publish(build(store, str(i))).name for i in range(4)]
    assert names == ["000001", "000002", "000003", "000004"]
    assert (tmp_path / "CURRENT").read_text() == "000004\n"
    assert sorted(path.name for path in (tmp_path / "versions").iterdir()) == names[2:]


READ = """
import sys
from pathlib import Path
from index.store import Hold, Store
hold = Hold(Store(Path(sys.argv[1])).current())
print("held", flush=True)
sys.stdin.read()
"""


def test_what_is_read_is_kept_until_its_reader_is_gone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.publish(build(store, "0"))
    command = [sys.executable, "-c", READ, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "held\n"
        names = [store.publish(build(store, str(i))).name for i in range(1, 5)]
        assert sorted(path.name for path in (tmp_path / "versions").iterdir()) == ["000001", *names[-2:]]
        reader.kill()
    store.publish(build(store, "5"))
    assert sorted(path.name for path in (tmp_path / "versions").iterdir()) == ["000005", "000006"]


def test_a_reader_lets_go_when_it_is_dropped(tmp_path: Path) -> None:
    store = Store(tmp_path)
    hold: Hold | None = Hold(store.publish(build(store, "0")))
    for i in range(3):
        store.publish(build(store, f"{i}"))
    assert (tmp_path / "versions" / "000001").exists()
    del hold
    store.publish(build(store, "last"))
    assert not (tmp_path / "versions" / "000001").exists()
    with pytest.raises(PolicyLensError, match="damaged"):
        Hold(tmp_path / "versions" / "000001")


def test_leftovers_of_a_killed_writer_go(tmp_path: Path) -> None:
    store = Store(tmp_path)
    build(store, "killed")
    assert store.current() is None
    folder = store.new_version()
    assert list((tmp_path / "versions").iterdir()) == [folder]
    assert list(folder.iterdir()) == []


def test_without_current_the_newest_version_is_in_force(copy: Path) -> None:
    (copy / "CURRENT").unlink()
    library = open_library(copy)
    assert library is not None
    assert library.manifest.documents == 2


@pytest.mark.parametrize("named", ["", "2", "000002", "../versions/000001", "\0", "building-000002", "版本"])
def test_current_that_names_no_version_is_an_error(copy: Path, state: State, named: str) -> None:
    (copy / "CURRENT").write_text(named, "utf-8")
    before = state(copy)
    with pytest.raises(PolicyLensError, match="damaged: CURRENT"):
        open_library(copy)
    assert state(copy) == before


def flip(file: Path, position: float) -> None:
    data = bytearray(file.read_bytes())
    data[int(position * (len(data) - 1))] ^= 1
    file.write_bytes(data)


HARMS: dict[str, Callable[[Path], None]] = {
    "first byte flipped": lambda file: flip(file, 0),
    "middle byte flipped": lambda file: flip(file, 0.5),
    "last byte flipped": lambda file: flip(file, 1),
    "truncated": lambda file: os.truncate(file, file.stat().st_size // 2),
    "empty": lambda file: os.truncate(file, 0),
    "missing": lambda file: file.unlink(),
}


@pytest.mark.parametrize("harm", HARMS)
def test_damage_is_an_error_and_nothing_is_changed(
    copy: Path, state: State, encoder: Encoder, tmp_path: Path, harm: str
) -> None:
    version = copy / "versions" / "000001"
    (tmp_path / "new.txt").write_text("new")
    source = Source(tmp_path / "new.txt", "new.txt")
    names = [name for name in state(version) if (version / name).is_file() and not Path(name).name.startswith(".")]
    assert len(names) > 5
    for name in names:
        whole = (version / name).read_bytes()
        HARMS[harm](version / name)
        before = state(copy)
        for use in (
            lambda: open_library(copy),
            lambda: ensure_library(copy, encoder),
            lambda: ingest(copy, encoder, [source]),
        ):
            with pytest.raises(PolicyLensError, match=r"damaged|another PolicyLens"):
                use()
        assert state(copy) == before
        (version / name).write_bytes(whole)
    assert open_library(copy)


def test_a_folder_of_something_else_is_an_error_and_left_alone(tmp_path: Path, state: State, encoder: Encoder) -> None:
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "holiday.jpg").write_bytes(b"x")
    for data_dir, message in ((foreign, "not a PolicyLens data directory"), (foreign / "holiday.jpg", "not a folder")):
        for use in (lambda where: ensure_library(where, encoder), lambda where: ingest(where, encoder, [])):
            with pytest.raises(PolicyLensError, match=message):
                use(data_dir)
    assert state(foreign) == {"holiday.jpg": b"x"}

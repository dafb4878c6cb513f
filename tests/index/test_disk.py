"""What becomes of a library where the disk is full, or nothing can be written: tmpfs and bind mounts, which root can make."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from index.encoders import Encoder
from index.library import open_library
from index.manifest import verify
from index.search import Searcher
from index.update import ensure_library, ingest, repair
from index.writer import writing
from ingest.document import Document
from ingest.sources import discover
from ingest.structure import Piece, assemble


@contextmanager
def mounted(where: Path, *options: str) -> Iterator[Path]:
    where.mkdir(exist_ok=True)
    try:
        subprocess.run(["mount", *options, str(where)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"nothing can be mounted here: {error}")
    try:
        yield where
    finally:
        subprocess.run(["umount", "-l", str(where)], check=True)


def document(name: str) -> Document:
    text, blocks = assemble([Piece("paragraph", f"{name}规划：四川的产业规模。")])
    return Document(name, "规划", "zh-Hans", f"/{name}", "text/plain", name, text, blocks=blocks)


def test_a_full_disk_is_told_and_what_was_published_stays(copy: Path, tmp_path: Path, encoder: Encoder) -> None:
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=3m", "tmpfs") as disk:
        data_dir, ballast = Path(shutil.copytree(copy, disk / "data")), disk / "ballast"
        outcomes = []
        for free in range(0, 240, 12):  # KiB: whatever is written when it is full
            ballast.write_bytes(b"0" * max(shutil.disk_usage(disk).free - free * 1024, 0))
            try:
                with writing(data_dir, encoder) as writer:
                    writer.put(document(f"d{free}"))
                    writer.publish()
                outcomes.append("published")
            except (PolicyLensError, OSError) as error:
                outcomes.append("failed")
                assert any(word in str(error) for word in ("No space left", "full", "I/O", "write error")), error
            ballast.unlink()
            library = open_library(data_dir)
            assert library is not None
            verify(library.folder, library.manifest)
            assert library.manifest.documents == 2 + outcomes.count("published")
            assert Searcher(library, encoder).search("四川的产业规模").hits
            assert not list((data_dir / "versions").glob("building-*"))
        assert outcomes[0] == "failed"
        assert outcomes[-1] == "published"


def test_a_library_that_nobody_may_write_to_is_read(copy: Path, tmp_path: Path, encoder: Encoder) -> None:
    expected = _found(copy, encoder)
    with mounted(tmp_path / "fixed", "--bind", str(copy)) as data_dir:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(data_dir)], check=True)
        assert ensure_library(data_dir, encoder).manifest.documents == 2
        assert _found(data_dir, encoder) == expected
        (tmp_path / "new.txt").write_text("新的规划。", "utf-8")
        uses: list[Callable[[], object]] = [
            lambda: ingest(data_dir, encoder, discover([tmp_path / "new.txt"])),
            lambda: repair(data_dir, encoder),
        ]
        for use in uses:
            with pytest.raises((PolicyLensError, OSError), match=r"[Rr]ead-only"):
                use()


def _found(data_dir: Path, encoder: Encoder) -> list[tuple[str, float]]:
    library = open_library(data_dir)
    assert library is not None
    return [(hit.chunk.id, hit.score) for hit in Searcher(library, encoder).search("四川的产业规模").hits]

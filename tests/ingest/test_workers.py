import os
from pathlib import Path

from ingest.document import Document
from ingest.pipeline import read_bytes, read_document
from ingest.sources import Source
from ingest.workers import read_all


def write(file: Path, text: str) -> Source:
    file.write_text(text, "utf-8")
    return Source(file, str(file))


def test_documents_come_in_order_as_if_read_here(tmp_path: Path) -> None:
    sources = [write(tmp_path / f"{i}.md", f"# 方案{i}\n\n{'正文。' * (i % 7)}\n") for i in range(90)]
    assert list(read_all(sources)) == [read_document(source, *read_bytes(source)) for source in sources]
    assert list(read_all([])) == []


def test_a_file_that_never_ends_is_its_own_failure(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    sources = [write(tmp_path / f"{i}.txt", "正文") for i in range(6)]
    sources.insert(2, Source(tmp_path / "pipe.txt", "pipe.txt"))
    readings = list(read_all(sources, time_limit_s=1))
    assert readings.pop(2) == "reading it takes more than 1 s"
    assert all(isinstance(reading, Document) for reading in readings)


def test_a_file_that_takes_all_memory_is_its_own_failure(tmp_path: Path) -> None:
    huge = Source(tmp_path / "huge.txt", "huge.txt")
    huge.file.touch()
    os.truncate(huge.file, 2**31)
    readings = list(read_all([huge, write(tmp_path / "a.txt", "正文")]))
    assert readings[0] == "reading it takes more than 1024 MB of memory"
    assert isinstance(readings[1], Document)


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    sources = [Source(tmp_path / name, name) for name in ("folder.txt", "gone.txt")]
    sources.append(write(tmp_path / "empty.txt", ""))
    assert list(read_all(sources)) == ["Is a directory", "No such file or directory", "it is empty: it holds no text"]

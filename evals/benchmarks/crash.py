"""Kills at random instants of ingest, update, remove and repair: ``python -m evals.benchmarks.crash [--kills 200]``.

Each run is a process of the command line, killed by SIGKILL. After each kill the library has to open; every published
document has to be one that was given, whole; the words of every chunk that a search finds, and of every chunk that is
stored, have to be the document's at its place; and the same command has to complete when it is run again. Then four
readers search while files are ingested 20 times, each of which is one whole state: none may see two states at once, or
an error; and two writers start at once, which have to have both done their work.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from index.encoders import Encoder, load_encoder
from index.library import Library, open_library
from index.manifest import verify
from index.search import Searcher

SEED = 20_261_128
FILES = 8
COMMANDS = ("ingest", "update", "remove", "repair")
QUESTIONS = ("人工智能产业规模目标是多少？", "What is the compute target for 2030?", "版本")

_CLI = (sys.executable, "-P", "-m", "ui.cli")
_WHILE_BUILDING = 0.6  # of the kills; the others come at any time since the process began
_BUILDING_S = 0.4  # after the version was begun, at first; longer after each kill, shorter when it came too late
_EARLIEST_S = 0.3  # before that a process does nothing but import


class LossError(AssertionError):
    """Something that was published is not as it has to be."""


def write(folder: Path, number: int, state: int) -> Path:
    """A file that says in every paragraph in which state it is."""
    path = folder / f"f{number:03}.md"
    paragraphs = [
        f"第{number}号规划第{i}条，版本{state}：到2030年，人工智能产业规模达到{number + i}亿元。\n\n"
        f"Plan {number}, article {i}, version {state}: the compute target for 2030 is {number * i} EFlops."
        for i in range(12)
    ]
    path.write_text(f"# 规划{number} 版本{state}\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")
    return path


def texts_of(library: Library) -> dict[str, str]:
    """The text of every document, once every chunk has been found to be words of it.

    :raises LossError: if one is not.
    """
    texts = {document.id: document.text for document in library.database.documents()}
    for _, chunk in library.database.all_chunks():
        if chunk.text != texts[chunk.document_id][chunk.start : chunk.end]:
            raise LossError(f"the chunk {chunk.id} is not the document's words")
    return texts


def look(data_dir: Path, encoder: Encoder, given: dict[str, set[str]]) -> str:
    """What is there, in a word, once it is found to be whole.

    :param given: for the id of each document the texts that it may have.
    :raises LossError: if anything is not as it has to be.
    """
    library = open_library(data_dir)
    if library is None:
        return "nothing"
    verify(library.folder, library.manifest)
    texts = texts_of(library)
    counts = library.database.counts()
    if counts != {"documents": library.manifest.documents, "chunks": library.manifest.chunks}:
        raise LossError(f"{counts} are there, and the manifest states other numbers")
    if library.vectors.description.count != library.manifest.chunks:
        raise LossError("there are not as many vectors as chunks")
    for document_id, text in texts.items():
        if text not in given[document_id]:
            raise LossError(f"{document_id} is not whole: {text[:60]!r}...")
    for question in QUESTIONS:
        found = Searcher(library, encoder).search(question, k=50).hits
        if texts and not found:
            raise LossError("a search finds nothing")
        for hit in found:
            if hit.chunk.text != texts[hit.chunk.document_id][hit.chunk.start : hit.chunk.end]:
                raise LossError(f"the hit {hit.chunk.id} is not the document's words")
    return library.folder.name


def run(data_dir: Path, *arguments: object) -> "subprocess.Popen[bytes]":
    """A command that has begun."""
    environment = os.environ | {"POLICYLENS_DATA_DIR": str(data_dir)}
    command = [*_CLI, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603


def completed(process: "subprocess.Popen[bytes]", codes: tuple[int, ...] = (0,)) -> str:
    """What a command printed, once it is done.

    :raises LossError: if it failed.
    """
    out, err = process.communicate(timeout=1_200)
    if process.returncode not in codes:
        raise LossError(f"{process.args!r} ended with {process.returncode}: {err.decode()[-400:]}")
    return out.decode()


class Kills:
    """A data directory whose writers are killed, and what may be in it."""

    def __init__(self, folder: Path, encoder: Encoder, files: int) -> None:
        self._files, self._data_dir, self._encoder = folder / "files", folder / "data", encoder
        self._files.mkdir()
        self._random = random.Random(SEED)  # noqa: S311
        self._count, self._state = files, 0
        self._given: dict[str, set[str]] = {}
        self._taken: dict[str, float] = {}
        self._building = dict.fromkeys(COMMANDS, _BUILDING_S)
        self.killed: Counter[str] = Counter()
        self.late = 0  # kills that came when the process had ended
        self.versions: set[str] = set()

    def once(self, kind: str) -> None:
        """Has a command of the kind killed, looks, and runs it to its end.

        :raises LossError: if anything is not as it has to be.
        """
        arguments = self._prepared(kind)
        process = run(self._data_dir, *arguments)
        if self._random.random() < _WHILE_BUILDING:
            while process.poll() is None and not any(self._data_dir.glob("versions/building-*")):
                time.sleep(0.002)
            time.sleep(self._random.uniform(0, self._building[kind]))
        else:
            longest = self._taken.get(kind, 4.0)
            time.sleep(self._random.uniform(_EARLIEST_S, max(longest, 2 * _EARLIEST_S)))
        process.kill()
        process.communicate()
        if process.returncode == -signal.SIGKILL:
            self.killed[kind] += 1
            self._building[kind] *= 1.1
        else:
            self.late += 1
            self._building[kind] *= 0.8
        self.versions.add(look(self._data_dir, self._encoder, self._given))
        started = time.monotonic()
        # What was removed before the kill cannot be removed again, of which the command tells.
        completed(run(self._data_dir, *arguments), (0, 2) if kind == "remove" else (0,))
        self._taken[kind] = time.monotonic() - started
        look(self._data_dir, self._encoder, self._given)

    def _prepared(self, kind: str) -> list[object]:
        """Makes files anew as the kind needs it; returns the command."""
        if kind in {"ingest", "update"}:
            self._state += 1
            chosen = range(self._count) if kind == "ingest" else self._random.sample(range(self._count), 3)
            for number in chosen:
                self._write(number)
            return ["ingest", "--no-corpus", self._files]
        if open_library(self._data_dir) is None:
            completed(run(self._data_dir, *self._prepared("ingest")))
        if kind == "repair":
            return ["repair"]
        library = open_library(self._data_dir)
        known = library.database.ids() if library else []
        return ["remove", *self._random.sample(known, min(2, len(known)))]

    def _write(self, number: int) -> None:
        path = write(self._files, number, self._state)
        self._given.setdefault(path.stem, set()).add(_text(path))


def _text(path: Path) -> str:
    from ingest.pipeline import read_bytes, read_document  # noqa: PLC0415
    from ingest.sources import Source  # noqa: PLC0415

    source = Source(path, str(path))
    return read_document(source, *read_bytes(source)).text


_READER = """
import json, sys, time
from pathlib import Path
from evals.benchmarks.crash import QUESTIONS, states_seen
from index.encoders import load_encoder
from index.library import open_library
encoder, seen, searches = load_encoder(), set(), 0
until = Path(sys.argv[2])
while not until.exists():
    seen |= states_seen(open_library(Path(sys.argv[1])), encoder)
    searches += len(QUESTIONS)
    if searches == len(QUESTIONS):
        print("reading", flush=True)
print(json.dumps([sorted(seen), searches]))
"""


def states_seen(library: Library | None, encoder: Encoder) -> set[int]:
    """The state of the files that one version holds.

    :raises LossError: if it holds more than one, or the chunks that are found are not of it.
    """
    if library is None:
        raise LossError("there is no library")
    texts = texts_of(library)
    found = [hit.chunk.text for question in QUESTIONS for hit in Searcher(library, encoder).search(question).hits]
    states = {_state_of(text) for text in (*texts.values(), *found)}
    if len(states) != 1 or len(texts) != library.manifest.documents:
        raise LossError(f"one version holds the states {states}")
    return states


def _state_of(text: str) -> int:
    for mark in ("版本", "version "):
        if mark in text:
            return int(text.split(mark)[1].split("：", maxsplit=1)[0].split(":", maxsplit=1)[0].split(maxsplit=1)[0])
    raise LossError(f"no state in {text[:60]!r}")


def read_while_written(folder: Path, readers: int, rounds: int, files: int) -> list[tuple[list[int], int]]:
    """For each reader which states it saw, and how often it searched, while files were ingested so many times.

    :raises LossError: if a reader or a writer failed.
    """
    sources, data_dir, done = folder / "files", folder / "data", folder / "done"
    sources.mkdir()
    for number in range(files):
        write(sources, number, 0)
    completed(run(data_dir, "ingest", "--no-corpus", sources))
    command = [sys.executable, "-P", "-c", _READER, str(data_dir), str(done)]
    reading = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(readers)]  # noqa: S603
    for reader in reading:
        if reader.stdout is None or reader.stdout.readline() != b"reading\n":
            raise LossError(f"a reader failed: {reader.communicate()[1].decode()[-400:]}")
    try:
        for state in range(1, rounds + 1):
            for number in range(files):
                write(sources, number, state)
            completed(run(data_dir, "ingest", "--no-corpus", sources))
    finally:
        done.touch()
    told = [json.loads(completed(reader)) for reader in reading]
    return [(states, searches) for states, searches in told]


def write_together(folder: Path, writers: int, files: int) -> int:
    """How many documents are there after several writers have begun at once, each with files of its own.

    :raises LossError: if one of them failed.
    """
    processes = []
    for writer in range(writers):
        sources = folder / f"files{writer}"
        sources.mkdir()
        for number in range(files):
            write(sources, 100 * writer + number, 1)
        processes.append(run(folder / "data", "ingest", "--no-corpus", sources))
    for process in processes:
        completed(process)
    library = open_library(folder / "data")
    return len(texts_of(library)) if library else 0


def report(kills: int) -> Iterator[str]:
    """A line for each part; the first thing that is not as it has to be ends it."""
    encoder = load_encoder()
    with TemporaryDirectory() as folder:
        killing = Kills(Path(folder), encoder, FILES)
        while killing.killed.total() < kills:
            killing.once(min(COMMANDS, key=lambda kind: killing.killed[kind]))
            sys.stderr.write(f"{killing.killed.total()} of {kills}\n")
        yield f"kills: {dict(killing.killed)}, {killing.late} more came too late, {len(killing.versions)} versions seen"
    with TemporaryDirectory() as folder:
        for states, searches in read_while_written(Path(folder), readers=4, rounds=20, files=6):
            yield f"a reader: {searches} searches, states {states}, one at a time"
    with TemporaryDirectory() as folder:
        yield f"two writers at once, 8 files each: {write_together(Path(folder), writers=2, files=8)} documents"


def main() -> None:
    """Prints the report."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    for line in report(parser.parse_args().kills):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

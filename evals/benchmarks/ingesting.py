"""How fast documents are taken in, beside LangChain, and in how much memory: ``python -m evals.benchmarks.ingesting``.

The same generated documents (`generated.py`) go, slice by slice and by turns, through `ingest`, through encoding alone
of the very texts that it encodes, through `ingest` once more, with nothing changed, and through a pipeline by the
textbook: LangChain's RecursiveCharacterTextSplitter, the same encoder in sentence-transformers on torch, LangChain's
FAISS, saved. Its chunks have the budget of tokens that ours have, so that there are about as many. Peak memory is that
of processes of their own, whose encoder makes up its vectors, as what an encoder needs does not grow with the library.

The marks: 1.3 times LangChain's documents a second at least; 25 % at most more than encoding alone; 50 times as fast
at least when nothing has changed; less than 300 MB more for ten times the documents. Needs the extras `bench` and
`training`.
"""

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from evals.benchmarks.generated import text, write
from evals.benchmarks.measuring import timed
from index.bundled_encoder import Kind, Vectors, clean
from index.context import contextualized
from index.encoders import Encoder, Headless, load_encoder
from index.library import open_library
from index.manifest import verify
from index.update import ingest, repair
from ingest.sources import discover
from ingest.split import BUDGET
from ingest.tokens import count_tokens

SLICES = 4
_BATCH = 256  # texts, as `ingest` encodes them
_TIMES = ("PolicyLens", "encoding alone", "unchanged", "LangChain")


class MadeUp(Headless):
    """Unit vectors that depend on the text alone, for next to nothing."""

    name, dimension, checksum = "made up", 384, "1"

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        """float32[len(texts), 384], unit rows."""
        seeds = (int.from_bytes(sha256(text.encode()).digest()[:8], "big") for text in texts)
        rows = [np.random.default_rng(seed).normal(size=self.dimension) for seed in seeds]
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class Textbook:
    """Files to a saved FAISS store as LangChain's tutorials have it, with the bundled encoder's weights on torch."""

    def __init__(self) -> None:
        from langchain_core.embeddings import Embeddings  # noqa: PLC0415

        from index.training.unpack import unpack  # noqa: PLC0415

        model = unpack()

        class OnTorch(Embeddings):
            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                rows: Any = model.encode([clean(one) for one in texts], normalize_embeddings=True)
                return rows.tolist()  # type: ignore[no-any-return]

            def embed_query(self, text: str) -> list[float]:
                return self.embed_documents([text])[0]

        self._embeddings = OnTorch()
        self.chunks = 0

    def __call__(self, files: Path, out: Path) -> None:
        """Takes the files of a folder into a store in another."""
        from langchain_community.vectorstores import FAISS  # noqa: PLC0415
        from langchain_core.documents import Document  # noqa: PLC0415
        from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415

        splitter = RecursiveCharacterTextSplitter(
            chunk_size=BUDGET,
            chunk_overlap=0,
            length_function=count_tokens,
            separators=["\n\n", "\n", "。", ". ", " ", ""],
        )
        read = [Document(path.read_text("utf-8"), metadata={"path": str(path)}) for path in sorted(files.iterdir())]
        chunks = splitter.split_documents(read)
        self.chunks += len(chunks)
        FAISS.from_documents(chunks, self._embeddings).save_local(str(out))


def encoded_texts(data_dir: Path) -> list[str]:
    """What was encoded of each chunk of a library."""
    library = open_library(data_dir)
    if library is None:
        return []
    chunks = [chunk for _, chunk in library.database.all_chunks()]
    return [contextualized(chunk, library.document(chunk.document_id)) for chunk in chunks]


def speeds(documents: int) -> tuple[dict[str, float], int, int]:
    """Seconds for each of `_TIMES`, and how many chunks PolicyLens and LangChain made."""
    encoder, textbook = load_encoder(), Textbook()
    seconds, ours = dict.fromkeys(_TIMES, 0.0), 0
    with TemporaryDirectory() as folder:
        where = Path(folder)
        write(where / "first", 1_000_000, 24)  # loads what is needed
        _ingest(where / "first", where / "first-data", encoder)
        textbook(where / "first", where / "first-store")
        textbook.chunks = 0
        for number in range(SLICES):
            files, data_dir = where / f"files{number}", where / f"data{number}"
            write(files, number * documents, documents // SLICES)
            seconds["PolicyLens"] += timed(lambda: _ingest(files, data_dir, encoder))  # noqa: B023
            texts = encoded_texts(data_dir)
            ours += len(texts)
            seconds["encoding alone"] += timed(lambda: _encode(texts, encoder))  # noqa: B023
            seconds["unchanged"] += timed(lambda: _ingest(files, data_dir, encoder))  # noqa: B023
            seconds["LangChain"] += timed(lambda: textbook(files, where / f"store{number}"))  # noqa: B023
            sys.stderr.write(f"{number + 1} of {SLICES}: {seconds}\n")
    return {name: taken / 1000 for name, taken in seconds.items()}, ours, textbook.chunks


def _ingest(files: Path, data_dir: Path, encoder: Encoder) -> None:
    ingest(data_dir, encoder, discover([files]), corpus=False)


def _encode(texts: Sequence[str], encoder: Encoder) -> None:
    for start in range(0, len(texts), _BATCH):
        encoder.encode(texts[start : start + _BATCH])


def kept(documents: int) -> dict[str, float]:
    """What `_kept_here` finds, in a process of its own."""
    command = [sys.executable, "-m", "evals.benchmarks.ingesting", "--kept", str(documents)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603
    return found


def _kept_here(documents: int) -> dict[str, float]:
    """Peak memory in MB of ingesting so many documents, workers aside, and milliseconds that later uses take."""
    with TemporaryDirectory() as folder:
        files, data_dir = Path(folder) / "files", Path(folder) / "data"
        write(files, 0, documents)
        found = {"first ms": timed(lambda: _ingest(files, data_dir, MadeUp()))}
        found["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
        found["unchanged ms"] = timed(lambda: _ingest(files, data_dir, MadeUp()))
        (files / "000000.md").write_text(text(documents), "utf-8")
        found["one changed ms"] = timed(lambda: _ingest(files, data_dir, MadeUp()))
        library = open_library(data_dir)
        if library is not None:
            found["open ms"] = timed(lambda: open_library(data_dir))
            found["verify ms"] = timed(lambda: verify(library.folder, library.manifest))
            found["chunks"] = library.manifest.chunks
        found["repair ms"] = timed(lambda: repair(data_dir, MadeUp()))
    return {name: round(value, 1) for name, value in found.items()}


def main() -> None:
    """Measures and prints a line for each figure."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.ingesting", description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--kept", type=int, help="only tell of memory and later uses, for so many documents")
    asked = parser.parse_args()
    if asked.kept:
        sys.stdout.write(f"{json.dumps(_kept_here(asked.kept))}\n")
        return
    few = asked.documents
    found = [kept(few), kept(10 * few)]
    for count, one in zip((few, 10 * few), found, strict=True):
        sys.stdout.write(f"{count} documents: {one}\n")
    sys.stdout.write(f"{found[1]['peak MB'] - found[0]['peak MB']:.0f} MB more for ten times the documents\n")
    seconds, ours, theirs = speeds(few)
    base = seconds["PolicyLens"]
    for name, taken in seconds.items():
        sys.stdout.write(f"{name:<15} {taken:8.1f} s  {few / taken:9.1f} documents/s\n")
    sys.stdout.write(
        f"{few} documents; chunks: {ours} PolicyLens, {theirs} LangChain\n"
        f"beside LangChain {seconds['LangChain'] / base:.2f} times as fast, "
        f"{base / seconds['encoding alone'] - 1:+.1%} over encoding alone, "
        f"{base / seconds['unchanged']:.0f} times as fast when unchanged\n"
    )


if __name__ == "__main__":
    main()

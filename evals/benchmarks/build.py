"""How long the index of the built-in library takes from nothing, beside encoding its chunks alone.

``python -m evals.benchmarks.build``: medians of five alternated runs, after one that loads what is needed. The ratio is
to be 1.25 at most.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from corpus.library import entries
from evals.benchmarks.measuring import timed
from index.context import contextualized
from index.encoders import load_encoder
from index.update import ensure_library
from ingest.pipeline import read_entry
from ingest.split import split

RUNS = 5


def chunk_texts() -> list[str]:
    """What is encoded for each chunk of the library."""
    documents = map(read_entry, entries())
    return [contextualized(chunk, document) for document in documents for chunk in split(document)]


def main() -> None:
    """Measures and prints one line."""
    encoder, texts = load_encoder(), chunk_texts()

    def build() -> None:
        with TemporaryDirectory() as folder:
            ensure_library(Path(folder), encoder)

    def encode() -> None:
        encoder.encode(texts, kind="passage")

    build()
    pairs = [(timed(build), timed(encode)) for _ in range(RUNS)]
    built, encoded = (median(pair[i] for pair in pairs) / 1000 for i in (0, 1))
    ratio = built / encoded
    sys.stdout.write(f"{len(texts)} chunks: built {built:.2f} s, encoded {encoded:.2f} s, ratio {ratio:.2f}\n")


if __name__ == "__main__":
    main()

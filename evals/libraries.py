"""The library that the questions of a set are asked of."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import PolicyLensError
from index.encoders import Encoder
from index.library import Library
from index.update import ensure_library, ingest
from ingest.sources import discover


@contextmanager
def library_of(documents: Path | None, encoder: Encoder) -> Iterator[Library]:
    """A library, in a temporary directory, of the documents in a folder and no others; None: the built-in one.

    Raises PolicyLensError when a document cannot be read.
    """
    with TemporaryDirectory() as data_dir:
        if documents is not None:
            _fill(Path(data_dir), documents, encoder)
        yield ensure_library(Path(data_dir), encoder)


def _fill(data_dir: Path, documents: Path, encoder: Encoder) -> None:
    for outcome in ingest(data_dir, encoder, discover([documents]), corpus=False):
        if outcome.outcome != "added":
            raise PolicyLensError(f"{outcome.path}: {outcome.outcome}: {outcome.reason}")

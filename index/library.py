"""A version of the library, opened for reading."""

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.jurisdictions import gazetteer
from index.database import Database
from index.hits import Filters
from index.lexical import LexicalIndex
from index.store import DATABASE, LEXICAL, VECTORS, Manifest, Store, damaged, read_manifest, verify
from index.vectors import VectorIndex
from ingest.document import Document

CHINESE = ("zh-Hans", "zh-Hant")
ENGLISH = ("en",)


class Library:
    """Documents and their indexes as they were when the version was published."""

    def __init__(self, folder: Path) -> None:
        """:raises PolicyLensError: if anything in the folder is not as it was published."""
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        verify(folder, self.manifest)
        try:
            self.database = Database(folder / DATABASE)
            self.vectors = VectorIndex.open(folder / VECTORS)
            self.lexical = LexicalIndex.open(folder / LEXICAL)
        except (OSError, RuntimeError, ValueError, sqlite3.Error) as error:
            raise damaged(folder.parent.parent, str(error)) from error
        self.document = lru_cache(maxsize=256)(self._document)
        self.allowed = lru_cache(maxsize=64)(self._allowed)

    def _document(self, document_id: str) -> Document:
        """The document of that id.

        :raises KeyError: if there is none.
        """
        document = self.database.document(document_id)
        if document is None:
            raise KeyError(document_id)
        return document

    def _allowed(self, filters: Filters, languages: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
        """The ids of the documents in these languages that pass the filters, and int64[n] keys of their chunks."""
        places = None
        if filters.jurisdiction is not None:
            places = sorted({filters.jurisdiction, *gazetteer().descendants(filters.jurisdiction)})
        document_ids = self.database.document_ids(filters, places, languages)
        return document_ids, self.database.keys(document_ids)


def open_library(data_dir: Path) -> Library | None:
    """The version in force; None if the data directory is empty.

    :raises PolicyLensError: if it is something else, damaged, or of another PolicyLens.
    """
    folder = Store(data_dir).current()
    return Library(folder) if folder else None

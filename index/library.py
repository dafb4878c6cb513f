"""A version of the library, opened for reading."""

import sqlite3
from functools import cached_property, lru_cache
from pathlib import Path

from corpus.errors import PolicyLensError
from corpus.jurisdictions import gazetteer
from index.database import Database
from index.hits import ANY, Filters
from index.lexical import Documents, LexicalIndex
from index.manifest import DATABASE, LEXICAL, VECTORS, Manifest, check, damaged, read_manifest
from index.store import Hold, Store
from index.vectors import Allowed, VectorIndex
from ingest.document import Document

CHINESE = ("zh-Hans", "zh-Hant")
ENGLISH = ("en",)


class Library:
    """Documents and their indexes as they were when the version was published. It is not dropped while this lives."""

    def __init__(self, folder: Path) -> None:
        """:raises PolicyLensError: if anything in the folder is not as it was published."""
        self.folder = folder
        self._hold = Hold(folder)
        self.manifest: Manifest = read_manifest(folder)
        check(folder, self.manifest)
        try:
            self.database = Database(folder / DATABASE)
            self.vectors = VectorIndex.open(folder / VECTORS)
            self.lexical = LexicalIndex.open(folder / LEXICAL)
        except (OSError, RuntimeError, ValueError, sqlite3.Error) as error:
            raise damaged(folder.parent.parent, str(error)) from error
        self.document = lru_cache(maxsize=256)(self._document)
        self.card = lru_cache(maxsize=16_384)(self._card)
        self.allowed = lru_cache(maxsize=64)(self._allowed)

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The ids of documents that others in the library replace."""
        return self.database.replaced()

    def _document(self, document_id: str) -> Document:
        """The document of that id; KeyError if there is none."""
        return _known(self.database.document(document_id), document_id)

    def _card(self, document_id: str) -> Document:
        """The same with an empty text and no blocks, which is what ranking asks for, of many at once."""
        return _known(self.database.card(document_id), document_id)

    def _allowed(self, filters: Filters, languages: tuple[str, ...]) -> tuple[Documents, Allowed]:
        """The ids of the documents in these languages that pass the filters, and the vectors of their chunks."""
        places = None
        if filters.jurisdiction is not None:
            places = sorted({filters.jurisdiction, *gazetteer().descendants(filters.jurisdiction)})
        document_ids = self.database.document_ids(filters, places, languages)
        everything = filters == ANY or len(document_ids) == len(self.allowed(ANY, languages)[0])
        passing = Documents(document_ids, languages if everything else ())
        return passing, self.vectors.allow(self.database.keys(document_ids))


def _known(document: Document | None, document_id: str) -> Document:
    if document is None:
        raise KeyError(document_id)
    return document


def open_library(data_dir: Path) -> Library | None:
    """The version in force; None if the data directory is empty.

    :raises PolicyLensError: if it is something else, damaged, or of another PolicyLens.
    """
    store = Store(data_dir)
    while folder := store.current():
        try:
            return Library(folder)
        except PolicyLensError:
            if store.current() == folder:  # else it was dropped just then, because there are newer ones
                raise
    return None

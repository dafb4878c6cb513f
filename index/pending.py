"""Documents that are read and wait to be encoded, and the ids that they get."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from index.context import contextualized
from index.database import Database
from ingest.document import Chunk, Document
from ingest.split import split


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document with its chunks, and what else is to be kept with it."""

    document: Document
    chunks: list[Chunk]
    properties: Mapping[str, Any] | None


class Pending:
    """Documents on their way into a database, in order."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._given_up: set[str] = set()  # ids that they had, and have no more
        self.chunks = 0

    def __iter__(self) -> Iterator[Waiting]:
        return iter(self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, document: Document, properties: Mapping[str, Any] | None, database: Database) -> Document:
        """Adds a document that will go into the database; returns it with the id that it gets."""
        document = replace(document, id=self._unique_id(document.id, document.path, database))
        present, _ = database.file(document.path) or (None, None)
        if present not in {None, document.id}:
            self._given_up.add(str(present))
        chunks = split(document)
        self._waiting.append(Waiting(document, chunks, properties))
        self.chunks += len(chunks)
        return document

    def _unique_id(self, wanted: str, path: str, database: Database) -> str:
        """The id for the document at a path: the one it has, else the one it wants, else that with a suffix.

        The suffix is eight hex digits of the path's SHA-256.
        """
        suffixed = f"{wanted}-{hashlib.sha256(path.encode()).hexdigest()[:8]}"
        present, _ = database.file(path) or (None, None)
        if present in {wanted, suffixed}:
            return str(present)
        owners = {one.document.path for one in self if one.document.id == wanted}
        if wanted not in self._given_up:
            owners.add(database.path(wanted) or path)
        return suffixed if owners - {path} else wanted

    def texts(self) -> list[str]:
        """What is to be encoded of each chunk."""
        return [contextualized(chunk, one.document) for one in self for chunk in one.chunks]

    def clear(self) -> None:
        """Forgets them all."""
        self._waiting.clear()
        self._given_up.clear()
        self.chunks = 0

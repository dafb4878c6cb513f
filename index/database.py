"""Documents, chunks and vectors in SQLite: what the rest of a version can be rebuilt from."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.hits import Filters
from index.replaced import Name, replaced
from ingest.document import Block, Chunk, Document, Metadata, Origin

_SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL,
    media_type TEXT NOT NULL, jurisdiction TEXT, level TEXT, status TEXT, issued TEXT, translation_of TEXT,
    metadata TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL
) STRICT;
CREATE TABLE chunks (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,  -- a key is never given twice
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    headings TEXT NOT NULL, page INTEGER, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
    vector BLOB NOT NULL
) STRICT;
CREATE INDEX chunks_of_document ON chunks (document_id);
"""
_CHANGING = """
PRAGMA journal_mode = MEMORY;  -- what a writer leaves unfinished is dropped with its folder
PRAGMA synchronous = OFF;      -- publishing syncs the whole file
CREATE TEMP TABLE gone (key INTEGER PRIMARY KEY, document_id TEXT NOT NULL);
CREATE TEMP TRIGGER note_gone AFTER DELETE ON main.chunks
BEGIN INSERT INTO gone VALUES (old.key, old.document_id); END;
"""
_DOCUMENT = "id, title, language, path, media_type, sha256, text, metadata, blocks"
_CHUNK = "id, document_id, headings, page, start, end, text"
_MAPPED = 2**31 - 2**16  # bytes, the most that SQLite can map: rows are read without a call to the system for each
_PROPERTIES = "properties"  # beside the fields of `Metadata`


class Database:
    """One SQLite file. Use one in one thread at a time."""

    def __init__(self, path: Path, *, create: bool = False, read_only: bool = True) -> None:
        mode = "rwc" if create else "ro" if read_only else "rw"
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
        self._connection.execute("PRAGMA foreign_keys = ON")
        if read_only and not create:
            self._connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
        if create:
            self._connection.executescript(_SCHEMA)
        if create or not read_only:
            self._connection.executescript(_CHANGING)
            self._before = self.last_key()

    def commit(self) -> None:
        """Keeps what was written so far."""
        self._connection.commit()

    def close(self) -> None:
        """Drops what was written since the last `commit`."""
        self._connection.close()

    def last_key(self) -> int:
        """The highest key that a chunk was ever given; 0 before the first."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'chunks'").fetchone()
        return int(row[0]) if row else 0

    def gone(self) -> tuple[NDArray[np.int64], list[str]]:
        """int64[n] keys, rising, of the chunks that were there when it was opened for writing and are not now.

        With the ids of the documents that they were of.
        """
        query = "SELECT {} FROM gone WHERE key <= ? ORDER BY 1"
        keys = self._connection.execute(query.format("key"), (self._before,))
        documents = self._connection.execute(query.format("DISTINCT document_id"), (self._before,))
        return np.fromiter((key for (key,) in keys), dtype=np.int64), [name for (name,) in documents]

    def added(self) -> NDArray[np.int64]:
        """int64[n], the keys of the chunks that came since it was opened for writing, rising."""
        rows = self._connection.execute("SELECT key FROM chunks WHERE key > ? ORDER BY key", (self._before,))
        return np.fromiter((key for (key,) in rows), dtype=np.int64)

    def put(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        vectors: NDArray[np.float32],
        properties: Mapping[str, Any] | None = None,
    ) -> None:
        """Adds a document with its chunks and their float32[n, dim] vectors, in place of one of the same id.

        :param properties: what else is to be kept with it, as JSON.
        """
        known = document.metadata
        self.remove(document.id)
        self._connection.execute(
            f"INSERT INTO documents ({_DOCUMENT}, jurisdiction, level, status, issued, translation_of)"  # noqa: S608
            f" VALUES ({', '.join('?' * 14)})",
            (
                *(document.id, document.title, document.language, document.path, document.media_type, document.sha256),
                *(
                    document.text,
                    json.dumps(asdict(known) | ({_PROPERTIES: properties} if properties else {})),
                    json.dumps([_block_row(block) for block in document.blocks]),
                ),
                *(known.jurisdiction, known.level, known.status, known.issued, known.translation_of),
            ),
        )
        self._connection.executemany(
            f"INSERT INTO chunks ({_CHUNK}, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [
                (c.id, c.document_id, json.dumps(c.headings), c.page, c.start, c.end, c.text, vector.tobytes())
                for c, vector in zip(chunks, vectors, strict=True)
            ],
        )

    def remove(self, document_id: str) -> bool:
        """Removes a document and its chunks; False if there is none of that id."""
        return self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount > 0

    def files(self) -> dict[str, tuple[str, str]]:
        """For each path the id of its document and the SHA-256 of its content."""
        rows = self._connection.execute("SELECT path, id, sha256 FROM documents")
        return {path: (document_id, sha256) for path, document_id, sha256 in rows}

    def file(self, path: str) -> tuple[str, str] | None:
        """The id of the document from a path and the SHA-256 of its content."""
        row = self._connection.execute("SELECT id, sha256 FROM documents WHERE path = ?", (path,)).fetchone()
        return (row[0], row[1]) if row else None

    def path(self, document_id: str) -> str | None:
        """Where the document of that id came from."""
        row = self._connection.execute("SELECT path FROM documents WHERE id = ?", (document_id,)).fetchone()
        return row[0] if row else None

    def document(self, document_id: str) -> Document | None:
        """The document of that id."""
        query = f"SELECT {_DOCUMENT} FROM documents WHERE id = ?"  # noqa: S608
        row = self._connection.execute(query, (document_id,)).fetchone()
        return _document(row) if row else None

    def properties(self, document_id: str) -> dict[str, Any]:
        """What was to be kept with the document of that id; empty if nothing was, or there is none."""
        row = self._connection.execute("SELECT metadata FROM documents WHERE id = ?", (document_id,)).fetchone()
        return dict(json.loads(row[0]).get(_PROPERTIES, {})) if row else {}

    def card(self, document_id: str) -> Document | None:
        """The document of that id with an empty text and no blocks, which are most of it."""
        columns = _DOCUMENT.replace(" text,", " '',").replace(" blocks", " '[]'")
        row = self._connection.execute(f"SELECT {columns} FROM documents WHERE id = ?", (document_id,)).fetchone()  # noqa: S608
        return _document(row) if row else None

    def replaced(self) -> frozenset[str]:
        """The ids of the documents that others, which are no drafts, replace; whether they are here or not."""
        stating = self._connection.execute(
            "SELECT coalesce(translation_of, documents.id), issued, value"
            " FROM documents, json_each(documents.metadata, '$.supersedes') WHERE status IS NOT 'draft'"
        )
        named = (
            "SELECT coalesce(translation_of, id), issued, title, metadata ->> '$.title_zh', metadata ->> '$.title_en',"
            " metadata ->> '$.document_number' FROM documents"
        )
        stated = [Name(*row) for row in stating]
        rows = self._connection.execute(named) if stated else ()
        return replaced(stated, [Name(row[0], row[1], name) for row in rows for name in row[2:] if name])

    def ids(self) -> list[str]:
        """The ids of all documents, in order."""
        return [document_id for (document_id,) in self._connection.execute("SELECT id FROM documents ORDER BY id")]

    def documents(self) -> Iterator[Document]:
        """All documents in the order of their ids."""
        for row in self._connection.execute(f"SELECT {_DOCUMENT} FROM documents ORDER BY id"):  # noqa: S608
            yield _document(row)

    def document_ids(self, filters: Filters, places: Sequence[str] | None, languages: Sequence[str]) -> list[str]:
        """The ids of the documents that pass, in order. `places` stands for the filters' jurisdiction."""
        conditions = [f"language IN ({_marks(languages)})"]
        values: list[str] = list(languages)
        if places is not None:
            conditions.append(f"jurisdiction IN ({_marks(places)})")
            values.extend(places)
        for column, wanted in (("level", filters.level), ("language", filters.language), ("status", filters.status)):
            if wanted is not None:
                conditions.append(f"lower({column}) = ?")
                values.append(wanted.lower())
        if filters.since is not None:
            conditions.append("issued >= ?")
            values.append(filters.since)
        if filters.until is not None:
            conditions.append("substr(issued, 1, length(?)) <= ?")
            values.extend([filters.until, filters.until])
        if filters.originals_only:
            conditions.append("translation_of IS NULL")
        query = f"SELECT id FROM documents WHERE {' AND '.join(conditions)} ORDER BY id"  # noqa: S608
        return [document_id for (document_id,) in self._connection.execute(query, values)]

    def keys(self, document_ids: Sequence[str]) -> NDArray[np.int64]:
        """int64[n], the keys of the chunks of these documents, in order."""
        query = "SELECT key FROM chunks WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY key"
        rows = self._connection.execute(query, (json.dumps(document_ids),))
        return np.fromiter((key for (key,) in rows), dtype=np.int64)

    def chunks(self, keys: Sequence[int]) -> dict[int, Chunk]:
        """The chunks of these keys."""
        query = f"SELECT key, {_CHUNK} FROM chunks WHERE key IN (SELECT value FROM json_each(?))"  # noqa: S608
        rows = self._connection.execute(query, (json.dumps(list(keys)),))
        return {key: _chunk(row) for key, *row in rows}

    def all_chunks(self) -> Iterator[tuple[int, Chunk]]:
        """All chunks with their keys, those of a document side by side."""
        return self._chunks_after(0)

    def added_chunks(self) -> Iterator[tuple[int, Chunk]]:
        """Those that came since it was opened for writing."""
        return self._chunks_after(self._before)

    def _chunks_after(self, last: int) -> Iterator[tuple[int, Chunk]]:
        query = f"SELECT key, {_CHUNK} FROM chunks WHERE key > ? ORDER BY document_id, start"  # noqa: S608
        for key, *row in self._connection.execute(query, (last,)):
            yield key, _chunk(row)

    def all_keys(self) -> NDArray[np.int64]:
        """int64[n], the keys of all chunks, rising."""
        rows = self._connection.execute("SELECT key FROM chunks ORDER BY key")
        return np.fromiter((key for (key,) in rows), dtype=np.int64)

    def vectors(self, dimension: int, of: Sequence[int] | None = None) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """int64[n] keys and float32[n, dimension] vectors of all chunks, or of those of some keys, by rising key."""
        keys = self.all_keys() if of is None else np.unique(np.asarray(of, dtype=np.int64))
        vectors = np.empty((len(keys), dimension), dtype=np.float32)
        query = "SELECT key, vector FROM chunks WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key"
        rows = self._connection.execute(query, (json.dumps(keys.tolist()),))
        there = []
        for row, (key, vector) in enumerate(rows):
            vectors[row] = np.frombuffer(vector, dtype=np.float32)
            there.append(key)
        return np.array(there, dtype=np.int64), vectors[: len(there)]

    def counts(self) -> dict[str, int]:
        """How many documents and chunks there are."""
        (documents,) = self._connection.execute("SELECT count(*) FROM documents").fetchone()
        (chunks,) = self._connection.execute("SELECT count(*) FROM chunks").fetchone()
        return {"documents": documents, "chunks": chunks}


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _block_row(block: Block) -> list[Any]:
    return [block.kind, block.headings, block.page, block.start, block.end]


def _document(row: Sequence[Any]) -> Document:
    document_id, title, language, path, media_type, sha256, text, metadata, block_rows = row
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(metadata).items()
        if name != _PROPERTIES
    }
    known["origins"] = tuple(Origin(**origin) for origin in known.get("origins", ()))
    blocks = tuple(
        Block(kind, tuple(path), page, start, end) for kind, path, page, start, end in json.loads(block_rows)
    )
    return Document(document_id, title, language, path, media_type, sha256, text, Metadata(**known), blocks)


def _chunk(row: Sequence[Any]) -> Chunk:
    chunk_id, document_id, headings, page, start, end, text = row
    return Chunk(chunk_id, document_id, _headings(headings), page, start, end, text)


@lru_cache(maxsize=4_096)
def _headings(row: str) -> tuple[str, ...]:
    return tuple(json.loads(row))

"""The indexes of a new version: from those of the version in force where little has changed, else from the database."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from index.bundled_encoder import sha256
from index.cells import FLAT_VECTORS, MOST_DRIFT, Keys, Vectors, cell_count, changed, whole
from index.context import contextualized
from index.database import Database
from index.lexical import Entry, LexicalIndex, wear
from index.manifest import DATABASE, LEXICAL, VECTORS, Manifest, damaged
from index.vectors import VectorIndex
from ingest.document import Chunk, Document

MOST_DELETED = 0.1
"""Most entries of the index of words that may be deleted ones before it is built whole, as a share of all."""
MOST_SEGMENTS = 24
"""Most parts that it may be in."""

_COPIED = 1 << 20  # bytes at once


@dataclass(frozen=True, slots=True)
class Base:
    """The version in force, from which a new one is made."""

    folder: Path
    manifest: Manifest


def copy_database(base: Base, to: Path) -> None:
    """Copies the database of the version in force; raises PolicyLensError if it is not what was published."""
    digest = hashlib.sha256()
    with (base.folder / DATABASE).open("rb") as source, to.open("wb") as copy:
        while part := source.read(_COPIED):
            digest.update(part)
            copy.write(part)
    if digest.hexdigest() != base.manifest.files[DATABASE].sha256:
        raise damaged(base.folder.parent.parent, f"{base.folder.name}/{DATABASE} differs from its checksum")


def build_indexes(folder: Path, database: Database, dimension: int, base: Base | None) -> int:
    """Writes both indexes of the database into a folder; returns the drift of the vectors, as the manifest states it.

    :param base: what the database was copied from and its indexes; None to build whole.
    """
    if base is None or not _take_words(folder, database, base):
        LexicalIndex.build(folder / LEXICAL, entries(database, database.all_chunks()))
    drift = _take_vectors(folder, database, dimension, base) if base else None
    if drift is None:
        index = whole(database.all_keys(), partial(_read, database, dimension), dimension, FLAT_VECTORS)
        VectorIndex(index).save(folder / VECTORS)
    return drift or 0


def _take_words(folder: Path, database: Database, base: Base) -> bool:
    """Makes the index of words from that of the base, unless too much of it would be deleted."""
    keys, documents = database.gone()
    try:
        worn = wear(base.folder / LEXICAL)
        if worn.deleted + len(keys) > MOST_DELETED * worn.entries or worn.segments >= MOST_SEGMENTS:
            return False
        added = entries(database, database.added_chunks())
        LexicalIndex.build_from(base.folder / LEXICAL, folder / LEXICAL, documents, added)
    except ValueError:  # the base's is damaged, which building it whole mends
        _empty(folder / LEXICAL)
        return False
    return True


def _empty(folder: Path) -> None:
    for file in folder.glob("*"):
        file.unlink()
    for file in folder.glob(".*"):
        file.unlink()
    if folder.exists():
        folder.rmdir()


def _take_vectors(folder: Path, database: Database, dimension: int, base: Base) -> int | None:
    """Makes the index of vectors from that of the base, and returns its drift.

    None, and nothing is made, where it is to be built whole: for a change of kind, or too much change.
    """
    (gone, _), added, path = database.gone(), database.added(), base.folder / VECTORS
    before, now = base.manifest.chunks, base.manifest.chunks - len(gone) + len(added)
    moved = base.manifest.drift + len(gone) + len(added)
    flat = now <= FLAT_VECTORS
    if flat != (before <= FLAT_VECTORS) or base.manifest.dimension != dimension:
        return None
    if not flat and (moved > MOST_DRIFT * now or cell_count(now) != cell_count(before)):
        return None
    if sha256(path) != base.manifest.files[VECTORS].sha256:  # building it whole mends it
        return None
    index = changed(VectorIndex.load(path), gone, added, partial(_read, database, dimension))
    VectorIndex(index).save(folder / VECTORS)
    return 0 if flat else moved


def _read(database: Database, dimension: int, keys: Keys) -> Vectors:
    found, vectors = database.vectors(dimension, keys.tolist())
    if not np.array_equal(found, keys):
        raise ValueError("chunks came or went while they were read")
    return vectors


def entries(database: Database, chunks: Iterator[tuple[int, Chunk]]) -> Iterator[Entry]:
    """What is indexed of chunks that stand side by side with those of the same document."""
    document: Document | None = None
    for key, chunk in chunks:
        if document is None or document.id != chunk.document_id:
            document = database.document(chunk.document_id)
        if document is not None:
            yield Entry(key, document.id, document.language, contextualized(chunk, document))

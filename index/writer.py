"""Changing the library: a new version is built beside the one in force, then published in its place."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import PolicyLensError
from index.bundled_encoder import BUNDLED
from index.context import contextualized
from index.database import Database
from index.encoders import Encoder
from index.lexical import Entry, LexicalIndex
from index.library import Library
from index.store import (
    DATABASE,
    LEXICAL,
    SCHEMA,
    VECTORS,
    Manifest,
    Store,
    checksums,
    read_manifest,
    verify,
    write_manifest,
)
from index.vectors import VectorIndex
from ingest.document import Chunk, Document
from ingest.split import split

Progress = Callable[[int, int], None]
"""Called with how many chunks are encoded, of how many so far known."""

_BATCH_CHUNKS = 1024


class Writer:
    """A version in the making. Nothing is seen of it before `publish`."""

    def __init__(self, store: Store, base: Manifest | None, encoder: Encoder, progress: Progress | None) -> None:
        """:param base: the manifest of the version in force, if there is one."""
        self._store = store
        self._encoder = encoder
        self._progress = progress
        self._pending: list[tuple[Document, list[Chunk], Mapping[str, Any] | None]] = []
        self._encoded = self._known = 0
        self.is_new = base is None
        self.library_version = base.library if base else None
        self.folder = store.new_version()
        if folder := store.current():
            copyfile(folder / DATABASE, self.folder / DATABASE)
        self.database = Database(self.folder / DATABASE, create=self.is_new, read_only=False)

    def unique_id(self, wanted: str, path: str) -> str:
        """The id for the document at a path: the one it has, else the one it wants, else that with a suffix.

        The suffix is eight hex digits of the path's SHA-256.
        """
        suffixed = f"{wanted}-{hashlib.sha256(path.encode()).hexdigest()[:8]}"
        present, _ = self.database.file(path) or (None, None)
        if present in {wanted, suffixed}:
            return str(present)
        owners = {self.database.path(wanted), *(one.path for one, *_ in self._pending if one.id == wanted)}
        return suffixed if owners - {None, path} else wanted

    def put(self, document: Document, properties: Mapping[str, Any] | None = None) -> Document:
        """Adds a document, in place of the one from the same path; returns it with the id that it got.

        :param properties: what else is to be kept with it, as JSON.
        """
        document = replace(document, id=self.unique_id(document.id, document.path))
        present, _ = self.database.file(document.path) or (None, None)
        if present not in {None, document.id}:
            self.database.remove(str(present))
        chunks = split(document)
        self._pending.append((document, chunks, properties))
        self._known += len(chunks)
        if sum(len(pending) for _, pending, _ in self._pending) >= _BATCH_CHUNKS:
            self._encode()
        return document

    def remove(self, document_id: str) -> bool:
        """Removes a document; False if there is none of that id."""
        self._encode()
        return self.database.remove(document_id)

    def _encode(self) -> None:
        texts = [contextualized(chunk, document) for document, chunks, _ in self._pending for chunk in chunks]
        if not texts:
            return
        vectors = self._encoder.encode(texts, kind="passage")
        at = 0
        for document, chunks, properties in self._pending:
            self.database.put(document, chunks, vectors[at : at + len(chunks)], properties)
            at += len(chunks)
        self._pending.clear()
        self._encoded += at
        if self._progress:
            self._progress(self._encoded, self._known)

    def publish(self) -> Library:
        """Builds the indexes from the database and puts the version in force."""
        self._encode()
        counts = self.database.counts()
        dimension = self._encoder.dimension
        VectorIndex.build(*self.database.vectors(dimension), dimension).save(self.folder / VECTORS)
        LexicalIndex.build(self.folder / LEXICAL, self._entries())
        self.database.close(commit=True)
        manifest = Manifest(
            schema=SCHEMA,
            library=self.library_version,
            encoder=self._encoder.name,
            dimension=dimension,
            encoder_checksum=self._encoder.checksum,
            documents=counts["documents"],
            chunks=counts["chunks"],
            checksums=checksums(self.folder),
        )
        write_manifest(self.folder, manifest)
        return Library(self._store.publish(self.folder))

    def _entries(self) -> Iterator[Entry]:
        document: Document | None = None
        for key, chunk in self.database.all_chunks():
            if document is None or document.id != chunk.document_id:
                document = self.database.document(chunk.document_id)
            if document is not None:
                yield Entry(key, document.id, document.language, contextualized(chunk, document))

    def abandon(self) -> None:
        """Drops the version in the making."""
        self.database.close()
        if self.folder.exists():
            rmtree(self.folder)


@contextmanager
def writing(
    data_dir: Path, encoder: Encoder, progress: Progress | None = None, *, repairs: bool = False
) -> Iterator[Writer]:
    """A writer over the version in force, alone among all processes; what is not published is dropped at the end.

    :param repairs: whether it is enough if the stored text is whole.
    :raises PolicyLensError: if another writer is at work, the version is damaged, or was built with another encoder.
    """
    store = Store(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        lock = FileLock(store.lock_file).acquire(timeout=0)
    except Timeout:
        raise PolicyLensError(f"another PolicyLens is writing to {data_dir}: try again when it is done") from None
    with lock:
        base = _base(store, repairs)
        if base:
            check_encoder(base, encoder)
        writer = Writer(store, base, encoder, progress)
        try:
            if base and base.encoder_checksum != encoder.checksum:
                _encode_anew(writer)
            yield writer
        finally:
            writer.abandon()


def _base(store: Store, repairs: bool) -> Manifest | None:
    """The manifest of the version in force, which is whole, or at least its text."""
    folder = store.current()
    if folder is None:
        return None
    manifest = read_manifest(folder)
    needed = {name: checksum for name, checksum in manifest.checksums.items() if name == DATABASE or not repairs}
    verify(folder, replace(manifest, checksums=needed))
    return manifest


def check_encoder(built: Manifest, encoder: Encoder) -> None:
    """Lets pass a library that fits the encoder, or whose bundled encoder has changed, which rebuilding mends.

    :raises PolicyLensError: if it was built with another.
    """
    same_name = built.encoder == encoder.name
    if same_name and (encoder.name == BUNDLED or built.encoder_checksum == encoder.checksum):
        return
    difference = f"another state of {encoder.name!r}" if same_name else f"the encoder {built.encoder!r}"
    raise PolicyLensError(
        f"this library was built with {difference}, not {encoder.name!r}: "
        f"use --encoder {built.encoder} or ingest into another --data-dir"
    )


def _encode_anew(writer: Writer) -> None:
    for document in list(writer.database.documents()):
        writer.put(document, writer.database.properties(document.id))

"""Changing the library: a new version is built beside the one in force, then published in its place."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from shutil import rmtree
from typing import Any

from corpus.errors import PolicyLensError
from index.building import Base, build_indexes, copy_database
from index.bundled_encoder import BUNDLED, Vectors
from index.database import Database
from index.encoders import Encoder
from index.interrupts import Interrupts
from index.library import Library
from index.lock import alone
from index.manifest import (
    DATABASE,
    SCHEMA,
    Manifest,
    check,
    check_text,
    read_manifest,
    states,
    write_manifest,
)
from index.pending import Pending
from index.store import Store
from ingest.document import Chunk, Document

Progress = Callable[[int, int, int], None]
"""Called with how many documents are done, of how many in all, and how many chunks were encoded for them."""

_BATCH_CHUNKS = 256  # encoded at once, those of like length together; when it is interrupted, so many may be lost
_PUBLISH_EVERY_S = 60.0
_PUBLISHING_SHARE = 0.05  # most of the time that publishing in between may take


class Writer:
    """The version in force, to be changed: the first change copies it, and `publish` puts the copy in its place."""

    def __init__(
        self,
        store: Store,
        base: Base | None,
        encoder: Encoder,
        progress: Progress | None = None,
        interrupts: Interrupts | None = None,
    ) -> None:
        """:param base: the version in force, if there is one.

        :param interrupts: raised only while texts are being encoded, when it harms nothing.
        """
        self._store, self._base, self._encoder, self._progress = store, base, encoder, progress
        self._interruptible: Callable[[], AbstractContextManager[None]] = (
            interrupts.allowed if interrupts else nullcontext
        )
        self._pending = Pending()
        self._folder: Path | None = None  # of the version in the making
        self._done = self._expected = self._encoded = 0
        self._published_at, self._publishing_s = time.monotonic(), 0.0
        self.is_new = base is None
        self.library_version = base.manifest.library if base else None
        if base:
            self.database = Database(base.folder / DATABASE)
        else:
            self._folder = store.new_version()
            self.database = Database(self._folder / DATABASE, create=True)

    def _begin(self) -> None:
        """Makes the copy that is changed."""
        if self._folder is None and self._base is not None:
            self.database.close()
            self._folder = self._store.new_version()
            copy_database(self._base, self._folder / DATABASE)
            self.database = Database(self._folder / DATABASE, read_only=False)

    def put(self, document: Document, properties: Mapping[str, Any] | None = None) -> Document:
        """Adds a document, in place of the one from the same path; returns it with the id that it got.

        :param properties: what else is to be kept with it, as JSON.
        """
        document = self._pending.add(document, properties, self.database)
        if self._pending.chunks >= _BATCH_CHUNKS:
            self.encode()
        return document

    def put_encoded(
        self, document: Document, chunks: list[Chunk], vectors: Vectors, properties: Mapping[str, Any] | None = None
    ) -> None:
        """Adds a document with its chunks and their float32[n, dim] vectors, in place of the one from the same path."""
        self._begin()
        present, _ = self.database.file(document.path) or (None, None)
        if present not in {None, document.id}:
            self.database.remove(str(present))
        self.database.put(document, chunks, vectors, properties)

    def remove(self, document_id: str) -> bool:
        """Removes a document; False if there is none of that id."""
        self.encode()
        if self.database.path(document_id) is None:
            return False
        self._begin()
        return self.database.remove(document_id)

    def encode(self) -> None:
        """Encodes what is pending; progress is told.

        :raises PolicyLensError: if it cannot be written.
        """
        if not self._pending:
            return
        with self._interruptible():
            vectors = self._encoder.encode(self._pending.texts(), kind="passage")
        at = 0
        with _told(self._store.data_dir):
            for one in self._pending:
                self.put_encoded(one.document, one.chunks, vectors[at : at + len(one.chunks)], one.properties)
                at += len(one.chunks)
            self.database.commit()
        self._encoded += at
        self.done(len(self._pending))
        self._pending.clear()

    def expect(self, documents: int) -> None:
        """Tells progress that so many more documents will come."""
        self._expected += documents
        self.done(0)

    def done(self, documents: int = 1) -> None:
        """Tells progress that so many more documents are done, or had nothing to be done for them."""
        self._done += documents
        if self._progress:
            self._progress(self._done, max(self._done, self._expected), self._encoded)

    def drop_pending(self) -> set[str]:
        """Forgets the documents that are not yet encoded; returns their paths."""
        paths = {one.document.path for one in self._pending}
        self._pending.clear()
        return paths

    def publish_if_due(self) -> None:
        """Publishes what there is, if that is long ago: a kill then loses what came since, and no more."""
        wait = max(_PUBLISH_EVERY_S, self._publishing_s / _PUBLISHING_SHARE)
        if self._folder is not None and time.monotonic() - self._published_at > wait:
            self.encode()
            self._publish(self._base)

    def publish(self, *, whole: bool = False) -> Library:
        """Puts the version into force; without any change, the one that was in force stays.

        :param whole: whether the indexes are built anew in any case.
        :raises PolicyLensError: if it cannot be written; then the one that was in force stays, too.
        """
        self.encode()
        base = self._base
        known = (base.manifest.library, base.manifest.encoder_checksum) if base else None
        if base and self._folder is None and not whole and known == (self.library_version, self._encoder.checksum):
            return Library(base.folder)
        self._begin()
        return Library(self._publish(None if whole else base))

    def _publish(self, base: Base | None) -> Path:
        folder, started = self._folder, time.monotonic()
        if folder is None:
            raise ValueError("nothing is in the making")
        counts, dimension = self.database.counts(), self._encoder.dimension
        with _told(self._store.data_dir):
            self.database.commit()
            drift = build_indexes(folder, self.database, dimension, base)
            self.database.close()
            manifest = Manifest(
                schema=SCHEMA,
                library=self.library_version,
                encoder=self._encoder.name,
                dimension=dimension,
                encoder_checksum=self._encoder.checksum,
                documents=counts["documents"],
                chunks=counts["chunks"],
                drift=drift,
                files=states(folder, base.manifest.files if base else None),
            )
            write_manifest(folder, manifest)
            published = self._store.publish(folder)
        self._base, self._folder = Base(published, manifest), None
        self.database = Database(published / DATABASE)
        self._published_at = time.monotonic()
        self._publishing_s = self._published_at - started
        return published

    def abandon(self) -> None:
        """Drops the version in the making."""
        self.database.close()
        if self._folder is not None and self._folder.exists():
            rmtree(self._folder)


@contextmanager
def _told(data_dir: Path) -> Iterator[None]:
    """Says what it means when something cannot be written, of which each library has its own word."""
    try:
        yield
    except (OSError, RuntimeError, ValueError, sqlite3.Error) as error:
        what = f"cannot write to {data_dir}: {error}; what was published before is whole"
        raise PolicyLensError(what) from error


@contextmanager
def writing(
    data_dir: Path,
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    repairs: bool = False,
    interrupts: Interrupts | None = None,
    wait_s: float | None = None,
) -> Iterator[Writer]:
    """A writer over the version in force, alone among all processes; what is not published is dropped at the end.

    :param repairs: whether it is enough if the stored text is whole.
    :param interrupts: put off while a document is being written.
    :param wait_s: seconds to wait for another writer; as long as `index.lock` has it if None.
    :raises PolicyLensError: if another writer is at work, the version is damaged, or was built with another encoder.
    """
    store = Store(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    with alone(store, interrupts, wait_s):
        base = _base(store, repairs)
        if base:
            check_encoder(base.manifest, encoder)
        writer = Writer(store, base, encoder, progress, interrupts)
        try:
            if base and base.manifest.encoder_checksum != encoder.checksum:
                _encode_anew(writer)
            yield writer
        finally:
            writer.abandon()


def _base(store: Store, repairs: bool) -> Base | None:
    """The version in force, which is whole, or at least its text."""
    folder = store.current()
    if folder is None:
        return None
    manifest = read_manifest(folder)
    (check_text if repairs else check)(folder, manifest)
    return Base(folder, manifest)


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
    document_ids = writer.database.ids()
    writer.expect(len(document_ids))
    for document_id in document_ids:
        if document := writer.database.document(document_id):
            writer.put(document, writer.database.properties(document_id))
    writer.encode()

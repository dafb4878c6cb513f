"""Bringing files, and the built-in library, into the index."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus import library as built_in
from corpus.errors import PolicyLensError
from index.encoders import Encoder
from index.interrupts import Interrupts
from index.library import Library, open_library
from index.store import Store
from index.writer import Progress, Writer, check_encoder, writing
from ingest.document import Document
from ingest.pipeline import read_entry, sha256_of
from ingest.sources import Source
from ingest.workers import read_all

OutcomeKind = Literal["added", "updated", "unchanged", "skipped", "failed", "removed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file."""

    path: str
    outcome: OutcomeKind
    document_id: str | None = None
    reason: str | None = None


class Stopped(KeyboardInterrupt):
    """An ingest that was stopped by Ctrl-C or SIGTERM; what was done by then is published."""

    def __init__(self, outcomes: list[Outcome], left: int, exit_code: int) -> None:
        """:param outcomes: of the files that are done.

        :param left: how many files are not.
        :param exit_code: what the process is to end with.
        """
        super().__init__(f"{left} files are left")
        self.outcomes, self.left, self.exit_code = outcomes, left, exit_code


def ingest(
    data_dir: Path,
    encoder: Encoder,
    sources: Sequence[Source],
    *,
    corpus: bool = True,
    prune: bool = False,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Adds and updates files, one outcome each; nothing is written when nothing changed.

    What is done is published every minute or so, too, so that a run that is killed loses little.

    :param corpus: whether an empty data directory gets the built-in library, too.
    :param prune: whether documents whose files are gone are removed.
    :raises PolicyLensError: if the library cannot be written.
    :raises Stopped: after Ctrl-C or SIGTERM.
    """
    outcomes: list[Outcome] = []
    with Interrupts() as interrupts:
        try:
            with writing(data_dir, encoder, progress, interrupts=interrupts) as writer:
                writer.expect(len(sources))
                if writer.is_new and corpus:
                    put_built_in(writer)
                stopped = not _run(writer, sources, outcomes, interrupts)
                if prune and not stopped:
                    outcomes += _prune(writer, {source.path for source in sources})
                writer.publish()
        except KeyboardInterrupt:
            raise Stopped([], len(sources), interrupts.exit_code) from None
        if stopped:
            raise Stopped(outcomes, len(sources) - len(outcomes), interrupts.exit_code)
    return outcomes


def _run(writer: Writer, sources: Sequence[Source], outcomes: list[Outcome], interrupts: Interrupts) -> bool:
    """Adds to the outcomes that of each file that is done; False if it was interrupted."""
    try:
        for outcome in _take_all(writer, sources, interrupts):
            outcomes.append(outcome)
            writer.publish_if_due()
        writer.encode()
    except KeyboardInterrupt:
        lost = writer.drop_pending()
        outcomes[:] = [outcome for outcome in outcomes if outcome.path not in lost]
        return False
    return True


def _take_all(writer: Writer, sources: Sequence[Source], interrupts: Interrupts) -> Iterator[Outcome]:
    """What becomes of each file, in order; those that are new or changed are read in worker processes."""
    with interrupts.allowed():
        known = [_unread(writer, source) for source in sources]
    readings = read_all([source for source, outcome in zip(sources, known, strict=True) if outcome is None])
    for source, outcome in zip(sources, known, strict=True):
        if outcome is None:
            with interrupts.allowed():
                reading = next(readings)
            outcome = _put(writer, source, reading)  # noqa: PLW2901
        if outcome.outcome not in {"added", "updated"}:
            writer.done()
        yield outcome


def _unread(writer: Writer, source: Source) -> Outcome | None:
    """What becomes of a file that need not be read."""
    if source.reason:
        return Outcome(source.path, "skipped", reason=source.reason)
    document_id, sha256 = writer.database.file(source.path) or (None, None)
    try:
        return Outcome(source.path, "unchanged", document_id) if sha256_of(source) == sha256 else None
    except PolicyLensError as error:
        return Outcome(source.path, "failed", reason=str(error))


def _put(writer: Writer, source: Source, reading: Document | str) -> Outcome:
    if isinstance(reading, str):
        return Outcome(source.path, "failed", reason=reading)
    kind: OutcomeKind = "updated" if writer.database.file(source.path) else "added"
    return Outcome(source.path, kind, writer.put(reading).id)


def _prune(writer: Writer, found: Collection[str]) -> list[Outcome]:
    gone = [
        Outcome(path, "removed", document_id, "its file is gone")
        for path, (document_id, _) in writer.database.files().items()
        if path not in found and Path(path).is_absolute() and not Path(path).exists()
    ]
    for outcome in gone:
        writer.remove(outcome.document_id or "")
    return gone


def remove(data_dir: Path, encoder: Encoder, document_ids: Iterable[str]) -> None:
    """Removes documents.

    :raises PolicyLensError: if one of them is not there; none is removed then.
    """
    with writing(data_dir, encoder) as writer:
        for document_id in document_ids:
            if not writer.remove(document_id):
                raise PolicyLensError(f"no document {document_id!r} in the library: `policylens documents` lists them")
        writer.publish()


def repair(data_dir: Path, encoder: Encoder, progress: Progress | None = None) -> Library:
    """Builds everything anew from the stored text.

    :raises PolicyLensError: if there is nothing to repair, or the stored text itself is damaged.
    """
    if Store(data_dir).current() is None:
        raise PolicyLensError(f"nothing to repair: {data_dir} holds no library")
    with writing(data_dir, encoder, progress, repairs=True) as writer:
        return writer.publish(whole=True)


def ensure_library(data_dir: Path, encoder: Encoder, progress: Progress | None = None) -> Library:
    """The library, ready to be searched: built if there is none, brought up to date after an upgrade of PolicyLens.

    :raises PolicyLensError: if it cannot be read or written, or was built with another encoder.
    """
    library = open_library(data_dir)
    if library is not None:
        check_encoder(library.manifest, encoder)
        in_library, checksum = library.manifest.library, library.manifest.encoder_checksum
        if in_library in {None, built_in.version()} and checksum == encoder.checksum:
            return library
    with writing(data_dir, encoder, progress) as writer:
        if writer.is_new or writer.library_version is not None:
            put_built_in(writer)
        return writer.publish()


def put_built_in(writer: Writer) -> None:
    """Brings the documents of the built-in library up to date."""
    entries = built_in.entries()
    files = writer.database.files()
    for path in files.keys() - {entry.path for entry in entries}:
        if path.startswith("corpus/documents/"):
            writer.remove(files[path][0])
    changed = [entry for entry in entries if files.get(entry.path, ("", ""))[1] != entry.sha256]
    writer.expect(len(changed))
    for entry in changed:
        writer.put(read_entry(entry))
    writer.encode()
    writer.library_version = built_in.version()

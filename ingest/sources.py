"""From what a user names to the files that are read."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PolicyLensError
from ingest.parsers import is_supported, supported_endings


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `path` is how the library knows it; `reason` says why it is not read, if it is not."""

    file: Path
    path: str
    reason: str | None = None


def discover(paths: Sequence[Path]) -> list[Source]:
    """The files to read, each once: those named, and those in the folders named, in the order of their paths.

    Hidden files are passed over; links out of a folder are not followed.

    :raises PolicyLensError: if a path does not exist, or nothing that was named can be read.
    """
    for path in paths:
        if not path.exists():
            raise PolicyLensError(f"no such file or folder: {path}")
    sources = {source.path: source for path in paths for source in _sources(path)}
    if all(source.reason for source in sources.values()):
        named = ", ".join(str(path) for path in paths)
        raise PolicyLensError(f"nothing to ingest in {named}: supported formats are {supported_endings()}")
    return list(sources.values())


def _sources(path: Path) -> Iterator[Source]:
    if path.is_dir():
        for file in sorted(_files(path)):
            yield _source(file)
    else:
        yield _source(path)


def _source(file: Path) -> Source:
    reason = None if is_supported(file) else f"unsupported format ({file.suffix or 'no ending'})"
    if not reason and not file.is_file():
        reason = "not a regular file"
    absolute = os.path.abspath(file)  # noqa: PTH100  (unlike resolve, it leaves links as they are named)
    return Source(file, os.fsencode(absolute).decode("utf-8", errors="backslashreplace"), reason)


def _files(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            file = Path(where) / name
            if not name.startswith(".") and file.resolve().is_relative_to(root):
                yield file

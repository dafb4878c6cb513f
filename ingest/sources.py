"""From what a user names to the files that are read."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PolicyLensError
from ingest.parsers import is_supported, supported_endings, why_unsupported
from ingest.sidecar import ENDING, is_sidecar


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `path` is how the library knows it; `reason` says why it is not read, if it is not."""

    file: Path
    path: str
    reason: str | None = None


def discover(paths: Sequence[Path]) -> list[Source]:
    """The files to read, each once: those named, and those in the folders named, in the order of their paths.

    Hidden files are passed over, and side-cars, which are read with their files. Links out of a folder, and links to
    folders, are named and not followed.

    :raises PolicyLensError: if a path does not exist, or nothing that was named can be read.
    """
    for path in paths:
        if not path.exists():
            raise PolicyLensError(f"no such file or folder: {path}")
    found = (source for path in paths for source in _sources(path))
    sources = {source.path: source for source in found if not is_sidecar(source.file)}
    if all(source.reason for source in sources.values()):
        named = ", ".join(str(path) for path in paths)
        why = f"{next(iter(sources.values())).reason}; " if len(sources) == 1 else ""
        raise PolicyLensError(f"nothing to ingest in {named}: {why}supported formats are {supported_endings()}")
    return list(sources.values())


def _sources(path: Path) -> Iterator[Source]:
    if not path.is_dir():
        yield Source(path, _name(path), _reason(path))
        return
    root = path.resolve()
    for file in sorted(_files(path)):
        yield Source(file, _name(file), _reason_of_link(file, root) or _reason(file))


def _files(folder: Path) -> Iterator[Path]:
    """What is in a folder and those within it, and links to folders."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if (Path(where) / name).is_symlink()]
        yield from (Path(where) / name for name in (*names, *linked) if not name.startswith("."))


def _reason_of_link(file: Path, root: Path) -> str | None:
    """Why what was found in a folder is passed over as a link, if it is one."""
    if not file.is_symlink():
        return None
    try:
        target = file.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: Python 3.11's word for a loop
        return "a link that leads nowhere"
    if not target.is_relative_to(root):
        return "a link out of the folder"
    return "a link to a folder" if target.is_dir() else None


def _reason(file: Path) -> str | None:
    """Why a file is not read, if it is not."""
    if file.name.endswith(ENDING):
        return f"a side-car of {file.name.removesuffix(ENDING)}, which is not there"
    if not is_supported(file):
        return why_unsupported(file)
    return None if file.is_file() else f"not a regular file ({_kind(file)})"


def _kind(file: Path) -> str:
    mode = file.stat().st_mode
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def _name(file: Path) -> str:
    absolute = os.path.abspath(file)  # noqa: PTH100  (unlike resolve, it leaves links as they are named)
    return os.fsencode(absolute).decode("utf-8", errors="backslashreplace")

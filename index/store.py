"""The data directory: immutable versions, and a file CURRENT that names the one in force.

CURRENT                 name of the version, swapped atomically
writer.lock             held by the one who writes
versions/000001/        manifest.json library.sqlite vectors.faiss lexical/
versions/building-*/    a version in the making, or what a killed writer left of one
versions/dropped-*/     what a killed writer left of a version that it was dropping
"""

import fcntl
import os
import shutil
import weakref
from contextlib import suppress
from pathlib import Path

from corpus.errors import PolicyLensError
from index.manifest import MANIFEST, damaged

_CURRENT, _LOCK, _VERSIONS = "CURRENT", "writer.lock", "versions"
_BUILDING, _DROPPED = "building-", "dropped-"
_KEPT_VERSIONS = 2


class Hold:
    """Keeps a version from being dropped for as long as this lives; the system ends it with the process."""

    def __init__(self, folder: Path) -> None:
        """:raises PolicyLensError: if the version is not there, or being dropped."""
        try:
            descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
        except OSError as error:
            raise damaged(folder.parent.parent, f"its manifest cannot be read ({error})") from error
        self._closing = weakref.finalize(self, os.close, descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise damaged(folder.parent.parent, f"{folder.name} is being dropped") from error
        except OSError:  # a file system without locks: then only the versions that are kept anyway are safe
            return


class Store:
    """Where the versions of one library are kept."""

    def __init__(self, data_dir: Path) -> None:
        """:raises PolicyLensError: if the directory holds something else."""
        self.data_dir = data_dir
        if data_dir.exists() and not data_dir.is_dir():
            raise PolicyLensError(f"not a folder: {data_dir}")
        if data_dir.is_dir() and not self._is_ours():
            message = f"{data_dir} is not empty and not a PolicyLens data directory: name another with --data-dir"
            raise PolicyLensError(message)

    def _is_ours(self) -> bool:
        names = {path.name for path in self.data_dir.iterdir()}
        return not names or bool(names & {_CURRENT, _VERSIONS, _LOCK})

    @property
    def lock_file(self) -> Path:
        """What a writer locks."""
        return self.data_dir / _LOCK

    def current(self) -> Path | None:
        """The folder of the version in force, the newest if CURRENT is not there; None if none was ever published.

        :raises PolicyLensError: if CURRENT names a version that is not there.
        """
        while (name := self._named()) is not None:
            folder = self.data_dir / _VERSIONS / name
            if name.isdecimal() and folder.is_dir():
                return folder
            if name == self._named():  # else it was dropped between the two looks
                raise damaged(self.data_dir, f"CURRENT names version {name!r}, which is not there")
        return max(self._published(), default=None)

    def _named(self) -> str | None:
        try:
            return (self.data_dir / _CURRENT).read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return None

    def _published(self) -> list[Path]:
        return [path for path in self.data_dir.glob(f"{_VERSIONS}/*") if path.name.isdecimal()]

    def new_version(self) -> Path:
        """An empty folder to build the next version in, under a name that readers never look at."""
        versions = self.data_dir / _VERSIONS
        versions.mkdir(parents=True, exist_ok=True)
        for leftover in (*versions.glob(f"{_BUILDING}*"), *versions.glob(f"{_DROPPED}*")):
            shutil.rmtree(leftover)
        taken = [int(path.name) for path in self._published()]
        folder = versions / f"{_BUILDING}{max(taken, default=0) + 1:06}"
        folder.mkdir()
        return folder

    def publish(self, folder: Path) -> Path:
        """Makes a folder from `new_version` the version in force, durably, and drops versions long out of force."""
        for path in sorted(folder.rglob("*")):
            _sync(path)
        _sync(folder)
        published = folder.with_name(folder.name.removeprefix(_BUILDING))
        folder.rename(published)
        _sync(published.parent)
        pointer = self.data_dir / f"{_CURRENT}.new"
        pointer.write_text(published.name + "\n", encoding="ascii")
        _sync(pointer)
        pointer.replace(self.data_dir / _CURRENT)
        _sync(self.data_dir)
        for old in sorted(self._published())[:-_KEPT_VERSIONS]:
            with suppress(OSError):  # what is published is published; the next writer tries again
                _drop(old)
        return published


def _drop(folder: Path) -> None:
    """Removes a version that nobody reads; it is renamed first, so that nobody begins to read half of one."""
    dropped = folder.with_name(f"{_DROPPED}{folder.name}")
    try:
        descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    except FileNotFoundError:
        folder.rename(dropped)
    else:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            folder.rename(dropped)
        except BlockingIOError:
            return
        finally:
            os.close(descriptor)
    shutil.rmtree(dropped)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

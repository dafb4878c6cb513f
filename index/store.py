"""The data directory: immutable versions, and a file CURRENT that names the one in force.

CURRENT                 name of the version, swapped atomically
writer.lock             held by the one who writes
versions/000001/        manifest.json library.sqlite vectors.faiss lexical/
"""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import PolicyLensError
from index.bundled_encoder import sha256

SCHEMA = 2
DATABASE, VECTORS, LEXICAL, MANIFEST = "library.sqlite", "vectors.faiss", "lexical", "manifest.json"

_CURRENT, _LOCK, _VERSIONS = "CURRENT", "writer.lock", "versions"
_KEPT_VERSIONS = 2
_OWN_CHECKSUM = "manifest"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version is made of. `library` is the version of the built-in library in it, None where it was left out."""

    schema: int
    library: str | None
    encoder: str
    dimension: int
    encoder_checksum: str
    documents: int
    chunks: int
    checksums: dict[str, str]


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
        try:
            name = (self.data_dir / _CURRENT).read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return max(self._published(), default=None)
        folder = self.data_dir / _VERSIONS / name
        if not name.isdecimal() or not folder.is_dir():
            raise damaged(self.data_dir, f"CURRENT names version {name!r}, which is not there")
        return folder

    def _published(self) -> list[Path]:
        return [path for path in self.data_dir.glob(f"{_VERSIONS}/*") if path.name.isdecimal()]

    def new_version(self) -> Path:
        """An empty folder to build the next version in, under a name that readers never look at."""
        versions = self.data_dir / _VERSIONS
        versions.mkdir(parents=True, exist_ok=True)
        for leftover in versions.glob("building-*"):
            shutil.rmtree(leftover)
        taken = [int(path.name) for path in self._published()]
        folder = versions / f"building-{max(taken, default=0) + 1:06}"
        folder.mkdir()
        return folder

    def publish(self, folder: Path) -> Path:
        """Makes a folder from `new_version` the version in force, durably, and drops versions long out of force."""
        for path in sorted(folder.rglob("*")):
            _sync(path)
        _sync(folder)
        published = folder.with_name(folder.name.removeprefix("building-"))
        folder.rename(published)
        _sync(published.parent)
        pointer = self.data_dir / f"{_CURRENT}.new"
        pointer.write_text(published.name + "\n", encoding="ascii")
        _sync(pointer)
        pointer.replace(self.data_dir / _CURRENT)
        _sync(self.data_dir)
        for old in sorted(self._published())[:-_KEPT_VERSIONS]:
            shutil.rmtree(old)
        return published


def damaged(data_dir: Path, what: str, remedy: str = "move it away and ingest again") -> PolicyLensError:
    """The error for a data directory that cannot be read."""
    return PolicyLensError(f"the data directory {data_dir} is damaged: {what}; {remedy}")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of each file of a version, the manifest aside, by its relative path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    found = {}
    for path in files:
        if path.name.startswith("."):  # tantivy's locks
            continue
        found[path.relative_to(folder).as_posix()] = sha256(path)
    return found


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest of a version, with a checksum of its own."""
    content = asdict(manifest)
    content[_OWN_CHECKSUM] = _digest(content)
    (folder / MANIFEST).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a version.

    :raises PolicyLensError: if it cannot be read, or was written by another PolicyLens.
    """
    data_dir = folder.parent.parent
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        schema = content["schema"]
        if schema == SCHEMA:
            stated = content.pop(_OWN_CHECKSUM, None)
            if stated not in {None, _digest(content)}:
                raise ValueError("it differs from its checksum")
            return Manifest(**content)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged(data_dir, f"its manifest cannot be read ({error})") from error
    message = (
        f"{data_dir} was written by another PolicyLens (schema {schema}, this one has {SCHEMA}): use another --data-dir"
    )
    raise PolicyLensError(message)


def verify(folder: Path, manifest: Manifest) -> None:
    """Compares each file of a version with the manifest.

    :raises PolicyLensError: naming the first file that is missing or differs.
    """
    found = checksums(folder)
    for name, expected in manifest.checksums.items():
        if found.get(name) != expected:
            what = "differs from its checksum" if name in found else "is missing"
            remedy = () if name == DATABASE else ("`policylens repair` builds it anew",)
            raise damaged(folder.parent.parent, f"{folder.name}/{name} {what}", *remedy)

"""What a version is made of, as its manifest states it, and whether its files are still what was published."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import PolicyLensError
from index.bundled_encoder import sha256

SCHEMA = 3
DATABASE, VECTORS, LEXICAL, MANIFEST = "library.sqlite", "vectors.faiss", "lexical", "manifest.json"
_OWN_CHECKSUM = "manifest"


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was published: its content's SHA-256, its size in bytes, and when it was last written."""

    sha256: str
    size: int
    mtime_ns: int

    def is_that_of(self, path: Path) -> bool:
        """Whether a file has this size and time. Raises OSError if there is none."""
        seen = path.stat()
        return (seen.st_size, seen.st_mtime_ns) == (self.size, self.mtime_ns)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version is made of.

    `library` is the version of the built-in library in it, None where it was left out; `drift` is how many vectors came
    or went since the cells of the vectors were learnt.
    """

    schema: int
    library: str | None
    encoder: str
    dimension: int
    encoder_checksum: str
    documents: int
    chunks: int
    drift: int
    files: dict[str, FileState]


def damaged(data_dir: Path, what: str, remedy: str = "move it away and ingest again") -> PolicyLensError:
    """The error for a data directory that cannot be read."""
    return PolicyLensError(f"the data directory {data_dir} is damaged: {what}; {remedy}")


def states(folder: Path, known: Mapping[str, FileState] | None = None) -> dict[str, FileState]:
    """The state of each file of a version, the manifest aside, by its relative path.

    :param known: those of the version before, to be kept for the files that are the same by size and time: what was
        damaged since is then still found to differ.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name == MANIFEST or path.suffix == ".lock":  # tantivy's locks
            continue
        before = (known or {}).get(name)
        if before is None or not before.is_that_of(path):
            seen = path.stat()
            before = FileState(sha256(path), seen.st_size, seen.st_mtime_ns)
        found[name] = before
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
            files = {name: FileState(**state) for name, state in content.pop("files").items()}
            return Manifest(**content, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(data_dir, f"its manifest cannot be read ({error})") from error
    message = (
        f"{data_dir} was written by another PolicyLens (schema {schema}, this one has {SCHEMA}): use another --data-dir"
    )
    raise PolicyLensError(message)


def check(folder: Path, manifest: Manifest) -> None:
    """Compares each file of a version with the manifest by size and time; where only the time differs, by content.

    :raises PolicyLensError: naming the first file that is missing or differs.
    """
    _compare(folder, manifest.files, by_content=False)


def verify(folder: Path, manifest: Manifest) -> None:
    """Compares each file of a version with the manifest by its content, which takes as long as reading them does.

    :raises PolicyLensError: naming the first file that is missing or differs.
    """
    _compare(folder, manifest.files, by_content=True)


def check_text(folder: Path, manifest: Manifest) -> None:
    """Compares the stored text with the manifest by its content: what all the rest can be built from.

    :raises PolicyLensError: if it is missing or differs.
    """
    _compare(folder, {DATABASE: manifest.files[DATABASE]}, by_content=True)


def _compare(folder: Path, files: Mapping[str, FileState], *, by_content: bool) -> None:
    for name, stated in files.items():
        path = folder / name
        try:
            same = stated.is_that_of(path) and not by_content
            if same or (path.stat().st_size == stated.size and sha256(path) == stated.sha256):
                continue
            what = "differs from its checksum"
        except OSError as error:
            what = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        remedy = () if name == DATABASE else ("`policylens repair` builds it anew",)
        raise damaged(folder.parent.parent, f"{folder.name}/{name} {what}", *remedy)

"""The built-in library: its documents, and a manifest that lists them with their checksums.

``python -m corpus.library`` writes the manifest anew after documents were added or changed.
"""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

DOCUMENTS = Path(__file__).parent / "documents"
MANIFEST = Path(__file__).parent / "manifest.tsv"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the library: its file's name and the SHA-256 of its content."""

    name: str
    sha256: str

    @property
    def file(self) -> Path:
        """Where the document lies."""
        return DOCUMENTS / self.name

    @property
    def path(self) -> str:
        """How the document is known, wherever PolicyLens is installed."""
        return f"corpus/documents/{self.name}"


def entries() -> list[Entry]:
    """The documents of the library in the order of their names, as the manifest lists them."""
    lines = MANIFEST.read_text(encoding="utf-8").splitlines()
    return [Entry(*line.split("\t")) for line in lines]


def version() -> str:
    """Tells one state of the library from another: the first 16 hex digits of the manifest's SHA-256."""
    return hashlib.sha256(MANIFEST.read_bytes()).hexdigest()[:16]


def scan() -> list[Entry]:
    """The documents that are there, whatever the manifest says."""
    files = sorted(DOCUMENTS.glob("*.md"))
    return [Entry(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files]


def _main() -> None:
    found = scan()
    MANIFEST.write_text("".join(f"{entry.name}\t{entry.sha256}\n" for entry in found), encoding="utf-8")
    sys.stderr.write(f"{len(found)} documents listed in {MANIFEST}\n")


if __name__ == "__main__":
    _main()

"""A file to a document."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from corpus.errors import PolicyLensError
from corpus.library import Entry
from corpus.script import detect
from ingest.boilerplate import without_boilerplate
from ingest.document import Document, Language, Origin, OriginSource
from ingest.metadata import Stated, from_text, known, leaves_open, title_of
from ingest.parsers import parse
from ingest.sidecar import sidecar_bytes, sidecar_properties
from ingest.sources import Source
from ingest.structure import assemble, outlined, with_title

_CHARACTERS_MOST = 3_000_000  # of a document; a thousand pages of statutes have one million


def sha256_of(source: Source) -> str:
    """SHA-256 of a file's content and its side-car's, in hexadecimal; without a side-car that of the content alone.

    :raises PolicyLensError: if either cannot be read.
    """
    try:
        with source.file.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PolicyLensError(error.strerror or str(error)) from error
    return _with_sidecar(sha256, source)


def read_bytes(source: Source) -> tuple[bytes, str]:
    """The file's content, and the SHA-256 of it and its side-car's.

    :raises PolicyLensError: if either cannot be read.
    """
    try:
        content = source.file.read_bytes()
    except OSError as error:
        raise PolicyLensError(error.strerror or str(error)) from error
    return content, _with_sidecar(hashlib.sha256(content).hexdigest(), source)


def _with_sidecar(sha256: str, source: Source) -> str:
    beside = sidecar_bytes(source.file)
    return sha256 if beside is None else hashlib.sha256(sha256.encode() + beside).hexdigest()


def read_document(source: Source, content: bytes, sha256: str) -> Document:
    """The document in a file. Its id is the one it asks for; that it is the only one of that id is the store's matter.

    :raises PolicyLensError: if the file or its side-car is not what its ending says, or the file holds no text.
    """
    media_type, parsed = parse(source.file, content)
    own: OriginSource = "front matter" if media_type == "text/markdown" else "file"
    stated: Stated = [("side-car", sidecar_properties(source.file)), (own, parsed.properties)]
    pieces = without_boilerplate(parsed.pieces)
    if not any(piece.text.strip() for piece in pieces):
        raise PolicyLensError("it holds no text")
    length = sum(len(piece.text) for piece in pieces)
    if length > _CHARACTERS_MOST:
        raise PolicyLensError(f"it has {length:,} characters of text; at most {_CHARACTERS_MOST:,} are read: split it")
    stem = Path(source.path).stem
    own_title = title_of(pieces, stem)
    title = _stated(stated, "title") or own_title
    text, blocks = assemble(with_title(outlined(pieces), title))
    language = _stated(stated, "language")
    metadata = known(stated, from_text(title, text, own_title) if leaves_open(stated) else ())
    return Document(
        id=_stated(stated, "id") or stem,
        title=title,
        language=cast(Language, language) if language in get_args(Language) else detect(text),
        path=source.path,
        media_type=media_type,
        sha256=sha256,
        text=text,
        metadata=replace(metadata, origins=(*_origins(stated, title, text), *metadata.origins)),
        blocks=blocks,
    )


def read_entry(entry: Entry) -> Document:
    """A document of the built-in library.

    :raises PolicyLensError: as `read_bytes` and `read_document` do.
    """
    source = Source(entry.file, entry.path)
    return read_document(source, *read_bytes(source))


def _stated(stated: Stated, name: str) -> str | None:
    """What the first of the sources that has it says."""
    for source, properties in stated:
        value = properties.get(name)
        if value is not None and not isinstance(value, str):
            raise PolicyLensError(f"{source}: {name} must be text, not {type(value).__name__}")
        if value:
            return value
    return None


def _origins(stated: Stated, title: str, text: str) -> tuple[Origin, ...]:
    """Where the title and the language were found."""
    at = text.find(title)
    titled, told = (next((s for s, p in stated if p.get(name)), None) for name in ("title", "language"))
    if titled is None and at >= 0:
        title_origin = Origin("title", "text", at, at + len(title))
    else:
        title_origin = Origin("title", titled or "file")
    return title_origin, Origin("language", told or "text")

"""A file to a document."""

import hashlib
from dataclasses import fields, replace
from pathlib import Path
from typing import cast, get_args

from corpus.errors import PolicyLensError
from corpus.library import Entry
from corpus.script import detect
from ingest.boilerplate import without_boilerplate
from ingest.document import Document, Language, Metadata
from ingest.metadata import from_front_matter, from_text, title_of
from ingest.parsers import Parsed, parse
from ingest.sources import Source
from ingest.structure import assemble, with_title

_CHARACTERS_MOST = 3_000_000  # of a document; a thousand pages of statutes have one million


def sha256_of(source: Source) -> str:
    """SHA-256 of a file's content, in hexadecimal.

    :raises PolicyLensError: if it cannot be read.
    """
    try:
        with source.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PolicyLensError(error.strerror or str(error)) from error


def read_bytes(source: Source) -> tuple[bytes, str]:
    """The file's content and its SHA-256.

    :raises PolicyLensError: if it cannot be read.
    """
    try:
        content = source.file.read_bytes()
    except OSError as error:
        raise PolicyLensError(error.strerror or str(error)) from error
    return content, hashlib.sha256(content).hexdigest()


def read_document(source: Source, content: bytes, sha256: str) -> Document:
    """The document in a file. Its id is the one it asks for; that it is the only one of that id is the store's matter.

    :raises PolicyLensError: if the file is not what its ending says, or holds no text.
    """
    media_type, parsed = parse(source.file, content)
    pieces = without_boilerplate(parsed.pieces)
    if not any(piece.text.strip() for piece in pieces):
        raise PolicyLensError("it holds no text")
    length = sum(len(piece.text) for piece in pieces)
    if length > _CHARACTERS_MOST:
        raise PolicyLensError(f"it has {length:,} characters of text; at most {_CHARACTERS_MOST:,} are read: split it")
    stem = Path(source.path).stem
    title = _stated(parsed, "title") or title_of(pieces, stem)
    text, blocks = assemble(with_title(pieces, title))
    language = _stated(parsed, "language")
    return Document(
        id=_stated(parsed, "id") or stem,
        title=title,
        language=cast(Language, language) if language in get_args(Language) else detect(text),
        path=source.path,
        media_type=media_type,
        sha256=sha256,
        text=text,
        metadata=_metadata(from_front_matter(parsed.properties), title, text),
        blocks=blocks,
    )


def read_entry(entry: Entry) -> Document:
    """A document of the built-in library.

    :raises PolicyLensError: as `read_bytes` and `read_document` do.
    """
    source = Source(entry.file, entry.path)
    return read_document(source, *read_bytes(source))


def _stated(parsed: Parsed, name: str) -> str | None:
    value = parsed.properties.get(name)
    if value is not None and not isinstance(value, str):
        raise PolicyLensError(f"front matter: {name} must be text, not {type(value).__name__}")
    return value


def _metadata(stated: Metadata, title: str, text: str) -> Metadata:
    """What the front matter leaves open is taken from the text, unless it goes as far as naming the jurisdiction."""
    if stated.jurisdiction:
        return stated
    found = from_text(title, text)
    missing = {f.name: found[f.name] for f in fields(Metadata) if f.name in found and not getattr(stated, f.name)}
    return replace(stated, **missing)  # type: ignore[arg-type]  # all of them are texts

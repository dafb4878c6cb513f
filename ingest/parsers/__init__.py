"""One file a format: bytes to the pieces of an article and what the file says of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import PolicyLensError
from ingest.parsers.contents import check_kind
from ingest.structure import Piece


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser found; `properties` are front matter or what the format states (title, date)."""

    pieces: list[Piece]
    properties: Mapping[str, Any] = field(default_factory=dict)


def _text(content: bytes) -> Parsed:
    from ingest.parsers.text import parse  # noqa: PLC0415

    return parse(content)


def _markdown(content: bytes) -> Parsed:
    from ingest.parsers.markdown import parse  # noqa: PLC0415

    return parse(content)


def _html(content: bytes) -> Parsed:
    from ingest.parsers.html import parse  # noqa: PLC0415

    return parse(content)


def _docx(content: bytes) -> Parsed:
    from ingest.parsers.docx import parse  # noqa: PLC0415

    return parse(content)


def _pptx(content: bytes) -> Parsed:
    from ingest.parsers.pptx import parse  # noqa: PLC0415

    return parse(content)


def _rtf(content: bytes) -> Parsed:
    from ingest.parsers.rtf import parse  # noqa: PLC0415

    return parse(content)


def _eml(content: bytes) -> Parsed:
    from ingest.parsers.eml import parse  # noqa: PLC0415

    return parse(content)


def _csv(content: bytes) -> Parsed:
    from ingest.parsers.sheets import parse_csv  # noqa: PLC0415

    return parse_csv(content)


def _xlsx(content: bytes) -> Parsed:
    from ingest.parsers.sheets import parse_xlsx  # noqa: PLC0415

    return parse_xlsx(content)


_FORMATS: Mapping[str, tuple[str, Callable[[bytes], Parsed], tuple[str, ...]]] = {
    ".txt": ("text/plain", _text, ("text", "HTML")),
    ".md": ("text/markdown", _markdown, ("text", "HTML")),
    ".markdown": ("text/markdown", _markdown, ("text", "HTML")),
    ".html": ("text/html", _html, ("text", "HTML")),
    ".htm": ("text/html", _html, ("text", "HTML")),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx, ("DOCX",)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx, ("XLSX",)),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _pptx, ("PPTX",)),
    ".csv": ("text/csv", _csv, ("text",)),
    ".rtf": ("application/rtf", _rtf, ("RTF",)),
    ".eml": ("message/rfc822", _eml, ("text",)),
}


def is_supported(path: Path) -> bool:
    """Whether there is a parser for files with that ending."""
    return path.suffix.lower() in _FORMATS


def supported_endings() -> str:
    """The endings that can be read, for messages."""
    return ", ".join(_FORMATS)


def parse(path: Path, content: bytes) -> tuple[str, Parsed]:
    """The media type and what the parser for the path's ending makes of the content.

    :raises PolicyLensError: if there is no parser for it, or the content is not what the ending says.
    """
    try:
        media_type, parser, kinds = _FORMATS[path.suffix.lower()]
    except KeyError:
        ending = path.suffix or "no ending"
        raise PolicyLensError(f"unsupported format ({ending}); supported are {supported_endings()}") from None
    check_kind(content, path.suffix.lower(), kinds)
    return media_type, parser(content)

"""One file a format: bytes to the pieces of an article and what the file says of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
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

    @classmethod
    def titled(cls, pieces: list[Piece], title: str | None) -> "Parsed":
        """The pieces, with the title that the file states if its text bears it; programs put anything there."""
        borne = title and any(piece.text == title for piece in pieces)
        return cls(pieces, {"title": title} if borne else {})


@dataclass(frozen=True, slots=True)
class Format:
    """What files of an ending are: `kinds` of content they may hold (see `contents.kind_of`), and what parses them."""

    media_type: str
    module: str
    kinds: tuple[str, ...]
    function: str = "parse"

    def parse(self, content: bytes) -> Parsed:
        """What the parser makes of the content; its module is imported when it is first needed.

        :raises PolicyLensError: as the parser does.
        """
        parser: Callable[[bytes], Parsed] = getattr(import_module(f"ingest.parsers.{self.module}"), self.function)
        return parser(content)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_TEXT, _MARKUP = ("text",), ("text", "HTML")
_MARKDOWN = Format("text/markdown", "markdown", _MARKUP)
_HTML = Format("text/html", "html", _MARKUP)
_JPEG, _TIFF = Format("image/jpeg", "ocr", ("image",)), Format("image/tiff", "ocr", ("image",))
_FORMATS: Mapping[str, Format] = {
    ".txt": Format("text/plain", "text", _MARKUP),
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".docx": Format(f"{_OFFICE}.wordprocessingml.document", "docx", ("DOCX",)),
    ".xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", "sheets", ("XLSX",), "parse_xlsx"),
    ".pptx": Format(f"{_OFFICE}.presentationml.presentation", "pptx", ("PPTX",)),
    ".csv": Format("text/csv", "sheets", _TEXT, "parse_csv"),
    ".rtf": Format("application/rtf", "rtf", ("RTF",)),
    ".eml": Format("message/rfc822", "eml", _TEXT),
    ".pdf": Format("application/pdf", "pdf", ("PDF",)),
    ".png": Format("image/png", "ocr", ("image",)),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".bmp": Format("image/bmp", "ocr", ("image",)),
    ".webp": Format("image/webp", "ocr", ("image",)),
}

_SUCCESSORS = dict.fromkeys((".doc", ".wps"), ".docx") | dict.fromkeys((".xls", ".et"), ".xlsx")
_SUCCESSORS |= dict.fromkeys((".ppt", ".dps"), ".pptx")


def is_supported(path: Path) -> bool:
    """Whether there is a parser for files with that ending."""
    return path.suffix.lower() in _FORMATS


def supported_endings() -> str:
    """The endings that can be read, for messages."""
    return ", ".join(_FORMATS)


def why_unsupported(path: Path) -> str:
    """Why files with that ending cannot be read, and what to do where something can be done."""
    ending = path.suffix.lower()
    if ending in _SUCCESSORS:
        return f"an old format ({ending}): save it as {_SUCCESSORS[ending]} and add that"
    return f"unsupported format ({path.suffix or 'no ending'})"


def parse(path: Path, content: bytes) -> tuple[str, Parsed]:
    """The media type and what the parser for the path's ending makes of the content.

    :raises PolicyLensError: if there is no parser for it, or the content is not what the ending says.
    """
    try:
        known = _FORMATS[path.suffix.lower()]
    except KeyError:
        raise PolicyLensError(f"{why_unsupported(path)}; supported are {supported_endings()}") from None
    check_kind(content, path.suffix.lower(), known.kinds)
    return known.media_type, known.parse(content)

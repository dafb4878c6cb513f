"""What a file is by its content, whatever it is called, and whether it is safe to open."""

import re
import zipfile
from collections.abc import Collection
from io import BytesIO

from corpus.errors import PolicyLensError

_MIB = 1 << 20
_EXPANDED_MOST = 256 * _MIB  # what an Office file may unpack to
_XML_MOST = 64 * _MIB  # of it, what is parsed into a tree; a tree takes about ten times its text
_RATIO_MOST = 200  # XML of real documents packs 5 to 50 times
_MARKS = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
)
_BITMAP_HEAD = 14
_OFFICE = {"word/": "DOCX", "xl/": "XLSX", "ppt/": "PPTX"}
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)?(?:<!doctype html|<html[\s>]|<head[\s>])", re.IGNORECASE | re.DOTALL)
_HEAD = 1024


def kind_of(content: bytes) -> str:
    """``PDF``, ``DOCX``, ``XLSX``, ``PPTX``, ``ZIP``, ``RTF``, ``OLE``, ``image``, ``HTML`` or else ``text``."""
    if b"%PDF-" in content[:_HEAD]:
        return "PDF"
    if content.startswith(b"PK\x03\x04"):
        return _zip_kind(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image"
    for mark, kind in _MARKS:
        if content.startswith(mark) and (mark != b"BM" or b"\x00" in content[2:_BITMAP_HEAD]):
            return kind
    return "HTML" if _PAGE.match(content[: 4 * _HEAD]) else "text"


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise PolicyLensError("it is damaged or cut off: its archive cannot be opened") from error
    return next((kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names)), "ZIP")


def check_kind(content: bytes, ending: str, kinds: Collection[str]) -> None:
    """Lets content pass that is of one of these kinds.

    :raises PolicyLensError: if it is something else, or nothing at all.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise PolicyLensError("it is empty: it holds no text")
    found = kind_of(content)
    if found in kinds:
        return
    if found == "OLE":
        raise PolicyLensError(_ole_message(content))
    raise PolicyLensError(f"its content is {found}, not what {ending} files hold: give it its right ending")


def _ole_message(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "it is protected by a password: save it without one"
    return "it is in an old Office format: save it as .docx, .xlsx or .pptx and add that"


def check_archive(content: bytes, streamed: bool = False) -> None:
    """Adds up what an Office file unpacks to, from its directory, before anything is unpacked.

    :param streamed: whether its XML is read row by row and not into a tree.
    :raises PolicyLensError: if that is more than memory should bear.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
    total = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    packed_most = any(m.file_size > _MIB and m.file_size > _RATIO_MOST * max(m.compress_size, 1) for m in members)
    if packed_most or total > _EXPANDED_MOST or (xml > _XML_MOST and not streamed):
        raise PolicyLensError(f"it unpacks to {total / _MIB:,.0f} MB, too much to be read: split it")


def check_size(content: bytes, most: int) -> None:
    """Lets content of at most so many MiB pass.

    :raises PolicyLensError: if it is larger.
    """
    if len(content) > most * _MIB:
        raise PolicyLensError(f"it has {len(content) / _MIB:,.0f} MB; files of its kind may have {most}: split it")

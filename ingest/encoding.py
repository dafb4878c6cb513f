"""Bytes to text."""

import codecs

from corpus.errors import PolicyLensError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_STATED = dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030") | dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs")
_CANDIDATES = ["gb18030", "big5hkscs", "utf_16_le", "utf_16_be", "cp1252"]


def decode(content: bytes, stated: str = "") -> str:
    """Text in UTF-8, UTF-16, GB18030 or Big5, with newlines as ``\\n`` and without NUL characters.

    :param stated: the encoding that the file itself names; taken for one of these, unless the content belies it.
    :raises PolicyLensError: if it is text in none of them.
    """
    text = _decode(content, stated.lower()).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "").lstrip("\ufeff")


def _decode(content: bytes, stated: str) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode(_STATED.get(stated, "ascii"))
    except UnicodeDecodeError:
        return _detect(content)


def _detect(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(content, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise PolicyLensError("its bytes are not text in a known encoding (UTF-8, UTF-16, GB18030, Big5)")
    return str(best)

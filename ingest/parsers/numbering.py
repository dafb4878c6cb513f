"""The numbers that Word writes before paragraphs: they stand in no text, only in rules."""

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)


class Numbering:
    """Counts a document's numbered paragraphs in order (ECMA-376 part 1, 17.9)."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        parts = [r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")]
        for part in parts:
            self._read(part.element)

    def _read(self, root: Any) -> None:
        for abstract in root.iterchildren(f"{_W}abstractNum"):
            for level in abstract.iterchildren(f"{_W}lvl"):
                key = (abstract.get(f"{_W}abstractNumId"), int(level.get(f"{_W}ilvl")))
                start = int(_value(level, "start") or 1)
                self._levels[key] = (_value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", start)
        for number in root.iterchildren(f"{_W}num"):
            self._abstract[number.get(f"{_W}numId")] = _value(number, "abstractNumId") or ""

    def label(self, paragraph: Any, style: Any) -> tuple[str, bool]:
        """What Word shows before the paragraph, and whether that is a bullet, which is left out."""
        number, level = _rule(paragraph, style)
        abstract = self._abstract.get(number, "")
        kind, pattern, start = self._levels.get((abstract, level), ("none", "", 1))
        if kind in {"none", "bullet"}:
            return "", kind == "bullet"
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        for outer in range(level + 1):
            outer_kind, _, outer_start = self._levels.get((abstract, outer), (kind, "", 1))
            pattern = pattern.replace(f"%{outer + 1}", _numeral(counts.get(outer, outer_start), outer_kind))
        return (pattern if not pattern or pattern[-1] in "、）" else f"{pattern} "), False


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _rule(paragraph: Any, style: Any) -> tuple[str, int]:
    """The numbering and level that the paragraph names, or its style, or the styles that is based on."""
    element: Any = paragraph
    while True:
        rule = element.find(f"{_W}pPr/{_W}numPr")
        if rule is not None:
            return _value(rule, "numId") or "0", int(_value(rule, "ilvl") or 0)
        if style is None:
            return "0", 0
        element, style = style.element, style.base_style


def _numeral(value: int, kind: str) -> str:
    if "hinese" in kind or "ideograph" in kind.lower() or "japanese" in kind:
        return chinese_numeral(value)
    if kind.endswith("Letter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("Roman"):
        return _roman(value) if kind.startswith("upper") else _roman(value).lower()
    return str(value)


def chinese_numeral(value: int) -> str:
    """A number below 1,000 as Chinese outlines write it."""
    if value >= 100:
        hundreds, rest = divmod(value, 100)
        link = "" if not rest else "零" if rest < 10 else "一" if rest < 20 else ""
        return f"{_DIGITS[hundreds % 10]}百{link}{chinese_numeral(rest) if rest else ''}"
    tens, ones = divmod(value, 10)
    head = (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "")
    return head + (_DIGITS[ones] if ones or not tens else "")


def _roman(value: int) -> str:
    text = ""
    for size, numeral in _ROMAN:
        count, value = divmod(value, size)
        text += numeral * count
    return text

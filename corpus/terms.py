"""The bilingual term base: policy terms, bodies and fixed expressions in Chinese and English."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.script import HAN, fold_wording

_FILE = Path(__file__).parent / "data" / "terms.tsv"
# Domains of what measures things, tells where they are, or says too little by itself to be one (to launch, a fund).
NO_THINGS = frozenset({"quant", "place", "general"})
_UNIT = re.compile(rf"[{HAN}]|[A-Za-z]+|\d+|[+＋。；：！？;:!?（）()]|\.(?=\s)")
_PLURAL = re.compile("(?<=[a-z]{2})(?:(ies)|(x|z|ss|ch|sh)es|(?<!s)s)$")
_COMMA = re.compile("[，,、]")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry: its Simplified form and its English one, each followed by variants."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]
    domain: str


@dataclass(frozen=True, slots=True)
class TermMention:
    """A term found in a text, at these offsets of it."""

    term: Term
    start: int
    end: int


class TermBase:
    """Finds terms in texts of either language and script."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._by_key: dict[tuple[str, ...], Term] = {}
        self._with_commas: set[tuple[str, ...]] = set()
        for term in terms:
            for form in (*term.chinese, *term.english):
                self._by_key.setdefault(_key(form), term)
                if _COMMA.search(form):
                    self._with_commas.add(_key(form))
        self._longest = max(map(len, self._by_key), default=0)

    def find(self, text: str) -> tuple[TermMention, ...]:
        """The terms in the text, longest match first from left to right, not overlapping."""
        folded = fold_wording(text)
        units = [(_normal(unit.group()), unit.start(), unit.end()) for unit in _UNIT.finditer(folded.text)]
        mentions: list[TermMention] = []
        at = 0
        while at < len(units):
            key = self._longest_at(units[at : at + self._longest], folded.text)
            if key:
                start, end = folded.original_span(units[at][1], units[at + len(key) - 1][2])
                mentions.append(TermMention(self._by_key[key], start, end))
            at += len(key) or 1
        return tuple(mentions)

    def _longest_at(self, units: list[tuple[str, int, int]], text: str) -> tuple[str, ...]:
        """The longest term that the units begin with; empty if there is none. It may hold no comma but its own."""
        words = tuple(unit[0] for unit in units)
        for size in range(len(words), 0, -1):
            key = words[:size]
            if key in self._by_key:
                comma = _COMMA.search(text, units[0][1], units[size - 1][2])
                if not comma or key in self._with_commas:
                    return key
        return ()


def _key(form: str) -> tuple[str, ...]:
    return tuple(_normal(unit) for unit in _UNIT.findall(fold_wording(form).text))


def _normal(unit: str) -> str:
    """Lower case, half width, and English plurals as singulars (roughly, but the same way in terms and texts)."""
    unit = unicodedata.normalize("NFKC", unit).lower()
    return _PLURAL.sub(lambda ending: "y" if ending[1] else ending[2] or "", unit) if len(unit) > 3 else unit


@cache
def term_base() -> TermBase:
    """The built-in term base."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return TermBase(
        tuple(
            Term(
                chinese=(row["zh_hans"], *_variants(row["zh_variants"])),
                english=(row["en"], *_variants(row["en_variants"])),
                domain=row["domain"],
            )
            for row in rows
        )
    )


def _variants(cell: str) -> list[str]:
    return [variant.strip() for variant in cell.split("|") if variant.strip()]

"""Whether a text holds the facts of a case. Deterministic: no model judges here.

An entry of `answer_facts` is met by any of its strings. Both sides are folded: NFKC, Traditional to Simplified, lower
case. A string that is a number, a quantity or a date is met by any that is worth the same (4000亿: 400 billion).
In any other string the words must stand as they are, and the numerals among them by value (三步: 3步).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from assistant.answer import Answer
from corpus.script import fold
from evals.cases import Case
from ingest.quantities import Quantity, find_quantities, same_quantity, supports
from ingest.quantities.numerals import Numeral, find_numerals
from ingest.quantities.numerals import fold as fold_numerals

_NUMBERS = r"\d{1,2}(?:\s*[,，、;；]\s*\d{1,2})*"
_MARKER = re.compile(rf"[\[［]\s*{_NUMBERS}\s*[\]］](?!\s*(?:no\.\s*\d|[号號]))", re.IGNORECASE)
_PARAGRAPH_BREAK = re.compile(r"\s*\n\s*\n\s*")
_LATIN = "a-z_\u00df-\u024f"
_PASSAGE_BREAK = "\n\n"


def facts_met(text: str, case: Case) -> bool:
    """Whether the text, citation markers stripped, meets as many facts of the case as it needs."""
    reading = _Reading.of(strip_markers(text))
    met = sum(any(reading.meets(string) for string in any_of) for any_of in case.answer_facts)
    return met >= (len(case.answer_facts) if case.min_match is None else case.min_match)


def passages_meet(passages: Sequence[str], case: Case) -> bool:
    """Whether the passages hold the facts between them."""
    return facts_met(_PASSAGE_BREAK.join(passages), case)


def cited_facts_met(answer: Answer, case: Case) -> bool:
    """Whether the quotes of an answer hold the facts between them."""
    return passages_meet([citation.quote for citation in answer.citations], case)


def strip_markers(text: str) -> str:
    """The text without citation markers: [5] and [3, 12] go; [2025] No. 11 and [25]号 are document numbers."""
    return _MARKER.sub("", text)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as it is compared: its words, and the quantities that it states."""

    words: str
    quantities: tuple[Quantity, ...]

    @classmethod
    def of(cls, text: str) -> "_Reading":
        # find_quantities folds widths itself; NFKC before it would make 1024 of 10²⁴.
        return cls(_words(text), find_quantities(fold(text)))

    def meets(self, fact: str) -> bool:
        wanted = _quantity(fold(fact))
        if wanted is None:
            return _pattern(fact).search(self.words) is not None
        if wanted.kind in ("number", "year") and not wanted.unit:
            return any(_states_number(quantity, wanted) for quantity in self.quantities)
        return any(_same(end, wanted) for quantity in self.quantities for end in _with_ends(quantity))


def _quantity(fact: str) -> Quantity | None:
    """The quantity that a whole fact is; None for words. What a number counts (三步, 5个) makes it words."""
    last = max(_numerals(fact), key=lambda numeral: numeral.end, default=None)
    found = find_quantities(fact)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(fact)):
        counts = found[0].kind == "number" and not found[0].unit and (last is None or last.end < len(fact))
        return None if counts else found[0]
    if last is not None and (last.start, last.end) == (0, len(fact)):  # 十 alone is too little for find_quantities
        return Quantity(0, last.end, fact, "number", last.low, last.high, "", "", None)
    return None


def _states_number(quantity: Quantity, wanted: Quantity) -> bool:
    """Whether a quantity states a number without a unit: 5 stands in 5个, 5公里 and 2-5, not in 5% or 第5条."""
    if quantity.kind in ("percent", "ordinal"):
        return False
    if quantity.kind == "date":
        return wanted.low == wanted.high == int(quantity.low) // 10_000
    if wanted.low != wanted.high:
        return (quantity.low, quantity.high) == (wanted.low, wanted.high)
    return wanted.low in (quantity.low, quantity.high) or wanted.low in _as_written(quantity)


def _as_written(quantity: Quantity) -> set[Fraction]:
    """The numbers of a quantity before its unit turned them into base units; none for a range (10 in 10-20万)."""
    if quantity.low != quantity.high:
        return set()
    return {numeral.low for numeral in _numerals(quantity.text)}


def _same(stated: Quantity, wanted: Quantity) -> bool:
    return same_quantity(stated, wanted) or supports(stated, wanted)


def _with_ends(quantity: Quantity) -> Iterator[Quantity]:
    yield quantity
    if quantity.low != quantity.high:
        yield replace(quantity, high=quantity.low)
        yield replace(quantity, low=quantity.high)


def _words(text: str) -> str:
    """Folded words: numerals by value (十二大: ⟨12⟩大), one space for white space, a line break after a paragraph."""
    plain = fold(unicodedata.normalize("NFKC", text))
    pieces: list[str] = []
    at = 0
    for numeral in _numerals(plain):
        pieces += [plain[at : numeral.start], f"⟨{_value(numeral)}⟩"]
        at = numeral.end
    words = "".join([*pieces, plain[at:]]).lower()
    return "\n".join(" ".join(part.split()) for part in _PARAGRAPH_BREAK.split(words))


def _value(numeral: Numeral) -> str:
    span = f"{numeral.low}" if numeral.low == numeral.high else f"{numeral.low}~{numeral.high}"
    return f"{span}%" if numeral.percent else span


def _numerals(text: str) -> list[Numeral]:
    return list(find_numerals(fold_numerals(text)))


def _pattern(fact: str) -> re.Pattern[str]:
    """What finds a fact among words: Latin words from their start; Chinese whatever spaces and line ends split it."""
    words = _words(fact)
    start = f"(?<![{_LATIN}])" if re.match(f"[{_LATIN}]", words) else "(?<!第)(?<!第 )" if words[:1] == "⟨" else ""
    joined = [
        (" ?" if first == " " else re.escape(first) + " ?") if not (first + second).isascii() else re.escape(first)
        for first, second in pairwise(words)
    ]
    return re.compile(start + "".join(joined) + re.escape(words[-1:]))

"""Passages that say what another one says already: a sentence and a table's row, the same words in two editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.checks.context import figures
from assistant.editions import same_language
from assistant.passages import Passage
from corpus.jurisdictions import gazetteer
from index.analyze import content_terms
from ingest.document import Language
from ingest.quantities import Key, find_quantities, numbers

# How a number is bound is compared apart, whatever the words for it.
_BOUNDS = frozenset(
    "more above abov over exceed least most reach 超过 不少 不少于 不低 不低于 以上 至少 达到 达 突破 最高 最多".split()
)
_ENDS = ("。", "！", "？", ".", "!", "?", "”", "；", ";")


@dataclass(frozen=True, slots=True)
class Told:
    """A passage to be told, and those that say the same or less, which are only cited beside it."""

    passage: Passage
    beside: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a passage says, as far as it can be compared: its numbers, their bounds, and its other words.

    `rank` is smaller for what is rather told: words in the question's language, whole sentences before rows.
    """

    passage: Passage
    numbers: frozenset[Key]
    bounds: Mapping[Key, str]
    words: frozenset[str]
    rank: tuple[bool, bool, int]


def without_repeats(passages: Sequence[Passage], language: Language) -> list[Told]:
    """The passages, each that says nothing new beside another one of the same work put beside that one.

    What is told has every number and every year of what was given; it stands where the first stood that says it.
    """
    if len(passages) == 1:
        return [Told(passages[0], ())]
    said = [_said(passage, at, language) for at, passage in enumerate(passages)]
    groups = {at: [at] for at in range(len(said))}
    for at in sorted(groups, key=lambda at: said[at].rank, reverse=True):
        better = next((other for other in groups if other != at and _replaces(said[other], said[at])), None)
        if better is not None:
            groups[better] += groups.pop(at)
    return [
        Told(said[at].passage, tuple(said[other].passage for other in sorted(group) if other != at))
        for at, group in sorted(groups.items(), key=lambda one: min(one[1]))
    ]


def _said(passage: Passage, at: int, language: Language) -> _Said:
    document = passage.document
    header = document.table_header(passage.start) if passage.block.kind == "table_row" else None
    stated = f"{document.text[header.start : header.end]}\n{passage.text}" if header else passage.text
    is_whole = passage.block.kind != "table_row" and passage.text.rstrip().endswith(_ENDS)
    rank = (not same_language(language, passage.language), not is_whole, at)
    bounds = {(one.unit, one.low): one.bound for one in find_quantities(passage.text) if one.bound}
    return _Said(passage, numbers(stated), bounds, _words(passage.text), rank)


def _words(text: str) -> frozenset[str]:
    """What a text says beside its numbers and places."""
    spans = [(one.start, one.end) for one in find_quantities(text)]
    spans += [(one.start, one.end) for one in gazetteer().find(text)]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return frozenset(content_terms(text)) - _BOUNDS


def _replaces(other: _Said, one: _Said) -> bool:
    """Whether the other says all that the one says, and is rather told if they say the same."""
    if not _covers(other, one) or other.rank[0] > one.rank[0]:
        return False
    if "\n" in other.passage.text and "\n" not in one.passage.text:
        return False  # a line that answers is better than a list that holds it
    if _covers(one, other):
        return other.rank < one.rank
    return one.rank[1] or one.numbers < other.numbers  # of two sentences of one number the longer says more about it


def _covers(other: _Said, one: _Said) -> bool:
    """Whether all numbers and words of the one are in the other; in another language terms stand for words."""
    if one.passage.document.original_id != other.passage.document.original_id or not one.numbers <= other.numbers:
        return False
    if not all(_bounds(other, key, bound) for key, bound in one.bounds.items()):
        return False
    if same_language(one.passage.language, other.passage.language):
        return bool(one.numbers) and one.words <= other.words
    measured = any(kind not in {"year", "date", "ordinal"} for kind, _ in one.numbers)
    return measured and one.numbers == other.numbers and _are_alike(one.passage, other.passage)


def _are_alike(one: Passage, other: Passage) -> bool:
    """Whether the figures of passages in two languages have a term in common, as far as both have any."""
    ours, theirs = ({term for figure in figures(text) for term in figure.terms} for text in (one.text, other.text))
    return bool(ours & theirs) or not (ours and theirs)


def _bounds(said: _Said, key: Key, bound: str) -> bool:
    """Whether a number has a bound there; "at most 35 million or 7%" bounds the 7%, too."""
    return said.bounds[key] == bound if key in said.bounds else bound in said.bounds.values()

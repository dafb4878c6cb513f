"""What each figure of a text is bound to: place, year, order, condition and the words of its metric.

A text is cut into one area a figure. In Chinese what is said about a figure stands before it, in English on both
sides, so the cut lies after the figure there and before the next one's conjunction here; punctuation cuts in both.
What an area does not say of place and year it takes over from the area before it in the sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from corpus.jurisdictions import Mention, gazetteer
from corpus.script import has_han
from corpus.terms import NO_THINGS, TermMention, term_base
from index.analyze import content_terms
from ingest.quantities import Key, Quantity, find_quantities

Years = tuple[int, int]
Words = tuple[tuple[str, ...], tuple[str, ...]]  # of the text, and of the term base

_BREAK = re.compile(r"[，；。！？：\n|]|[,;:.!?](?=\s|$)")
_SENTENCE = re.compile(r"[。！？\n]|[.!?](?=\s|$)")  # the cells of a row are one
_LINK = re.compile(r"\b(?:and|while|whereas|but|to|from|or(?! more| less| fewer| above| over)|against)\b")
_PAIR = re.compile(r"[\s、或(（]*(?:or\s)?")
_LIST = re.compile("[、和及与與或]")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
_CONDITION = re.compile("[^，；。,;0-9]{0,12}的(?:[^，；。,;0-9]{0,12}[，,])?[^，；。,;0-9]{1,12}")
_BOUNDS = frozenset("超过 不少 不少于 不低 不低于 以上 以下 以内 左右 约 近 至少 最高 最多 其中 up least most".split())
_RESPECTIVELY = re.compile("分别|分別|respectively")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured or counted quantity of a text with what it is bound to; what cannot be told is empty or None.

    `keys` are ordinals (第二批) and the figures of its condition, `names` its capitalised words, `words` all content
    words about it, nearest first, `terms` those of the term base, named in Chinese. `head` are the words and
    terms before it, which hold for the figures after it in the clause too, `topic` are the words and terms of
    the figures before it in the sentence, which may hold for it too.
    """

    quantity: Quantity
    chinese: bool
    places: frozenset[str]
    years: Years | None
    keys: frozenset[Key]
    names: frozenset[str]
    words: tuple[str, ...]
    terms: tuple[str, ...]
    head: Words
    topic: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what is found in it."""

    text: str
    quantities: tuple[Quantity, ...]
    places: tuple[Mention, ...]
    terms: tuple[TermMention, ...]


@lru_cache(maxsize=512)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in order; dates, years and ordinals are no figures of their own."""
    quantities = find_quantities(text)
    measured = [quantity for quantity in quantities if quantity.kind not in ("date", "year", "ordinal")]
    measured = [quantity for quantity in measured if quantity.kind != "duration"] or measured
    if not measured:
        return ()
    places = tuple(place for place in gazetteer().find(text) if place.kind != "body")
    whole = _Text(text, quantities, places, term_base().find(text))
    stop = _SENTENCE.search(text, measured[-1].end)
    cuts = [0, *(_cut(text, one, two) for one, two in pairwise(measured)), stop.end() if stop else len(text)]
    done: list[Figure] = []
    found: list[Figure] = []  # in this sentence
    for quantity, area in zip(measured, pairwise(cuts), strict=True):
        if found and _SENTENCE.search(text, found[-1].quantity.end, quantity.start):
            done, found = [*done, *found], []
        found.append(_figure(whole, quantity, area, found))
    return _respectively(whole, _paired(text, [*done, *found]))


def _cut(text: str, one: Quantity, two: Quantity) -> int:
    """Return where the area of a figure ends and that of the next begins."""
    if stop := _BREAK.search(text, one.end, two.start):
        return stop.end()
    between = text[one.end : two.start]
    if has_han(between) or not between.strip():
        listed = _LIST.search(text, one.end, two.start)
        return listed.end() if listed else one.end
    links = list(_LINK.finditer(text, one.end, two.start))
    return links[-1].start() if links else two.start


def _figure(whole: _Text, quantity: Quantity, area: tuple[int, int], before: Sequence[Figure]) -> Figure:
    """Bind a figure to what its area says, and to what those before it in the sentence say where its own is silent."""
    inside = [other for other in whole.quantities if area[0] <= other.start < area[1]]
    places = frozenset(place.code for place in whole.places if area[0] <= place.start < area[1])
    years = {span for other in inside if (span := years_of(other))}
    keys = {(other.kind, other.low) for other in inside if other.kind == "ordinal"}
    (words, terms), head = _about(whole, quantity, area), _about(whole, quantity, (area[0], quantity.end))
    names = frozenset(content_terms(" ".join(_NAME.findall(whole.text, *area))))
    if before:
        last = before[-1]
        places = places or last.places
        years = years or ({last.years} if last.years else set())
        between = whole.text[last.quantity.end : quantity.start]
        if _CONDITION.fullmatch(between):
            keys |= {(last.quantity.unit, last.quantity.low), *last.keys}
        if not head[0] or not _BREAK.search(between):
            head = _join(head, last.head)
            words, terms = _join((words, terms), head)
        for one in before:
            if set(words) <= set(one.words) or (one is last and not content_terms(between)):
                words, terms = _join((words, terms), (one.words, one.terms))
    topic = frozenset(word for one in before for word in (*one.words, *one.terms))
    only = years.pop() if len(years) == 1 else None
    return Figure(quantity, has_han(whole.text), places, only, frozenset(keys), names, words, terms, head, topic)


def years_of(quantity: Quantity) -> Years | None:
    """Return the first and last year of a year or a full date."""
    if quantity.kind == "year":
        return int(quantity.low), int(quantity.high)
    if quantity.kind == "date" and quantity.low >= 10**7:
        return (int(quantity.low) // 10**4,) * 2
    return None


def _paired(text: str, found: Sequence[Figure]) -> list[Figure]:
    """Give a figure that runs into the next one its words too: 9个1万亿元级集群, EUR 35 million or 7% of turnover."""
    paired = list(found)
    for place in reversed(range(len(found) - 1)):
        one, two = paired[place : place + 2]
        if _PAIR.fullmatch(text, one.quantity.end, two.quantity.start):
            words, terms = _join((one.words, one.terms), (two.words, two.terms))
            paired[place] = replace(one, words=words, terms=terms)
    return paired


def _spans(found: Sequence[Quantity | Mention]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]


def _about(whole: _Text, quantity: Quantity, area: tuple[int, int]) -> Words:
    return _words(whole, quantity, area), _terms(whole, quantity, area)


def _join(one: Words, two: Words) -> Words:
    words, terms = ((*first, *second) for first, second in zip(one, two, strict=True))
    return tuple(dict.fromkeys(words)), tuple(dict.fromkeys(terms))


def _words(whole: _Text, quantity: Quantity, area: tuple[int, int]) -> tuple[str, ...]:
    """Return the content words of an area, nearest to its figure first: before it in Chinese, after it in English."""
    text = list(whole.text)
    for start, end in (*_spans(whole.quantities), *_spans(whole.places)):
        text[start:end] = " " * (end - start)
    before = content_terms("".join(text[area[0] : quantity.start]))[::-1]
    after = content_terms("".join(text[quantity.end : area[1]]))
    counted = quantity.kind == "number" and not quantity.unit
    ordered = before + after if has_han(whole.text) and not counted else after + before
    return tuple(dict.fromkeys(word for word in ordered if not word[0].isdigit() and word not in _BOUNDS))


def _terms(whole: _Text, quantity: Quantity, area: tuple[int, int]) -> tuple[str, ...]:
    """Return the terms of an area, nearest first."""
    taken = (*_spans([quantity]), *_spans(whole.places))
    inside = [
        term
        for term in whole.terms
        if term.term.domain not in NO_THINGS
        and area[0] <= term.start < area[1]
        and not any(term.start < stop and begin < term.end for begin, stop in taken)
    ]
    inside.sort(key=lambda term: min(abs(term.end - quantity.start), abs(term.start - quantity.end)))
    named = dict.fromkeys(term.term.chinese[0] for term in inside)
    return tuple(name for name in named if len(name) > 1)


def _respectively(whole: _Text, found: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give each of as many figures as places its own: 河北省和山西省分别设立80亿元和45亿元."""
    if len(codes := {place.code for place in whole.places}) == 1 and not _SENTENCE.search(whole.text[:-1]):
        return tuple(replace(figure, places=frozenset(codes)) for figure in found)
    units = {(figure.quantity.kind, figure.quantity.unit) for figure in found}
    if len(units) != 1 or len(found) != len(whole.places) or not _RESPECTIVELY.search(whole.text):
        return tuple(found)
    return tuple(
        replace(figure, places=frozenset([place.code])) for figure, place in zip(found, whole.places, strict=True)
    )

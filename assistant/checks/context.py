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
from corpus.terms import TermMention, term_base
from index.analyze import content_terms
from ingest.quantities import Key, Quantity, find_quantities

Years = tuple[int, int]

_BREAK = re.compile(r"[，；。！？：\n|]|[,;:.!?](?=\s|$)")
_SENTENCE = re.compile(r"[。！？\n|]|[.!?](?=\s|$)")
_LINK = re.compile(r"\b(?:and|while|whereas|but|to|from|or|against)\b")
_LIST = re.compile("[、和及与與或]")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
_CONDITION = re.compile("[^，；。]{0,12}的[，,]")
_BOUNDS = frozenset("超过 不少 不少于 不低 不低于 以上 以下 以内 左右 约 近 至少 最高 最多 其中 up least most".split())
_RESPECTIVELY = re.compile("分别|分別|respectively")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured or counted quantity of a text with what it is bound to; what cannot be told is empty or None.

    `keys` are ordinals (第二批) and the figures of its condition, `names` its capitalised words, `words` all content
    words about it, nearest first, `terms` those of the term base, named in Chinese. `topic` are the words and terms of
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
    if not measured:
        return ()
    places = tuple(place for place in gazetteer().find(text) if place.kind != "body")
    whole = _Text(text, quantities, places, term_base().find(text))
    cuts = [0, *(_cut(text, one, two) for one, two in pairwise(measured)), len(text)]
    found: list[Figure] = []
    for quantity, area in zip(measured, pairwise(cuts), strict=True):
        found.append(_figure(whole, quantity, area, found[-1] if found else None))
    return _respectively(whole, found)


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


def _figure(whole: _Text, quantity: Quantity, area: tuple[int, int], last: Figure | None) -> Figure:
    """Bind a figure to what its area says, and to what the area before it says where its own is silent."""
    start, end = area
    same_sentence = last and not _SENTENCE.search(whole.text, last.quantity.end, quantity.start)
    places = frozenset(place.code for place in whole.places if start <= place.start < end)
    years = {span for other in whole.quantities if start <= other.start < end and (span := years_of(other))}
    keys = {
        (other.kind, other.low) for other in whole.quantities if other.kind == "ordinal" and start <= other.start < end
    }
    if last and same_sentence:
        places = places or last.places
        years = years or ({last.years} if last.years else set())
        if _CONDITION.match(whole.text, last.quantity.end):
            keys |= {(last.quantity.unit, last.quantity.low), *last.keys}
    words, terms = _words(whole, quantity, area), _terms(whole, quantity, area)
    topic = {*last.words, *last.terms, *last.topic} if last and same_sentence else set()
    if last and same_sentence and set(words) <= set(last.words):
        words, terms = tuple(dict.fromkeys(words + last.words)), tuple(dict.fromkeys(terms + last.terms))
    names = frozenset(content_terms(" ".join(_NAME.findall(whole.text, start, end))))
    only = years.pop() if len(years) == 1 else None
    return Figure(quantity, has_han(whole.text), places, only, frozenset(keys), names, words, terms, frozenset(topic))


def years_of(quantity: Quantity) -> Years | None:
    """Return the first and last year of a year or a full date."""
    if quantity.kind == "year":
        return int(quantity.low), int(quantity.high)
    if quantity.kind == "date" and quantity.low >= 10**7:
        return (int(quantity.low) // 10**4,) * 2
    return None


def _words(whole: _Text, quantity: Quantity, area: tuple[int, int]) -> tuple[str, ...]:
    """Return the content words of an area, nearest to its figure first: before it in Chinese, after it in English."""
    text = list(whole.text)
    for taken in (*whole.quantities, *whole.places):
        text[taken.start : taken.end] = " " * (taken.end - taken.start)
    before = content_terms("".join(text[area[0] : quantity.start]))[::-1]
    after = content_terms("".join(text[quantity.end : area[1]]))
    counted = quantity.kind == "number" and not quantity.unit
    ordered = before + after if has_han(whole.text) and not counted else after + before
    return tuple(dict.fromkeys(word for word in ordered if not word[0].isdigit() and word not in _BOUNDS))


def _terms(whole: _Text, quantity: Quantity, area: tuple[int, int]) -> tuple[str, ...]:
    """Return the terms of an area, nearest first."""
    taken = (quantity, *whole.places)
    inside = [
        term
        for term in whole.terms
        if term.term.domain not in ("quant", "place")
        and area[0] <= term.start < area[1]
        and not any(_overlap(term, other) for other in taken)
    ]
    inside.sort(key=lambda term: min(abs(term.end - quantity.start), abs(term.start - quantity.end)))
    named = dict.fromkeys(term.term.chinese[0] for term in inside)
    return tuple(name for name in named if len(name) > 1)


def _overlap(term: TermMention, other: Quantity | Mention) -> bool:
    return term.start < other.end and other.start < term.end


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

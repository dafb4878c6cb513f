"""The figure that a question asks for, to be told before the words that hold it: **人工智能产业规模：超过4000亿元**.

Only where it is certain which figure of a passage is of what: the passage has one figure, and what stands between it
and the terms of the question says no more than that the one is the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.checks.binding import related
from assistant.checks.context import Figure, figures
from assistant.conventions import told_figure
from assistant.editions import same_language
from assistant.fit import denies
from assistant.passages import Passage
from assistant.phrases import phrase
from corpus.jurisdictions import gazetteer
from corpus.script import to_traditional
from corpus.terms import NO_THINGS, Term, TermMention, term_base
from index.query import Query, blanked
from ingest.document import Language
from ingest.quantities import find_quantities

_SIZES = (("规模", "scale"), ("占比", "share"))  # nouns that say what of a thing is measured
_SIZE_ZH = re.compile("规模|占比")
_SIZE_EN = re.compile(r"\b(scale|share) of\s+(?:the\s+|'s\s+)?$")
_JOINED_ZH = re.compile("[、和及与]?")
_JOINED_EN = re.compile(r"\s?(?:of|and|,)\s(?:the\s)?")
_CLAUSE = re.compile(r"[，；：。]|[,;:.](?=\s|$)")

# Words that add nothing to what is measured: they say that it is so, is to be so, and how nearly.
_PLAIN_ZH = re.compile(
    "(?:到|至|在|年|前|底|末|要|将|须|需|应|全|市|省|力争|实现|集聚的?|聚集|拥有|共有|设有|有|建成|建设|形成|培育|打造|达到|达|超过|突破"
    "|不少于|不低于|不超过|约|近|为|是|共|已|累计|至少|最高|以上|以下|左右|目标|的|\\s)*"
)
_PLAIN_EN = re.compile(
    r"(?:(?:by|in|the|end|of|is|are|was|were|to|be|been|reach(?:ed)?|exceed(?:ed|ing)?|at|about|more|than|over|above|least"
    r"|most|nearly|up|will|has|have|had|should|must|gather(?:ed)?|buil[dt]|form(?:ed)?|some|around|below|under|a|an)\b"
    r"|'s|\s)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Metric:
    """The terms that name what a figure is of, where they stand, and which size of it is meant; '' if none is named."""

    terms: tuple[Term, ...]
    start: int
    end: int
    size: str


def headline(passage: Passage, queries: Sequence[Query], language: Language) -> str:
    """The figure with the name of what it is of, in the language of the question; empty where that is not certain.

    :param queries: the parts of the question.
    """
    text = passage.text
    if passage.block.kind == "table_row" or "\n" in text or denies(text):
        return ""
    found = figures(text)
    asked = [query for query in queries if query.kind == "figure"]
    if len(found) != 1 or not any(_is_meant(query, found[0]) for query in asked):
        return ""
    metric = _metric(text, found[0], chinese=passage.language != "en")
    known = {one.term for query in asked for one in term_base().find(query.text)}
    if metric is None or not known.issuperset(metric.terms):
        return ""
    name = _name(metric, passage, language)
    return name and phrase("headline", language, metric=name, figure=told_figure(found[0].quantity, text, language))


def _is_meant(query: Query, figure: Figure) -> bool:
    """Whether a figure is of a year and a place that the question names."""
    years = figure.years
    if query.years and not (years and any(years[0] <= int(year) <= years[1] for year in query.years)):
        return False
    if not query.places or not figure.places:
        return True
    return any(related(one, other) for one in query.places for other in figure.places)


def _metric(text: str, figure: Figure, *, chinese: bool) -> _Metric | None:
    """What the only figure of a sentence is of; None where that cannot be told."""
    start, end = figure.quantity.start, figure.quantity.end
    places = [(one.start, one.end) for one in gazetteer().find(text)]
    years = [(one.start, one.end) for one in find_quantities(text) if one.kind in {"year", "date"}]
    bare = blanked(text, (*places, *years))
    mentions = [
        one
        for one in term_base().find(bare)
        if one.term.domain not in NO_THINGS and (one.end <= start or one.start >= end)
    ]
    left = max((stop.end() for stop in _CLAUSE.finditer(bare, 0, start)), default=0)
    stop = _CLAUSE.search(bare, end)
    right = stop.start() if stop else len(bare)
    before = [one for one in mentions if left <= one.start and one.end <= start]
    after = [one for one in mentions if end <= one.start and one.end <= right]
    if before and not after:
        return _before(bare, before, (left, start, end, right), chinese=chinese)
    return _after(bare, after, (left, start, end, right), chinese=chinese) if after and not before else None


def _before(
    text: str, mentions: Sequence[TermMention], bounds: tuple[int, int, int, int], *, chinese: bool
) -> _Metric | None:
    """The terms in a row before a figure that is said to be theirs."""
    left, start, end, right = bounds
    plain, joined = (_PLAIN_ZH, _JOINED_ZH) if chinese else (_PLAIN_EN, _JOINED_EN)
    last = mentions[-1]
    size = _SIZE_ZH.match(text, last.end) if chinese else _SIZE_EN.search(text[left : mentions[0].start])
    begin = left + size.start() if size and not chinese else mentions[0].start
    stop = size.end() if size and chinese else last.end
    if not all(joined.fullmatch(text, one.end, other.start) for one, other in pairwise(mentions)):
        return None
    around = ((left, begin), (stop, start), (end, right))
    if not all(plain.fullmatch(text, *span) for span in around):
        return None
    of = size.group(0 if chinese else 1) if size else ""
    return _Metric(tuple(one.term for one in mentions), mentions[0].start, last.end, of)


def _after(
    text: str, mentions: Sequence[TermMention], bounds: tuple[int, int, int, int], *, chinese: bool
) -> _Metric | None:
    """The term that a figure counts: it follows it, and nothing follows that."""
    left, start, end, right = bounds
    plain = _PLAIN_ZH if chinese else _PLAIN_EN
    counted = mentions[0]
    if len(mentions) > 1 or text[end : counted.start].strip():
        return None
    if not all(plain.fullmatch(text, *span) for span in ((left, start), (counted.end, right))):
        return None
    return _Metric((counted.term,), counted.start, counted.end, "")


def _name(metric: _Metric, passage: Passage, language: Language) -> str:
    """The source's own words where they are in the question's language, else the term's; empty if there is none."""
    sizes = dict(_SIZES)
    if same_language(passage.language, language):
        words, size = passage.text[metric.start : metric.end], metric.size
    elif len(metric.terms) == 1:
        [term] = metric.terms
        words = term.english[0] if language == "en" else term.chinese[0]
        size = sizes.get(metric.size, "") if language == "en" else {en: zh for zh, en in _SIZES}.get(metric.size, "")
    else:
        return ""
    if language == "en":
        return f"{words[:1].upper()}{words[1:]} {size}".rstrip()
    return to_traditional(words + size) if language == "zh-Hant" else words + size

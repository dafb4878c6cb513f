"""What a question is about, in its own words, and whether a text mentions that by any of its names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.editions import same_language
from corpus.jurisdictions import gazetteer
from corpus.script import HAN, fold
from corpus.terms import NO_THINGS, term_base
from index.analyze import content_terms, terms
from index.query import YEAR, Query, blanked
from ingest.document import Document
from ingest.metadata import DOCUMENT_NUMBER

_HAN_RUN = re.compile(f"[{HAN}]+")
# Of the words that are no terms, those that name a thing for certain: what is counted, and what is asked of something.
_COUNTED_ZH = re.compile(r"(?:多少|[几幾])(?:[家个個项項条條种種位名座部款类類所门門场場亿億万萬]+)?$")
_ASKED_ZH = re.compile(
    r"(?:总数|總數|数量|數量|人数|人數|规模|規模|目标|目標)*(?:分别|分別|各)?(?:[是为為有]|达到|達到)(?:多少|什么|什麼|[几幾哪])"
)
_NOUNS_EN = re.compile(
    r"\b(?:many|much|of|the|an?|for|[A-Za-z]+'s)\s+(?:(?:number|share|rate|amount|maximum|minimum)\s+of\s+)?"
    r"((?:[A-Za-z][A-Za-z-]+\s)?(?:AI\s)?[A-Za-z][A-Za-z-]+)"
)
# Words for what kind of thing is asked for, which a document need not use to say it.
_ASKING = frozenset(
    (
        "number target goal figure share amount maximum minimum rate level size scale people must already money "
        "yuan euro dollar date province city country "
        "省 市 省份 城市 国家 规模 文号 编号 日期 时间 部门 机构 原因 目标 人员 人数 数量 flops pflops eflops"
    ).split()
)
_DOCUMENT = re.compile("[法例案划见]$|办法$")  # after the name of a document comes what it does
_AFTER_THING = re.compile("[|，。；？！,?的是有为為达達]|$")  # what stands after the name of a thing
_YEAR = re.compile(rf"{YEAR.pattern}年?")
_CURRENCY = re.compile("[元币幣镑鎊]$")


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that a question is about: ``text[start:end]`` of the question, and the names that it has elsewhere.

    Only a term of the term base has names in the other language. `own` is what it has beside the term before it, which
    may go by another name: of AI從業者 the 從業者.
    """

    words: str
    start: int
    end: int
    names: tuple[str, ...]
    is_term: bool
    is_counted: bool = False
    own: str = ""

    def __contains__(self, other: "Topic") -> bool:
        """Whether another one is a part of it."""
        return self.start <= other.start and other.end <= self.end

    def is_named(self, text: str) -> bool:
        """Whether the text has one of its names as it is, but for case, script and number."""
        return any(_read(name).stands_in(_read(text)) for name in self.names)

    def is_missing(self, text: str) -> bool:
        """Whether the text has no name of it, not even the words of one somewhere."""
        if self.own:
            own, read = _read(self.own), _read(text)
            return own.folded not in read.folded and not own.terms <= read.terms
        return not any(_has_words(_read(name), _read(text)) for name in self.names) and not self.is_named(text)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as it is compared: in one script and case, and by its terms, each between blanks in `row`."""

    folded: str
    row: str
    terms: frozenset[str]

    def stands_in(self, text: "_Reading") -> bool:
        """Whether it is a part of the text, in the same words; of English ones, in the same stems."""
        return self.folded in text.folded or (self.folded.isascii() and self.row in text.row)


def _has_words(name: _Reading, text: _Reading) -> bool:
    """Whether the words of a name are in a text; of three English ones, one may be left out, as in short forms."""
    return len(name.terms - text.terms) <= (len(name.terms) // 3 if name.folded.isascii() else 0)


@lru_cache(maxsize=256)
def _read(text: str) -> _Reading:
    found = terms(text)
    return _Reading(fold(text).lower(), f" {' '.join(found)} ", frozenset(found))


def topics(query: Query) -> list[Topic]:
    """The terms of the term base in a question, then the other words that name things; places and years are none."""
    text = blanked(query.text, [match.span() for match in DOCUMENT_NUMBER.finditer(query.text)], "|")
    text = blanked(text, [(mention.start, mention.end) for mention in gazetteer().find(text)], "|")
    text = blanked(text, [match.span() for match in _YEAR.finditer(text)], "|")
    found = [mention for mention in term_base().find(text) if mention.term.domain not in NO_THINGS]
    named = [
        Topic(words, one.start, one.end, (words, *one.term.chinese, *one.term.english), is_term=True)
        for one in found
        if not _CURRENCY.search(one.term.chinese[0]) and (words := text[one.start : one.end])
    ]
    found_too = (*_english(text, named), *_chinese(text, named))
    others = [topic for topic in found_too if not any(topic in term for term in named)]
    return [topic for topic in (*named, *others) if fold(topic.words).lower() not in _ASKING]


def missing(query: Query, documents: Sequence[Document], texts: Sequence[str]) -> list[Topic]:
    """What the question is about that no text names, as far as can be told.

    A word that is no term can be missed in texts of the question's language alone.

    :param documents: what the texts are of.
    """
    own = [same_language(query.language, document.language) for document in documents]
    read = list(zip(texts, own, strict=True))
    return [
        topic
        for topic in topics(query)
        if (topic.is_term or any(own))
        and all(topic.is_missing(text) for text, is_own in read if is_own or topic.is_term)
    ]


def _english(text: str, named: Sequence[Topic]) -> Iterable[Topic]:
    """Words in a row that say something, where things are named; a term alone ends the row."""
    spans = {(topic.start, topic.end) for topic in named}
    for thing in _NOUNS_EN.finditer(text):
        row: list[re.Match[str]] = []
        for word in re.finditer(r"[A-Za-z-]+", thing[1]):
            if not content_terms(word.group()) or word.group().lower() in _ASKING:
                break
            row.append(word)
            if (thing.start(1) + row[0].start(), thing.start(1) + word.end()) in spans:
                break
        if row:
            start, end = thing.start(1) + row[0].start(), thing.start(1) + row[-1].end()
            yield Topic(text[start:end], start, end, (text[start:end],), is_term=False)


def _chinese(text: str, named: Sequence[Topic]) -> Iterable[Topic]:
    """Words that are counted, of which it is asked what they are, or that make one with the term before them."""
    folded = fold(text)
    ends = {topic.end: topic for topic in named if not _DOCUMENT.search(topic.names[1])}
    for run in _HAN_RUN.finditer(folded) if len(folded) == len(text) else ():
        words = {(folded.find(word, *run.span()), word) for word in content_terms(run.group())}
        for start, word in sorted(words, key=lambda one: (one[0], -len(one[1]))):
            end = start + len(word)
            before = ends.get(start)
            is_counted = bool(_COUNTED_ZH.search(text[:start]) or _ASKED_ZH.match(text, end))
            if start < 0 or len(word) < 2 or word in _ASKING or not (before or is_counted) or _CURRENCY.search(word):
                continue
            first = before.start if before else start
            own = text[start:end] if before else ""
            topic = Topic(text[first:end], first, end, (text[first:end],), False, is_counted, own)
            ends.setdefault(end, topic)
            if is_counted or _AFTER_THING.match(text, end):
                yield topic

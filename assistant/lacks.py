"""What a question names that a passage must have: an acronym, the terms of a figure, a number of what is counted."""

import re
from collections.abc import Collection
from functools import cache

from assistant.fit import asked_in
from corpus.script import fold
from corpus.terms import NO_THINGS, term_base
from index.analyze import terms
from index.query import CURRENCIES, Concept, Query
from ingest.quantities import find_quantities

_ACRONYM = re.compile(r"[A-Z]{3,}")

# What is counted stands after "how many" up to the verb, and in Chinese before or after the 多少 that counts it.
_COUNTED_EN = re.compile(
    r"\b(?:how many|(?:what|which) (?:number|share|percentage|proportion|rate|amount) of"
    r"|(?<!document )(?<!reference )(?<!serial )number of)\s+(.{3,60}?)"
    r"(?=\s+(?:do|does|did|is|are|was|were|will|would|has|have|had|can|must|may|should|to|by|in|of|for|at|from|that|on)\b|[?,;]|$)"
)
_MEASURE = "[家个個项項条條种種位名座部款类類所门門场場份篇批套台]"
_COUNTS_PEOPLE = re.compile(
    r"(?:多少|几)(?:名|位)?(?:人(?!工)|员工|职工)|\bhow many (?:people|persons|staff|employees|workers)\b"
)
_PEOPLE = re.compile(
    r"\d[^，。；]{0,4}(?:[名位]|人(?!工))|\d[\d,. ]*(?:million |thousand )?(?:[a-z]+ ){0,2}"
    r"(?:people|persons|staff|employees|workers|talents?|professionals|practitioners|users|students|pupils|experts|developers)\b",
    re.IGNORECASE,
)
_NO_COUNTS = {"year", "date", "ordinal", "money", "percent"}
_COUNTS_THINGS = re.compile(rf"(?:多少|几){_MEASURE}|\bhow many\b")
_CLAUSES = re.compile(r"[，、；。;]|,(?!\d{3})")
_COUNTED_AFTER = re.compile(rf"(?:多少{_MEASURE}?|(?<!第)几{_MEASURE})([^，。；？！的是有要]{{2,16}})")
_COUNTED_BEFORE = re.compile(
    rf"([^，。；？！：的到年]{{2,16}}?)(?:总数|数量|数)?(?:目标)?(?:[要将须需应会能可共有为是到达成]|达到|计划|预计|不少于|超过|分别|各){{0,4}}"
    rf"(?:多少|(?<!第)几){_MEASURE}(?=[，。；？！]|$)"
)


def lacks_acronym(query: Query, text: str) -> bool:
    """Whether the question names something by an acronym (GDP) that the text has in none of its forms."""
    acronyms = (concept for concept in query.concepts if _ACRONYM.fullmatch(concept.words))
    named = [concept for concept in acronyms if concept.words not in CURRENCIES]
    inside = {*terms(text)} if named else set()
    return any(not any(inside.issuperset(form) for form in concept.forms) for concept in named)


def lacks_counted(query: Query, text: str, around: str = "") -> bool:
    """Whether the question asks how many there are of something of which the text does not tell a number.

    Of the words for it, the last that is a term, or English, says what is counted, and of that the last word: of AI
    companies, companies. It stands with a number in one clause, or in what stands around the text.
    """
    counted = _counted(query.text)
    named = [concept for concept in query.concepts if fold(concept.words).lower() in counted] if counted else []
    heads = [concept for concept in named if concept.words.isascii() or _is_thing(concept)][-1:]
    endings = {ending for concept in heads for ending in _endings(concept)}
    if not named and _COUNTS_PEOPLE.search(asked_in(query.text)):
        return not _PEOPLE.search(fold(text))
    if not heads or not endings.isdisjoint(terms(around)):
        return False
    if not _COUNTS_THINGS.search(asked_in(query.text)):
        return endings.isdisjoint(terms(text))
    return not any(_has_count(clause) and not endings.isdisjoint(terms(clause)) for clause in _CLAUSES.split(text))


def _has_count(text: str) -> bool:
    return any(quantity.kind not in _NO_COUNTS for quantity in find_quantities(text))


def _is_thing(concept: Concept) -> bool:
    """Whether a concept is a term that stands for a thing: in 多少家企业参加 companies are counted, not taking part."""
    found = term_base().find(concept.words) if len(concept.forms) > 1 else ()
    return any(mention.term.domain not in NO_THINGS for mention in found)


def _endings(concept: Concept) -> set[str]:
    """The last words of all that a concept may be called, in its own language, too."""
    wordings = [*concept.forms, *concept.wordings(True), *concept.wordings(False)]
    names = [
        name for mention in term_base().find(concept.words) for name in (*mention.term.chinese, *mention.term.english)
    ]
    return {form[-1] for form in (*wordings, *map(terms, names)) if form}


@cache
def _counted(question: str) -> str:
    """The words for what a question wants counted; empty if it counts nothing, or that cannot be told."""
    asked = asked_in(question)
    found = [
        match.group(1)
        for pattern in (_COUNTED_EN, _COUNTED_AFTER, _COUNTED_BEFORE)
        for match in pattern.finditer(asked)
    ]
    return found[0].strip() if len(found) == 1 else ""


def lacks_terms(query: Query, covered: Collection[str]) -> bool:
    """Whether the question asks for a figure by terms of the term base, none of which is among the concepts covered."""
    named = {concept.words for concept in query.concepts if _is_thing(concept)}
    return query.kind == "figure" and bool(named) and named.isdisjoint(covered)

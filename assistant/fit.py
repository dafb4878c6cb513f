"""Whether a passage is of the kind that a question asks for: a figure of that unit, a date, a cause, an achievement."""

import re
from functools import cache

from corpus.script import fold
from index.analyze import terms
from index.query import Query
from ingest.metadata import DOCUMENT_NUMBER
from ingest.quantities import find_quantities

_ACRONYM = re.compile(r"[A-Z]{3,}")
_LATIN_NUMBER = re.compile(
    r"[\[(（]?20\d{2}[\])）]?,? No\. ?\d+|\(EU\) ?20\d{2}/\d+|\bNo\. ?(?!1\b)\d+|\bCP \d+|第 ?\d+号"
)

# What a question for a figure says of its unit; a figure of that kind is the least that answers it.
_UNITS = (
    ("percent", r"比例|比率|占比|百分|普及率|转化率|几成|份额|\b(?:share|percentage|proportion|percent|rate)\b"),
    (
        "money",
        r"多少(?:亿|万)?(?:元|钱|资金|日元|美元|欧元|港元)|多少亿|亿元|金额|预算|经费|产值|罚款|罚多少"
        r"|\b(?:yuan|rmb|dollars?|euros?|pounds?|yen|money|fined?|fines|budget|spend\w*|cost)\b",
    ),
)
_ASKS_WHY = re.compile(r"为什么|为何|什么原因|原因是|凭什么|\bwhy\b|\bwhat reason\b")
_TELLS_WHY = re.compile(
    r"因为|由于|因此|原因|鉴于|为了|以便|旨在|\bbecause\b|\bdue to\b|\breason|\bsince\b|\bso that\b|\bin order to\b"
)
_ASKS_PROGRESS = re.compile(
    r"目前|至今|迄今|已经|已(?:完成|建成|达到|实现)|实际|完成了|实现了|进展"
    r"|\balready\b|\bso far\b|\bto date\b|\bactual(?:ly)?\b|\bfinished\b"
    r"|\bhas .{1,60} (?:reached|met|achieved|built|spent)\b"
)
_IS_TARGET = re.compile(
    r"目标|到20\d\d年|20\d\d年前|要(?:达到|建|形成|集聚|超过|成为|培育)|力争|计划|将"
    r"|\btarget|\bgoal|\baim|\bby 20\d\d|\bis to\b|\bare to\b|\bwill\b|\bplans? to\b"
)
_BODY = re.compile(
    r"[部委局院厅]|办公室|政府|机关|机构|单位|(?:印发|发布|制定|组织|牵头|召集)"
    r"|\b(?:ministry|department|commission|council|government|office|administration|agency|committee|parliament|authority)"
    r"|\b(?:issued|published|released|organi[sz]ed|led|chaired|convened) by\b",
    re.IGNORECASE,
)


@cache
def _asked(question: str) -> str:
    return fold(question).lower()


def fits(query: Query, text: str) -> bool:
    """Whether the text holds the kind of thing that the question asks for."""
    asked = _asked(query.text)
    folded = fold(text)
    if _ASKS_WHY.search(asked) and not _TELLS_WHY.search(folded):
        return False
    if _ASKS_PROGRESS.search(asked) and _IS_TARGET.search(folded):
        return False
    return _is_of_kind(query, asked, text)


def _is_of_kind(query: Query, asked: str, text: str) -> bool:
    match query.kind:
        case "figure":
            return _has_figure(asked, text)
        case "date":
            return any(quantity.kind in {"date", "year"} for quantity in find_quantities(text))
        case "document_number":
            return bool(DOCUMENT_NUMBER.search(text) or _LATIN_NUMBER.search(text))
        case "body":
            return bool(_BODY.search(fold(text)))
        case _:
            return True


def _has_figure(asked: str, text: str) -> bool:
    kinds = {quantity.kind for quantity in find_quantities(text)} - {"year", "date", "ordinal"}
    unit = next((unit for unit, pattern in _UNITS if re.search(pattern, asked)), None)
    return unit in kinds if unit else bool(kinds)


def lacks_acronym(query: Query, text: str) -> bool:
    """Whether the question names something by an acronym (GDP) that the text has in none of its forms."""
    named = [concept for concept in query.concepts if _ACRONYM.fullmatch(concept.words)]
    inside = {*terms(text)} if named else set()
    return any(not any(inside.issuperset(form) for form in concept.forms) for concept in named)

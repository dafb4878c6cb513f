"""The parts of a question that asks for several things: each asks for one of them, in the frame of the whole.

Three ways of asking are told apart: one question about each of several things in a row (X、Y和Z各是多少, X and Y
each, in 2025, 2030 and 2035), how long there is between two things, and a second question after the first (...
又是多少, and how fast ...).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.naming import documents_in
from assistant.question import Question, has_subject, standalone, without_asking
from corpus.jurisdictions import gazetteer
from corpus.script import fold
from corpus.terms import term_base
from index.query import YEAR, analyze
from ingest.metadata import DOCUMENT_NUMBER

_MOST = 4
_YEARS = re.compile(rf"(?:{YEAR.pattern}年?(?:\s*(?:[、,，和与及]|,? and|and)\s*)?){{2,}}")
_EACH = re.compile(r"各自?|分别|依次|\beach\b|\bboth\b|\brespectively\b", re.IGNORECASE)
_ROW = re.compile(
    r"(?<![A-Za-z0-9])([^，。；？！：,;:?!、的]{2,14}(?:[、][^，。；？！：,;:?!、]{2,14})*[、和与][^，。；？！：,;:?!、]{2,12}?)(?=各|分别|依次)"
)
_ITEM_ZH = r"[^，。；？！的、和与各]{2,14}?"
_PREDICATE = r"(?:都|各|分别|每年|最高|最多|要|应|将)*(?:是|为|达到|发放|超过)"
_PAIR = re.compile(rf"(?<=的){_ITEM_ZH}(?:[、和与]{_ITEM_ZH})+(?={_PREDICATE}(?:什么|多少|何时|哪))")
_COUNTED = re.compile(rf"(?<=多少[个家项条名种座所门款])({_ITEM_ZH}(?:[、和与]{_ITEM_ZH})+)(?=[？?]?$)")
_ROW_EN = re.compile(r"\b(?:for|of) ((?:[\w '’-]+, )*[\w '’-]+?,? and [\w '’-]+?),? (?=respectively\b)", re.IGNORECASE)
_OF_YEAR = re.compile(rf"{YEAR.pattern}年[^，。]{{0,6}}的$")
_PAPERS = re.compile(
    r"([^，。、和与]{2,6}[和与、][^，。、和与]{2,6}?)(?=这?[两三][份个部](?P<paper>[^，。和与]{0,14}?(?:文件|方案|意见|计划|规划|办法|法律)))"
)
_ITEM = re.compile(r"[、和与]|,? and |, ")
# What an item of a row may end in: if one item tells what is measured, each must.
_MEASURE = re.compile(
    r"(?:率|占比|比例|规模|数量|人数|额|收入|产值|增速|日期|时间|[文字]号|编号|机关|部门|期限?)(?:目标)?$"
)
_ADJECTIVES = {"人工智能", "智能", "数字", "绿色", "AI", "数据", "算力", "机器人"}

_LONG = r"how (?:long|many (?:days|weeks|months|years))"
_LONG_ZH = r"(?:多久|多长时间|多少[天年]|几个?[月年])"
# Each has two groups: what was first, and what followed.
_ENDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_LONG} after (.{{2,150}}?) ((?:did|do|does) .{{2,150}}?)[?.]",
        rf"{_LONG} after (.{{2,150}}?) ((?:was|were|is|are) .{{2,150}}?)[?.]",
        rf"{_LONG} (?:\w+ ){{0,3}}between (.{{2,150}}?) and (.{{2,150}}?)[?.]",
        rf"([^，。？]{{2,60}}?)之?后[，,]?(?:过了|隔了)?{_LONG_ZH}才?([^，。？]{{2,}}?)[？?]?$",
        rf"([^，。？]{{2,60}}?)到([^，。？]{{2,60}}?)[，,]?(?:相?隔|间隔|用|花)了?{_LONG_ZH}",
    )
)

_ASKS = r"多少|多大|多高|几[^乎]|哪|何时|什么|谁|如何|怎么"
_WITHIN = re.compile(r"[里中内时]$")
_CLAUSE = re.compile(r"[，,；;。？?](?=.)|[、和](?=多少|几[^乎])")
_ASKS_EN = r"(?:how|what|when|which|who|where|why)\b"
_AND = re.compile(rf",?\s+and\s+(?=(?:(?:by|until|since|from|in|on|at|for) )?{_ASKS_EN})", re.IGNORECASE)
_THEN = re.compile(rf"(?<=[a-z\d]),\s+(?={_ASKS_EN}.*,?\s+and\s+{_ASKS_EN})", re.IGNORECASE)
_HEAD = re.compile(r"[^?]{2,60}? [-–—] |[^?:]{2,40}: ")
_TITLE = re.compile(r"《[^》]+》|“[^”]+”|\"[^\"]+\"")
_ISSUES = re.compile(
    r"印发|印發|发布|發布|公布|出台|施行|生效"
    r"|\b(?:issued?|publish(?:ed)?|released?|adopt(?:ed)?|c[ao]me (?:out|into force)|take effect)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"它|其(?!中)|\bit\b|\bits\b", re.IGNORECASE)


def parts(text: str) -> list[str]:
    """The questions that a question holds; itself alone if it asks for one thing."""
    if len(_apart(analyze(text).places)) > 1 and len(_AND.split(text)) == 1:
        return [text]  # places are compared, each by itself
    for ways in (_by_years, _by_items, _by_ends, _by_clauses):
        if found := [*islice(ways(text), _MOST)]:
            return found if len(found) > 1 else [text]
    return [text]


def _apart(places: Sequence[str]) -> list[str]:
    """The places that lie in none of the others."""
    return [one for one in places if not any(gazetteer().within(one, other) for other in places if other != one)]


def _by_years(text: str) -> Iterator[str]:
    """The question once for each year of a row of years, if it wants something of each."""
    row = _YEARS.search(text)
    if row is None or analyze(text).kind == "comparison":
        return
    years = YEAR.findall(row.group())
    unit = "年" if "年" in row.group() else ""
    yield from (f"{text[: row.start()]}{year}{unit}{' ' * (not unit)}{text[row.end() :]}" for year in years)


def row(text: str) -> list[str]:
    """The several things of each of which a question asks the same; none if it does not."""
    span = _row_in(fold(text))
    return [item for item in _ITEM.split(text[slice(*span)]) if item] if span else []


def _by_items(text: str) -> Iterator[str]:
    """The question once for each of several things in a row, of each of which the same is asked."""
    asked = fold(text)
    if len(asked) != len(text):
        return
    if (papers := _PAPERS.search(asked)) and _EACH.search(asked):
        rest = _EACH.sub("", text[papers.end("paper") :], count=1)
        yield from (f"{text[: papers.start()]}{item}{papers['paper']}{rest}" for item in _ITEM.split(papers[1]))
        return
    span = _row_in(asked)
    if span is None:
        return
    start, end = span
    items = row(text)
    if (dated := _OF_YEAR.search(text, 0, start)) and any(YEAR.search(item) for item in items[1:]):
        start, items[0] = dated.start(), f"{dated.group()}{items[0]}"
    rest = _EACH.sub("", text[end:], count=1)
    shared = "目标" if asked[start:end].endswith("目标") else ""
    yield from (f"{text[:start]}{item}{'' if item.endswith(shared) else shared}{rest}" for item in items)


def _row_in(asked: str) -> tuple[int, int] | None:
    """Where a folded question has its row of things."""
    told = _ROW.search(asked) if _EACH.search(asked) else None
    guessed = _PAIR.search(asked) or _COUNTED.search(asked)
    if guessed and not told and not _is_row(asked, *guessed.span(guessed.re.groups)):
        return None
    found = _ROW_EN.search(asked) or guessed or told
    return found.span(found.re.groups) if found else None


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether X和Y are two things, and not one that is called so: 人工智能和机器人产业规模 is one."""
    items = [item for item in _ITEM.split(text[start:end]) if item]
    joins = [start + match.start() for match in _ITEM.finditer(text[start:end])]
    terms = term_base().find(text)
    if any(re.search(_ASKS, item) for item in items):
        return False
    if any(term.start < join < term.end for term in terms for join in joins) or not _ADJECTIVES.isdisjoint(items):
        return False
    return len({bool(_MEASURE.search(item)) for item in items}) == 1


def _by_ends(text: str) -> Iterator[str]:
    """When each of two things was, for a question how long there is between them."""
    asked = fold(text)
    ends = next((match for pattern in _ENDS if (match := pattern.search(asked))), None)
    if ends is not None:
        first, second = ends[1].replace("从", "", 1), ends[2]
        for end, other in ((first, second), (second, first)):
            when = f"When {end}?" if end.isascii() else f"{end}是何时？"
            yield standalone(Question(when, history=(other,))) if end is second or _IT.search(end) else when


def _by_clauses(text: str) -> Iterator[str]:
    """The clauses that ask, each with what it leaves to the others: place and year, title or number, topic."""
    clauses = _asking(text)[:_MOST]
    if len(clauses) < 2:
        return
    for at, clause in enumerate(clauses):
        named = [name for other in (*clauses[:at], *clauses[at + 1 :]) for name in _names(other)]
        before = clauses[:at][-1:] or ([] if analyze(clause).places else clauses[1:][-1:])
        if named and not _names(clause):
            yield " ".join([clause, *dict.fromkeys(named)])
        elif at and _asks_only_when_or_by_whom(clause):
            yield f"{clause} {without_asking(before[0])}"
        elif at and _IT.search(clause) and not documents_in(f"{clause} {before[0]}"):
            said = without_asking(before[0])
            yield f"{clause} {YEAR.sub(' ', said) if YEAR.search(clause) else said}"
        else:
            yield standalone(Question(clause, history=tuple(before)))


def _asking(text: str) -> list[str]:
    """The text cut before each clause that asks, what does not ask going with what follows it, or else before it.

    What stands before the first of several is said of them all.
    """
    pieces = [piece for piece in _AND.split(_row_of_questions(text)) if piece.strip()]
    if len(pieces) > 1:
        head = _HEAD.match(pieces[0])
        return [pieces[0], *(f"{head[0] if head else ''}{piece}" for piece in pieces[1:])]
    clauses: list[str] = []
    pending = ""
    told = text.split("、")
    row = told if len(told) > 1 and all(re.search(_ASKS, fold(piece)) for piece in told) else _CLAUSE.split(text)
    for clause in row:
        if re.search(_ASKS, fold(clause)) and not _WITHIN.search(clause):
            clauses.append(f"{pending}，{clause}" if pending else clause)
            pending = clauses[0].rpartition("，")[0] if len(clauses) == 1 else pending
        elif len(clauses) == 0:
            pending = f"{pending}，{clause}" if pending else clause
        else:
            clauses[-1] = f"{clauses[-1]}，{clause}"
    return clauses


def _asks_only_when_or_by_whom(clause: str) -> bool:
    """Whether a clause asks how a document came about that it leaves to the one before it: 什么时候印发的."""
    return bool(_ISSUES.search(clause)) and not (documents_in(clause) or has_subject(_ISSUES.sub(" ", clause)))


def _row_of_questions(text: str) -> str:
    """The text with an and for the commas between questions in a row: how big, how many, and how long."""
    first = re.search(rf"\b{_ASKS_EN}", text, re.IGNORECASE)
    return text[: first.end()] + _THEN.sub(" and ", text[first.end() :]) if first else text


def _names(clause: str) -> Sequence[str]:
    """The documents that a clause names, by title or number."""
    return [*_TITLE.findall(clause), *(match.group() for match in DOCUMENT_NUMBER.finditer(clause))]

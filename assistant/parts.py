"""The parts of a question that asks for several things: each asks for one of them, in the frame of the whole.

Two ways of asking are told apart: one question about each of several things in a row (X、Y和Z各是多少, X and Y each, in
2025, 2030 and 2035), and a second question after the first (... 又是多少, and how fast ...).
"""

import re
from collections.abc import Iterator, Sequence

from assistant.question import Question, standalone
from corpus.script import fold
from index.query import YEAR, analyze
from ingest.metadata import DOCUMENT_NUMBER

_MOST = 4
_YEARS = re.compile(rf"(?:{YEAR.pattern}年?(?:\s*(?:[、,，和与及]|,? and|and)\s*)?){{2,}}")
_EACH = re.compile(r"各自?|分别|依次|\beach\b|\bboth\b|\brespectively\b", re.IGNORECASE)
_ROW = re.compile(
    r"([^，。；？！：,;:?!、的]{2,14}(?:[、][^，。；？！：,;:?!、]{2,14})*[、和与][^，。；？！：,;:?!、]{2,12}?)(?=各|分别|依次)"
)
_PAIR = re.compile(
    r"(?<=的)[^，。；？！的、和与各]{2,8}(?:[、和与][^，。；？！的、和与各]{2,8})+(?=(?:都|各|分别)?是(?:什么|多少|何时|哪))"
)
_ITEM = re.compile(r"[、和与]")
_ASKS = r"多少|多大|多高|几[^乎]|哪|何时|什么|谁|如何|怎么"
_CLAUSE = re.compile(r"[，,；;。？?](?=.)|[、和](?=多少|几[^乎])")
_AND = re.compile(
    r",?\s+and\s+(?=(?:(?:by|until|since|from|in|on|at|for) )?(?:how|what|when|which|who|where|why)\b)", re.IGNORECASE
)
_TITLE = re.compile(r"《[^》]+》|“[^”]+”|\"[^\"]+\"")


def parts(text: str) -> list[str]:
    """The questions that a question holds; itself alone if it asks for one thing."""
    if len(analyze(text).places) > 1 and len(_AND.split(text)) == 1:
        return [text]  # places are compared, each by itself
    found = [*_by_years(text)] or [*_by_items(text)] or [*_by_clauses(text)]
    return found[:_MOST] if len(found) > 1 else [text]


def _by_years(text: str) -> Iterator[str]:
    """The question once for each year of a row of years, if it wants something of each."""
    row = _YEARS.search(text)
    if row is None or analyze(text).kind == "comparison":
        return
    years = YEAR.findall(row.group())
    unit = "年" if "年" in row.group() else ""
    yield from (f"{text[: row.start()]}{year}{unit}{' ' * (not unit)}{text[row.end() :]}" for year in years)


def _by_items(text: str) -> Iterator[str]:
    """The question once for each of several things in a row, of each of which the same is asked."""
    asked = fold(text)
    row = _PAIR.search(asked) or (_ROW.search(asked) if _EACH.search(text) else None)
    if row is None or len(asked) != len(text):
        return
    start, end = row.span(row.re.groups)
    items = [item for item in _ITEM.split(text[start:end]) if item]
    rest = _EACH.sub("", text[end:], count=1)
    yield from (f"{text[:start]}{item}{rest}" for item in items)


def _by_clauses(text: str) -> Iterator[str]:
    """The clauses that ask, each with what it leaves to the others: place and year, title or number, topic."""
    clauses = _asking(text)
    if len(clauses) < 2:
        return
    for at, clause in enumerate(clauses):
        named = [name for other in (*clauses[:at], *clauses[at + 1 :]) for name in _names(other)]
        if named and not _names(clause):
            yield " ".join([clause, *dict.fromkeys(named)])
        else:
            before = clauses[:at] or ([] if analyze(clause).places else clauses[1:])
            yield standalone(Question(clause, history=tuple(before[-1:])))


def _asking(text: str) -> list[str]:
    """The text cut before each clause that asks, what does not ask going with what follows it, or else before it."""
    pieces = [piece for piece in _AND.split(text) if piece.strip()]
    if len(pieces) > 1:
        return pieces
    clauses: list[str] = []
    pending = ""
    for clause in _CLAUSE.split(text):
        pending = f"{pending}，{clause}" if pending else clause
        if re.search(_ASKS, fold(clause)):
            clauses.append(pending)
            pending = ""
    if clauses and pending:
        clauses[-1] = f"{clauses[-1]}，{pending}"
    return clauses


def _names(clause: str) -> Sequence[str]:
    """The documents that a clause names, by title or number."""
    return [*_TITLE.findall(clause), *(match.group() for match in DOCUMENT_NUMBER.finditer(clause))]

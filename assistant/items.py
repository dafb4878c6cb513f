"""What an answer tells one after the other: the items of its lists, rows and enumerations, and its years."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.lists import label_of
from assistant.passages import Passage
from corpus.script import fold, has_han
from ingest.parsers.markdown import CELL_SEPARATOR
from ingest.quantities import find_quantities
from ingest.sentences import sentence_spans

_MOST_YEARS = 8
_LONGEST = 60  # characters of an item in an enumeration
_WORDS = "two three four five six seven eight nine ten".split()
_COUNT = re.compile(
    rf"(?<![第年月])(?P<zh>[二两三四五六七八九十])(?=[大个項项类種种条點点块塊座家份步级級项方])|\b(?P<en>{'|'.join(_WORDS)})\b",
    re.IGNORECASE,
)
_CALLED = re.compile(r"[二两三四五六七八九十][大个项类种条点块座家份步级方]([一-鿿]{1,2})")
_TITLE = re.compile(r"《[^》]*》")
_STRIPPED = " ，。、；：,.;:!?！？"
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_EDGES = re.compile(r"^[\s（(]+|[\s：:）)–—-]+$")
_MARKED = re.compile(r"^\W*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|第[一二三四五六七八九十]+[，、]?|[-•*])\s*")

# What an enumeration begins after, and what ends it besides a stop.
_CLAUSE_ZH = re.compile(
    r"[，。；：！？》”」]|——|(?<!立)即(?![时時将將使])|(?<=[一-鿿])[是为為]|包括|包含|分[为為成]|部署|提出|涵[盖蓋]|涉及|[聚围圍][焦绕繞]"
)
_TAIL_ZH = re.compile(r"等?(?:[一二两三四五六七八九十]|\d+)[大个個项項类類种種条條级級座家方步块塊].*$|等.*$")
_JOINS_ZH = re.compile(r"以及|[和与與及]")
_CLAUSE_EN = re.compile(
    r"[:;!?—]|\.$|\s[-–]\s|,? (?:namely|such as)\b"
    r"|\b(?:are|is|include|includes|including|cover|covers|into|through)\b(?! to\b)"
)
_AND = re.compile(r",? and ")


def counted(question: str) -> int | None:
    """How many things a question says that there are: 哪三个, which five; None if it does not."""
    found = [match["zh"] or match["en"].lower() for match in _COUNT.finditer(fold(question))]
    numbers = [
        "二三四五六七八九十".index(one) + 2 if one in "二三四五六七八九十" else 2 for one in found if one not in _WORDS
    ]
    numbers += [_WORDS.index(one) + 2 for one in found if one in _WORDS]
    return numbers[-1] if numbers else None


def items(told: Sequence[Passage], question: str) -> list[str]:
    """What the passages tell one after the other: as many things as are counted, else the longest row of the first.

    Empty where they tell no such row.

    :param question: what they answer.
    """
    count = counted(question)
    if count is not None:
        return _as_many(told, count, question)
    table = [passage.text.split(CELL_SEPARATOR)[0] for passage in told if passage.block.kind == "table_row"]
    if len(table) > 1 and len(table) == len(told):
        return table
    own = [row for row in _rows(told[0]) if len(row) > 2] if told else []  # of two, either may be none
    return max(own, key=len, default=[])


def _as_many(told: Sequence[Passage], count: int, question: str) -> list[str]:
    """The first row of as many things; else those of a list that are called what is counted, else the passages."""
    rows = [row for passage in told for row in _rows(passage)]
    called = _CALLED.findall(fold(question))
    named = [[item for item in row if any(name in fold(item) for name in called)] for row in rows]
    clauses = [row for passage in told for row in _clauses(passage.text)]
    whole = [passage.text for passage in told]
    return next((row for row in (*rows, *clauses, *named, whole) if len(row) == count), [])


def years(told: Sequence[Passage]) -> list[str]:
    """The years that the first passage with several is about, in order; else those of all."""
    found = [_years(passage.text) for passage in told]
    several = next((own for own in found if len(own) > 1), {year for own in found for year in own})
    return [str(year) for year in sorted(several)]


def _years(text: str) -> set[int]:
    """The years of a text, with those between the ends of a span; what is in a title does not count."""
    found: set[int] = set()
    for quantity in find_quantities(_TITLE.sub(" ", text)):
        if quantity.kind == "year" and quantity.date:
            ends = [int(year) for year in quantity.date.split("/")]
            found |= {*range(ends[0], ends[-1] + 1)} if ends[-1] - ends[0] < _MOST_YEARS else {*ends}
    return found


def _rows(passage: Passage) -> Iterator[list[str]]:
    """The rows of things that a passage tells, whole lists first."""
    text = passage.text
    lines = [line for line in text.split("\n") if line.strip()]
    if passage.items and len(lines) >= passage.items:
        yield list(dict.fromkeys(_item(line) for line in lines[-passage.items :]))
    elif passage.items:
        sentences = [text[slice(*span)] for span in sentence_spans(text)]
        yield [_EDGES.sub("", label_of(one)) or one for one in sentences[-passage.items :]]
    for start, end in sentence_spans(text):
        yield from _enumerated(text[start:end])


def _clauses(text: str) -> Iterator[list[str]]:
    """The clauses after each colon, which may be as many things."""
    for start, end in sentence_spans(text):
        _, colon, rest = text[start:end].partition("：")
        if colon:
            yield [piece.strip(_STRIPPED) for piece in rest.split("，")]


def _item(line: str) -> str:
    """The words of a list's item: its label where it has one."""
    bare = _MARKED.sub("", line).strip()
    return _EDGES.sub("", label_of(bare)) or bare


def _enumerated(sentence: str) -> Iterator[list[str]]:
    """The enumerations of a sentence: A、B和C; A, B and C; A; B; C. Each also with its last two things as one."""
    chinese = has_han(sentence)
    masked = _BRACKETS.sub(lambda one: "\0" * len(one.group()), sentence)
    stops = _CLAUSE_ZH if chinese else _CLAUSE_EN
    bounds = [0, *(match.end() for match in stops.finditer(masked)), len(masked)]
    for start, end in pairwise(bounds):
        clause = masked[start:end]
        row = list(_cut(clause, start, sentence, chinese=chinese))
        yield from (one for one in row if len(one) > 1 and all(0 < len(item) <= _LONGEST for item in one))
    parted = [piece.strip(_STRIPPED) for piece in re.split("[；;]", sentence)]
    if len(parted) > 2:  # one stop parts two clauses of a sentence
        first = re.split("[：:]", parted[0])[-1]
        yield [re.sub(r"^and ", "", piece) for piece in (first.strip(), *parted[1:])]


def _cut(clause: str, at: int, sentence: str, *, chinese: bool) -> Iterator[list[str]]:
    """The things of a clause, whose brackets are masked, in the words of the sentence."""
    comma, joins = (re.compile("、"), _JOINS_ZH) if chinese else (re.compile(r", (?!and )"), _AND)
    if chinese:
        clause = _TAIL_ZH.sub("", clause)
    cuts = [match.span() for match in comma.finditer(clause)]
    last = cuts[-1][1] if cuts else 0
    joined = [match.span() for match in joins.finditer(clause, last)][-1:]
    for spans in ([*cuts, *joined], cuts) if joined else (cuts,):
        edges = [0, *(edge for span in spans for edge in span), len(clause)]
        pieces = [sentence[at + a : at + b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        yield [piece.strip(_STRIPPED) for piece in pieces]

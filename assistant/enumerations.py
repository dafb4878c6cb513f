"""Enumerations within a text: runs of short items between commas, of which the last follows an "and"."""

import re
from itertools import pairwise

from corpus.script import has_han

_ITEM_MOST = 24  # characters of a Chinese item between two of the commas that enumerate
_WORDS_MOST = 6  # words of an English one
_BREAKS = re.compile(r"[。．！!？?：:|\n（）()—]|\.(?=\s|$)| [-–] ")
_CLAUSES = re.compile("[；;]")
_CHINESE_AND = re.compile("[和与與及]|以及|或者?|并|並")
_AND = re.compile(r"(?:^|\s)(?:and|or|as well as|plus)\s+(?=\S)")
_OPENS = re.compile(
    r"^(?:and |then )?(?:by|in|on|at|under|after|before|for|to|as|with|when|if|while|since|from|until|according)\b",
    re.IGNORECASE,
)
_ANEW = re.compile(r"^(?:including|namely|such as|covering|spanning|like)\b", re.IGNORECASE)
_TURNS = re.compile(
    r"^(?:which|who|whose|where|but|so|that|because|although|though|it|they|we|this|these|those)\b", re.IGNORECASE
)


def enumerations(text: str) -> tuple[int, ...]:
    """How many items each enumeration of a text has, 2 and more, in the order of the text.

    Clauses between semicolons count as one enumeration, too. A comma after an introduction ("By 2027, ...") is none.
    """
    count = _chinese if has_han(text) else _english
    found: list[int] = []
    for sentence in _BREAKS.split(text):
        clauses = [clause.strip() for clause in _CLAUSES.split(sentence) if clause.strip()]
        if len(clauses) > 1:
            found.append(len(clauses))
        for clause in clauses:
            found += [items for items in count(clause) if items > 1]
    return tuple(found)


def _chinese(clause: str) -> list[int]:
    """The runs of items between 、; the last of them may be two, joined by 和."""
    found: list[int] = []
    for stretch in re.split("[，,]", clause):
        items = stretch.split("、")
        for run in _short_runs(items):
            last = items[run[1] - 1]
            found.append(run[1] - run[0] + bool(run[1] == len(items) and _joins(last)))
        if len(items) == 1 and _joins(stretch):
            found.append(2)
    return found


def _short_runs(items: list[str]) -> list[tuple[int, int]]:
    """Where items that are short follow each other; of the first and the last, what stands around does not count."""
    ends = [0, *(at for at in range(1, len(items) - 1) if len(items[at]) > _ITEM_MOST), len(items)]
    return [(start, end) for start, end in pairwise(ends) if end - start > 1]


def _joins(item: str) -> bool:
    """Whether an item is two: an "and" stands within its beginning, with something on either side."""
    return bool(_CHINESE_AND.search(item[1:_ITEM_MOST]))


def _english(clause: str) -> list[int]:
    """The runs of items between commas that end with an "and" and one more item."""
    found: list[int] = []
    items = 0
    for at, segment in enumerate(re.split(r",\s+", clause)):
        joined = _AND.search(segment)
        before = segment[: joined.start()].strip() if joined else segment
        is_short = len(before.split()) <= _WORDS_MOST
        turns = bool(at and _TURNS.match(segment))
        if turns or _ANEW.match(segment) or (at and not is_short):
            items = 0
        is_opening = at == 0 and is_short and not joined and _OPENS.match(segment)
        items += bool(before) and not is_opening and not turns
        if joined:
            found.append(items + 1)
            items = 0
    return found

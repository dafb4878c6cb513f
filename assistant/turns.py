"""Follow-ups that point into the answer before them, asked with what they point to.

A conversation is given as its questions, oldest first, and so it stays: that is how the command line, the page, the
chain and the sets all know it, and what was answered can be found again from it. So the question before is read once
more, by extracts and without a model, but only when a follow-up points into its answer; every other question costs
what it cost. What was read last is kept: a searcher has one version of the library, so that nothing kept grows old.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from threading import Lock

from assistant.checks.context import figures
from assistant.compared import metric
from assistant.items import counted, items, years
from assistant.naming import documents_in
from assistant.parts import row
from assistant.passages import Passage
from assistant.places import place_name
from assistant.pointers import Pointer, pointer
from assistant.question import Question, standalone
from assistant.reader import Finding, Part, parts_of, read
from assistant.repeats import without_repeats
from corpus.script import detect, fold, has_han
from index.query import YEAR
from index.search import Searcher
from ingest.document import Language
from ingest.quantities import find_quantities

_KEPT = 64  # answers
_HITS = 10
# What is left of a follow-up that asks no more than which one it is.
_ONLY_WHICH = re.compile(
    r"(?:[那么呢是指叫什啥哪个一具体]|and|what|which|is|was|were|are|about|how|then|s|\W)*", re.IGNORECASE
)
_NO_FIGURES = {"date", "year", "ordinal", "duration"}


@dataclass(frozen=True, slots=True)
class _Answered:
    """A question with what was found for each of its parts."""

    text: str
    language: Language
    parts: tuple[tuple[Part, tuple[Finding, ...]], ...]

    def passages(self) -> list[Passage]:
        """What is told, in the order of the answer."""
        every = [passage for _, findings in self.parts for finding in findings for passage in finding.passages]
        return [told.passage for told in without_repeats(list(dict.fromkeys(every)), self.language)] if every else []

    def rows(self) -> list[tuple[str, Part, tuple[Passage, ...]]]:
        """The things that are compared, or of each of which the same is asked, with what is told of each."""
        places = [
            (place_name(finding.place, self.language), part, finding.passages)
            for part, findings in self.parts
            for finding in findings
            if finding.place is not None
        ]
        if len(places) > 1:
            return places
        named = row(self.text) or [self.text[slice(*span)] for span in documents_in(self.text)]
        if len(named) != len(self.parts) or len(named) == 1:
            return []
        told = [(part, tuple(one for finding in found for one in finding.passages)) for part, found in self.parts]
        return [(name, part, passages) for name, (part, passages) in zip(named, told, strict=True)]


class Turns:
    """The turns of conversations over one version of the library."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._kept: OrderedDict[Question, _Answered] = OrderedDict()
        self._lock = Lock()

    def resolved(self, question: Question) -> Question:
        """The question with what it points to in the stead of the pointer, its history likewise.

        As it is where it points to nothing, or where what it points to cannot be found.
        """
        if not question.history:
            return question
        *earlier, last = question.history
        before = self.resolved(replace(question, text=last, history=tuple(earlier)))
        question = replace(question, history=(*before.history, before.text))
        found = pointer(question.text, before.text)
        return self._pointed(question, found, before) if found else question

    def _pointed(self, question: Question, found: Pointer, before: Question) -> Question:
        answered = self._answered(before)
        meant, is_item = _meant(found, answered)
        if found.kind == "other":
            meant = self._other(before)
        if not meant:
            return question
        text, language = question.text, detect(question.text)
        named = "、".join(meant) if language != "en" else " and ".join([", ".join(meant[:-1]), meant[-1]][len(meant) == 1 :])
        head, rest = text[: found.start], text[found.end :]
        if is_item and _ONLY_WHICH.fullmatch(fold(f"{head} {rest}")):
            return replace(question, text=named, topic=True)
        unit = "年" if language != "en" and YEAR.fullmatch(meant[-1]) and not rest.startswith("年") else ""
        topic = found.kind in {"more", "less", "figure"} or (is_item and not documents_in(named))
        return replace(question, text=f"{head}{named}{unit}{rest}", topic=topic)

    def _other(self, before: Question) -> list[str]:
        """The one of two compared things that the question before was not about."""
        if not before.history:
            return []
        compared = self._answered(Question(before.history[-1], before.filters, before.history[:-1]))
        names = [name for name, _, _ in compared.rows()]
        left = [name for name in names if name not in before.text]
        return left if len(names) == 2 and len(left) == 1 else []  # noqa: PLR2004  (of three there is no other one)

    def _answered(self, question: Question) -> _Answered:
        """What answers a question whose pointers are resolved."""
        with self._lock:
            kept = self._kept.get(question)
        if kept is not None:
            return kept
        searcher = self._searcher
        result = searcher.search(standalone(question), _HITS, question.filters)
        found = tuple(
            (part, tuple(read(result, [part], searcher.library, searcher.encoder)))
            for part in parts_of(question, result.query)
        )
        answered = _Answered(question.text, detect(question.text), found)
        with self._lock:
            self._kept[question] = answered
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return answered


def _meant(found: Pointer, answered: _Answered) -> tuple[list[str], bool]:
    """What a pointer means in an answer, and whether that is an item that only the answer names."""
    if found.kind in {"more", "less", "earlier", "later"}:
        return _extreme(found, answered.rows()), False
    told = answered.passages()
    if found.kind == "figure":
        return _figure(told), False
    if found.kind == "year":
        return found.of(_years(answered, told)), False
    if named := found.of([name for name, _, _ in answered.rows()]):
        return named, False
    meant = found.of(items(told, counted(answered.text)))
    if found.may_be_year and not (meant and all(YEAR.search(item) is None for item in meant)):
        return found.of(_years(answered, told)), False
    return meant, bool(meant)


def _years(answered: _Answered, told: Sequence[Passage]) -> list[str]:
    """The years that were asked for, if there are several; else those of the answer."""
    asked = list(dict.fromkeys(YEAR.findall(answered.text)))
    return asked if len(asked) > 1 else years(told)


def _figure(told: Sequence[Passage]) -> list[str]:
    """The one figure of the answer's first words; none where there are several."""
    text = told[0].text if told else ""
    found = [one for one in find_quantities(text) if one.kind not in _NO_FIGURES]
    return [text[found[0].start : found[0].end]] if len(found) == 1 else []


def _extreme(found: Pointer, rows: Sequence[tuple[str, Part, Sequence[Passage]]]) -> list[str]:
    """The one of two things and more with the largest or the smallest figure, or the first or the last date."""
    value = _date if found.kind in {"earlier", "later"} else _size
    values = [(value(part, told), name) for name, part, told in rows]
    sizes = [size for size, _ in values if size is not None]
    if len(sizes) < 2 or len(sizes) < len(values) or len({unit for unit, _ in sizes}) > 1:  # noqa: PLR2004
        return []
    amounts = [amount for _, amount in sizes]
    best = max(amounts) if found.kind in {"more", "later"} else min(amounts)
    return [name for size, name in values if size and size[1] == best] if amounts.count(best) == 1 else []


def _size(part: Part, told: Sequence[Passage]) -> tuple[str, Fraction] | None:
    """The figure told of one of the things, with its unit: of the year and the metric that were asked for."""
    kind = metric(part.query.text)
    asked = {int(year) for year in part.query.years}
    for passage in told:
        for figure in figures(passage.text):
            of_year = not asked or figure.years is None or any(figure.years[0] <= y <= figure.years[1] for y in asked)
            quantity = figure.quantity
            if of_year and quantity.kind not in _NO_FIGURES and (kind is None or quantity.kind == kind):
                return quantity.unit, quantity.low
    return None


def _date(part: Part, told: Sequence[Passage]) -> tuple[str, Fraction] | None:
    """The date told of one of the things; else that of the issue of what tells it."""
    dates = [one.low for passage in told for one in find_quantities(passage.text) if one.kind == "date"]
    issued = [passage.document.metadata.issued for passage in told if passage.document.metadata.issued]
    if part.query.kind == "date" and dates:
        return "date", dates[0]
    return ("date", Fraction(int(issued[0].replace("-", "").ljust(8, "0")))) if issued else None

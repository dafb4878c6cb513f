"""What the answer to a question tells, for follow-ups that point into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.checks.context import figures
from assistant.compared import metric
from assistant.editions import Editions
from assistant.items import items, years
from assistant.naming import documents_in
from assistant.parts import row
from assistant.passages import Passage
from assistant.places import place_name
from assistant.pointers import Pointer
from assistant.reader import Finding, Part
from assistant.repeats import without_repeats
from index.query import YEAR
from ingest.document import Document, Language
from ingest.quantities import find_quantities

_NO_FIGURES = {"date", "year", "ordinal", "duration"}

Row = tuple[str, Part, tuple[Passage, ...]]
"""The name of a thing of which something is asked, the part that asks, and what is told of it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what was found for each of its parts, and with the documents among which it was found."""

    text: str
    language: Language
    parts: tuple[tuple[Part, tuple[Finding, ...]], ...]
    documents: tuple[Document, ...]

    def passages(self, language: Language) -> list[Passage]:
        """What is told, in the order of the answer, in this language where there is an edition in it."""
        editions = Editions(self.documents, language)
        told = (passage for _, findings in self.parts for finding in findings for passage in finding.passages)
        every = [editions.of(passage) for passage in told]
        return [told.passage for told in without_repeats(list(dict.fromkeys(every)), language)] if every else []

    def rows(self) -> list[Row]:
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


def meant(found: Pointer, answered: Answered, language: Language) -> tuple[list[str], bool]:
    """What a pointer means in an answer, in this language, and whether that is an item that only the answer names.

    Nothing where it cannot be told.
    """
    told = answered.passages(language)
    if found.kind == "item":
        return _items(found, answered, told)
    if found.kind == "figure":
        return _figure(told), False
    if found.kind == "document":
        return _document(told), False
    return found.of(_years(answered, told)) if found.kind == "year" else _extreme(found, answered.rows()), False


def _items(found: Pointer, answered: Answered, told: Sequence[Passage]) -> tuple[list[str], bool]:
    """The things that were asked about, those that the answer tells, or their years."""
    if named := found.of([name for name, _, _ in answered.rows()]):
        return named, False
    own = found.of(items(told, answered.text))
    if found.may_be_year and not (own and all(YEAR.search(item) is None for item in own)):
        return found.of(_years(answered, told)), False
    return own, bool(own)


def _years(answered: Answered, told: Sequence[Passage]) -> list[str]:
    """The years that were asked for, if there are several; else those of the answer."""
    asked = list(dict.fromkeys(YEAR.findall(answered.text)))
    return asked if len(asked) > 1 else years(told)


def _document(told: Sequence[Passage]) -> list[str]:
    """The title of the document that all of the answer is from; none where there are several works."""
    titles = {passage.document.original_id: passage.document for passage in reversed(told)}
    return [
        document.title if document.language == "en" or "《" in document.title else f"《{document.title}》"
        for document in titles.values()
        if len(titles) == 1
    ]


def _figure(told: Sequence[Passage]) -> list[str]:
    """The one figure of the answer's first words; none where there are several."""
    text = told[0].text if told else ""
    found = [one for one in find_quantities(text) if one.kind not in _NO_FIGURES]
    return [text[found[0].start : found[0].end]] if len(found) == 1 else []


def _extreme(found: Pointer, rows: Sequence[Row]) -> list[str]:
    """The one of two things and more with the largest or the smallest figure, or the first or the last date."""
    value = _date if found.kind in {"earlier", "later"} else _size
    values = [(value(part, told), name) for name, part, told in rows]
    sizes = [size for size, _ in values if size is not None]
    if len(sizes) < 2 or len(sizes) < len(values) or len({unit for unit, _ in sizes}) > 1:
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

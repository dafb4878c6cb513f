"""The extractive reader: which evidence answers the question, if any does."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.choice import LIMITS, Limits, choose
from assistant.compared import Side, metric, sides
from assistant.editions import Editions
from assistant.evidence import Evidence, judge
from assistant.fit import compares, is_aside
from assistant.naming import issue_years
from assistant.open_parts import about, is_about, is_open
from assistant.parts import parts
from assistant.passages import Passage, passages
from assistant.question import Question, spelled_out, standalone
from assistant.running import places_told_of
from assistant.stages import wants_stages
from corpus.jurisdictions import gazetteer
from index.encoders import Encoder
from index.hits import Hit
from index.library import Library
from index.match import is_named, is_of_issue, is_other_stage, place_of
from index.query import Query, analyze, places_in
from ingest.document import Document, Language
from ingest.quantities import find_quantities

_NOTES = re.compile(r"(?:^|[\s、.])(?:说明|說明|附注|附註|备注|備註|Notes?)(?:\s|$)")
_PRECISE = {"figure", "date", "document_number"}
_OF_PAGES = {"date", "body", "document_number"}
_TOLD_AS_LISTS = {"list", "statement"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What answers the question for one place; for the question as a whole when `place` is None. May be empty.

    `part` is a part of the question that nothing answers, though something answers another.
    """

    place: str | None
    passages: tuple[Passage, ...]
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A question that a question holds, or the whole: analysed, and the years that the answer has to be about.

    A year that is only carried over from earlier questions is preferred, and not needed. `issued` are years that tell
    a document: the plan of 2024. For one of several places that are compared, `place` is its code.
    """

    query: Query
    years: frozenset[str]
    issued: frozenset[str] = frozenset()
    place: str | None = None


def parts_of(question: Question, query: Query) -> list[Part]:
    """What a question holds.

    :param query: the question as a whole, analysed.
    """
    text = spelled_out(question.text)
    if compared := sides(text, analyze(text)):
        return [_side(side) for side in compared]
    texts = parts(text)
    if len(texts) == 1:
        return [_part(query, text)]
    return [_part(analyze(standalone(replace(question, text=text))), text) for text in texts]


def _side(side: Side) -> Part:
    query = replace(analyze(side.text), kind=side.kind)
    if side.place is not None:
        query = replace(query, places=(side.place,))
    return replace(_part(query, side.text), place=side.place)


def _part(query: Query, text: str) -> Part:
    issued = issue_years(query.text)
    return Part(query, frozenset(year for year in query.years if year in text) - issued, issued)


def read(
    asked: Sequence[tuple[Part, Sequence[Hit]]], library: Library, encoder: Encoder, limits: Limits = LIMITS
) -> list[Finding]:
    """What answers the question in the hits: a finding for each place where several are compared, else at most one.

    Nothing at all when no place has an answer.

    :param asked: what the question holds, each part with the hits in which its answer is looked for; what answers any
        of it is told, then one finding for each part without any.
    """
    judged = [(part, judged_for(part.query, passages(hits, library), encoder)) for part, hits in asked]
    return answers(judged, limits)


def answers(judged: Sequence[tuple[Part, Sequence[Evidence]]], limits: Limits) -> list[Finding]:
    """The findings for all that a question holds, from the evidence judged for each part of it."""
    parts = [find(part, evidence, limits) for part, evidence in judged]
    findings = combined(parts)
    told = [passage for finding in findings for passage in finding.passages]
    left = [part.query for (part, _), own in zip(judged, parts, strict=True) if told and not own]
    return [*findings, *(Finding(None, (), query.text) for query in left if is_open(query, told))]


def judged_for(query: Query, found: Sequence[Passage], encoder: Encoder) -> list[Evidence]:
    """The passages that may answer, judged."""
    documents = {passage.document.id: passage.document for passage in found}
    meant = {one.id for one in documents.values() if not _is_of_wrong_stage(query, one, documents.values())}
    named = {
        one.original_id
        for one in documents.values()
        if one.id in meant and is_named(query, one) and place_of(query, one) != "other"
    }
    may = [one for one in found if one.document.id in meant and may_answer(query, one, named)]
    if query.kind == "document_number" and may:
        first = min(may, key=lambda one: one.rank).document.original_id
        may = [one for one in may if one.document.original_id == first or not one.document.metadata.document_number]
    return judge(query, may, encoder)


def _is_of_wrong_stage(query: Query, document: Document, documents: Iterable[Document]) -> bool:
    """Whether a draft is asked for and the document is none, or the other way round, and its place has such a one."""
    place = document.metadata.jurisdiction
    return is_other_stage(query, document) and any(
        other.metadata.jurisdiction == place and not is_other_stage(query, other) for other in documents
    )


def combined(findings: Sequence[list[Finding]]) -> list[Finding]:
    """The findings for the parts of a question as those for the whole; each passage once."""
    if len(findings) == 1:
        return findings[0]
    every = [finding for part in findings for finding in part]
    told: dict[tuple[str, int], Passage] = {}
    for passage in (passage for finding in every if finding.place is None for passage in finding.passages):
        told.setdefault((passage.document.id, passage.start), passage)
    rows = [finding for finding in every if finding.place is not None]
    whole = [Finding(None, tuple(told.values()))] if told else []
    return [*rows, *whole] if told or any(row.passages for row in rows) else []


def find(part: Part, judged: Sequence[Evidence], limits: Limits) -> list[Finding]:
    """The findings among judged passages; one for the place, which may be empty, where the part is of one.

    First in the documents of the year by which the question tells one; if they have none, the year is one like others.
    """
    judged = _in_language(part.query.language, judged)
    told = [evidence for evidence in judged if is_of_issue(evidence.passage.document, part.issued)]
    years = tuple(year for year in part.query.years if year not in part.issued)
    found = _find(replace(part, query=replace(part.query, years=years)), told, limits) if told else []
    if any(finding.passages for finding in found):
        return found
    return _find(replace(part, years=part.years | part.issued.intersection(part.query.years)), judged, limits)


def _find(part: Part, judged: Sequence[Evidence], limits: Limits) -> list[Finding]:
    query = part.query
    if part.place is not None:
        return [Finding(part.place, _select_for(part.place, query, judged, limits))]
    if len(query.places) > 1:
        by_place = [Finding(place, _select_for(place, query, judged, limits)) for place in query.places]
        answered = sum(bool(finding.passages) for finding in by_place)
        if answered > 1 or (answered and compares(query)):
            return by_place
    chosen = choose(query, about(query, judged), limits)
    found = {year for evidence in chosen for year in evidence.years}
    if not chosen or not found >= part.years:
        return []
    return [Finding(None, tuple(evidence.passage for evidence in chosen))]


def _in_language(language: Language, judged: Sequence[Evidence]) -> list[Evidence]:
    """The evidence in the question's language where there is an edition in it; the same words once."""
    editions = Editions((evidence.passage.document for evidence in judged), language)
    found: dict[tuple[str, int, int], Evidence] = {}
    for evidence in judged:
        passage = editions.of(evidence.passage)
        found.setdefault((passage.document.id, passage.start, passage.end), replace(evidence, passage=passage))
    return list(found.values())


def may_answer(query: Query, passage: Passage, named: Collection[str]) -> bool:
    """Whether a passage is of a document and about a place that the question can mean.

    :param named: the ids of the originals that the question names.
    """
    document = passage.document
    if passage.byline and (query.kind not in _OF_PAGES or wants_stages(query)):
        return False
    is_note = passage.items or (query.kind not in _PRECISE and _NOTES.search(passage.context))
    if is_note and is_aside(query, passage.text):
        return False
    if passage.heads and query.kind != "list":
        return False
    if passage.items and not (wants_stages(query) if passage.staged else query.kind in _TOLD_AS_LISTS):
        return False
    if named and len(query.places) < 2 and document.original_id not in named:
        return False
    return not query.places or _is_about_place(query, passage)


def _is_about_place(query: Query, passage: Passage) -> bool:
    """Whether a passage can be about a place that the question names: it names it, or its document is of it.

    What names another place is not of that one; only what names a part of it may be, though its figures and dates are
    those of the part. What the place lies in does not count. On a page of several places the running text tells.
    """
    asked = frozenset(query.places)
    around = frozenset(outer for place in asked for outer in gazetteer().ancestors(place)) - asked
    place = passage.document.metadata.jurisdiction
    if place is None:
        named = places_told_of(passage, around)
    else:
        named = frozenset(places_in(passage.text) or places_in(passage.context)) - around
    if named & asked or not (place is None or place in asked):
        return bool(named & asked)
    inner = any(gazetteer().within(one, place) for one in named for place in asked)
    return not named or (inner and query.kind not in _PRECISE)


def _select_for(place: str, query: Query, judged: Sequence[Evidence], limits: Limits) -> tuple[Passage, ...]:
    """The passages that answer for one of several places; one of the years that are named will do.

    Where figures are compared, rather one of the metric that is asked for: of computing power in PFlops.
    """
    of_place = [evidence for evidence in judged if _is_of_place(evidence.passage, place)]
    kind = metric(query.text) if query.kind in {"figure", "comparison"} else None
    of_metric = [evidence for evidence in of_place if kind in _quantities(evidence.passage)] if kind else []
    easier = replace(limits, enough=limits.enough - limits.compared, sure=limits.sure_of_place)
    chosen = choose(query, of_metric, easier) or choose(query, of_place, easier)
    told = tuple(evidence.passage for evidence in chosen)
    if query.years and not any(evidence.years for evidence in chosen):
        return ()
    return told if is_about(query, told) else ()


def _is_of_place(passage: Passage, place: str) -> bool:
    """Whether a passage names a place, or none, and its document is of it; what the place lies in does not count.

    On a page of several places the running text tells.
    """
    around = frozenset(gazetteer().ancestors(place))
    if passage.document.metadata.jurisdiction is None:
        return place in places_told_of(passage, around)
    named = frozenset(places_in(passage.text)) - around
    return place in named if named else passage.document.metadata.jurisdiction == place


def _quantities(passage: Passage) -> set[str]:
    """The kinds of quantities that a passage states."""
    return {quantity.kind for quantity in find_quantities(passage.text)}

"""The extractive reader: which evidence answers the question, if any does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence, Passage, judge, passages, same_language
from assistant.fit import compares, lacks_acronym, lacks_counted, lacks_terms
from assistant.open_parts import is_about, is_open
from assistant.parts import parts
from assistant.question import Question, standalone
from index.encoders import Encoder
from index.library import Library
from index.match import is_named, is_of_other_year, is_other_stage
from index.query import Query, analyze, places_in
from index.search import Result
from ingest.document import Block

_MOST_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What evidence must reach to be an answer. Fitted on the sets that ship (`evals.benchmarks.limits`).

    A passage is `enough` by its similarity and `cover_weight` times its cover; in another language than the question's
    by `across` less, and where places are compared by `compared` less. Its own cover is `least_cover` unless the two
    are `alike`. A further passage is taken when it scores within `margin` of the first and adds something, and a figure
    that comes within `rival` of the first is told beside it.
    """

    cover_weight: float = 1.1
    enough: float = 0.8
    across: float = 0.2
    compared: float = 0.3
    least_cover: float = 0.15
    alike: float = 0.7
    margin: float = 1.2
    rival: float = 0.08


LIMITS = Limits()


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

    A year that is only carried over from earlier questions is preferred, and not needed.
    """

    query: Query
    years: frozenset[str]


def parts_of(question: Question, query: Query) -> list[Part]:
    """What a question holds.

    :param query: the question as a whole, analysed.
    """
    texts = parts(question.text)
    if len(texts) == 1:
        return [_part(query, question.text)]
    return [_part(analyze(standalone(replace(question, text=text))), text) for text in texts]


def _part(query: Query, text: str) -> Part:
    return Part(query, frozenset(year for year in query.years if year in text))


def read(
    result: Result, asked: Sequence[Part], library: Library, encoder: Encoder, limits: Limits = LIMITS
) -> list[Finding]:
    """What answers the question in the hits: a finding for each place where several are compared, else at most one.

    Nothing at all when no place has an answer.

    :param asked: what the question holds; what answers any of it is told, then one finding for each part without any.
    """
    found = passages(result.hits, library)
    parts = [_about(part, find(part, judged_for(part.query, found, encoder), limits)) for part in asked]
    findings = combined(parts)
    told = [passage for finding in findings for passage in finding.passages]
    left = [part.query for part, own in zip(asked, parts, strict=True) if not own and told]
    return [*findings, *(Finding(None, (), query.text) for query in left if is_open(query, told))]


def _about(part: Part, findings: list[Finding]) -> list[Finding]:
    """The findings, if they are about what the part asks for: its place, year and document are not enough."""
    told = [passage for finding in findings for passage in finding.passages]
    return findings if is_about(part.query, told) else []


def judged_for(query: Query, found: Sequence[Passage], encoder: Encoder) -> list[Evidence]:
    """The passages that may answer, judged."""
    documents = {passage.document.id: passage.document for passage in found}
    named = {document.original_id for document in documents.values() if is_named(query, document)}
    return judge(query, [passage for passage in found if may_answer(query, passage, named)], encoder)


def combined(findings: Sequence[list[Finding]]) -> list[Finding]:
    """The findings for the parts of a question as those for the whole; each passage once."""
    if len(findings) == 1:
        return findings[0]
    told: dict[tuple[str, int], Passage] = {}
    for finding in (finding for part in findings for finding in part):
        for passage in finding.passages:
            told.setdefault((passage.document.id, passage.start), passage)
    return [Finding(None, tuple(told.values()))] if told else []


def find(part: Part, judged: Sequence[Evidence], limits: Limits) -> list[Finding]:
    """The findings among judged passages."""
    query = part.query
    if len(query.places) > 1:
        by_place = [Finding(place, _select_for(place, query, judged, limits)) for place in query.places]
        answered = sum(bool(finding.passages) for finding in by_place)
        if answered > 1 or (answered and compares(query)):
            return by_place
    chosen = _select(query, judged, limits)
    years = {year for evidence in chosen for year in evidence.years}
    if not chosen or not years >= part.years:
        return []
    return [Finding(None, tuple(_with_list(query, evidence.passage) for evidence in chosen))]


def may_answer(query: Query, passage: Passage, named: Collection[str]) -> bool:
    """Whether a passage is of a document and about a place that the question can mean.

    :param named: the ids of the originals that the question names.
    """
    document = passage.document
    if is_other_stage(query, document):
        return False
    if named and len(query.places) < 2 and document.original_id not in named:
        return False
    place = document.metadata.jurisdiction
    if not query.places or place is None or place in query.places:
        return True
    return not {*query.places}.isdisjoint(places_in(passage.text))


def _select_for(place: str, query: Query, judged: Sequence[Evidence], limits: Limits) -> tuple[Passage, ...]:
    """The passages that answer for one of several places; one of the years that are named will do."""
    of_place = [evidence for evidence in judged if evidence.passage.document.metadata.jurisdiction == place]
    easier = replace(limits, enough=limits.enough - limits.compared)
    chosen = _select(query, of_place, easier)
    if query.years and not any(evidence.years for evidence in chosen):
        return ()
    return tuple(evidence.passage for evidence in chosen)


def _select(query: Query, judged: Sequence[Evidence], limits: Limits) -> list[Evidence]:
    """The best passage that suffices, and those that add something to it; of one document, but for a further year."""
    enough = [evidence for evidence in judged if _suffices(query, evidence, limits)]
    if not enough:
        return []
    best = next((evidence for evidence in enough if _is_edition(query, evidence, enough[0])), enough[0])
    chosen = [best]
    years, covered = set(best.years), set(best.covered)
    for evidence in judged:
        if len(chosen) == _MOST_PASSAGES or evidence.score < best.score - limits.margin:
            break
        same_document = evidence.passage.document.id == best.passage.document.id
        is_rival = query.kind == "figure" and evidence.score >= best.score - limits.rival
        adds = (evidence.years - years) or (same_document and (evidence.covered - covered or is_rival))
        if adds and _suffices(query, evidence, limits) and evidence not in chosen:
            chosen.append(evidence)
            years |= evidence.years
            covered |= evidence.covered
    return chosen


def _is_edition(query: Query, evidence: Evidence, best: Evidence) -> bool:
    """Whether the evidence is of the same work as the best one, in the question's language."""
    document = evidence.passage.document
    is_same = document.original_id == best.passage.document.original_id
    return is_same and same_language(query.language, document.language)


def _suffices(query: Query, evidence: Evidence, limits: Limits) -> bool:
    """Whether a passage is of the kind and the year that are asked for, and about enough of what is asked."""
    text = evidence.passage.text
    if not evidence.fits or (query.kind == "figure" and is_of_other_year(query, text)):
        return False
    if lacks_acronym(query, text) or lacks_counted(query, f"{evidence.passage.context} {text}"):
        return False
    if lacks_terms(query, evidence.covered):
        return False
    is_across = not same_language(query.language, evidence.passage.document.language)
    needed = limits.enough - limits.across * is_across
    is_covered = evidence.own_cover >= limits.least_cover or evidence.similarity >= limits.alike
    return is_covered and evidence.similarity + limits.cover_weight * evidence.cover >= needed


def _with_list(query: Query, passage: Passage) -> Passage:
    """The passage, with the rest of its list and the list's lead-in where a list is asked for."""
    blocks = passage.document.blocks
    at = next(i for i, block in enumerate(blocks) if block.start == passage.block.start)
    leads = passage.text.rstrip().endswith(("：", ":"))
    if not leads and not (query.kind == "list" and passage.block.kind == "list_item"):
        return passage
    last = _run_end(blocks, at + 1)
    first = at
    while first > 0 and blocks[first].kind == "list_item":
        first -= 1
    start = passage.start if leads else _lead_in(passage, blocks[first])
    return replace(passage, start=start, end=max(passage.end, blocks[last - 1].end))


def _run_end(blocks: Sequence[Block], at: int) -> int:
    """The position after the run of list items that begins at `at`."""
    while at < len(blocks) and blocks[at].kind == "list_item":
        at += 1
    return at


def _lead_in(passage: Passage, before: Block) -> int:
    """Where the block before a list begins when it leads into it, else where the list does."""
    text = passage.document.text[before.start : before.end]
    return before.start if before.kind == "paragraph" and text.endswith(("：", ":")) else before.end + 1

"""The extractive reader: which evidence answers the question, if any does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence, Passage, judge, passages
from index.encoders import Encoder
from index.library import Library
from index.query import Query, places_in
from index.search import Result
from ingest.document import Block

_MOST_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What evidence must reach to be an answer. Fitted on `evals/sets/starter.yaml`.

    A passage needs `cover` of what is asked about, or less of it (`cover_if_similar`) when it is `similar` as a whole.
    A second one is taken when it scores within `margin` of the first and adds something.
    """

    cover: float = 0.5
    cover_if_similar: float = 0.25
    similar: float = 0.55
    margin: float = 0.35


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Finding:
    """What answers the question for one place; for the question as a whole when `place` is None. May be empty."""

    place: str | None
    passages: tuple[Passage, ...]


def read(result: Result, library: Library, encoder: Encoder, limits: Limits = LIMITS) -> list[Finding]:
    """What answers the question in the hits: a finding for each place where several are compared, else at most one.

    Nothing at all when no place has an answer.
    """
    query = result.query
    judged = judge(query, passages(result.hits, library), encoder)
    if len(query.places) > 1:
        by_place = [Finding(place, _select(query, _of(place, judged), limits)) for place in query.places]
        if sum(bool(finding.passages) for finding in by_place) > 1:
            return by_place
    eligible = [evidence for evidence in judged if _is_about(query, evidence.passage)]
    chosen = _select(query, eligible, limits)
    return [Finding(None, chosen)] if chosen else []


def _of(place: str, judged: Sequence[Evidence]) -> list[Evidence]:
    return [evidence for evidence in judged if evidence.passage.document.metadata.jurisdiction == place]


def _is_about(query: Query, passage: Passage) -> bool:
    """Whether a passage is about one of the places asked about: its document is, or it names the place."""
    if not query.places:
        return True
    place = passage.document.metadata.jurisdiction
    return place is None or place in query.places or not {*query.places}.isdisjoint(places_in(passage.text))


def _select(query: Query, judged: Sequence[Evidence], limits: Limits) -> tuple[Passage, ...]:
    """The passages that answer together, of one document where it can be; none if they do not suffice."""
    best = next((evidence for evidence in judged if _suffices(evidence, limits)), None)
    if best is None:
        return ()
    chosen = [best]
    years, covered = set(best.years), set(best.covered)
    for evidence in judged:
        if len(chosen) == _MOST_PASSAGES or evidence.score < best.score - limits.margin:
            break
        same_document = evidence.passage.document.id == best.passage.document.id
        adds = (evidence.years - years) or (same_document and evidence.covered - covered)
        if adds and evidence.fits and evidence not in chosen:
            chosen.append(evidence)
            years |= evidence.years
            covered |= evidence.covered
    if years != set(query.years):
        return ()
    return tuple(_with_list(query, evidence.passage) for evidence in chosen)


def _suffices(evidence: Evidence, limits: Limits) -> bool:
    if not evidence.fits:
        return False
    needed = limits.cover_if_similar if evidence.similarity >= limits.similar else limits.cover
    return evidence.cover >= needed


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

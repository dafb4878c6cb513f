"""Which of the judged passages are told: the best that suffices, and those that may hold what it lacks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.editions import same_language
from assistant.evidence import Evidence
from assistant.fit import numbers_of_items
from assistant.lacks import lacks_acronym, lacks_counted, lacks_terms
from assistant.passages import Passage
from assistant.stages import years_named
from index.analyze import terms
from index.cover import NAMED, named_share
from index.match import is_of_other_year
from index.query import Query

_MOST_PASSAGES, _MOST_CHARACTERS = 3, 400


@dataclass(frozen=True, slots=True)
class Limits:
    """What evidence must reach to be an answer. Fitted on the sets that ship (`evals.benchmarks.limits`).

    A passage is `enough` by its similarity and `cover_weight` times its cover; in another language than the question's
    by `across` less, and where places are compared, or for the stages that are asked for, by `compared` less. Its own
    cover is `least_cover` unless the two are `alike`. Nothing of that is asked of one that answers by log-odds of
    `read` and is `near` by its similarity, or by its own cover of `near_cover`. Further passages are taken until it is
    `sure` that the answer is among them, or `sure_of_place` where each of several places has a line, as far as they are
    themselves `likely` to hold it.
    """

    cover_weight: float = 1.1
    enough: float = 0.8
    across: float = 0.2
    compared: float = 0.3
    least_cover: float = 0.15
    alike: float = 0.7
    read: float = 1.0
    near_cover: float = 0.3
    near: float = 0.55
    sure: float = 0.8
    sure_of_place: float = 0.5
    likely: float = 0.08


LIMITS = Limits()


def choose(query: Query, judged: Sequence[Evidence], limits: Limits) -> list[Evidence]:
    """The best passage that suffices, and as many after it as it takes until the answer is likely among them.

    They are of the same work, but for one that is about a further year of those that are asked about.
    """
    best = next((evidence for evidence in judged if _suffices(query, evidence, limits)), None)
    if best is None:
        return []
    told = _stages_for(best, query, judged, limits) or _outline_for(best, query, judged, limits)
    if told is not None:
        return [told]
    if best.passage.heads or (best.passage.items and best.signs["counted"] >= 1):
        return [best]  # an outline, or a list of as many items as are asked for
    chosen, years = [best], set(best.years)
    likely = _likelihoods([one for one in judged if one.passage.document.id == best.passage.document.id])
    for evidence in judged:
        if len(chosen) == _MOST_PASSAGES:
            break
        is_of_other = query.kind == "figure" and is_of_other_year(query, evidence.passage.text)
        if _is_told(evidence, chosen) or evidence.passage.items or is_of_other:
            continue
        sure = sum(share for one, share in likely if _is_told(one, chosen))
        own = next((share for one, share in likely if one is evidence), 0.0)
        is_short = sum(len(one.passage.text) for one in (*chosen, evidence)) <= _MOST_CHARACTERS
        adds_year = bool(evidence.years - years) and _suffices(query, evidence, limits)
        if adds_year or (is_short and sure < limits.sure and own >= limits.likely):
            chosen.append(evidence)
            years |= evidence.years
    return chosen


def _stages_for(best: Evidence, query: Query, judged: Sequence[Evidence], limits: Limits) -> Evidence | None:
    """The stages that the document of the best passage tells, if they are asked for and it does not name them all.

    Stages are judged only where they are asked for (`reader.may_answer`).
    """
    document = best.passage.document.id
    staged = (one for one in judged if one.passage.staged and one.passage.document.id == document)
    found = next((one for one in staged if _suffices(query, one, limits)), None)
    is_named = found is not None and years_named(best.passage.text) >= found.passage.items
    return found if best.passage.staged or not is_named else None


def _outline_for(best: Evidence, query: Query, judged: Sequence[Evidence], limits: Limits) -> Evidence | None:
    """The outline, in the document of the best passage, of a section that is called what the question asks for.

    Rather one with as many parts as are asked for; none where the best passage tells as many.
    """
    if best.signs["counted"] >= 1:
        return None
    document = best.passage.document.id
    headed = [one for one in judged if one.passage.document.id == document and _is_headed(query, one.passage)]
    wanted = numbers_of_items(query)
    found = [one for one in headed if _suffices(query, one, limits) and not (wanted and one.signs["counted"] < 1)]
    return max(found, key=lambda one: (one.signs["counted"], one.score), default=None)


def _is_headed(query: Query, passage: Passage) -> bool:
    """Whether the heading of an outline names what the question asks for, and the title of its document does not."""
    if not passage.heads:
        return False
    chinese = passage.language != "en"
    head, title = passage.text.split("\n")[0], passage.document.title
    named, titled = (named_share(query, {*terms(text)}, chinese) for text in (head, title))
    return any(share >= NAMED > titled[words] for words, share in named.items())


def _likelihoods(judged: Sequence[Evidence]) -> list[tuple[Evidence, float]]:
    """How likely each of the passages is the one of them that answers: softmax of the scores."""
    top = max(evidence.score for evidence in judged)
    weights = [math.exp(evidence.score - top) for evidence in judged]
    total = sum(weights)
    return [(evidence, weight / total) for evidence, weight in zip(judged, weights, strict=True)]


def _is_told(evidence: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether a passage stands, in whole or in part, in those that are told."""
    own = evidence.passage
    return any(
        one.passage.document.id == own.document.id and own.start < one.passage.end and one.passage.start < own.end
        for one in chosen
    )


def _suffices(query: Query, evidence: Evidence, limits: Limits) -> bool:
    """Whether a passage is of the kind and the year that are asked for, and about enough of what is asked."""
    text = evidence.passage.text
    if not evidence.fits or (query.kind == "figure" and is_of_other_year(query, text)):
        return False
    is_row = evidence.passage.block.kind == "table_row"
    if lacks_acronym(query, text) or lacks_counted(query, text, evidence.passage.context if is_row else ""):
        return False
    if lacks_terms(query, evidence.covered):
        return False
    is_near = evidence.own_cover >= limits.near_cover or evidence.similarity >= limits.near
    if is_near and evidence.signs["reading"] >= limits.read:
        return True
    is_across = not same_language(query.language, evidence.passage.language)
    is_staged = evidence.passage.staged
    needed = limits.enough - limits.across * is_across - limits.compared * is_staged
    is_covered = evidence.own_cover >= limits.least_cover or evidence.similarity >= limits.alike
    is_covered = is_covered or (is_staged and bool(evidence.covered))
    return is_covered and evidence.similarity + limits.cover_weight * evidence.cover >= needed

"""From several rankings to one: reciprocal rank fusion, then what tells near copies apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.jurisdictions import gazetteer
from corpus.script import fold
from index.query import Query
from ingest.document import Chunk, Document

# Cormack, Clarke, Büttcher 2009, "Reciprocal rank fusion outperforms Condorcet": 60 in their experiments.
_RRF = 60


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts beside the fused rank, which goes from 0 to 1."""

    same_place: float = 0.8
    inner_place: float = 0.35
    outer_place: float = 0.25
    wrong_place: float = -0.4
    document_number: float = 1.0
    year_in_text: float = 0.15
    year_of_document: float = 0.1
    replaced: float = -0.1


WEIGHTS = Weights()


def fuse(rankings: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """For each key the sum over the rankings of 1 / (60 + rank), over its greatest possible value.

    :param rankings: name -> keys, best first.
    """
    scores: dict[int, float] = defaultdict(float)
    for keys in rankings.values():
        for rank, key in enumerate(keys, start=1):
            scores[key] += 1 / (_RRF + rank)
    best = max(scores.values(), default=1.0)
    return {key: score / best for key, score in scores.items()}


def signs(query: Query, chunk: Chunk, document: Document, weights: Weights = WEIGHTS) -> dict[str, float]:
    """What speaks for and against a chunk besides its words, by name; only what is not zero."""
    known = document.metadata
    found = {
        "place": _place(query.places, known.jurisdiction, weights),
        "document_number": weights.document_number * _names_number(query, document),
        "year_in_text": weights.year_in_text * any(year in chunk.text for year in query.years),
        "year_of_document": weights.year_of_document * any(year in document.title for year in query.years),
        "replaced": weights.replaced * (known.status in {"draft", "ended"} and not query.years),
    }
    return {name: value for name, value in found.items() if value}


def _place(asked: Sequence[str], place: str | None, weights: Weights) -> float:
    """How well a document's place fits those that are asked about; nothing when none is asked about."""
    places = gazetteer()
    if not asked or place is None or place not in places:
        return 0.0
    if place in asked:
        return weights.same_place
    if any(places.within(place, code) for code in asked):
        return weights.inner_place
    if any(places.within(code, place) for code in asked):
        return weights.outer_place
    return weights.wrong_place


def _names_number(query: Query, document: Document) -> bool:
    number = _plain(document.metadata.document_number or "")
    return number != "" and any(_plain(asked).endswith(number) for asked in query.document_numbers)


def _plain(number: str) -> str:
    """A document number without the shape of its brackets and spaces, in Simplified characters."""
    return "".join(character for character in fold(number) if character.isalnum())

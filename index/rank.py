"""Which candidates answer a question: signs of many kinds, weighed and added up.

Policies of different places are near copies of each other, so that words and vectors find them all; place, year, title,
number and stage tell them apart. Each language has its rankings, so that neither buries the other; they are fused by
score, not by rank, since a question in one language finds few of its words in the other, and the ranks hide how few.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from index.analyze import terms
from index.cover import named_share, nearness, rarity
from index.encoders import Encoder
from index.match import has_number, is_named, is_of_other_year, is_other_stage, place_of, place_of_text
from index.query import Query
from ingest.document import Chunk, Document

_READ = 16  # how many of the likeliest are read


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that a search found.

    `similarity` is its cosine with the question, 0 if only its words found it; `words` its BM25 score beside the one
    of a text that would say all that the question is about.
    """

    key: int
    chunk: Chunk
    document: Document
    similarity: float
    words: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts, `similarity` being 1.

    Fitted by logistic regression over pairs of candidates, on the questions that ship (`evals/sets/library.yaml`, with
    editions and without), on questions of ours over raw pages, and on questions of DRCD and CMRC; `words_across` later,
    alone, on those of `evals.benchmarks.fitting`, over which `evals.benchmarks.weights` looks for better ones.
    """

    similarity: float = 1.0
    words: float = 3.2
    words_across: float = 0.8
    same_place: float = 0.77
    inner_place: float = -0.2
    outer_place: float = -0.35
    other_place: float = -0.64
    document_number: float = 0.4
    named: float = 0.43
    other_named: float = -0.38
    other_stage: float = -0.87
    replaced: float = -0.21
    cover: float = 0.34
    meaning: float = 0.9
    year: float = 0.07
    other_year: float = -0.21


WEIGHTS = Weights()
Signs = Mapping[str, float]
"""By the names of the weights: how strong each sign is. Those that are not there are 0."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with what spoke for and against it."""

    candidate: Candidate
    signs: Signs
    score: float


def rank(
    query: Query,
    candidates: Sequence[Candidate],
    encoder: Encoder,
    replaced: Collection[str] = (),
    weights: Weights = WEIGHTS,
) -> list[Ranked]:
    """The candidates, best first; ties in the order of chunk ids. Only the likeliest are read: they come first.

    :param replaced: ids of documents that others in the library have replaced.
    """
    known = asdict(weights)
    documents = {c.document.id: c.document for c in candidates}
    named = {document.original_id for document in documents.values() if is_named(query, document)}
    of_document = {key: document_signs(query, document, named, replaced) for key, document in documents.items()}
    seen = [(c, {**content_signs(query, c), **of_document[c.document.id]}) for c in candidates]
    likely = _by_score(Ranked(c, signs, _score(signs, known)) for c, signs in seen)
    inner = inner_signs(query, [one.candidate for one in likely[:_READ]], encoder)
    both = [(one.candidate, {**one.signs, **signs}) for one, signs in zip(likely, inner, strict=False)]
    read = _by_score(Ranked(c, signs, _score(signs, known)) for c, signs in both)
    rest = likely[_READ:]
    above = max(0.0, rest[0].score - read[-1].score) if rest else 0.0
    return _by_score([*read, *(Ranked(one.candidate, one.signs, round(one.score - above, 6)) for one in rest)])


def _by_score(ranked: Iterable[Ranked]) -> list[Ranked]:
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.chunk.id))


def _score(signs: Signs, weights: Mapping[str, float]) -> float:
    return round(sum(weights[name] * value for name, value in signs.items()), 6)


def content_signs(query: Query, candidate: Candidate) -> Signs:
    """How near a candidate is by its vector and its words, which are translations in a text of the other language.

    Where its document has no place, or several, the places that it names itself tell how it is to those asked about.
    """
    is_across = (query.language == "en") != (candidate.document.language == "en")
    signs = {"similarity": candidate.similarity, "words_across" if is_across else "words": candidate.words}
    if candidate.document.metadata.jurisdiction is None:
        chunk = candidate.chunk
        if place := place_of_text(query, "\n".join((*chunk.headings, chunk.text))):
            signs[f"{place}_place"] = 1.0
    return signs


def document_signs(query: Query, document: Document, named: Collection[str], replaced: Collection[str]) -> Signs:
    """What is known of a document without reading it; only what is not 0.

    :param named: ids of the originals that the question names, of which there can be several.
    """
    place = place_of(query, document)
    other_named = bool(named) and document.original_id not in named and len(query.places) < 2
    is_replaced = document.metadata.status in {"draft", "ended", "repealed"} or document.original_id in replaced
    found = {
        f"{place}_place": place != "",
        "document_number": has_number(query, document),
        "named": document.original_id in named,
        "other_named": other_named,
        "other_stage": is_other_stage(query, document),
        "replaced": is_replaced,
    }
    return {name: 1.0 for name, is_there in found.items() if is_there}


def inner_signs(query: Query, candidates: Sequence[Candidate], encoder: Encoder) -> list[Signs]:
    """What reading the candidates tells: how much of what the question is about is named in each, and its years."""
    inside = [frozenset(terms(c.chunk.text)) for c in candidates]
    chinese = [c.document.language != "en" for c in candidates]
    covers = [named_share(query, words, is_chinese) for words, is_chinese in zip(inside, chinese, strict=True)]
    weights = rarity(query, covers)
    meant = nearness(query, [c.chunk.text for c in candidates], encoder)
    total = sum(weights.values()) or 1.0
    return [
        {
            "cover": sum(weights[words] * share for words, share in cover.items()) / total,
            "meaning": sum(weights[words] * share for words, share in near.items()) / total,
            "year": float(any(year in c.chunk.text for year in query.years)),
            "other_year": float(is_of_other_year(query, c.chunk.text)),
        }
        for c, cover, near in zip(candidates, covers, meant, strict=True)
    ]

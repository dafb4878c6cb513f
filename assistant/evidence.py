"""The sentences, list items and table rows in what was found, and how well each answers the question."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.fit import fits
from index.cover import NAMED, Cover, covers, rarity
from index.encoders import Encoder
from index.hits import Hit
from index.library import Library
from index.query import Query
from ingest.document import Block, Document, Language
from ingest.sentences import sentence_spans

_ENCODED = 24
_SEPARATOR = re.compile(r"[、；;]|, |，|\band\b|和")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts in a passage's score."""

    similarity: float = 1.0
    cover: float = 1.0
    fits: float = 0.15
    years: float = 0.3
    hit_rank: float = 0.1
    same_language: float = 0.15
    items: float = 0.25


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be cited, with its hit's rank. `context` is what stands around it."""

    document: Document
    block: Block
    start: int
    end: int
    context: str
    rank: int

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, judged.

    `similarity` is its cosine with the question; `cover` the share (0 to 1) of what the question is about that is named
    in it or around it, rarer things weighing more; `covered` the concepts that are named in it; `years` those of the
    question's years that it is about; `fits` whether it holds the kind of thing that is asked for.
    """

    passage: Passage
    similarity: float
    cover: float
    covered: frozenset[str]
    years: frozenset[str]
    fits: bool
    score: float


def passages(hits: Sequence[Hit], library: Library) -> list[Passage]:
    """What can be cited in the hits, each once, in the order of the hits."""
    found: dict[tuple[str, int, int], Passage] = {}
    for hit in hits:
        document = library.document(hit.chunk.document_id)
        for passage in _passages_of(hit, document):
            found.setdefault((document.id, passage.start, passage.end), passage)
    return list(found.values())


def _passages_of(hit: Hit, document: Document) -> Iterable[Passage]:
    table_header = ""
    for block in document.blocks:
        if block.kind == "table_header":
            table_header = document.text[block.start : block.end]
        if block.kind in {"title", "heading", "table_header"}:
            continue
        start, end = max(block.start, hit.chunk.start), min(block.end, hit.chunk.end)
        if start >= end:
            continue
        around = [*block.headings, table_header if block.kind == "table_row" else ""]
        context = " ".join(part for part in around if part)
        spans = [(start, end)] if block.kind == "table_row" else sentence_spans(document.text, start, end)
        for span in spans:
            yield Passage(document, block, *span, context, hit.rank)


def judge(query: Query, found: Sequence[Passage], encoder: Encoder) -> list[Evidence]:
    """The likelier passages judged, best first; ties in the order of the hits and of the text.

    Passages are ordered by their words first, and only the first `_ENCODED` of them compared by meaning, because
    encoding them is most of the time that an answer takes.
    """
    found_covers = covers(
        query,
        [f"{passage.context} {passage.text}" for passage in found],
        [_titles(passage.document) for passage in found],
        [passage.document.language != "en" for passage in found],
        encoder,
    )
    weights = rarity(query, found_covers)
    by_words = [_judge(query, passage, cover, weights) for passage, cover in zip(found, found_covers, strict=True)]
    likely = sorted(by_words, key=lambda evidence: -evidence.score)[:_ENCODED]
    if not likely:
        return []
    texts = [f"{evidence.passage.context} {evidence.passage.text}".strip() for evidence in likely]
    vectors = encoder.encode([query.text, *texts], kind="query")
    judged = [
        replace(evidence, similarity=float(similarity), score=evidence.score + WEIGHTS.similarity * float(similarity))
        for evidence, similarity in zip(likely, vectors[1:] @ vectors[0], strict=True)
    ]
    return sorted(judged, key=lambda evidence: -evidence.score)


def _titles(document: Document) -> str:
    known = document.metadata
    return " ".join([document.title, known.title_zh or "", known.title_en or ""])


def _judge(query: Query, passage: Passage, covered: Cover, rarities: Mapping[str, float]) -> Evidence:
    """All but the similarity, which is still to come."""
    total = sum(rarities.values())
    cover = sum(rarities[words] * share for words, share in covered.items()) / total if total else 1.0
    years = _years(query, passage)
    is_fit = fits(query, passage.text)
    weights = WEIGHTS
    score = (
        weights.cover * cover
        + weights.fits * is_fit
        + weights.years * _year_share(query, passage, years)
        + weights.hit_rank / passage.rank
        + weights.same_language * same_language(query.language, passage.document.language)
        + weights.items * (query.kind == "list") * _items(passage.text)
    )
    in_it = frozenset(words for words, share in covered.items() if share >= NAMED)
    return Evidence(passage, 0.0, cover, in_it, years, is_fit, score)


def _items(text: str) -> float:
    """How much of a list a passage is, 0 to 1: full marks from five separators on."""
    return min(len(_SEPARATOR.findall(text)), 5) / 5


def same_language(one: Language, other: Language) -> bool:
    """Whether both are the same language; Chinese is one in both scripts."""
    return one[:2] == other[:2]


def _years(query: Query, passage: Passage) -> frozenset[str]:
    """Those of the question's years that the passage names, or that its document is of."""
    document = passage.document
    where = " ".join([passage.text, passage.context, document.title, document.metadata.issued or ""])
    return frozenset(year for year in query.years if year in where)


def _year_share(query: Query, passage: Passage, years: Collection[str]) -> float:
    """The share of the question's years that the passage is about; half for those that only its document is of."""
    if not query.years:
        return 0.0
    in_it = sum(year in passage.text for year in years)
    return (in_it + (len(years) - in_it) / 2) / len(query.years)

"""The sentences, list items and table rows in what was found, and how well each answers the question."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.quantities import find_quantities

from corpus.script import fold
from index.analyze import terms
from index.encoders import Encoder
from index.hits import Hit
from index.library import Library
from index.query import Concept, Query
from ingest.document import Block, Document
from ingest.metadata import DOCUMENT_NUMBER
from ingest.sentences import sentence_spans

_LATIN_NUMBER = re.compile(r"(?:\[|\()?20\d{2}(?:\]|\))? No\. ?\d+|\(EU\) ?20\d{2}/\d+|\bNo\. ?\d+")
# What a question for a figure says of its unit.
_FIGURES = (
    ("percent", re.compile(r"比例|比率|占比|百分|普及率|转化率|几成|\b(?:share|percentage|proportion|percent|rate)\b")),
    ("money", re.compile(r"多少(?:亿|万)?(?:元|钱|资金)|亿元|\b(?:yuan|rmb|dollars?|euros?|money|fine)\b")),
)
_NAMED = 0.5  # the share of a concept's terms from which on it counts as named
_ENUMERATION = re.compile(r"[、；;]|, (?:\w+ ){0,4}and |,.*,")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts in a passage's score."""

    similarity: float = 1.0
    cover: float = 1.0
    fits: float = 0.15
    years: float = 0.3
    hit_rank: float = 0.1
    same_language: float = 0.05


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
    """Each passage judged, best first; ties in the order of the hits and of the text."""
    if not found:
        return []
    vectors = encoder.encode([query.text, *(f"{passage.context} {passage.text}".strip() for passage in found)], "query")
    similarities = vectors[1:] @ vectors[0]
    covers = [_covered(query, passage) for passage in found]
    rarity = _rarity(query, covers)
    judged = [
        _judge(query, passage, float(similarity), cover, rarity)
        for passage, similarity, cover in zip(found, similarities, covers, strict=True)
    ]
    return sorted(judged, key=lambda evidence: -evidence.score)


def _judge(
    query: Query, passage: Passage, similarity: float, covered: Mapping[str, float], rarity: Mapping[str, float]
) -> Evidence:
    total = sum(rarity.values())
    cover = sum(rarity[words] * share for words, share in covered.items()) / total if total else 0.0
    years = _years(query, passage)
    fits = fits_kind(query, passage)
    weights = WEIGHTS
    score = (
        weights.similarity * similarity
        + weights.cover * cover
        + weights.fits * fits
        + weights.years * (len(years) / len(query.years) if query.years else 0.0)
        + weights.hit_rank / passage.rank
        + weights.same_language * (passage.document.language[:2] == query.language[:2])
    )
    in_it = frozenset(words for words, share in covered.items() if share >= _NAMED)
    return Evidence(passage, similarity, cover, in_it, years, fits, score)


def _covered(query: Query, passage: Passage) -> dict[str, float]:
    """For each concept of the question how much of one of its forms stands in the passage or around it, 0 to 1."""
    known = passage.document.metadata
    around = " ".join([passage.context, passage.document.title, known.title_zh or "", known.title_en or ""])
    present = {*terms(passage.text), *terms(around)}
    return {concept.words: _share(concept, present) for concept in query.concepts}


def _share(concept: Concept, present: Collection[str]) -> float:
    best = max(sum(term in present for term in form) / len(form) for form in concept.forms)
    return best if best >= _NAMED else 0.0


def _rarity(query: Query, covers: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """For each concept its weight: inverse document frequency among the passages (Spärck Jones 1972), never zero."""
    counts = Counter(words for cover in covers for words, share in cover.items() if share)
    return {c.words: math.log(1 + (len(covers) + 1) / (counts[c.words] + 1)) for c in query.concepts}


def _years(query: Query, passage: Passage) -> frozenset[str]:
    """Those of the question's years that the passage names, or that its document is of."""
    document = passage.document
    where = " ".join([passage.text, passage.context, document.title, document.metadata.issued or ""])
    return frozenset(year for year in query.years if year in where)


def fits_kind(query: Query, passage: Passage) -> bool:
    """Whether the passage holds the kind of thing that the question asks for."""
    text = passage.text
    match query.kind:
        case "figure":
            return _has_figure(query, text)
        case "date":
            return any(quantity.kind in {"date", "year"} for quantity in find_quantities(text))
        case "document_number":
            return bool(DOCUMENT_NUMBER.search(text) or _LATIN_NUMBER.search(text))
        case "list":
            return passage.block.kind == "list_item" or bool(_ENUMERATION.search(text))
        case _:
            return True


def _has_figure(query: Query, text: str) -> bool:
    kinds = {quantity.kind for quantity in find_quantities(text)} - {"year", "date", "ordinal"}
    asked = next((kind for kind, pattern in _FIGURES if pattern.search(fold(query.text).lower())), None)
    return asked in kinds if asked else bool(kinds)

"""The sentences, list items and table rows in what was found, and how well each answers the question."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.fit import fits
from corpus.script import has_han
from index.analyze import terms
from index.cover import NAMED, Cover, covers, named_share, rarity
from index.encoders import Encoder
from index.hits import Hit
from index.library import Library
from index.query import Query
from ingest.document import Block, Document, Language
from ingest.sentences import sentence_spans

_ENCODED = 20
_SEPARATOR = re.compile(r"[、；;]|, |，|\band\b|和")

# What questions say of asking, wanting and comparing, by the terms of `index.analyze`: no passage is about it.
_IDLE = frozenset(
    (
        "want expect aim hope intend suppos plan compar differ vs versus each both give tell say mean call would "
        "set out far larg big high long wide much mani "
        "各 各要 各是 分别 依次 两 两份 两省 两个 拿出 想 想做 打算 打算建 计划 准备 定 年定 订 写 讲 说 提 提出 "
        "做到 达到 要达到 里 给 份 个 家 项 条 人 省 对比 相比 比较"
    ).split()
)

_STATED_AS = {
    "document_number": "文号 发文字号 文件编号 document number",
    "issued": "发布日期 印发日期 成文日期 发布时间 date of issue, issued, published, released",
    "effective_from": "施行日期 生效日期 开始施行 effective date, in force from, applies from",
    "effective_to": "有效期 截止日期 失效 valid until, expires, expiry",
    "issuing_body": "发文机关 印发 发布单位 制定 issued by, issuing body",
}


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
    own_cover: float = 0.5


WEIGHTS = Weights()


def score_of(signs: Mapping[str, float], weights: Weights) -> float:
    """The sum of the signs by their weights."""
    return sum(float(getattr(weights, name)) * value for name, value in signs.items())


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
    in it or around it, rarer things weighing more; `own_cover` the same without what the title of its document names,
    which tells the document from others and not this passage from the rest of it; `covered` the concepts that are named
    in it; `years` those of the question's years that it is about; `fits` whether it holds the kind of thing that is
    asked for; `signs` what its score is made of, by the names of `Weights`; of scores the higher is better.
    """

    passage: Passage
    similarity: float
    cover: float
    own_cover: float
    covered: frozenset[str]
    years: frozenset[str]
    fits: bool
    signs: Mapping[str, float]
    score: float


def passages(hits: Sequence[Hit], library: Library) -> list[Passage]:
    """What can be cited in the hits, and where their documents state their number, dates and body, each once."""
    found: dict[tuple[str, int, int], Passage] = {}
    seen: set[str] = set()
    for hit in hits:
        document = library.document(hit.chunk.document_id)
        stated = _statements(hit, document) if document.id not in seen else ()
        seen.add(document.id)
        for passage in (*stated, *_passages_of(hit, document)):
            found.setdefault((document.id, passage.start, passage.end), passage)
    return list(found.values())


def _statements(hit: Hit, document: Document) -> Iterable[Passage]:
    """Where a document's text states its metadata, with words for what that is, which a bare line of a page lacks."""
    for origin in document.metadata.origins:
        at = origin.start
        if origin.field not in _STATED_AS or at is None:
            continue
        block = next((block for block in document.blocks if block.start <= at < block.end), None)
        if block is not None:
            spans = sentence_spans(document.text, block.start, block.end)
            start, end = next(((a, b) for a, b in spans if a <= at < b), (block.start, block.end))
            yield Passage(document, block, start, end, _STATED_AS[origin.field], hit.rank)


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
        [passage.document.language != "en" for passage in found],
        encoder,
    )
    weights = {words: weight for words, weight in rarity(query, found_covers).items() if words not in _IDLE}
    documents = {passage.document.id: passage.document for passage in found}
    titled = {document_id: _in_title(query, document) for document_id, document in documents.items()}
    by_words = [
        _judge(query, passage, cover, titled[passage.document.id], weights)
        for passage, cover in zip(found, found_covers, strict=True)
    ]
    likely = sorted(by_words, key=lambda evidence: -evidence.score)[:_ENCODED]
    if not likely:
        return []
    texts = [f"{evidence.passage.context} {evidence.passage.text}".strip() for evidence in likely]
    vectors = encoder.encode([query.text, *texts], kind="query")
    similarities = (vectors[1:] @ vectors[0]).tolist()
    judged = [_compared(evidence, similarity) for evidence, similarity in zip(likely, similarities, strict=True)]
    return sorted(judged, key=lambda evidence: -evidence.score)


def _compared(evidence: Evidence, similarity: float) -> Evidence:
    """The evidence with its similarity, which was still to come."""
    signs = {**evidence.signs, "similarity": similarity}
    return replace(evidence, similarity=similarity, signs=signs, score=score_of(signs, WEIGHTS))


def _in_title(query: Query, document: Document) -> frozenset[str]:
    """The concepts that the title of a document names, in either language."""
    known = document.metadata
    titles = [title for title in (document.title, known.title_zh, known.title_en) if title]
    shares = [named_share(query, {*terms(title)}, has_han(title)) for title in titles]
    return frozenset(concept.words for concept in query.concepts if any(one[concept.words] >= NAMED for one in shares))


def _share(covered: Cover, rarities: Mapping[str, float]) -> float:
    """The share of the concepts that are named, by their rarity; all if there are none."""
    total = sum(rarities.values())
    return sum(weight * covered[words] for words, weight in rarities.items()) / total if total else 1.0


def _judge(
    query: Query, passage: Passage, covered: Cover, titled: frozenset[str], rarities: Mapping[str, float]
) -> Evidence:
    """All but the similarity, which is still to come."""
    cover = _share({words: max(share, words in titled) for words, share in covered.items()}, rarities)
    own_cover = _share(covered, {words: weight for words, weight in rarities.items() if words not in titled})
    years = _years(query, passage)
    is_fit = fits(query, passage.text, passage.context if passage.block.kind == "table_row" else "")
    signs = {
        "cover": cover,
        "own_cover": own_cover,
        "fits": float(is_fit),
        "years": _year_share(query, passage, years),
        "hit_rank": 1 / passage.rank,
        "same_language": float(same_language(query.language, passage.document.language)),
        "items": (query.kind == "list") * _items(passage.text),
    }
    in_it = frozenset(words for words, share in covered.items() if share >= NAMED)
    return Evidence(passage, 0.0, cover, own_cover, in_it, years, is_fit, signs, score_of(signs, WEIGHTS))


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

"""The sentences, list items and table rows in what was found, and how well each answers the question."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.editions import same_language
from assistant.enumerations import enumerations
from assistant.fit import defines, fits, numbers_of_items
from assistant.naming import TITLE
from assistant.passages import Passage
from assistant.stages import names_stages
from corpus.script import has_han
from index.analyze import terms
from index.cover import NAMED, Cover, covers, named_share, rarity
from index.encoders import Encoder
from index.query import Query
from index.reading import Asked, Read
from ingest.document import Document
from ingest.quantities import find_quantities

_ENCODED = 16
_LEAST, _BEHIND = 8, 2.6  # encoded in any case; log-odds by which what is further behind by its words is left out
_TITLED = 0.7  # of a concept that a title names: data alone is not national core data
_LIST_CHARACTERS = 160
_BY_MONTH = re.compile(r"20\d\d年\d{1,2}月|\b[A-Z][a-z]{2,8} 20\d\d")  # so is the date of a document told
_LABEL = re.compile(r"[^，。；,;|]{1,40}?(?:[：:|]| [-–—] )")

# What questions say of asking, wanting and comparing, by the terms of `index.analyze`: no passage is about it.
_IDLE = frozenset(
    (
        "want expect aim hope intend suppos plan compar differ vs versus each both give tell say mean call would "
        "set out far larg big high long wide much mani phrase refer remark mention mean list name offer accord "
        "各 各要 各是 分别 依次 两 两份 两省 两个 拿出 想 想做 打算 打算建 计划 准备 定 年定 订 写 讲 说 提 提出 "
        "做到 达到 要达到 里 给 份 个 家 项 条 人 省 对比 相比 比较 方面 哪些方面 领域 提到 涉及 几大 几年 分成 有何 "
        "啥 意思 啥意思 各由 跟 归 那份 一份 层面 列 一下 达成 事 事情 情况 内容 东西 搞 承认 时候 开始 "
        "get go come take happen thing stuff sort kind keep deal handl bite sit admit achiev"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts in a passage's score.

    Fitted (`evals.benchmarks.limits`) so that the score is the logarithm of how likely a passage is to hold the answer,
    but for a constant: by the softmax over the passages of each question (ListNet, Cao et al. 2007). `across` makes up
    for what passages in the other language lack in similarity and cover.
    """

    similarity: float = 2.45
    reading: float = 0.27
    cover: float = 0.95
    own_cover: float = 1.3
    fits: float = 1.75
    years: float = 1.5
    hit_rank: float = 1.1
    across: float = 1.0
    counted: float = 0.65
    whole_list: float = 0.75
    needless_list: float = 0.5
    label: float = 0.2
    defines: float = 0.6


WEIGHTS = Weights()


def score_of(signs: Mapping[str, float], weights: Weights) -> float:
    """The sum of the signs by their weights."""
    return sum(float(getattr(weights, name)) * value for name, value in signs.items())


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


def judge(query: Query, found: Sequence[Passage], encoder: Encoder) -> list[Evidence]:
    """The likelier passages judged, best first; ties in the order of the hits and of the text.

    Passages are ordered by their words first, and only the first `_ENCODED` of them, not too far behind the first,
    compared by meaning, because encoding them is most of the time that an answer takes.
    """
    found_covers = covers(
        query,
        [f"{passage.context} {passage.text}" for passage in found],
        [passage.language != "en" for passage in found],
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
    behind = likely[0].score - _BEHIND
    likely = [one for at, one in enumerate(likely) if at < _LEAST or one.score > behind]
    texts = [_compact(evidence.passage) for evidence in likely]
    asked = encoder.ask(query.text)
    judged = [_compared(evidence, asked, read) for evidence, read in zip(likely, encoder.read(texts), strict=True)]
    return sorted(judged, key=lambda evidence: -evidence.score)


def _compact(passage: Passage) -> str:
    """A passage with what stands around it; of a list only the beginning, which is where it says what it lists."""
    text = passage.text[:_LIST_CHARACTERS] if passage.items else passage.text
    return f"{passage.context} {text}".strip()


def _compared(evidence: Evidence, asked: Asked, read: Read) -> Evidence:
    """The evidence with its similarity and what reading it tells, which were still to come."""
    similarity = float(asked.vector @ read.vector)
    signs = {**evidence.signs, "similarity": similarity, "reading": asked.score(read)}
    return replace(evidence, similarity=similarity, signs=signs, score=score_of(signs, WEIGHTS))


def _in_title(query: Query, document: Document) -> frozenset[str]:
    """The concepts that the title of a document names, in either language."""
    known = document.metadata
    titles = [title for title in (document.title, known.title_zh, known.title_en) if title]
    shares = [named_share(query, {*terms(title)}, has_han(title)) for title in titles]
    return frozenset(c.words for c in query.concepts if any(share[c.words] >= _TITLED for share in shares))


def _share(covered: Cover, rarities: Mapping[str, float]) -> float:
    """The share of the concepts that are named, by their rarity; all if there are none."""
    total = sum(rarities.values())
    return sum(weight * covered[words] for words, weight in rarities.items()) / total if total else 1.0


def _judge(
    query: Query, passage: Passage, covered: Cover, titled: frozenset[str], rarities: Mapping[str, float]
) -> Evidence:
    """All but the similarity, which is still to come."""
    if passage.staged:
        covered = {words: 1.0 if names_stages(words) else share for words, share in covered.items()}
    cover = _share({words: max(share, words in titled) for words, share in covered.items()}, rarities)
    own_cover = _share(covered, {words: weight for words, weight in rarities.items() if words not in titled})
    years = _years(query, passage)
    is_list = query.kind == "list" and passage.items > 0
    is_fit = is_list or fits(query, _untitled(passage), passage.context if passage.block.kind == "table_row" else "")
    signs = {
        "cover": cover,
        "own_cover": own_cover,
        "fits": float(is_fit),
        "years": _year_share(query, passage, years),
        "hit_rank": 1 / passage.rank,
        "across": float(not same_language(query.language, passage.language)),
        **_list_signs(query, passage),
        "label": _labelled(query, passage, rarities),
        "defines": float(query.kind == "definition" and defines(passage.text)),
    }
    in_it = frozenset(
        words for words, share in covered.items() if share >= NAMED and not (passage.staged and names_stages(words))
    )
    return Evidence(passage, 0.0, cover, own_cover, in_it, years, is_fit, signs, score_of(signs, WEIGHTS))


def _untitled(passage: Passage) -> str:
    """The words of a passage without the titles of documents, whose figures and years answer nothing."""
    known = passage.document.metadata
    text = TITLE.sub("", passage.text)
    for title in (passage.document.title, known.title_zh, known.title_en):
        text = text.replace(title, "") if title else text
    return text


def _list_signs(query: Query, passage: Passage) -> Mapping[str, float]:
    """Whether a passage is a whole list, and whether one is wanted; how well it fits the number that is asked for.

    Stages are judged only where they are wanted.
    """
    wanted = numbers_of_items(query)
    is_list, is_wanted = passage.items > 0, query.kind == "list" or bool(wanted)
    is_wanted = is_wanted or passage.staged
    return {
        "counted": _counted(wanted, passage) if wanted else 0.0,
        "whole_list": float(is_list and is_wanted),
        "needless_list": float(is_list and not is_wanted),
    }


def _counted(wanted: Collection[int], passage: Passage) -> float:
    """How well a passage fits the number of things that is asked for: it tells as many, and names the number (half).

    Of an enumeration as many as the passage says: an item may itself be two ("science and technology").
    """
    named = {int(quantity.low) for quantity in find_quantities(passage.text) if quantity.kind == "number"}
    if passage.items:
        told = {passage.items}
    else:
        told = {*enumerations(passage.text)}
        told |= {number for number in named if any(number < items <= number + 2 for items in told)}
    return float(not told.isdisjoint(wanted)) + 0.5 * (not named.isdisjoint(wanted))


def _labelled(query: Query, passage: Passage, rarities: Mapping[str, float]) -> float:
    """How much of what the question is about a label names: before a colon, a row's first cell, a heading."""
    found = _LABEL.match(passage.text) if passage.items == 0 else None
    label = passage.text.split("\n")[0] if passage.heads else found and found.group()
    if not label:
        return 0.0
    return _share(named_share(query, {*terms(label)}, passage.language != "en"), rarities)


def _years(query: Query, passage: Passage) -> frozenset[str]:
    """Those of the question's years that the passage names, or that its document is of."""
    document = passage.document
    is_of_issue = query.kind != "figure" or _BY_MONTH.search(query.text)
    issued = (document.metadata.issued or "") if is_of_issue else ""
    where = " ".join([passage.text, passage.context, document.title, issued])
    return frozenset(year for year in query.years if year in where)


def _year_share(query: Query, passage: Passage, years: Collection[str]) -> float:
    """The share of the question's years that the passage is about; half for those that only its document is of."""
    if not query.years:
        return 0.0
    in_it = sum(year in passage.text for year in years)
    return (in_it + (len(years) - in_it) / 2) / len(query.years)

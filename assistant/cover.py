"""How much of what a question is about is named in a passage: its words, their translations, or words close to them."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from corpus.script import has_han
from index.analyze import terms
from index.bundled_encoder import Vectors
from index.encoders import Encoder
from index.query import Concept, Query

Cover = Mapping[str, float]
"""For each concept, by its words, how much of it is named, 0 to 1."""

NAMED = 0.5  # from here on a concept counts as named
_AROUND = 0.5  # what a word counts that stands in the title only

# Cosines of static token vectors from which on, and at which, a word counts as a translation or synonym of another.
# Unrelated words stay under 0.2; translations have 0.3 to 0.7, since Chinese words begin at the mean of their glosses.
_ACROSS = (0.15, 0.45)
_WITHIN = (0.4, 0.8)


def covers(
    query: Query, texts: Sequence[str], titles: Sequence[str], chinese: Sequence[bool], encoder: Encoder
) -> list[Cover]:
    """The cover of each passage.

    :param texts: the passages with what stands around them in the text.
    :param titles: the titles of their documents.
    :param chinese: whether they are Chinese.
    """
    named = [
        {concept.words: _by_words(concept, {*terms(text)}, {*terms(title)}, is_chinese) for concept in query.concepts}
        for text, title, is_chinese in zip(texts, titles, chinese, strict=True)
    ]
    meant = _by_meaning(query, texts, chinese, encoder)
    return [
        {words: max(share, near[words]) for words, share in exact.items()}
        for exact, near in zip(named, meant, strict=True)
    ]


def _by_words(concept: Concept, inside: Collection[str], around: Collection[str], in_chinese: bool) -> float:
    """The greatest share of one form's terms that stand inside, those around it counting half."""
    forms = [form for form in concept.forms if concept.words.isupper() or has_han("".join(form)) == in_chinese]
    shares = [sum(1.0 if term in inside else _AROUND * (term in around) for term in form) / len(form) for form in forms]
    best = max(shares, default=0.0)
    return best if best >= NAMED else 0.0


def _by_meaning(query: Query, texts: Sequence[str], chinese: Sequence[bool], encoder: Encoder) -> list[Cover]:
    """The mean over a concept's tokens of the nearest token in the passage: late interaction (ColBERT, Khattab and
    Zaharia 2020) over static vectors."""
    vectors = encoder.token_vectors([*(concept.words for concept in query.concepts), *texts])
    asked, found = vectors[: len(query.concepts)], vectors[len(query.concepts) :]
    return [
        {
            concept.words: _nearness(tokens, passage, _ACROSS if has_han(concept.words) != is_chinese else _WITHIN)
            for concept, tokens in zip(query.concepts, asked, strict=True)
        }
        for passage, is_chinese in zip(found, chinese, strict=True)
    ]


def _nearness(tokens: Vectors, passage: Vectors, bounds: tuple[float, float]) -> float:
    if not len(tokens) or not len(passage):
        return 0.0
    low, high = bounds
    cosine = float((tokens @ passage.T).max(axis=1).mean())
    return float(np.clip((cosine - low) / (high - low), 0.0, 1.0))


def rarity(query: Query, found: Sequence[Cover]) -> dict[str, float]:
    """For each concept its weight: inverse document frequency among the passages (Spärck Jones 1972), never zero."""
    counts = Counter(words for cover in found for words, share in cover.items() if share >= NAMED)
    return {c.words: math.log(1 + (len(found) + 1) / (counts[c.words] + 1)) for c in query.concepts}

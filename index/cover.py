"""How much of what a question is about is named in a passage: its words, their translations, or words close to them."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from corpus.script import has_han
from index.analyze import terms
from index.encoders import Encoder
from index.query import Concept, Query

Cover = Mapping[str, float]
"""For each concept, by its words, how much of it is named, 0 to 1."""

NAMED = 0.5  # from here on a concept counts as named

# Cosines of static token vectors from which on, and at which, a word counts as a translation or synonym of another.
# Unrelated words stay under 0.2; translations have 0.3 to 0.7, since Chinese words begin at the mean of their glosses.
_ACROSS = (0.15, 0.45)
_WITHIN = (0.4, 0.8)


def covers(query: Query, texts: Sequence[str], chinese: Sequence[bool], encoder: Encoder) -> list[Cover]:
    """The cover of each passage.

    :param texts: the passages with what stands around them in the text.
    :param chinese: whether they are Chinese.
    """
    named = [named_share(query, {*terms(text)}, is_chinese) for text, is_chinese in zip(texts, chinese, strict=True)]
    near = nearness(query, texts, encoder)
    return [
        {
            words: max(share, _scaled(means[words], _ACROSS if has_han(words) != is_chinese else _WITHIN))
            for words, share in exact.items()
        }
        for exact, means, is_chinese in zip(named, near, chinese, strict=True)
    ]


def named_share(query: Query, inside: Collection[str], in_chinese: bool) -> Cover:
    """By words alone: for each concept the greatest share of one form's terms that stand inside.

    A guess of the dictionary that stands inside counts by how likely it is. Less than half is nothing.
    """
    return {concept.words: _by_words(concept, inside, in_chinese) for concept in query.concepts}


def _by_words(concept: Concept, inside: Collection[str], in_chinese: bool) -> float:
    shares = [sum(term in inside for term in form) / len(form) for form in concept.forms_in(in_chinese)]
    guessed = [likely for term, likely in concept.guesses.items() if term in inside]
    best = max([*shares, *guessed], default=0.0)
    return best if best >= NAMED else 0.0


def nearness(query: Query, texts: Sequence[str], encoder: Encoder) -> list[Cover]:
    """For each text and concept the mean over the concept's tokens of the cosine with the nearest token of the text:
    late interaction (ColBERT, Khattab and Zaharia 2020) over static vectors."""
    vectors = encoder.token_vectors([*(concept.words for concept in query.concepts), *texts])
    asked, found = vectors[: len(query.concepts)], vectors[len(query.concepts) :]
    spoken = [(concept.words, len(words)) for concept, words in zip(query.concepts, asked, strict=True) if len(words)]
    nothing = dict.fromkeys((concept.words for concept in query.concepts), 0.0)
    if not spoken or not texts:
        return [nothing] * len(texts)
    tokens = np.concatenate([words for words in asked if len(words)])
    nearest = np.array([(tokens @ text.T).max(axis=1) if len(text) else np.zeros(len(tokens)) for text in found])
    counts = np.array([count for _, count in spoken])
    means = np.add.reduceat(nearest, np.cumsum(counts) - counts, axis=1) / counts
    return [{**nothing, **dict(zip((words for words, _ in spoken), row, strict=True))} for row in means.tolist()]


def _scaled(cosine: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return float(np.clip((cosine - low) / (high - low), 0.0, 1.0))


def rarity(query: Query, found: Sequence[Cover]) -> dict[str, float]:
    """For each concept its weight: inverse document frequency among the passages (Spärck Jones 1972), never zero."""
    counts = Counter(words for cover in found for words, share in cover.items() if share >= NAMED)
    return {c.words: math.log(1 + (len(found) + 1) / (counts[c.words] + 1)) for c in query.concepts}

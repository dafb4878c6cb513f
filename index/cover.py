"""How much of what a question is about is named in a passage: its words, their translations, or words close to them."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

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
    near = _nearest(query, texts, encoder)
    return [
        {
            words: max(share, _meant(cosines[words], _ACROSS if has_han(words) != is_chinese else _WITHIN))
            for words, share in exact.items()
        }
        for exact, cosines, is_chinese in zip(named, near, chinese, strict=True)
    ]


def named_share(query: Query, inside: Collection[str], in_chinese: bool) -> Cover:
    """By words alone: for each concept the greatest share of one form's terms that stand inside.

    A guess of the dictionary that stands inside counts by how likely it is. Less than half is nothing.
    """
    return {concept.words: _by_words(concept, inside, in_chinese) for concept in query.concepts}


def _by_words(concept: Concept, inside: Collection[str], in_chinese: bool) -> float:
    shares = [_with_head([float(term in inside) for term in form]) for form in concept.forms_in(in_chinese)]
    guessed = [likely for term, likely in concept.guesses.items() if term in inside]
    best = max([*shares, *guessed], default=0.0)
    return best if best >= NAMED else 0.0


def _with_head(shares: Sequence[float]) -> float:
    """The mean over the words of a concept, the last counting double: AI companies are, most of all, companies."""
    return (sum(shares) + shares[-1]) / (len(shares) + 1)


def _meant(cosines: NDArray[np.float32], bounds: tuple[float, float]) -> float:
    low, high = bounds
    return _with_head(np.clip((cosines - low) / (high - low), 0.0, 1.0).tolist()) if len(cosines) else 0.0


def nearness(query: Query, texts: Sequence[str], encoder: Encoder) -> list[Cover]:
    """For each text and concept the mean over the concept's tokens of the cosine with the nearest token of the text:
    late interaction (ColBERT, Khattab and Zaharia 2020) over static vectors."""
    return [
        {words: float(cosines.mean()) if len(cosines) else 0.0 for words, cosines in near.items()}
        for near in _nearest(query, texts, encoder)
    ]


def _nearest(query: Query, texts: Sequence[str], encoder: Encoder) -> list[Mapping[str, NDArray[np.float32]]]:
    """For each text and concept the cosine of each of the concept's tokens with the nearest token of the text."""
    if not query.concepts:
        return [{} for _ in texts]
    vectors = encoder.token_vectors([*(concept.words for concept in query.concepts), *texts])
    asked, found = vectors[: len(query.concepts)], vectors[len(query.concepts) :]
    tokens = np.concatenate(asked)
    ends = np.cumsum([len(words) for words in asked])[:-1]
    nearest = ((tokens @ text.T).max(axis=1) if len(text) else np.zeros(len(tokens), np.float32) for text in found)
    names = [concept.words for concept in query.concepts]
    return [dict(zip(names, np.split(row, ends), strict=True)) for row in nearest]


def rarity(query: Query, found: Sequence[Cover]) -> dict[str, float]:
    """For each concept its weight: inverse document frequency among the passages (Spärck Jones 1972), never zero."""
    counts = Counter(words for cover in found for words, share in cover.items() if share >= NAMED)
    return {c.words: math.log(1 + (len(found) + 1) / (counts[c.words] + 1)) for c in query.concepts}

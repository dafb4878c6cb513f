"""All that is trained on, tokenized, with the teacher's vectors; and the order in which it comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer

from index.training.recipe import Neighbours
from index.training.sources import Passage
from index.training.texts import Ids, batches

_PASSAGES = 24  # in a batch of reading
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Translations:
    """Chinese and English token ids of pairs, and the teacher's float16[n, hidden] of the English."""

    zh: list[Ids]
    en: list[Ids]
    targets: NDArray[np.float16]

    def batches(self, tokens: int, most: int, rng: np.random.Generator) -> list[NDArray[np.int64]]:
        """Positions of each pair once, in batches of like length."""
        return batches((len(ids) for ids in self.zh), tokens, most, rng)


class Reading:
    """Chinese passages and the questions that they answer."""

    def __init__(
        self, passages: list[Ids], questions: list[Ids], answered_by: NDArray[np.int64], neighbours: Neighbours
    ) -> None:
        """:param answered_by: int64[questions], the passage of each."""
        self.passages = passages
        self.questions = questions
        self.answered_by = answered_by
        self._asked = [np.flatnonzero(answered_by == i) for i in range(len(passages))]
        self._near = _neighbours(passages, _NEIGHBOURS, neighbours)

    def asked(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """The questions about the passages."""
        return np.concatenate([self._asked[i] for i in passages])

    def batches(self, rng: np.random.Generator) -> list[NDArray[np.int64]]:
        """Positions of each passage at least once, each with those whose words are most like it: hard negatives."""
        waiting = list(rng.permutation(len(self.passages)))
        seen = np.zeros(len(self.passages), dtype=bool)
        found = []
        while waiting:
            batch: dict[int, None] = {}
            while waiting and len(batch) < _PASSAGES:
                first = int(waiting.pop())
                if not seen[first]:
                    batch.update(dict.fromkeys([first, *self._near[first].tolist()]))
            chosen = np.array(list(batch), dtype=np.int64)[:_PASSAGES]
            seen[chosen] = True
            if len(chosen) > 1:
                found.append(chosen)
        return found


def reading(tokenized: Sequence[Ids], passages: Sequence[Passage], neighbours: Neighbours) -> Reading:
    """:param tokenized: the passages' texts, then all of their questions, in order."""
    answered_by = np.repeat(np.arange(len(passages)), [len(passage.questions) for passage in passages])
    return Reading(list(tokenized[: len(passages)]), list(tokenized[len(passages) :]), answered_by, neighbours)


def _neighbours(texts: Sequence[Ids], most: int, kind: Neighbours) -> NDArray[np.int64]:
    """int64[n, most]: the texts that share the rarest tokens with each (TF-IDF, cosine, or BM25); or int64[n, 0]."""
    if kind == "none":
        return np.empty((len(texts), 0), np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(ids) for ids in texts])
    counts = csr_matrix((np.ones(len(rows), np.float32), (rows, np.fromiter(chain.from_iterable(texts), np.int64))))
    weights = _bm25(counts) if kind == "BM25" else TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    alike = (weights @ (counts if kind == "BM25" else weights).T).T.toarray()  # a row for each that asks
    np.fill_diagonal(alike, -1)
    return np.argsort(-alike, axis=1)[:, :most]


def _bm25(counts: csr_matrix) -> csr_matrix:
    """Weights of the tokens of each text as Robertson and Zaragoza (2009) have them, k1 = 1.2 and b = 0.75."""
    counts.sum_duplicates()
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log1p((counts.shape[0] - held + 0.5) / (held + 0.5))
    length = np.asarray(counts.sum(1)).ravel()
    damping = np.repeat(1.2 * (0.25 + 0.75 * length / length.mean()), np.diff(counts.indptr))
    weights = counts.copy()
    weights.data = rarity[counts.indices] * counts.data * 2.2 / (counts.data + damping)
    return weights

"""How well a passage answers a question, by words in context: a small head over the states of the bundled encoder.

Late interaction (ColBERT, Khattab and Zaharia 2020): each token of the question looks for its like in the passage, and
counts as much as it has learnt to; besides, what the question wants is looked for among the passage's tokens. The score
is told against that of no answer, as in SQuAD 2.0 (Rajpurkar, Jia and Liang 2018). `python -m index.training.reading`
trains it.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

HEAD_FILE = "reading.npz"
WIDEST = 4.0  # how much what is wanted counts at most


@dataclass(frozen=True, slots=True)
class Read:
    """A passage: its vector float32[d]; float16[t, k] unit rows of its tokens, float16[t, m] of what they answer."""

    vector: Array
    tokens: NDArray[np.float16] | None = None
    answers: NDArray[np.float16] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its vector float32[d]; float32[t, k] rows of its tokens, scaled by how much each counts; float32[m]
    of what it wants, how much that counts, and the score of no answer."""

    vector: Array
    tokens: Array | None = None
    wanted: Array | None = None
    share: float = 0.0
    nothing: float = 0.0

    def score(self, read: Read) -> float:
        """Log-odds of the passage against no answer; 0 where there is no head."""
        if self.tokens is None or self.wanted is None or read.tokens is None or read.answers is None:
            return 0.0
        words = (self.tokens @ read.tokens.astype(np.float32).T).max(axis=1).sum()
        answer = float((read.answers.astype(np.float32) @ self.wanted).max())
        return float(words + self.share * WIDEST * np.tanh(answer / WIDEST) - self.nothing)


class ReadingHead:
    """The head in a file."""

    def __init__(self, file: Path) -> None:
        """:param file: what `index.training.reading` wrote."""
        with np.load(file, allow_pickle=False) as saved:
            self._matrices = {name: saved[name].astype(np.float32) for name in saved.files}

    def read(self, vector: Array, states: Array) -> Read:
        """A passage, from float32[t, h] states of its tokens."""
        tokens = _unit(states @ self._matrices["passage"])
        return Read(vector, tokens.astype(np.float16), (states @ self._matrices["answers"]).astype(np.float16))

    def asked(self, vector: Array, states: Array) -> Asked:
        """A question, from float32[t, h] states of its tokens."""
        known = self._matrices
        counts = states @ known["counts"]
        counts = np.exp(counts - counts.max())
        tokens = _unit(states @ known["question"]) * (counts / counts.sum())[:, None] * known["scale"]
        wanted = states.mean(axis=0) @ known["wanted"]
        return Asked(vector, tokens, wanted, float(known["share"]), float(known["nothing"]))


def _unit(rows: Array) -> Array:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)

"""How good a student is on what it did not learn from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.training.material import Reading, Translations
from index.training.student import Student
from index.training.teacher import encode


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares found first (R@1) among all held out, and how close the English stayed to the teacher's (cosine)."""

    zh_en: float
    en_zh: float
    reading: float
    english: float

    def __str__(self) -> str:
        return (
            f"zh>en {self.zh_en:.3f}  en>zh {self.en_zh:.3f}  question>passage {self.reading:.3f}"
            f"  English kept {self.english:.4f}"
        )


def recall(
    queries: NDArray[np.floating], documents: NDArray[np.floating], wanted: Sequence[int] | NDArray[np.integer], k: int
) -> float:
    """Recall at k: the share of the queries with fewer than k documents nearer than the wanted one.

    :param queries: float[n, d], unit rows; `documents` float[m, d] likewise; `wanted` int[n], rows of `documents`.
    """
    scores = queries.astype(np.float32) @ documents.astype(np.float32).T
    own = scores[np.arange(len(scores)), np.asarray(wanted)]
    return float(((scores > own[:, None]).sum(1) < k).mean())


def score(student: Student, pairs: Translations, reading: Reading) -> Scores:
    """The student's scores on pairs and passages that were held out."""
    zh, en = encode(student, pairs.zh), encode(student, pairs.en)
    passages, questions = encode(student, reading.passages), encode(student, reading.questions)
    straight = np.arange(len(zh))
    return Scores(
        zh_en=recall(zh, en, straight, 1),
        en_zh=recall(en, zh, straight, 1),
        reading=recall(questions, passages, reading.answered_by, 1),
        english=float((en.astype(np.float32) * pairs.targets).sum(1).mean()),
    )

"""How good a student is on what it did not learn from."""

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


def recall_at_1(queries: NDArray[np.floating], documents: NDArray[np.floating], wanted: NDArray[np.integer]) -> float:
    """Share of the queries whose wanted document scores no less than all others.

    :param queries: float[n, d], unit rows; `documents` float[m, d] likewise; `wanted` int[n], rows of `documents`.
    """
    scores = queries.astype(np.float32) @ documents.astype(np.float32).T
    return float((scores[np.arange(len(scores)), wanted] >= scores.max(1)).mean())


def score(student: Student, pairs: Translations, reading: Reading) -> Scores:
    """The student's scores on pairs and passages that were held out."""
    zh, en = encode(student, pairs.zh), encode(student, pairs.en)
    passages, questions = encode(student, reading.passages), encode(student, reading.questions)
    straight = np.arange(len(zh))
    return Scores(
        zh_en=recall_at_1(zh, en, straight),
        en_zh=recall_at_1(en, zh, straight),
        reading=recall_at_1(questions, passages, reading.answered_by),
        english=float((en.astype(np.float32) * pairs.targets).sum(1).mean()),
    )

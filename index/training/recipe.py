"""How long, how fast and on what the bundled encoder is trained."""

from dataclasses import dataclass
from typing import Literal

Neighbours = Literal["TF-IDF", "BM25", "none"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a run."""

    seed: int = 20_261
    epochs: int = 3
    most_steps: int | None = None  # where a run ends, should its epochs not end sooner
    words: int = 60_000  # of the dictionary, beside characters, names and terms
    max_tokens: int = 256
    batch_tokens: int = 6_144  # of Chinese, padded
    batch_texts: int = 512
    negatives: int = 4_096  # English of other texts that each Chinese text is told apart from
    neighbours: Neighbours = "TF-IDF"  # by what a passage's hard negatives are found
    widths: tuple[int, ...] = (384,)  # first dimensions that the losses are taken on (Matryoshka)
    english: float = 0.2  # share of a batch whose English is held to the teacher's
    policy_rounds: int = 6  # how often the policy pairs come in an epoch
    table_rate: float = 1e-3  # learning rates at their peak
    layer_rate: float = 6e-5
    warm_up: float = 0.05  # share of the steps
    checkpoint_steps: int = 400
    score_steps: int = 400

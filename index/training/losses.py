"""What the student is asked to do."""

from collections.abc import Callable, Sequence

import torch
from torch.nn import functional

SCALE = 20.0  # inverse temperature of the contrastive losses
_SAME = 0.95  # two English texts so near to each other mean the same: neither is the other's negative


def translation_loss(student: torch.Tensor, teacher: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """The student's Chinese close to the teacher's English, and closer than any other English.

    Symmetric InfoNCE in the batch (as in LaBSE, Feng et al. 2022) with more negatives from outside of it, and the
    squared distance (Reimers and Gurevych 2020).

    :param student: float32[n, d], unit rows, Chinese.
    :param teacher: float32[n, d], unit rows, the English of the same texts.
    :param others: float32[m, d], unit rows, English of other texts.
    """
    everything = torch.cat([teacher, others])
    same = teacher @ everything.T > _SAME
    same.fill_diagonal_(False)
    wanted = torch.arange(len(student), device=student.device)
    towards = (SCALE * student @ everything.T).masked_fill(same, -torch.inf)
    back = (SCALE * teacher @ student.T).masked_fill(same[:, : len(teacher)], -torch.inf)
    contrast = functional.cross_entropy(towards, wanted) + functional.cross_entropy(back, wanted)
    return contrast / 2 + distance(student, teacher)


def distance(ours: torch.Tensor, theirs: torch.Tensor) -> torch.Tensor:
    """Mean squared distance of unit rows, float32[n, d] both."""
    return (2 - 2 * (ours * theirs).sum(1)).mean()


def reading_loss(questions: torch.Tensor, passages: torch.Tensor, answered_by: torch.Tensor) -> torch.Tensor:
    """Each question closest to the passage that answers it.

    :param questions: float32[n, d], unit rows.
    :param passages: float32[m, d], unit rows.
    :param answered_by: int64[n], row of the passage.
    """
    return functional.cross_entropy(SCALE * questions @ passages.T, answered_by)


def at_widths(loss: Callable[..., torch.Tensor], widths: Sequence[int], *vectors: torch.Tensor) -> torch.Tensor:
    """The mean of a loss of float32[n, d] unit rows over their first dimensions (Matryoshka, Kusupati et al. 2022)."""
    cuts = [[functional.normalize(rows[:, :width], dim=1) for rows in vectors] for width in widths]
    return torch.stack([loss(*cut) for cut in cuts]).mean()

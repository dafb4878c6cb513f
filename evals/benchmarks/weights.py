"""Fits the weights of `index.rank` and prints them: ``python -m evals.benchmarks.weights SHARED``.

Coordinate ascent on the mean reciprocal rank of the first right candidate (Metzler and Croft 2007), from the weights in
force, on the questions of `evals.benchmarks.fitting`. Tells for each group the mean with the weights in force and with
weights fitted without the fold of the question.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.benchmarks.fitting import NAMES, Asked, groups
from index.encoders import load_encoder
from index.rank import WEIGHTS

_FOLDS = 5
_STEPS = (0.5, 0.2, 0.1, 0.05)  # of a weight, or of `_LEAST`
_LEAST = 0.2
_BETTER = 2e-4
Weighting = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Questions side by side: float[q, n, signs], bool[q, n] which candidates there are, and which are right.

    `group` is that of each question, int[q], `share` how much it counts, float[q].
    """

    signs: NDArray[np.float64]
    there: NDArray[np.bool_]
    right: NDArray[np.bool_]
    group: NDArray[np.int64]
    share: NDArray[np.float64]

    def part(self, chosen: NDArray[np.bool_]) -> "Table":
        """The questions that are chosen, bool[q]."""
        return Table(self.signs[chosen], self.there[chosen], self.right[chosen], self.group[chosen], self.share[chosen])

    def reciprocal_ranks(self, weights: Weighting) -> NDArray[np.float64]:
        """For each question one over the rank of its first right candidate."""
        scores = np.where(self.there, np.round(self.signs @ weights, 6), -np.inf)
        best = np.where(self.right, scores, -np.inf).max(axis=1)
        above: Weighting = ((scores >= best[:, None]) & ~self.right).sum(axis=1)
        return 1 / (1 + above)

    def mean(self, weights: Weighting) -> float:
        """What is maximised."""
        return float(np.average(self.reciprocal_ranks(weights), weights=self.share))


def table(material: Sequence[tuple[int, float, Asked]]) -> Table:
    """:param material: of each question the number of its group, how much it counts, and its candidates."""
    shape = len(material), max(len(one.right) for _, _, one in material)
    signs = np.zeros((*shape, len(NAMES)))
    there, right = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for row, (_, _, one) in enumerate(material):
        count = len(one.right)
        signs[row, :count], there[row, :count], right[row, :count] = one.signs, True, one.right
    group, share = np.array([row[0] for row in material]), np.array([row[1] for row in material])
    return Table(signs, there, right, group, share)


def fitted(questions: Table, weights: Weighting) -> Weighting:
    """The weights that no step of one of them betters any more; that of similarity stays."""
    best, improved = questions.mean(weights), True
    while improved:
        improved = False
        for tried in _neighbours(weights):
            if (mean := questions.mean(tried)) > best + _BETTER:
                best, weights, improved = mean, tried, True
                break
    return weights


def _neighbours(weights: Weighting) -> Iterator[Weighting]:
    for step in _STEPS:
        for at, name in enumerate(NAMES):
            for sign in (1, -1) if name != "similarity" else ():
                tried = weights.copy()
                tried[at] = round(tried[at] + sign * step * max(abs(tried[at]), _LEAST), 3)
                yield tried


def main() -> None:
    """Prints a line for each group, then the weights."""
    material, names = [], []
    for number, group in enumerate(groups(Path(sys.argv[1]), load_encoder())):
        names.append(group.name)
        material += [(number, group.share, one) for one in group.asked()]
    questions, in_force = table(material), np.array([asdict(WEIGHTS)[name] for name in NAMES])
    now, unseen = questions.reciprocal_ranks(in_force), np.zeros(len(material))
    folds = np.arange(len(material)) % _FOLDS
    for fold in range(_FOLDS):
        weights = fitted(questions.part(folds != fold), in_force)
        unseen[folds == fold] = questions.part(folds == fold).reciprocal_ranks(weights)
    for number, name in enumerate(names):
        of = questions.group == number
        sys.stdout.write(
            f"{name}: {of.sum()} questions, in force {now[of].mean():.3f}, fitted {unseen[of].mean():.3f}\n"
        )
    for name, weight in zip(NAMES, fitted(questions, in_force), strict=True):
        sys.stdout.write(f"    {name}: float = {weight:.2f}\n")


if __name__ == "__main__":
    main()

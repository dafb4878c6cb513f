"""How well the check of an answer's numbers tells right from wrong, and how long it takes.

``python -m evals.benchmarks.numbers [SET...]`` reads the labelled sets of `evals/sets` (all by default). Flagging a
wrong answer is a hit: precision is the share of wrong ones among those flagged, recall the share of flagged ones among
the wrong. What was judged wrongly is listed by kind.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from assistant.answer import Citation
from assistant.verify import check_statement
from evals.numbers import SETS, NumberPair, read_pairs

ROUNDS = 5
NAMES = ("numbers", "numbers-blind")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The pairs of a set that the check judged rightly: `hits` (wrong and flagged), and wrongly: `missed`, `alarms`."""

    pairs: int
    hits: int
    missed: tuple[NumberPair, ...]
    alarms: tuple[NumberPair, ...]

    @property
    def precision(self) -> float:
        """Wrong answers among those flagged."""
        return self.hits / max(1, self.hits + len(self.alarms))

    @property
    def recall(self) -> float:
        """Flagged answers among the wrong ones."""
        return self.hits / max(1, self.hits + len(self.missed))


def flagged(pair: NumberPair) -> bool:
    """Say whether a check of the answer fails when it cites its source."""
    citation = Citation(1, "source", "", "", None, 0, len(pair.source), pair.source)
    return any(not done.ok for done in check_statement(f"{pair.answer} [1]", {1: citation}))


def judge(pairs: Sequence[NumberPair]) -> Verdicts:
    """Check every pair against its label."""
    found = [(pair, flagged(pair)) for pair in pairs]
    missed = tuple(pair for pair, flag in found if not pair.right and not flag)
    alarms = tuple(pair for pair, flag in found if pair.right and flag)
    return Verdicts(len(pairs), sum(flag and not pair.right for pair, flag in found), missed, alarms)


def milliseconds(pairs: Sequence[NumberPair]) -> float:
    """Return the median time of checking one statement, over several rounds, in ms."""
    times = []
    for _ in range(ROUNDS):
        for pair in pairs:
            began = perf_counter()
            flagged(pair)
            times.append((perf_counter() - began) * 1000)
    return median(times)


def _print(name: str, path: Path) -> None:
    pairs = read_pairs(path)
    verdicts = judge(pairs)
    wrong = len(verdicts.missed) + verdicts.hits
    figures = f"precision {verdicts.precision:.3f}, recall {verdicts.recall:.3f}"
    _say(f"{name}: {verdicts.pairs} pairs, {wrong} wrong; {figures}; {milliseconds(pairs):.2f} ms a statement")
    for label, misjudged in (("missed", verdicts.missed), ("false alarm", verdicts.alarms)):
        for kind, count in Counter(pair.kind for pair in misjudged).most_common():
            _say(f"  {label}, {kind}: {count}")
            for pair in misjudged:
                if pair.kind == kind:
                    _say(f"    {pair.answer} <- {pair.source}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(names: Sequence[str]) -> None:
    """Print the figures of the named sets."""
    for name in names or NAMES:
        _print(name, SETS / f"{name}.tsv")


if __name__ == "__main__":
    main(sys.argv[1:])

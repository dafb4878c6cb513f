"""Labelled pairs of source and answer: does the answer state a number, date or place that its source does not?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETS = Path(__file__).with_name("sets")


@dataclass(frozen=True, slots=True)
class NumberPair:
    """An answer and the words that it cites; `kind` names what is hard about it, or what is wrong with it."""

    source: str
    answer: str
    kind: str
    right: bool


def read_pairs(path: Path) -> tuple[NumberPair, ...]:
    """Read a set in the form that its first lines tell.

    :raises ValueError: where a line has another form.
    """
    return tuple(_pairs(path.read_text(encoding="utf-8").splitlines()))


def _pairs(lines: list[str]) -> Iterator[NumberPair]:
    source = ""
    for number, line in enumerate(lines, 1):
        match line.split("\t"):
            case ["=", words]:
                source = words
            case [("+" | "-") as label, kind, answer] if source:
                yield NumberPair(source, answer, kind, label == "+")
            case _ if line and not line.startswith("#"):
                raise ValueError(f"line {number}: {line}")

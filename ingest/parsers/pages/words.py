"""What stands where on a page. Coordinates grow to the right and downwards, in points or pixels alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Run:
    """Words on one line without a wide gap between them. `size` is the height of its characters."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """The height of its characters."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From its first character to its last."""
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with ruled cells: its rows of texts, and the positions of its columns' edges."""

    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.edges[-1]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its number from 1, and what is on it; the words in tables are no runs."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Runs side by side in a column that goes from `left` to `right`, in the order of reading."""

    runs: tuple[Run, ...]
    left: float
    right: float
    page: int

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(run.text for run in self.runs)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.runs[-1].x1

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(run.bottom for run in self.runs)

    @property
    def size(self) -> float:
        """The height of its characters: of the tallest run, for marks and superscripts are lower."""
        return max(run.size for run in self.runs)


def lines_of(runs: Sequence[Run], page: int) -> list[Line]:
    """The lines of one column, from top to bottom."""
    if not runs:
        return []
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.top + run.bottom, run.x0)):
        if rows and _beside(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [Line(tuple(sorted(row, key=lambda run: run.x0)), left, right, page) for row in rows]


def _beside(row: Sequence[Run], run: Run) -> bool:
    """Whether a run stands on the line of the others, and over none of them."""
    top, bottom = median(one.top for one in row), median(one.bottom for one in row)
    shared = min(bottom, run.bottom) - max(top, run.top)
    if shared < 0.5 * min(bottom - top, run.size):
        return False
    slack = 0.3 * run.size
    return all(run.x0 >= one.x1 - slack or run.x1 <= one.x0 + slack for one in row)

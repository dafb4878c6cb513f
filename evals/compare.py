"""Two reports side by side: what changed from one to the other."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.errors import PolicyLensError
from evals.metrics import METRICS


@dataclass(frozen=True, slots=True)
class Change:
    """A metric in both reports; None where a report does not have it, `difference` then None too."""

    metric: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """How much more the second report has."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """The overall metrics of two reports, and the ids of the cases that fare otherwise, in the second one's order.

    `broken` are (id, why it fails now), `mended` (id, why it failed before).
    """

    changes: tuple[Change, ...]
    broken: tuple[tuple[str, str], ...]
    mended: tuple[tuple[str, str], ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def load_report(path: Path) -> dict[str, Any]:
    """A report that was saved as JSON. Raises PolicyLensError when the file holds none."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyLensError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise PolicyLensError(f"{path}: is not JSON") from error
    if not isinstance(report, dict) or not {"set", "figures", "cases"} <= report.keys():
        raise PolicyLensError(f"{path}: is not a report of policylens eval run")
    return report


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compares two reports in their JSON form."""
    figures_before, figures_after = before["figures"]["overall"], after["figures"]["overall"]
    was = {case["id"]: case["failure"] for case in before["cases"]}
    now = {case["id"]: case["failure"] for case in after["cases"]}
    return Comparison(
        changes=tuple(Change(name, figures_before.get(name), figures_after.get(name)) for name in METRICS),
        broken=tuple((id_, why) for id_, why in now.items() if id_ in was and why and not was[id_]),
        mended=tuple((id_, was[id_]) for id_, why in now.items() if was.get(id_) and not why),
        only_before=tuple(id_ for id_ in was if id_ not in now),
        only_after=tuple(id_ for id_ in now if id_ not in was),
    )


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Prints the metrics with their differences, then the cases that changed."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for heading in ("before", "after", "change"):
        table.add_column(heading, justify="right")
    for change in comparison.changes:
        table.add_row(change.metric, _number(change.before), _number(change.after), _number(change.difference, "+"))
    console.print(table)
    _print_cases("now fails", [f"{id_}  {why}" for id_, why in comparison.broken], console)
    _print_cases("now passes", [f"{id_}  was: {why}" for id_, why in comparison.mended], console)
    _print_cases("only in the first", comparison.only_before, console)
    _print_cases("only in the second", comparison.only_after, console)


def _number(value: float | None, sign: str = "") -> str:
    if value is None:
        return "-"
    return f"{value:{sign}.0f}" if abs(value) > 10 else f"{value:{sign}.3f}"


def _print_cases(heading: str, lines: tuple[str, ...] | list[str], console: Console) -> None:
    if lines:
        console.print(Text(f"\n{heading} ({len(lines)})", style="bold"))
    for line in lines:
        console.print(Text(f"  {line}"))

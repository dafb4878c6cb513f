"""The report of a run: figures by group, one record per case; as JSON, as a table, against thresholds."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.errors import PolicyLensError
from evals.metrics import LOWER_IS_BETTER, METRICS
from evals.records import CaseRecord, Failure, Figures, Report

_HEADINGS = {
    "hit@1": "hit\n@1",
    "hit@5": "hit\n@5",
    "hit@10": "hit\n@10",
    "mrr": "mrr",
    "fact_hit@3": "fact\n@3",
    "fact_hit@5": "fact\n@5",
    "answer_facts": "answer\nfacts",
    "cited_facts": "cited\nfacts",
    "citation_precision": "cit.\nprec.",
    "refusal_recall": "refus.\nrecall",
    "false_refusals": "false\nref.",
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least that a metric may be; for false_refusals and latencies the most."""

    metric: str
    value: float


def to_json(report: Report, *, set_name: str, versions: Mapping[str, str | None]) -> dict[str, Any]:
    """The report as JSON can hold it. `versions` says what was measured (library, encoder, product ...)."""
    return {
        "set": set_name,
        "created": report.created.isoformat(timespec="seconds"),
        "versions": dict(versions),
        "originals_only": report.originals_only,
        "counts": report.counts,
        "missing_sources": report.missing_sources,
        "figures": {
            "overall": _figures_json(report.overall),
            **{
                name: {label: _figures_json(figures) for label, figures in group.items()}
                for name, group in report.groups.items()
            },
        },
        "cases": [_record_json(record) for record in report.records],
    }


def _figures_json(figures: Figures) -> dict[str, float | None]:
    return {"cases": figures.cases, **figures.values}


def _record_json(record: CaseRecord) -> dict[str, Any]:
    case = record.case
    return {
        "id": case.id,
        "lang": case.lang,
        "kind": case.kind,
        "question": case.question,
        "answerable": case.answerable,
        "status": record.status,
        "failure": record.failure,
        "crossing": record.crossing,
        "ranks": record.ranks,
        "missing_sources": list(record.missing_sources),
        "fact_hits": {str(k): met for k, met in record.fact_hits},
        "facts_met": record.facts_met,
        "cited_facts_met": record.cited_facts_met,
        "citations": [
            {"marker": c.marker, "document_id": c.document_id, "original_id": c.original_id, "quote": c.quote}
            for c in record.citations
        ],
        "answer": record.answer,
        "ms": record.ms,
        "error": record.error,
    }


def print_report(report: Report, console: Console) -> None:
    """Prints the figures (in percent), overall and by group, then the cases that failed and why."""
    console.print(_table(report))
    latency = report.overall.values
    console.print(f"latency p50 {_ms(latency['latency_p50_ms'])}, p95 {_ms(latency['latency_p95_ms'])}")
    if report.missing_sources:
        console.print(Text(f"sources that the library does not hold: {', '.join(report.missing_sources)}"))
    for failure, records in _failures(report).items():
        console.print(Text(f"\n{failure} ({len(records)})", style="bold"))
        for record in records:
            console.print(Text(f"  {record.case.id}  {record.error or record.case.question}"))


def _table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, collapse_padding=True, header_style="bold")
    table.add_column("in percent")
    table.add_column("cases", justify="right")
    for heading in _HEADINGS.values():
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_row(*_row("overall", report.overall), end_section=True)
    for group in report.groups.values():
        for label, figures in group.items():
            table.add_row(*_row(label, figures))
        table.add_section()
    return table


def _row(label: str, figures: Figures) -> list[str]:
    return [label, str(figures.cases), *(_percent(figures.values[name]) for name in _HEADINGS)]


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value * 100:.0f}"


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f} ms"


def _failures(report: Report) -> dict[Failure, list[CaseRecord]]:
    failures: dict[Failure, list[CaseRecord]] = {}
    for record in report.records:
        if record.failure is not None:
            failures.setdefault(record.failure, []).append(record)
    return failures


def parse_threshold(text: str) -> Threshold:
    """Reads ``answer_facts=0.55``: the name of a metric, as in the JSON, and a number.

    Raises PolicyLensError for an unknown metric, and for a value that is no number or no share where one is due.
    """
    metric, _, value = text.partition("=")
    metric = metric.strip()
    if metric not in METRICS:
        raise PolicyLensError(f"{text}: there is no metric {metric!r}; the metrics are {', '.join(METRICS)}")
    try:
        number = float(value)
    except ValueError:
        raise PolicyLensError(f"{text}: a threshold is metric=value, for example {metric}=0.5") from None
    largest = math.inf if metric.endswith("_ms") else 1
    if not 0 <= number <= largest:
        raise PolicyLensError(f"{text}: {metric} is a share from 0 to 1")
    return Threshold(metric, number)


def misses(report: Report, thresholds: Sequence[Threshold]) -> list[str]:
    """One line for each threshold that the overall figures miss.

    A figure misses when it is under its threshold; false_refusals and latencies when they are over it. A figure
    that could not be measured misses any threshold.
    """
    return [line for threshold in thresholds if (line := _miss(report.overall, threshold)) is not None]


def _miss(figures: Figures, threshold: Threshold) -> str | None:
    value = figures.values[threshold.metric]
    if value is None:
        return f"{threshold.metric}: no case of the set measures it"
    if threshold.metric in LOWER_IS_BETTER:
        return f"{threshold.metric} {value:.4g} is over {threshold.value:g}" if value > threshold.value else None
    return f"{threshold.metric} {value:.4g} is under {threshold.value:g}" if value < threshold.value else None

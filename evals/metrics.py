"""The figures of a report. Each takes the records of some cases; a figure over no cases is None, never 0.

Shares and ranks run from 0 to 1. A case that ended in an error has retrieved, cited and answered nothing, and
so counts as a miss wherever it belongs.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from statistics import quantiles

import ir_measures

from evals.records import CaseRecord, Figures, Report

Metric = Callable[[Sequence[CaseRecord]], float | None]


def hit(records: Sequence[CaseRecord], k: int) -> float | None:
    """Hit rate, also success@k: the share of answerable cases with any source among the first k documents.

    Documents stand in the order of their best chunk, editions folded to the original.
    Craswell & Hawking (2004), Overview of the TREC-2004 Web Track (as S@k).
    """
    return _share(r.best_rank is not None and r.best_rank <= k for r in _answerable(records))


def recall(records: Sequence[CaseRecord], k: int) -> float | None:
    """The share of answerable cases with all of their sources among the first k documents."""
    return _share(all(rank is not None and rank <= k for rank in r.ranks.values()) for r in _answerable(records))


def mrr(records: Sequence[CaseRecord]) -> float | None:
    """Mean reciprocal rank: the mean over answerable cases of 1 / the rank of the first source document.

    0 for a case none of whose sources was retrieved. Computed by ir_measures (its RR, from trec_eval).
    Kantor & Voorhees (2000), The TREC-5 Confusion Track, Information Retrieval 2.
    """
    answerable = _answerable(records)
    if not answerable:
        return None
    qrels = [ir_measures.Qrel(r.case.id, source, 1) for r in answerable for source in r.sources]
    run = [
        ir_measures.ScoredDoc(r.case.id, document, -float(rank))
        for r in answerable
        for rank, document in enumerate(r.documents)
    ]
    return float(ir_measures.calc_aggregate([ir_measures.RR], qrels, run)[ir_measures.RR])


def fact_hit(records: Sequence[CaseRecord], k: int) -> float | None:
    """The share of answerable cases whose facts stand in the first k chunks that come from source documents."""
    return _share((k, True) in r.fact_hits for r in _answerable(records))


def answer_facts(records: Sequence[CaseRecord]) -> float | None:
    """The share of answerable cases whose answer, markers stripped, meets its facts."""
    return _share(r.facts_met is True for r in _answerable(records))


def cited_facts(records: Sequence[CaseRecord]) -> float | None:
    """The share of answerable cases whose joined quotes meet the facts."""
    return _share(r.cited_facts_met is True for r in _answerable(records))


def citation_precision(records: Sequence[CaseRecord]) -> float | None:
    """Citations whose document is a source over all citations, pooled over the answerable cases that were answered."""
    answered = [r for r in _answerable(records) if r.status == "answered"]
    return _share(citation.original_id in r.sources for r in answered for citation in r.citations)


def refusal_recall(records: Sequence[CaseRecord]) -> float | None:
    """The share of unanswerable cases that were refused.

    A false premise counts when it is not_found, or when the answer states, cited, what the documents say.
    """
    return _share(r.refused for r in records if not r.case.answerable)


def false_refusals(records: Sequence[CaseRecord]) -> float | None:
    """The share of answerable cases that were refused. An error gave no answer either, and counts."""
    return _share(r.status != "answered" for r in _answerable(records))


def latency_ms(records: Sequence[CaseRecord], percent: int) -> float | None:
    """A percentile of the milliseconds that an answer took, interpolated between neighbours; errors left out."""
    times = [r.ms for r in records if r.ms is not None]
    if len(times) < 2:
        return times[0] if times else None
    return quantiles(times, n=100, method="inclusive")[percent - 1]


METRICS: dict[str, Metric] = {
    "hit@1": partial(hit, k=1),
    "hit@5": partial(hit, k=5),
    "hit@10": partial(hit, k=10),
    "recall@10": partial(recall, k=10),
    "mrr": mrr,
    "fact_hit@3": partial(fact_hit, k=3),
    "fact_hit@5": partial(fact_hit, k=5),
    "answer_facts": answer_facts,
    "cited_facts": cited_facts,
    "citation_precision": citation_precision,
    "refusal_recall": refusal_recall,
    "false_refusals": false_refusals,
    "latency_p50_ms": partial(latency_ms, percent=50),
    "latency_p95_ms": partial(latency_ms, percent=95),
}
"""Every metric by the name it has in reports and thresholds."""

LOWER_IS_BETTER = frozenset({"false_refusals", "latency_p50_ms", "latency_p95_ms"})


def report_of(records: Sequence[CaseRecord], *, created: datetime, originals_only: bool) -> Report:
    """The report of these records, all metrics computed; breakdowns hold the groups that occur."""
    return Report(
        created=created,
        originals_only=originals_only,
        overall=_figures(records),
        groups={
            "by_language": _by((r, r.case.lang) for r in records),
            "by_kind": _by((r, r.case.kind) for r in records),
            "by_crossing": _by((r, r.crossing) for r in records),
        },
        records=tuple(records),
    )


def _figures(records: Sequence[CaseRecord]) -> Figures:
    return Figures(len(records), {name: metric(records) for name, metric in METRICS.items()})


def _by(labelled: Iterable[tuple[CaseRecord, str | None]]) -> dict[str, Figures]:
    groups: dict[str, list[CaseRecord]] = {}
    for record, label in labelled:
        if label is not None:
            groups.setdefault(label, []).append(record)
    return {label: _figures(groups[label]) for label in sorted(groups)}


def _answerable(records: Sequence[CaseRecord]) -> list[CaseRecord]:
    return [record for record in records if record.case.answerable]


def _share(outcomes: Iterable[bool]) -> float | None:
    counted = list(outcomes)
    return sum(counted) / len(counted) if counted else None

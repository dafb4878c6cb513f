from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Case
from evals.metrics import METRICS, latency_ms, report_of
from evals.records import CaseRecord

Make = Callable[..., CaseRecord]
UNANSWERABLE: dict[str, object] = {"answerable": False, "answer_facts": (), "source_ids": ()}


@pytest.fixture
def records(make_record: Make) -> list[CaseRecord]:
    """Four answerable cases (the third refused, the fourth an error) and three unanswerable ones."""
    return [
        make_record(
            "q1",
            documents=("d", "x"),
            fact_hits=((3, True), (5, True)),
            facts_met=True,
            cited_facts_met=True,
            cited=["d", "d", "x"],
            ms=100.0,
        ),
        make_record(
            "q2",
            fields={"source_ids": ("d", "e")},
            documents=("x", "y", "z", "e"),
            fact_hits=((3, False), (5, True)),
            facts_met=True,
            cited_facts_met=False,
            cited=["e"],
            ms=200.0,
        ),
        make_record(
            "q3",
            status="not_found",
            documents=("a", "b", "c", "x", "y", "d"),
            fact_hits=((3, False), (5, False)),
            facts_met=False,
            cited_facts_met=False,
            cited=["x"],
            ms=300.0,
        ),
        make_record("q4", status="error", error="OSError: gone"),
        make_record("u1", status="not_found", fields=UNANSWERABLE, ms=400.0),
        make_record("u2", fields=UNANSWERABLE, cited=["n"], near=["n"], ms=500.0),
        make_record("u3", fields={**UNANSWERABLE, "kind": "false_premise"}, cited=["n"], near=["n"], ms=1000.0),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hit@1", 1 / 4),
        ("hit@5", 2 / 4),
        ("hit@10", 3 / 4),
        ("recall@10", 2 / 4),  # q2 has only one of its two
        ("mrr", (1 + 1 / 4 + 1 / 6 + 0) / 4),
        ("fact_hit@3", 1 / 4),
        ("fact_hit@5", 2 / 4),
        ("answer_facts", 2 / 4),
        ("cited_facts", 1 / 4),
        ("citation_precision", 3 / 4),  # q1: 2 of 3, q2: 1 of 1; q3 was not answered
        ("refusal_recall", 2 / 3),
        ("false_refusals", 2 / 4),
        ("latency_p50_ms", 350.0),  # between 300 and 400
        ("latency_p95_ms", 875.0),  # a quarter of the way from 500 to 1000 is left: 5 * 0.95 = 4.75
    ],
)
def test_metrics_are_as_computed_by_hand(records: list[CaseRecord], name: str, expected: float) -> None:
    assert METRICS[name](records) == pytest.approx(expected)


def test_every_metric_over_no_case_is_none() -> None:
    assert {metric([]) for metric in METRICS.values()} == {None}


def test_a_group_without_the_cases_that_a_metric_needs_has_none(records: list[CaseRecord]) -> None:
    assert METRICS["refusal_recall"](records[:4]) is None
    assert METRICS["hit@1"](records[4:]) is None
    assert METRICS["citation_precision"](records[2:4]) is None
    assert METRICS["latency_p50_ms"](records[3:4]) is None


def test_the_percentile_of_one_time_is_that_time(make_record: Make) -> None:
    assert latency_ms([make_record(ms=7.0)], 95) == 7.0


@given(st.lists(st.integers(min_value=0, max_value=12), min_size=1, max_size=8))
def test_mrr_by_ir_measures_is_the_mean_of_the_reciprocals(places: list[int]) -> None:
    """A place p puts the source after p others; 12 leaves it out."""
    records = [
        CaseRecord(
            Case(str(number), "en", "?", "numeric", True),
            frozenset({"d"}),
            frozenset(),
            (),
            None,
            "answered",
            documents=(*(f"x{i}" for i in range(place)), *(["d"] if place < 12 else [])),
        )
        for number, place in enumerate(places)
    ]
    expected = sum(1 / (place + 1) for place in places if place < 12) / len(places)
    assert METRICS["mrr"](records) == pytest.approx(expected)
    hits = [METRICS[f"hit@{k}"](records) or 0 for k in (1, 5, 10)]
    assert hits == sorted(hits)


def test_a_report_breaks_down_by_language_kind_and_crossing(make_record: Make) -> None:
    report = report_of(
        [
            make_record("a", fields={"lang": "zh-Hant"}, crossing="cross_lingual", documents=("d",)),
            make_record("b", fields={"kind": "list"}, crossing="same_language", documents=()),
            make_record("c", status="not_found", fields=UNANSWERABLE),
        ],
        created=datetime.now(UTC),
        originals_only=True,
    )
    assert report.overall.cases == 3
    assert {name: {label: f.cases for label, f in group.items()} for name, group in report.groups.items()} == {
        "by_language": {"en": 2, "zh-Hant": 1},
        "by_kind": {"list": 1, "numeric": 2},
        "by_crossing": {"cross_lingual": 1, "same_language": 1},
    }
    assert report.groups["by_crossing"]["cross_lingual"].values["hit@1"] == 1
    assert report.groups["by_crossing"]["same_language"].values["hit@1"] == 0
    assert report.groups["by_kind"]["list"].values["refusal_recall"] is None

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from rich.console import Console

from corpus.errors import PolicyLensError
from evals.metrics import METRICS, report_of
from evals.records import CaseRecord, Report
from evals.report import misses, parse_threshold, print_report, to_json

Make = Callable[..., CaseRecord]
CREATED = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def report(make_record: Make) -> Report:
    records = [
        make_record(
            "a",
            fields={"question": "[bold]多少?"},
            crossing="same_language",
            documents=("x", "d"),
            fact_hits=((3, True), (5, True)),
            facts_met=False,
            cited_facts_met=True,
            cited=["d"],
            answer="四 [1]",
            ms=120.0,
        ),
        make_record("b", status="not_found", fields={"source_ids": ("gone",)}, missing_sources=("gone",), ms=80.0),
        make_record("c", status="error", error="OSError: disk [1]"),
        make_record("d", documents=("d",), facts_met=True, cited_facts_met=True, cited=["d"], ms=100.0),
    ]
    return report_of(records, created=CREATED, originals_only=False)


def printed(report: Report) -> str:
    out = io.StringIO()
    print_report(report, Console(file=out, width=80))
    return out.getvalue()


def test_the_json_holds_figures_counts_versions_and_cases(report: Report) -> None:
    data = json.loads(json.dumps(to_json(report, set_name="starter", versions={"product": "0.1.0", "encoder": None})))
    assert data["set"] == "starter"
    assert data["created"] == "2026-11-22T08:30:00+00:00"
    assert data["versions"] == {"product": "0.1.0", "encoder": None}
    assert data["originals_only"] is False
    assert data["counts"] == {
        "cases": 4,
        "answerable": 4,
        "unanswerable": 0,
        "answered": 2,
        "not_found": 1,
        "errors": 1,
    }
    assert data["missing_sources"] == {"gone": ["b"]}
    assert set(data["figures"]) == {"overall", "by_language", "by_kind", "by_crossing"}
    assert set(data["figures"]["overall"]) == {"cases", *METRICS}
    assert data["figures"]["overall"]["refusal_recall"] is None
    assert data["figures"]["by_language"]["en"]["cases"] == 4


def test_a_case_in_the_json_tells_what_came_of_it(report: Report) -> None:
    first, second, third, _ = to_json(report, set_name="s", versions={})["cases"]
    assert first == {
        "id": "a",
        "lang": "en",
        "kind": "numeric",
        "question": "[bold]多少?",
        "answerable": True,
        "status": "answered",
        "failure": "retrieved but fact missing",
        "crossing": "same_language",
        "ranks": {"d": 2},
        "missing_sources": [],
        "fact_hits": {"3": True, "5": True},
        "facts_met": False,
        "cited_facts_met": True,
        "citations": [{"marker": 1, "document_id": "d", "original_id": "d", "quote": "quote"}],
        "answer": "四 [1]",
        "ms": 120.0,
        "error": None,
    }
    assert (second["ranks"], second["failure"]) == ({"gone": None}, "not retrieved")
    assert (third["status"], third["error"], third["ms"]) == ("error", "OSError: disk [1]", None)


def test_the_table_shows_figures_and_why_cases_failed(report: Report) -> None:
    lines = [line.rstrip() for line in printed(report).splitlines()]
    assert max(map(len, lines)) <= 80
    overall = next(line for line in lines if line.startswith("overall")).split()
    # cases, hit@1, @5, @10, mrr, fact@3, @5, answer facts, cited facts, precision, refusal recall, false refusals
    assert overall[1:] == ["4", "25", "50", "50", "38", "25", "25", "25", "50", "100", "-", "50"]
    assert any(line.startswith("same_language ") for line in lines)
    assert "latency p50 100 ms, p95 118 ms" in lines
    assert "sources that the library does not hold: gone" in lines
    at = lines.index("retrieved but fact missing (1)")
    assert lines[at + 1] == "  a  [bold]多少?"
    assert lines[lines.index("error (1)") + 1] == "  c  OSError: disk [1]"
    assert lines[lines.index("not retrieved (1)") + 1] == "  b  question b"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("accuracy=0.5", "there is no metric 'accuracy'; the metrics are hit@1, "),
        ("0.5", "there is no metric '0.5'"),
        ("answer_facts", "a threshold is metric=value"),
        ("answer_facts=high", "a threshold is metric=value"),
        ("answer_facts=55", "answer_facts is a share from 0 to 1"),
        ("answer_facts=nan", "answer_facts is a share from 0 to 1"),
        ("hit@1=-0.1", "hit@1 is a share from 0 to 1"),
    ],
)
def test_a_wrong_threshold_is_explained(text: str, complaint: str) -> None:
    with pytest.raises(PolicyLensError) as raised:
        parse_threshold(text)
    assert complaint in str(raised.value)
    assert str(raised.value).startswith(text)


@pytest.mark.parametrize(
    ("threshold", "lines"),
    [
        ("answer_facts=0.25", []),
        ("answer_facts=0.26", ["answer_facts 0.25 is under 0.26"]),
        ("hit@5 = 0.5", []),
        ("false_refusals=0.5", []),
        ("false_refusals=0.4", ["false_refusals 0.5 is over 0.4"]),
        ("latency_p50_ms=100", []),
        ("latency_p50_ms=99", ["latency_p50_ms 100 is over 99"]),
        ("refusal_recall=0", ["refusal_recall: no case of the set measures it"]),
    ],
)
def test_thresholds_are_floors_but_for_refusals_and_latency(report: Report, threshold: str, lines: list[str]) -> None:
    assert misses(report, [parse_threshold(threshold)]) == lines

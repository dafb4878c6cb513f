import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from corpus.errors import PolicyLensError
from evals.compare import compare, load_report, print_comparison
from evals.metrics import report_of
from evals.records import CaseRecord
from evals.report import to_json

Make = Callable[..., CaseRecord]


@pytest.fixture
def reports(make_record: Make) -> tuple[dict[str, Any], dict[str, Any]]:
    def saved(*records: CaseRecord) -> dict[str, Any]:
        report = report_of(records, created=datetime.now(UTC), originals_only=False)
        data: dict[str, Any] = json.loads(json.dumps(to_json(report, set_name="s", versions={})))
        return data

    good: dict[str, object] = {"documents": ("d",), "facts_met": True}
    before = saved(
        make_record("kept", **good),
        make_record("breaks", **good),
        make_record("mends", documents=("x",), facts_met=False),
        make_record("stays broken", documents=("x",), facts_met=False),
        make_record("old", **good),
    )
    after = saved(
        make_record("kept", **good),
        make_record("breaks", status="not_found", documents=("x", "d")),
        make_record("mends", **good),
        make_record("stays broken", status="error", error="no"),
        make_record("new", **good, ms=5.0),
    )
    return before, after


def test_compares_metrics_and_cases(reports: tuple[dict[str, Any], dict[str, Any]]) -> None:
    comparison = compare(*reports)
    changes = {change.metric: change for change in comparison.changes}
    assert (changes["hit@1"].before, changes["hit@1"].after) == (0.6, 0.6)
    assert changes["mrr"].difference == pytest.approx(0.1)
    assert changes["latency_p50_ms"].difference is None
    assert comparison.broken == (("breaks", "false refusal"),)
    assert comparison.mended == (("mends", "not retrieved"),)
    assert (comparison.only_before, comparison.only_after) == (("old",), ("new",))


def test_a_report_compared_with_itself_has_no_change(reports: tuple[dict[str, Any], dict[str, Any]]) -> None:
    comparison = compare(reports[0], reports[0])
    assert {change.difference for change in comparison.changes} == {0.0, None}
    assert (comparison.broken, comparison.mended) == ((), ())
    assert (comparison.only_before, comparison.only_after) == ((), ())


def test_prints_differences_and_changed_cases(reports: tuple[dict[str, Any], dict[str, Any]]) -> None:
    out = io.StringIO()
    print_comparison(compare(*reports), Console(file=out, width=80))
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert ["mrr", "0.600", "0.700", "+0.100"] in lines
    assert ["latency_p50_ms", "-", "5.000", "-"] in lines
    assert ["breaks", "false", "refusal"] in lines
    assert ["mends", "was:", "not", "retrieved"] in lines


def test_a_saved_report_is_read_back(tmp_path: Path, reports: tuple[dict[str, Any], dict[str, Any]]) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(reports[0], ensure_ascii=False), encoding="utf-8")
    assert load_report(path) == reports[0]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [("{", "is not JSON"), ("[]", "is not a report"), ('{"figures": {}}', "is not a report"), (None, "cannot be read")],
)
def test_what_is_no_report_is_named(tmp_path: Path, content: str | None, complaint: str) -> None:
    path = tmp_path / "report.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(PolicyLensError, match=complaint) as raised:
        load_report(path)
    assert str(raised.value).startswith(str(path))

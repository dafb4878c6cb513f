from collections.abc import Callable

import pytest

from evals.records import CaseRecord

Make = Callable[..., CaseRecord]
UNANSWERABLE: dict[str, object] = {"answerable": False, "answer_facts": (), "source_ids": ()}
PREMISE = {**UNANSWERABLE, "kind": "false_premise"}


def test_ranks_are_those_of_the_sources_among_the_documents(make_record: Make) -> None:
    record = make_record(fields={"source_ids": ("d", "e", "f")}, documents=("x", "e", "d"))
    assert record.ranks == {"d": 3, "e": 2, "f": None}
    assert record.best_rank == 2
    assert make_record(documents=("x",)).best_rank is None


@pytest.mark.parametrize(
    ("status", "facts_met", "documents", "failure"),
    [
        ("answered", True, ("d",), None),
        ("answered", True, (), None),
        ("answered", False, ("x", "d"), "retrieved but fact missing"),
        ("answered", False, ("x",), "not retrieved"),
        ("not_found", False, ("d",), "false refusal"),
        ("not_found", True, ("d",), "false refusal"),
        ("not_found", False, ("x",), "not retrieved"),
        ("error", None, (), "error"),
    ],
)
def test_why_an_answerable_case_failed(
    make_record: Make, status: str, facts_met: bool | None, documents: tuple[str, ...], failure: str | None
) -> None:
    assert make_record(status=status, facts_met=facts_met, documents=documents).failure == failure


def test_an_unanswerable_case_passes_when_it_is_refused(make_record: Make) -> None:
    assert make_record(status="not_found", fields=UNANSWERABLE).failure is None
    answered = make_record(status="answered", fields=UNANSWERABLE, cited=["n"], near=["n"])
    assert answered.failure == "answered though unanswerable"
    assert make_record(status="error", fields=UNANSWERABLE).failure == "error"


@pytest.mark.parametrize(
    ("cited", "near", "facts", "corrected"),
    [
        (["n"], ["n"], (None, None), True),
        (["n", "m"], ["n", "m"], (True, True), True),
        (["n", "x"], ["n"], (True, True), False),  # a citation that points elsewhere
        ([], ["n"], (True, True), False),  # nothing cited
        (["n"], ["n"], (False, False), False),  # the facts are not stated
        (["n"], ["n"], (True, False), False),  # stated, but not by the quotes
        (["n"], [], (True, True), True),  # no near sources: the facts tell
        (["n"], [], (None, None), False),  # nothing to tell it by
    ],
)
def test_a_false_premise_is_corrected_by_what_the_near_documents_say(
    make_record: Make, cited: list[str], near: list[str], facts: tuple[bool | None, bool | None], corrected: bool
) -> None:
    record = make_record(fields=PREMISE, cited=cited, near=near, facts_met=facts[0], cited_facts_met=facts[1])
    assert record.refused is corrected
    assert (record.failure is None) is corrected


def test_a_refused_false_premise_passes_whatever_it_cites(make_record: Make) -> None:
    assert make_record(status="not_found", fields=PREMISE, cited=["x"], near=["n"]).refused

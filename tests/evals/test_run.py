from collections.abc import Callable
from typing import Any

import pytest

from assistant.answer import Answer
from corpus.errors import PolicyLensError
from evals.cases import Case
from evals.run import run_set
from index.hits import Filters

MakeAnswer = Callable[..., Answer]
MakeCase = Callable[..., Case]
LANGUAGES = {"sc": "zh-Hans", "sc@en": "en", "eu": "en", "eu@zh-Hans": "zh-Hans", "tw": "zh-Hant"}


@pytest.fixture
def ask(scripted: Any) -> Callable[..., Any]:
    """Runs cases against one scripted reply each, and returns the records and the assistant."""

    def run(cases: list[Case], replies: list[Answer | BaseException], **options: Any) -> tuple[Any, Any]:
        assistant = scripted(LANGUAGES, dict(zip((case.question for case in cases), replies, strict=True)))
        return run_set(cases, assistant, **options), assistant

    return run


def test_documents_are_ranked_by_their_best_chunk_and_editions_count_as_the_original(
    ask: Any, make_case: MakeCase, make_answer: MakeAnswer
) -> None:
    hits = [("tw", "x"), ("eu@zh-Hans", "x"), ("tw", "y"), ("eu", "y"), ("sc@en", "5 scenarios"), ("sc", "五项")]
    report, _ = ask([make_case(source_ids=("sc", "eu"))], [make_answer("?", "5 [1]", hits=hits)])
    record = report.records[0]
    assert record.documents == ("tw", "eu", "sc")
    assert record.ranks == {"eu": 2, "sc": 3}
    assert report.overall.values["hit@1"] == 0
    assert report.overall.values["mrr"] == 0.5
    assert record.fact_hits == ((3, True), (5, True))  # the third chunk of a source is sc@en's


def test_a_source_may_be_named_by_its_edition(ask: Any, make_case: MakeCase, make_answer: MakeAnswer) -> None:
    report, _ = ask([make_case(source_ids=("sc@en",))], [make_answer("?", "5", hits=[("sc", "五项")])])
    assert report.records[0].ranks == {"sc": 1}
    assert report.missing_sources == {}


def test_facts_and_citations_are_graded(ask: Any, make_case: MakeCase, make_answer: MakeAnswer) -> None:
    quotes = [("sc@en", "at least five scenarios"), ("eu", "Article 5")]
    reply = make_answer("?", "不少于五个[1]", quotes=quotes, hits=[("sc", "五个")], ms=12.5)
    report, _ = ask([make_case(source_ids=("sc",))], [reply])
    record = report.records[0]
    assert (record.status, record.facts_met, record.cited_facts_met, record.ms) == ("answered", True, True, 12.5)
    assert [(c.document_id, c.original_id) for c in record.citations] == [("sc@en", "sc"), ("eu", "eu")]
    assert report.overall.values["citation_precision"] == 0.5
    assert record.failure is None


def test_a_marker_is_no_fact(ask: Any, make_case: MakeCase, make_answer: MakeAnswer) -> None:
    report, _ = ask([make_case(source_ids=("sc",))], [make_answer("?", "若干场景[5]", hits=[("sc", "若干")])])
    assert report.records[0].failure == "retrieved but fact missing"


def test_without_a_total_the_wall_clock_counts(ask: Any, make_case: MakeCase, make_answer: MakeAnswer) -> None:
    report, _ = ask([make_case()], [make_answer("?", "5")])
    assert report.records[0].ms > 0


@pytest.mark.parametrize(
    ("lang", "sources", "crossing"),
    [
        ("en", ("sc",), "cross_lingual"),  # its English edition is no original
        ("en", ("eu",), "same_language"),
        ("en", ("sc", "eu"), "same_language"),
        ("zh-Hant", ("sc",), "same_language"),
        ("zh-Hans", ("tw",), "same_language"),
        ("zh-Hans", ("eu",), "cross_lingual"),
        ("zh-Hans", ("eu", "gone"), "cross_lingual"),
        ("zh-Hans", ("gone",), None),
    ],
)
def test_crossing_is_computed_from_the_originals(
    ask: Any, make_case: MakeCase, make_answer: MakeAnswer, lang: str, sources: tuple[str, ...], crossing: str | None
) -> None:
    report, _ = ask([make_case(lang=lang, source_ids=sources)], [make_answer("?")])
    assert report.records[0].crossing == crossing


def test_an_unanswerable_case_crosses_nothing(ask: Any, make_case: MakeCase, make_answer: MakeAnswer) -> None:
    case = make_case(answerable=False, answer_facts=(), source_ids=(), near_source_ids=("sc",))
    report, _ = ask([case], [make_answer("?", status="not_found")])
    record = report.records[0]
    assert (record.crossing, record.facts_met, record.failure, record.fact_hits) == (None, None, None, ())
    assert report.groups["by_crossing"] == {}


def test_a_false_premise_may_be_answered_with_what_the_near_document_says(
    ask: Any, make_case: MakeCase, make_answer: MakeAnswer
) -> None:
    case = make_case(
        kind="false_premise", answerable=False, answer_facts=(("2035",),), source_ids=(), near_source_ids=("sc",)
    )
    right = make_answer("?", "到2035年为止[1]", quotes=[("sc@en", "2027, 2030 and 2035")])
    elsewhere = make_answer("?", "到2035年为止[1]", quotes=[("eu", "2035")])
    assert ask([case], [right])[0].overall.values["refusal_recall"] == 1
    assert ask([case], [elsewhere])[0].overall.values["refusal_recall"] == 0


def test_a_source_that_the_library_lacks_is_a_miss_and_is_listed(
    ask: Any, make_case: MakeCase, make_answer: MakeAnswer
) -> None:
    cases = [make_case("a", source_ids=("gone",)), make_case("b", source_ids=("sc",))]
    report, _ = ask(cases, [make_answer("?", "5", hits=[("sc", "5")])] * 2)
    assert report.missing_sources == {"gone": ["a"]}
    assert report.overall.values["hit@10"] == 0.5
    assert report.overall.cases == 2


def test_an_error_is_one_case_s_miss_and_the_run_goes_on(
    ask: Any, make_case: MakeCase, make_answer: MakeAnswer, caplog: pytest.LogCaptureFixture
) -> None:
    cases = [make_case("a", source_ids=("sc",)), make_case("b", source_ids=("sc",))]
    report, _ = ask(cases, [OSError("index is gone"), make_answer("?", "5", hits=[("sc", "5")])])
    broken, sound = report.records
    assert (broken.status, broken.error, broken.failure) == ("error", "OSError: index is gone", "error")
    assert sound.failure is None
    assert report.counts["errors"] == 1
    assert report.overall.values["answer_facts"] == 0.5
    assert "case a ended in an error" in caplog.text


def test_an_interrupt_ends_the_run(ask: Any, make_case: MakeCase) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask([make_case()], [KeyboardInterrupt()])


def test_each_case_is_asked_once_with_its_history_and_the_filters(
    ask: Any, make_case: MakeCase, make_answer: MakeAnswer
) -> None:
    cases = [make_case("a"), make_case("b", follow_up_to="a"), make_case("c", follow_up_to="b")]
    done: list[tuple[int, int]] = []
    report, assistant = ask(
        cases,
        [make_answer("?")] * 3,
        originals_only=True,
        progress=lambda done_now, total: done.append((done_now, total)),
    )
    filters = Filters(originals_only=True)
    assert assistant.asked == [
        ("question a", (), filters),
        ("question b", ("question a",), filters),
        ("question c", ("question a", "question b"), filters),
    ]
    assert done == [(1, 3), (2, 3), (3, 3)]
    assert report.originals_only


def test_a_follow_up_to_a_case_that_is_not_run_is_an_error(
    ask: Any, make_case: MakeCase, make_answer: MakeAnswer
) -> None:
    with pytest.raises(PolicyLensError, match="case b: follow_up_to: there is no case a"):
        ask([make_case("b", follow_up_to="a")], [make_answer("?")])

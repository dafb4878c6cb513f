"""Whole sets, asked for real: the quality that is promised, and that every citation of every answer stands."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from evals.cases import documents_of, load_cases, set_path
from evals.graders import passages_meet
from evals.libraries import library_of
from evals.run import run_set
from index.encoders import Encoder
from index.hits import Filters
from index.library import Library, open_library
from index.update import ingest
from ingest.sources import discover

SHARED = Path(__file__).parents[2].parent / "shared"
FLOORS = {"hit@1": 0.70, "fact_hit@5": 0.65, "answer_facts": 0.70}
MOST_FALSE_REFUSALS = 0.15


class Recording(Assistant):
    """Keeps the answers that it gives."""

    def __init__(self, library: Library, encoder: Encoder) -> None:
        super().__init__(library, encoder)
        self.answers: list[Answer] = []

    def answer(self, question: str, *, filters: Filters, history: Sequence[str]) -> Answer:  # type: ignore[override]
        self.answers.append(super().answer(question, filters=filters, history=history))
        return self.answers[-1]


@pytest.fixture(scope="module")
def seeds(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Library | None:
    """The raw pages alone; None where they are not at hand."""
    if not (SHARED / "seeds").is_dir():
        return None
    data_dir = tmp_path_factory.mktemp("seeds")
    ingest(data_dir, encoder, discover([SHARED / "seeds"]), corpus=False)
    return open_library(data_dir)


@pytest.mark.parametrize("name", ["pages", "press", "blind-pages"])
def test_the_facts_of_the_pages_stand_in_the_pages_that_the_cases_name(name: str) -> None:
    cases = load_cases(set_path(name))
    folder = documents_of(set_path(name))
    assert folder is not None
    texts = {file.stem: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    named = {case.id: [texts[page] for page in case.source_ids or case.near_source_ids] for case in cases}
    assert [case.id for case in cases if case.answer_facts and not passages_meet(named[case.id], case)] == []
    assert {page for case in cases for page in case.source_ids} == texts.keys()


@pytest.mark.parametrize("name", ["starter", "library", "desk", "pages", "press", "shared:policies", "shared:seeds"])
def test_a_set_reaches_its_floors_and_every_citation_stands(
    name: str, library: Library, seeds: Library | None, encoder: Encoder
) -> None:
    path = SHARED / "questions" / f"{name.removeprefix('shared:')}.yaml" if ":" in name else set_path(name)
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand: there is no shared/questions beside the repository")
    documents = documents_of(path)
    with (
        library_of(documents, encoder)
        if documents
        else nullcontext(seeds if name == "shared:seeds" else library) as own
    ):
        assert own is not None
        assert_reaches(path, Recording(own, encoder))


def assert_reaches(path: Path, assistant: "Recording") -> None:
    report = run_set(load_cases(path), assistant)
    assert not any(record.error for record in report.records)
    for answer in assistant.answers:
        assert_stands(answer, assistant)
    figures = report.overall.values
    assert {metric: figures[metric] for metric, floor in FLOORS.items() if (figures[metric] or 0) < floor} == {}
    assert (figures["false_refusals"] or 0) <= MOST_FALSE_REFUSALS


def assert_stands(answer: Answer, assistant: Assistant) -> None:
    hits = {hit.chunk.document_id for hit in answer.hits}
    for citation in answer.citations:
        assert assistant.document(citation.document_id).text[citation.start : citation.end] == citation.quote
        assert citation.document_id in hits
    assert all(check.ok for check in answer.checks), answer

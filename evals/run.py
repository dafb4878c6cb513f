"""Running a set: every case is asked once, and what came of it is recorded."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Protocol

from assistant.answer import Answer
from evals.cases import Case, history
from evals.graders import cited_facts_met, facts_met, passages_meet
from evals.metrics import report_of
from evals.records import CaseRecord, CitedQuote, Crossing, Report
from index.hits import Filters

FACT_HIT_CUTS = (3, 5)

_log = logging.getLogger(__name__)


class Assistant(Protocol):
    """What is measured: something that answers questions from a library of documents."""

    def answer(self, question: str, *, filters: Filters, history: Sequence[str]) -> Answer:
        """Answers a question; `history` are the earlier questions of the conversation, oldest first."""
        ...

    def original_id(self, document_id: str) -> str:
        """The id of the original of an edition in the library; an original's own."""
        ...

    def language_of(self, document_id: str) -> str:
        """The language of a document in the library: zh-Hans, zh-Hant or en."""
        ...

    def document_ids(self) -> frozenset[str]:
        """The ids of all documents in the library, originals and editions."""
        ...


def run_set(
    cases: Sequence[Case],
    assistant: Assistant,
    *,
    originals_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Asks every case and reports. `originals_only` leaves translated editions out of the search.

    `progress` is told after each case how many are done, and how many there are. An exception inside a case is
    recorded as its error, and the run goes on. Raises PolicyLensError when a follow-up leads nowhere.
    """
    created = datetime.now(UTC)
    by_id = {case.id: case for case in cases}
    histories = {case.id: history(case, by_id) for case in cases}
    library = _Library(assistant)
    filters = Filters(originals_only=originals_only)
    records: list[CaseRecord] = []
    for case in cases:
        records.append(_run_case(case, histories[case.id], assistant, library, filters))
        if progress is not None:
            progress(len(records), len(cases))
    return report_of(records, created=created, originals_only=originals_only)


class _Library:
    """The documents that the assistant holds, with editions folded to their originals."""

    def __init__(self, assistant: Assistant) -> None:
        self._originals = {document: assistant.original_id(document) for document in assistant.document_ids()}
        self._known = frozenset(self._originals.values())
        self._language_of = assistant.language_of

    def original(self, document_id: str) -> str:
        return self._originals.get(document_id, document_id)

    def missing(self, source_ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(source for source in source_ids if self.original(source) not in self._known)

    def crossing(self, case: Case) -> Crossing | None:
        """Computed from the languages of the originals: Chinese is one language in both scripts."""
        originals = {self.original(source) for source in case.source_ids} & self._originals.keys()
        languages = {self._language_of(original).partition("-")[0] for original in originals}
        if not languages:
            return None
        return "same_language" if case.lang.partition("-")[0] in languages else "cross_lingual"


def _run_case(
    case: Case, earlier: Sequence[str], assistant: Assistant, library: _Library, filters: Filters
) -> CaseRecord:
    record = CaseRecord(
        case=case,
        sources=frozenset(library.original(source) for source in case.source_ids),
        near_sources=frozenset(library.original(source) for source in case.near_source_ids),
        missing_sources=library.missing(case.source_ids),
        crossing=library.crossing(case),
        status="error",
    )
    started = perf_counter()
    try:
        answer = assistant.answer(case.question, filters=filters, history=earlier)
        wall_ms = (perf_counter() - started) * 1000
        return _graded(record, answer, library, wall_ms)
    except Exception as error:
        _log.warning("case %s ended in an error", case.id, exc_info=True)
        return replace(record, error=f"{type(error).__name__}: {error}")


def _graded(record: CaseRecord, answer: Answer, library: _Library, wall_ms: float) -> CaseRecord:
    case = record.case
    hits = sorted(answer.hits, key=lambda hit: hit.rank)
    documents = [library.original(hit.chunk.document_id) for hit in hits]
    passages = [hit.chunk.text for hit, document in zip(hits, documents, strict=True) if document in record.sources]
    return replace(
        record,
        status=answer.status,
        documents=tuple(dict.fromkeys(documents)),
        fact_hits=tuple((k, passages_meet(passages[:k], case)) for k in FACT_HIT_CUTS if case.answerable),
        facts_met=facts_met(answer.text, case) if case.answer_facts else None,
        cited_facts_met=cited_facts_met(answer, case) if case.answer_facts else None,
        citations=tuple(
            CitedQuote(c.marker, c.document_id, library.original(c.document_id), c.quote) for c in answer.citations
        ),
        answer=answer.text,
        ms=answer.timings_ms.get("total", wall_ms),
    )

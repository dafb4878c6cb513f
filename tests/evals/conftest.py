from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from assistant.answer import Answer, Citation, Status
from evals.cases import Case
from evals.records import CaseRecord, CitedQuote, RunStatus
from index.hits import Filters, Hit
from ingest.document import Chunk


@dataclass
class ScriptedAssistant:
    """Answers from a script, over a library of document id -> language; ``x@en`` is an edition of ``x``."""

    languages: dict[str, str]
    replies: dict[str, Answer | BaseException]
    asked: list[tuple[str, tuple[str, ...], Filters]] = field(default_factory=list)

    def answer(self, question: str, *, filters: Filters, history: Sequence[str]) -> Answer:
        self.asked.append((question, tuple(history), filters))
        reply = self.replies[question]
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def original_id(self, document_id: str) -> str:
        return document_id.partition("@")[0]

    def language_of(self, document_id: str) -> str:
        return self.languages[document_id]

    def document_ids(self) -> frozenset[str]:
        return frozenset(self.languages)


@pytest.fixture
def scripted() -> type[ScriptedAssistant]:
    return ScriptedAssistant


def answer(
    question: str,
    text: str = "",
    *,
    status: Status = "answered",
    hits: Sequence[tuple[str, str]] = (),
    quotes: Sequence[tuple[str, str]] = (),
    ms: float | None = None,
) -> Answer:
    """An answer; `hits` are (document id, chunk text) from the best down, `quotes` (document id, quote)."""
    return Answer(
        question=question,
        language="en",
        status=status,
        text=text,
        citations=tuple(Citation(i, d, d, d, None, 0, len(q), q) for i, (d, q) in enumerate(quotes, start=1)),
        hits=tuple(
            Hit(Chunk(f"{d}#{i}", d, (), None, 0, len(t), t), score=1 / i, rank=i)
            for i, (d, t) in enumerate(hits, start=1)
        ),
        timings_ms={} if ms is None else {"total": ms},
    )


@pytest.fixture
def make_answer() -> Callable[..., Answer]:
    return answer


def case(id_: str = "a", **fields: object) -> Case:
    """An answerable English case with one fact in document ``d``, but for the fields given."""
    defaults: dict[str, object] = {
        "lang": "en",
        "question": f"question {id_}",
        "kind": "numeric",
        "answerable": True,
        "answer_facts": (("5",),),
        "source_ids": ("d",),
    }
    return Case(id=id_, **{**defaults, **fields})  # type: ignore[arg-type]


@pytest.fixture
def make_case() -> Callable[..., Case]:
    return case


def record(
    id_: str = "a",
    *,
    status: RunStatus = "answered",
    cited: Sequence[str] = (),
    near: Sequence[str] = (),
    fields: dict[str, object] | None = None,
    **outcome: object,
) -> CaseRecord:
    """A record of `case(id_, **fields)`; `cited` are the originals that the answer cites."""
    its_case = case(id_, **(fields or {}))
    defaults: dict[str, object] = {
        "sources": frozenset(its_case.source_ids),
        "near_sources": frozenset(near),
        "missing_sources": (),
        "crossing": None,
        "citations": tuple(CitedQuote(i, d, d, "quote") for i, d in enumerate(cited, start=1)),
    }
    return CaseRecord(case=its_case, status=status, **{**defaults, **outcome})  # type: ignore[arg-type]


@pytest.fixture
def make_record() -> Callable[..., CaseRecord]:
    return record

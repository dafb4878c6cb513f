"""What an answer is made of."""

from dataclasses import dataclass, field
from typing import Literal

from index.hits import Hit
from ingest.document import Language

Status = Literal["answered", "not_found"]
Mode = Literal["extractive", "llm"]
CheckKind = Literal["quote", "number", "citation", "support", "language"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that a statement rests on. ``quote == document.text[start:end]``; markers start at 1."""

    marker: int
    document_id: str
    title: str
    path: str
    page: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked about an answer: `text` is what was checked, `citation` the marker it rests on.

    'support' (that a model's sentence says what its source does) and 'language' are of models alone. Of a sentence
    that was left out, the checks that it failed are kept, without a marker.
    """

    kind: CheckKind
    text: str
    ok: bool
    citation: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose every statement carries a marker ``[n]`` of one of its citations.

    `notice` tells the reader of something that went wrong on the way (a model that could not be reached).
    `timings_ms` are wall-clock milliseconds by stage.
    """

    question: str
    language: Language
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    checks: tuple[Check, ...] = ()
    hits: tuple[Hit, ...] = ()
    mode: Mode = "extractive"
    notice: str | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)

"""What the page asks of an assistant, and what one question and its answer become on the way."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answer import Answer
from corpus.errors import PolicyLensError
from index.hits import Filters
from ingest.document import Document

_LOG = logging.getLogger(__name__)
_PACE_SECONDS = 0.05  # a reader sees no more than twenty changes a second


class Assistant(Protocol):
    """What answers; it must be safe to use from several threads at once."""

    def stream(self, question: str, *, filters: Filters, history: Sequence[str]) -> Iterator[Answer]:
        """Answers whose text grows; the last one is final and has the citations and checks."""

    def document(self, document_id: str) -> Document:
        """The document.

        :raises KeyError: if there is none of that id.
        """


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what has come of it so far. `error` is a line for the reader; empty, it is not known why."""

    number: int
    question: str
    answer: Answer | None = None
    done: bool = False
    error: str | None = None


def converse(assistant: Assistant, turn: Turn, filters: Filters, history: Sequence[str]) -> Iterator[Turn]:
    """The turn as it grows; the last one is done, whatever happened."""
    latest: Answer | None = None
    shown = 0.0
    try:
        for latest in assistant.stream(turn.question, filters=filters, history=history):
            if time.monotonic() - shown >= _PACE_SECONDS:
                shown = time.monotonic()
                yield replace(turn, answer=latest)
    except PolicyLensError as error:
        yield replace(turn, done=True, error=str(error))
    except Exception:
        _LOG.exception("the question could not be answered")
        yield replace(turn, done=True, error="")
    else:
        yield replace(turn, answer=latest, done=True, error=None if latest else "")

"""From question to answer: search, read or write, check."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.compose import compose, compose_not_found
from assistant.model import ModelError
from assistant.phrases import phrase
from assistant.question import Question, standalone
from assistant.reader import read
from assistant.verify import check, check_quote
from corpus.errors import PolicyLensError
from corpus.script import detect
from index.search import Result, Searcher
from ingest.document import Language

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.writer import Reply

_HITS = 10


@dataclass(frozen=True, slots=True)
class _Found:
    """A question with what was found for it."""

    question: Question
    language: Language
    result: Result
    started: float
    searched: float


class Answering:
    """Answers questions from what a searcher finds, by extracts or through a chat model."""

    def __init__(self, searcher: Searcher, model: "BaseChatModel | None" = None) -> None:
        """:param model: a chat model that writes the answers; without one they are extracts."""
        self._searcher = searcher
        self._model = model

    def answer(self, question: Question) -> Answer:
        """The final answer.

        :raises PolicyLensError: if the question is empty.
        """
        *_, last = self.stream(question)
        return last

    def stream(self, question: Question) -> Iterator[Answer]:
        """Answers that grow, each with the statements that have passed their checks; the last one is final.

        :raises PolicyLensError: if the question is empty.
        """
        found = self._retrieve(question)
        if self._model is None or not found.result.hits:
            yield self._extract(found)
        else:
            yield from self._write(found, self._model)

    def _retrieve(self, question: Question) -> _Found:
        started = time.perf_counter()
        if not question.text.strip():
            raise PolicyLensError("the question is empty")
        result = self._searcher.search(standalone(question), _HITS, question.filters)
        return _Found(question, detect(question.text), result, started, time.perf_counter())

    def _extract(self, found: _Found, notice: str | None = None) -> Answer:
        library, hits = self._searcher.library, found.result.hits
        findings = read(found.result, library, self._searcher.encoder)
        if findings:
            text, citations = compose(findings, found.language)
            checks = check(text, citations, library)
        else:
            text, citations = compose_not_found(hits, library, found.language)
            checks = tuple(check_quote(citation, library) for citation in citations)
        return Answer(
            question=found.question.text,
            language=found.language,
            status="answered" if findings else "not_found",
            text=text,
            citations=citations,
            checks=checks,
            hits=hits,
            notice=notice,
            timings_ms=_timings(found),
        )

    def _write(self, found: _Found, model: "BaseChatModel") -> Iterator[Answer]:
        from assistant.prompt import messages, packed  # noqa: PLC0415  (extracts need no messages)
        from assistant.writer import Reply, write  # noqa: PLC0415

        library, hits, question = self._searcher.library, packed(found.result.hits), found.question
        prompt = messages(question.text, question.history, hits, library, found.language)
        reply = Reply()
        try:
            for reply in write(model, prompt, hits, library):
                if reply.text:
                    yield self._written(found, reply)
        except ModelError as error:
            yield self._extract(found, phrase("model_failed", found.language, reason=error))
            return
        if not reply.text:
            notice = phrase("model_cut", found.language, count=reply.cut) if reply.cut else None
            yield self._extract(found, notice)

    def _written(self, found: _Found, reply: "Reply") -> Answer:
        citations = tuple(reply.citations.made)
        quotes = tuple(check_quote(citation, self._searcher.library) for citation in citations)
        return Answer(
            question=found.question.text,
            language=found.language,
            status="answered",
            text=reply.text,
            citations=citations,
            checks=(*quotes, *reply.checks),
            hits=found.result.hits,
            mode="llm",
            notice=phrase("model_cut", found.language, count=reply.cut) if reply.cut else None,
            timings_ms=_timings(found),
        )


def _timings(found: _Found) -> dict[str, float]:
    now = time.perf_counter()
    stages = {"search": found.searched - found.started, "read": now - found.searched, "total": now - found.started}
    return {name: round(1000 * seconds, 1) for name, seconds in stages.items()}

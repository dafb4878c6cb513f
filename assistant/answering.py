"""From question to answer: search, read or write, check."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation
from assistant.compose import compose, compose_not_found
from assistant.model import Allowance, ModelError
from assistant.open_parts import words_of_part
from assistant.passages import Passage
from assistant.phrases import phrase
from assistant.question import Question
from assistant.reader import Finding, read
from assistant.searching import Searched, search
from assistant.turns import Turns
from assistant.verify import MARKER, check, check_quote, check_refusal
from corpus.errors import PolicyLensError
from corpus.script import detect
from index.search import Searcher
from ingest.document import Language
from ingest.quantities import Key, numbers

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.writer import Reply


@dataclass(frozen=True, slots=True)
class _Found:
    """A question as it was asked, and with what it points to in answers before it, with what was found for that."""

    text: str
    question: Question
    language: Language
    searched: Searched
    started: float
    found: float


class Answering:
    """Answers questions from what a searcher finds, by extracts or through a chat model."""

    def __init__(
        self, searcher: Searcher, model: "BaseChatModel | None" = None, allowance: Allowance | None = None
    ) -> None:
        """:param model: a chat model that writes the answers; without one they are extracts.
        :param allowance: its window, and how long it may take; `Allowance()` when not given.
        """
        self._searcher = searcher
        self._model = model
        self._allowance = allowance or Allowance()
        self._turns = Turns(searcher)

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
        if self._model is None or not found.searched.hits:
            yield self._extract(found)
        else:
            yield from self._write(found, self._model)

    def _retrieve(self, question: Question) -> _Found:
        started = time.perf_counter()
        if not question.text.strip():
            raise PolicyLensError("the question is empty")
        whole = self._turns.resolved(question)
        searched = search(whole, self._searcher)
        return _Found(question.text, whole, detect(question.text), searched, started, time.perf_counter())

    def _read(self, found: _Found) -> list[Finding]:
        findings = read(found.searched.parts, self._searcher.library, self._searcher.encoder)
        question = found.question.text
        return [replace(one, part=words_of_part(one.part, question)) if one.part else one for one in findings]

    def _refuse(self, found: _Found) -> tuple[str, tuple[Citation, ...]]:
        library, encoder = self._searcher.library, self._searcher.encoder
        return compose_not_found(found.searched.result, library, encoder, found.language)

    def _extract(self, found: _Found, notice: str | None = None) -> Answer:
        library, hits = self._searcher.library, found.searched.hits
        findings = self._read(found)
        if findings:
            text, citations = compose(findings, found.language, [part.query for part, _ in found.searched.parts])
            checks = check(text, citations, library)
        else:
            text, citations = self._refuse(found)
            checks = check_refusal(text, citations, library)
        return Answer(
            question=found.text,
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
        from assistant.bearing import Bearing  # noqa: PLC0415  (extracts need none of these)
        from assistant.prompt import messages, packed  # noqa: PLC0415
        from assistant.writer import Reply, write  # noqa: PLC0415

        library, question = self._searcher.library, found.question
        hits = packed(question.text, question.history, found.searched.hits, library, self._allowance)
        prompt = messages(question.text, question.history, hits, library, found.language)
        bearing = Bearing(hits, library, self._searcher.encoder, found.language, rules=prompt[0].text)
        reply = Reply()
        try:
            for reply in write(model, prompt, bearing, self._allowance):
                if reply.text:
                    yield self._written(found, reply)
        except ModelError as error:
            yield self._extract(found, phrase("model_failed", found.language, reason=error.told(found.language)))
            return
        yield self._finished(found, reply)

    def _finished(self, found: _Found, reply: "Reply") -> Answer:
        """The final answer when the model has ended: what stands of it, and the sources' own words where it failed."""
        failed = sum(line is None for line in reply.lines)
        if not reply.text:
            if reply.found_nothing:
                return self._found_nothing(found)
            notice = phrase("model_replaced", found.language, count=failed)
            answer = self._extract(found, notice)
            return replace(answer, checks=(*answer.checks, *reply.left_out))
        answer = self._written(found, reply)
        if not failed:
            return answer
        text, citations = self._replacement(found, answer)
        if not text:
            return replace(answer, notice=phrase("model_cut", found.language, count=failed))
        library = self._searcher.library
        both = (*answer.citations, *citations)
        return replace(
            answer,
            text=f"{answer.text}\n{text}",
            citations=both,
            checks=(*check(text, citations, library), *answer.checks),
            notice=phrase("model_replaced", found.language, count=failed),
        )

    def _replacement(self, found: _Found, answer: Answer) -> tuple[str, tuple[Citation, ...]]:
        """What the reader takes from the sources that the model's sentences do not cite yet; nothing if they do."""
        library = self._searcher.library
        cited = [(library.document(one.document_id).original_id, numbers(one.quote)) for one in answer.citations]
        missing = [
            passage
            for finding in self._read(found)
            if not any(_is_cited(passage, answer.citations, cited) for passage in finding.passages)
            for passage in finding.passages
        ]
        text, citations = compose([Finding(None, tuple(missing))], found.language)
        shift = len(answer.citations)
        moved = tuple(replace(citation, marker=citation.marker + shift) for citation in citations)
        return MARKER.sub(lambda marker: f" [{int(marker[1]) + shift}]", text), moved

    def _found_nothing(self, found: _Found) -> Answer:
        """What is said when the model found no answer: that, and what the reader thinks nearest."""
        library = self._searcher.library
        findings = self._read(found)
        text, citations = compose(findings, found.language)
        if findings:
            said = (phrase("model_not_found", found.language), phrase("nearest_words", found.language), text)
            text = "\n".join(said)
        else:
            text, citations = self._refuse(found)
        return Answer(
            question=found.text,
            language=found.language,
            status="not_found",
            text=text,
            citations=citations,
            checks=check_refusal(text, citations, library),
            hits=found.searched.hits,
            mode="llm",
            timings_ms=_timings(found),
        )

    def _written(self, found: _Found, reply: "Reply") -> Answer:
        """The model's sentences so far."""
        quotes = (check_quote(citation, self._searcher.library) for citation in reply.citations)
        return Answer(
            question=found.text,
            language=found.language,
            status="answered",
            text=reply.text,
            citations=tuple(reply.citations),
            checks=(*quotes, *reply.checks, *reply.left_out),
            hits=found.searched.hits,
            mode="llm",
            timings_ms=_timings(found),
        )


def _is_cited(passage: Passage, citations: Sequence[Citation], cited: Sequence[tuple[str, frozenset[Key]]]) -> bool:
    """Whether a passage is cited already, or says the same as what is cited of another edition."""
    document = passage.document
    for one, (original_id, given) in zip(citations, cited, strict=True):
        if one.document_id == document.id and one.start < passage.end and passage.start < one.end:
            return True
        if one.document_id != document.id and original_id == document.original_id and given & numbers(passage.text):
            return True
    return False


def _timings(found: _Found) -> dict[str, float]:
    now = time.perf_counter()
    stages = {"search": found.found - found.started, "read": now - found.found, "total": now - found.started}
    return {name: round(1000 * seconds, 1) for name, seconds in stages.items()}

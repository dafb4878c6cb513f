"""The model as a writer: its reply, a sentence at a time, each let through only with a citation that bears it out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.answer import Check
from assistant.compose import Citations
from assistant.evidence import Passage, passages
from assistant.model import ModelError, stream_reply
from assistant.prompt import NOT_FOUND
from assistant.verify import MARKER, check_statement, statements
from index.analyze import content_terms
from index.hits import Hit
from index.library import Library
from ingest.quantities import Quantity, find_quantities, is_article, supports

_MOST_CHARACTERS = 6_000
_THINKING = re.compile(r"<think>.*?</think>", re.DOTALL | re.IGNORECASE)
_STILL_THINKING = re.compile(r"<think>.*", re.DOTALL | re.IGNORECASE)
# Other ways in which models write markers: 【1】, ［1］, [^1], [1, 3], [1][3].
_MARKERS = re.compile(r"[\[【［]\^?(\d{1,2}(?:\s?[,，、;]\s?\d{1,2})*)(?:†[^\]】］]*)?[\]】］]")
_COMPLETE = re.compile(r".*(?:[.。！？!?]\s*(?:\[\d{1,2}\])+|\[\d{1,2}\][.。！？!?]?|\n)(?=\s|$)", re.DOTALL)


@dataclass(slots=True)
class Reply:
    """What has come through so far. `cut` counts the sentences that did not."""

    text: str = ""
    citations: Citations = field(default_factory=Citations)
    checks: list[Check] = field(default_factory=list)
    cut: int = 0


def write(
    model: BaseChatModel, prompt: Sequence[BaseMessage], hits: Sequence[Hit], library: Library
) -> Iterator[Reply]:
    """The reply as it grows, by whole sentences that passed their checks. Empty when the model found no answer.

    :raises ModelError: if the model cannot be reached, or breaks off, or never ends.
    """
    reply, pending, length = Reply(), "", 0
    for piece in stream_reply(model, prompt):
        pending = _plain(pending + piece)
        length += len(piece)
        if length > _MOST_CHARACTERS:
            raise ModelError("endless reply")
        if _STILL_THINKING.search(pending):
            continue
        complete = _COMPLETE.match(pending)
        if complete:
            pending = pending[complete.end() :]
            _take(reply, complete.group(), hits, library)
            yield reply
    pending = _STILL_THINKING.sub("", pending)
    if pending.strip() and NOT_FOUND not in pending:
        _take(reply, pending, hits, library)
    yield reply


def _plain(text: str) -> str:
    """The text without what the model thought aloud, its markers in the one form that is asked for."""
    return _MARKERS.sub(lambda one: "".join(f"[{n}]" for n in re.findall(r"\d+", one[1])), _THINKING.sub("", text))


def _take(reply: Reply, text: str, hits: Sequence[Hit], library: Library) -> None:
    for statement in statements(text):
        numbers = [int(number) for number in MARKER.findall(statement)]
        if NOT_FOUND in statement:
            continue
        if not numbers or any(not 1 <= number <= len(hits) for number in numbers):
            reply.cut += 1
            continue
        _take_statement(reply, statement, [hits[number - 1] for number in numbers], library)


def _take_statement(reply: Reply, statement: str, cited: Sequence[Hit], library: Library) -> None:
    """Takes the sentence with the exact words that bear it out, if they do."""
    words = MARKER.sub("", statement).strip()
    made = len(reply.citations.made)
    markers = dict.fromkeys(_cite(reply.citations, words, hit, library) for hit in cited)
    line = words + "".join(f" [{marker}]" for marker in markers)
    checks = check_statement(line, {citation.marker: citation for citation in reply.citations.made})
    if all(check.ok for check in checks):
        reply.text = f"{reply.text}\n{line}" if reply.text else line
        reply.checks.extend(checks)
    else:
        del reply.citations.made[made:]
        reply.cut += 1


def _cite(citations: Citations, words: str, hit: Hit, library: Library) -> int:
    """The marker for the sentence of the chunk that bears the words out best; for the chunk when none does alone."""
    document = library.document(hit.chunk.document_id)
    best = max(passages([hit], library), key=lambda passage: _support(words, passage), default=None)
    if best is not None and _bears_numbers(words, best.text):
        return citations.cite(document, best.start, best.end, best.block.page)
    return citations.cite(document, hit.chunk.start, hit.chunk.end, hit.chunk.page)


def _support(words: str, passage: Passage) -> tuple[int, int]:
    present = set(content_terms(passage.text))
    return _borne(words, passage.text), sum(term in present for term in content_terms(words))


def _borne(words: str, source: str) -> int:
    quantities = find_quantities(source)
    return sum(any(supports(given, claim) for given in quantities) for claim in _claims(words))


def _claims(words: str) -> list[Quantity]:
    return [claim for claim in find_quantities(words) if not is_article(claim)]


def _bears_numbers(words: str, source: str) -> bool:
    return _borne(words, source) == len(_claims(words))

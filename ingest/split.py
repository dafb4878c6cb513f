"""Documents to chunks: pieces of text within a token budget that follow headings, blocks and sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Chunk, Document
from ingest.sentences import Span, sentence_spans
from ingest.tokens import count_tokens

BUDGET = 200

_TOKEN_MOST = 16  # characters; hardly a token is longer, so that no longer stretch need be counted at once

Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Unit:
    """The least that is kept together: a block, or a sentence of one that is too long."""

    start: int
    end: int
    headings: tuple[str, ...]
    page: int | None
    is_heading: bool


def split(document: Document, budget: int = BUDGET, count: Count = count_tokens) -> list[Chunk]:
    """The chunks of a document in text order; together they hold all its blocks.

    A heading begins a new chunk, unless the one before is still short, and is never the end of one while text follows.

    :param budget: the most tokens in a chunk's text; at least 8.
    """
    chunks: list[Chunk] = []
    for units in _groups(document, list(_units(document, budget, count)), budget, count):
        start, end = units[0].start, units[-1].end
        chunks.append(
            Chunk(
                id=f"{document.id}#{len(chunks):04}",
                document_id=document.id,
                headings=_common([unit.headings for unit in units if not unit.is_heading] or [units[0].headings]),
                page=units[0].page,
                start=start,
                end=end,
                text=document.text[start:end],
            )
        )
    return chunks


def _units(document: Document, budget: int, count: Count) -> Iterator[_Unit]:
    text = document.text
    for block in document.blocks:
        is_heading = block.kind in {"heading", "title"}
        spans = [(block.start, block.end)]
        if count(text[block.start : block.end]) > budget:
            spans = [
                piece
                for span in _sentences(text, block.start, block.end)
                for piece in _within_budget(text, *span, budget, count)
            ]
        for start, end in spans:
            yield _Unit(start, end, block.headings, block.page, is_heading and len(spans) == 1)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences with the bullets before them, so that nothing but white space is left out."""
    for until in [*(sentence_end for _, sentence_end in sentence_spans(text, start, end)), end]:
        while start < until and text[start].isspace():
            start += 1
        if start < until:
            yield start, until
        start = until


def _within_budget(text: str, start: int, end: int, budget: int, count: Count) -> Iterator[Span]:
    """The span cut into pieces within the budget, for sentences that are too long; at a space where there is one."""
    while start < end:
        size = min(end - start, budget * _TOKEN_MOST)
        while size > 1 and (tokens := count(text[start : start + size])) > budget:
            size = max(1, min(size - 1, size * budget // tokens))
        cut = start + size
        if cut < end:
            cut = text.rfind(" ", start + size // 2, cut) + 1 or cut
        if not text[start:cut].isspace():
            yield start, cut
        start = cut


def _groups(document: Document, units: Sequence[_Unit], budget: int, count: Count) -> Iterator[list[_Unit]]:
    def size(first: _Unit, last: _Unit) -> int:
        return count(document.text[first.start : last.end])

    group: list[_Unit] = []
    for unit in units:
        fits = not group or size(group[0], unit) <= budget
        if not fits or (unit.is_heading and group and size(group[0], group[-1]) >= budget // 4):
            body, headings = _without_last_headings(group)
            if body:
                yield body
            group = headings
            if group and size(group[0], unit) > budget:
                yield group
                group = []
        group.append(unit)
    if group:
        yield group


def _without_last_headings(group: list[_Unit]) -> tuple[list[_Unit], list[_Unit]]:
    """The group up to its last text, and the headings after that, which belong to what follows."""
    end = max((i for i, unit in enumerate(group, start=1) if not unit.is_heading), default=0)
    return group[:end], group[end:]


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest heading path that all share."""
    shared: list[str] = []
    for headings in zip(*paths, strict=False):
        if len(set(headings)) > 1:
            break
        shared.append(headings[0])
    return tuple(shared)

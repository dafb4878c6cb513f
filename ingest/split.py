"""Documents to chunks: pieces of text within a token budget that follow headings, blocks and sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Chunk, Document
from ingest.sentences import sentence_spans
from ingest.tokens import count_tokens

BUDGET = 200

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
                for span in sentence_spans(text, block.start, block.end)
                for piece in _within_budget(text, *span, budget, count)
            ]
        for start, end in spans:
            yield _Unit(start, end, block.headings, block.page, is_heading and len(spans) == 1)


def _within_budget(text: str, start: int, end: int, budget: int, count: Count) -> Iterator[tuple[int, int]]:
    """The span cut into pieces within the budget, for sentences that are too long; at a space where there is one."""
    while count(text[start:end]) > budget:
        size = end - start
        while size > 1 and count(text[start : start + size]) > budget:
            size = max(1, min(size - 1, size * budget // count(text[start : start + size])))
        space = text.rfind(" ", start + size // 2, start + size)
        cut = space + 1 if space >= 0 else start + size
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _groups(document: Document, units: Sequence[_Unit], budget: int, count: Count) -> Iterator[list[_Unit]]:
    def size(first: _Unit, last: _Unit) -> int:
        return count(document.text[first.start : last.end])

    group: list[_Unit] = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        if group and (size(group[0], unit) > budget or (unit.is_heading and _is_full(group, following, budget, size))):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _is_full(group: Sequence[_Unit], following: _Unit | None, budget: int, size: Callable[[_Unit, _Unit], int]) -> bool:
    """Whether a heading after the group, with `following` under it, had better begin a chunk of its own."""
    if all(unit.is_heading for unit in group):
        return False
    overflows = following is not None and size(group[0], following) > budget
    return overflows or size(group[0], group[-1]) >= budget // 4


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest heading path that all share."""
    shared: list[str] = []
    for headings in zip(*paths, strict=False):
        if len(set(headings)) > 1:
            break
        shared.append(headings[0])
    return tuple(shared)

"""Which place a passage tells of, on a page that is of several or of none that is known.

There a sentence that names no place ("The Act caps fines at 30 million won") is about the place in force: the one that
the text around it spoke of last. What comes first in a sentence or a paragraph is what it speaks of; a place that it is
set beside comes later. A part of a province does not take over from it, nor does what "it" is set beside.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.passages import Passage
from corpus.jurisdictions import gazetteer
from corpus.script import fold
from index.query import places_in
from ingest.document import Block, Document
from ingest.sentences import sentence_spans

_FAR, _FAR_WITHIN = 30, 4_000  # blocks, and characters of one, up to which a place stays in force
_BACK = re.compile(
    r"\b(?:the|this|that) (?:act|law|bill|rules?|regulations?|measures|plan|opinions|policy|strategy|document|province"
    r"|city|country|region|government)\b(?! (?:of|in|for)\b)|\b(?:it|its|they|their)\b"
    r"|[全该本我][省市国区州]|该(?:法|部法|案|条例|办法|规定|方案|计划|规划|意见|措施|政策|文件)"
    r"|^(?:这部法|条例|办法|规定|方案|计划|规划|意见|措施|文件)",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z/, ]+(?:, \w+\.? \d{1,2})?(?: \([A-Z]\w+\))? ?[-–—]+ "
    r"|^\w{0,6}?社[^，。]{1,16}电|^[（(【][^）)】]{2,8}[电訊讯][）)】]"
)


def places_told_of(passage: Passage, around: frozenset[str]) -> frozenset[str]:
    """The codes of the places that a passage is about; empty when that cannot be told.

    They are those that it names; with them the place in force where it names none, or speaks of it before it names
    another (全省…，武汉…); where none is in force, those that the title names.

    :param around: what the places asked about lie in, which does not count where it is named.
    """
    named = frozenset(_places(passage.text)) - around
    if not named and passage.block.kind == "table_row":
        named = frozenset(places_in(passage.context)) - around
    if named and not _refers_back(passage.text):
        return named
    force = _in_force(passage.document, passage.block, passage.start)
    if force is not None:
        return named | {force}
    return named or frozenset(places_in(passage.document.title))


def _refers_back(text: str) -> bool:
    """Whether a text speaks of what was named before it, ahead of the first place that it names."""
    mentions = gazetteer().find(text)
    return bool(_BACK.search(fold(text[: mentions[0].start] if mentions else text)))


def _in_force(document: Document, block: Block, at: int) -> str | None:
    """The place in force at an offset of a block: of the sentences before it, else of what stands above the block."""
    force = next((place for place in _above(document, block) if place is not None), None)
    for start, end in sentence_spans(document.text, max(block.start, at - _FAR_WITHIN), at):
        text = document.text[start:end]
        named = _places(text)
        if named and not (force and (_is_part(named[0], force) or _refers_back(text))):
            force = named[0]
    return force


def _above(document: Document, block: Block) -> Iterator[str | None]:
    """What the blocks above one in its section speak of, the nearest first, then the headings that it stands under."""
    for count, above in enumerate(document.blocks_before(block.start)):
        if count == _FAR or above.headings != block.headings or above.kind in {"title", "heading"}:
            break
        yield _first(document.text[above.start : min(above.end, above.start + _FAR_WITHIN)])
    yield from (_only(heading) for heading in reversed(block.headings))


def _places(text: str) -> tuple[str, ...]:
    """The places that a text names, without those where a report was filed."""
    return places_in(_DATELINE.sub("", text))


def _first(text: str) -> str | None:
    return next(iter(_places(text)), None)


@lru_cache(maxsize=1024)
def _only(heading: str) -> str | None:
    """The place that a heading names, with or without parts of it; None when it names several."""
    named = places_in(heading)
    return named[0] if named and all(gazetteer().within(one, named[0]) for one in named) else None


def _is_part(place: str, province: str) -> bool:
    """Whether a place is a part of a province."""
    return gazetteer().get(province).level == "province" and gazetteer().within(place, province)

"""The same words in the question's language: translated editions have the blocks of their originals, in their order."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from assistant.passages import Passage
from ingest.document import Block, Document, Language
from ingest.sentences import Span, sentence_spans


def same_language(one: Language, other: Language) -> bool:
    """Whether both are the same language; Chinese is one in both scripts."""
    return one[:2] == other[:2]


class Editions:
    """The editions in one language among some documents."""

    def __init__(self, documents: Iterable[Document], language: Language) -> None:
        self._by_original = {one.original_id: one for one in documents if same_language(one.language, language)}
        self._language = language

    def of(self, passage: Passage) -> Passage:
        """The passage in that language, where there is an edition that has it; else as it is."""
        document = self._by_original.get(passage.document.original_id)
        if document is None or same_language(passage.language, self._language):
            return passage
        if passage.heads or len(document.blocks) != len(passage.document.blocks):
            return passage
        return _moved(passage, document)


def _moved(passage: Passage, document: Document) -> Passage:
    """The passage at the same place of another edition: the same sentences of the same blocks, if they are as many."""
    own = passage.document
    first, last = _at(own, passage.start), _at(own, passage.end - 1)
    if own.blocks[first].kind != document.blocks[first].kind:
        return passage
    start = _same(own, own.blocks[first], document, document.blocks[first], passage.start)
    end = _same(own, own.blocks[last], document, document.blocks[last], passage.end - 1)
    block = document.blocks[_at(own, passage.block.start)]
    return replace(passage, document=document, block=block, start=start[0], end=end[1])


def _at(document: Document, offset: int) -> int:
    """The position of the block that holds an offset, or begins after it."""
    return bisect_right(document.blocks, offset, key=lambda block: block.end)


def _same(own: Document, block: Block, other: Document, others: Block, offset: int) -> Span:
    """The span of the other edition's sentence that stands for the one at an offset; of its block if they differ."""
    spans = sentence_spans(own.text, block.start, block.end)
    found = sentence_spans(other.text, others.start, others.end)
    if len(spans) != len(found):
        return others.start, others.end
    return next(
        (there for here, there in zip(spans, found, strict=True) if offset < here[1]), (others.start, others.end)
    )

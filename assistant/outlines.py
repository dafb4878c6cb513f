"""Outlines: of a section what its parts are called, where the parts are too long to be told as a list."""

from assistant.lists import Run, lead_in, whole
from corpus.script import has_han
from ingest.document import Block, Document
from ingest.sentences import Span, sentence_spans

_PARTS = range(2, 16)
_HEAD_MOST, _LATIN_HEAD_MOST = 40, 120  # characters of what a part is called


def outline_of(document: Document, path: tuple[str, ...]) -> tuple[Span, ...]:
    """Where the heading that ends a path stands, and the headings right below it; none if they are no outline."""
    above = next((one for one in _headings(document, path[:-1]) if _text(document, one) == path[-1]), None)
    if above is None:
        return ()
    return _told(document, [(one.start, one.end) for one in (above, *_headings(document, path))])


def outline_of_run(document: Document, run: Run) -> tuple[Span, ...]:
    """What leads into a list whose items are sections, and the sentence that each of them begins with."""
    blocks = document.blocks
    lead = lead_in(document, run.first) or (blocks[run.first - 1] if run.first else None)
    if lead is None or whole(document, run) is not None:
        return ()
    firsts = [sentence_spans(document.text, one.start, one.end)[0] for one in blocks[run.first : run.last]]
    led = sentence_spans(document.text, lead.start, lead.end)[-1]
    return _told(document, [led, *firsts])


def _told(document: Document, spans: list[Span]) -> tuple[Span, ...]:
    """The spans, if they are short enough and as many as the parts of an outline."""
    is_short = all(
        end - start <= (_HEAD_MOST if has_han(document.text[start:end]) else _LATIN_HEAD_MOST) for start, end in spans
    )
    return tuple(spans) if is_short and len(spans) - 1 in _PARTS else ()


def _headings(document: Document, path: tuple[str, ...]) -> list[Block]:
    """The headings right below a path."""
    return [block for block in document.blocks if block.kind == "heading" and block.headings == path]


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]

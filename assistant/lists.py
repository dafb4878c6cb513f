"""Lists and what leads into them, also on pages that mark neither: lines by themselves, texts after labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.stages import ascend, begins_stage
from corpus.script import has_han
from ingest.document import Block, Document
from ingest.sentences import sentence_spans

_HEADINGS = {"title", "heading"}
_LINE_MOST, _LATIN_LINE_MOST = 30, 80  # characters of a line by itself, which is an item or stands above what follows
_MOST_ITEMS, _FEWEST_LABELS = 30, 3
_ITEM_MOST, _LATIN_ITEM_MOST = 70, 200  # characters of an item in the mean; what is longer is a section, and no item
_ENDS = tuple("。．.；;，,！!…：:？?")
_DATED = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_LABELLED = re.compile(
    r"[^，。；：:！？]{2,20}(?:：| [-–—] )|[A-Z][^,.;:!?]{2,40}: |[A-Z][^,.;:!?]{2,80} [-–—] "
    r"|[（(][一二三四五六七八九十]{1,2}[)）]"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Items that follow each other: blocks `first` to `last`, the latter not among them."""

    first: int
    last: int


def asks(text: str) -> bool:
    """Whether a sentence is a question, which answers nothing."""
    return text.rstrip().endswith(("？", "?"))


def leads(text: str) -> bool:
    """Whether a sentence leads into what comes after it: it ends in a colon, or asks."""
    return asks(text) or text.rstrip().endswith(("：", ":"))


def label_of(sentence: str) -> str:
    """The label that a sentence begins with, before a colon or a dash; empty if there is none."""
    label = _LABELLED.match(sentence)
    return label.group() if label else ""


def within(sentences: Sequence[str]) -> list[Run]:
    """The lists in a paragraph: three sentences and more in a row that each begin with a label."""
    labelled = [bool(label_of(sentence)) for sentence in sentences] + [False]
    starts = [at for at, is_one in enumerate(labelled) if is_one and (at == 0 or not labelled[at - 1])]
    runs = [Run(at, labelled.index(False, at)) for at in starts]
    return [run for run in runs if run.last - run.first >= _FEWEST_LABELS]


def lead_in(document: Document, at: int) -> Block | None:
    """What leads into a block, or into the list that it is in: a line by itself, a lead-in sentence or a question.

    A heading does not count: blocks know theirs.
    """
    blocks = document.blocks
    run = run_at(document, at)
    start = run.first if run else at
    if run and start > 0 and start - 1 < at and _is_line(document, start - 1):
        return blocks[start - 1]
    before = start - 1
    if before < 0 or blocks[before].kind in _HEADINGS:
        return None
    if leads(_text(document, before)) or (run is None and _is_line(document, before)):
        return blocks[before]
    asked = before - 1
    return blocks[asked] if asked >= 0 and run is None and asks(_text(document, asked)) else None


def run_at(document: Document, at: int) -> Run | None:
    """The list that a block is in, of at least two items of one form; a line above others that are lines is none."""
    form = _form(document, at)
    if form is None:
        return None
    first, last = at, at + 1
    while first > 0 and at - first < _MOST_ITEMS and _form(document, first - 1) == form:
        first -= 1
    while last < len(document.blocks) and last - at < _MOST_ITEMS and _form(document, last) == form:
        last += 1
    is_led = first == 0 or document.blocks[first - 1].kind in _HEADINGS or leads(_text(document, first - 1))
    if form == "line" and not is_led and last - first > 2:
        first += 1
    fewest = 2 if form not in {"label", "stage"} or is_led else _FEWEST_LABELS
    if form == "stage" and not ascend([_text(document, one) for one in range(first, last)]):
        return None
    return Run(first, last) if first <= at and last - first >= fewest else None


def whole(document: Document, run: Run) -> tuple[int, int] | None:
    """Where a list stands with the line, sentence or heading that leads into it; None where its items are sections."""
    blocks = document.blocks
    lead = lead_in(document, run.first)
    if lead is None and run.first > 0 and blocks[run.first - 1].kind == "heading":
        lead = blocks[run.first - 1]
    start = _last_sentence(document, lead) if lead else blocks[run.first].start
    end = blocks[run.last - 1].end
    items = run.last - run.first
    most = items * (_ITEM_MOST if has_han(document.text[start:end]) else _LATIN_ITEM_MOST)
    return (start, end) if items <= _MOST_ITEMS and end - start <= most else None


def _last_sentence(document: Document, block: Block) -> int:
    """Where the last sentence of a block begins."""
    return sentence_spans(document.text, block.start, block.end)[-1][0]


def _text(document: Document, at: int) -> str:
    block = document.blocks[at]
    return document.text[block.start : block.end]


def _form(document: Document, at: int) -> str | None:
    """What makes a block an item of a list: its mark, being a line by itself, its date, a label; None if none."""
    return _form_of(document.blocks[at].kind, _text(document, at))


@lru_cache(maxsize=16_384)
def _form_of(kind: str, text: str) -> str | None:
    if kind not in {"list_item", "paragraph"} or leads(text):
        return None
    if kind == "list_item":
        return "mark"
    if _is_line_of(text):
        return "line"
    if begins_stage(text):
        return "stage"
    return "label" if _LABELLED.match(text) else None


def _is_line(document: Document, at: int) -> bool:
    """Whether a paragraph is a line by itself: short, no sentence, and not the date of a page."""
    return document.blocks[at].kind == "paragraph" and _is_line_of(_text(document, at))


def _is_line_of(text: str) -> bool:
    text = text.strip()
    most = _LINE_MOST if has_han(text) else _LATIN_LINE_MOST
    return len(text) <= most and not text.endswith(_ENDS) and not _DATED.search(text)

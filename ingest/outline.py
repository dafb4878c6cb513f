"""What a piece of a document hangs on: its article, the sentence that leads in to it, the caption of its table."""

import re
from itertools import islice

from ingest.document import Block, Document
from ingest.sentences import sentence_spans

_FAR = 60  # blocks
_LEAD_MOST = 200  # characters
_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百零〇0-9０-９ ]+[条條](?:之[一二三四五六七八九十])?|Article \d+[a-z]?\b"
)
_LEADS = re.compile(r"[:：]$|(?:下列|如下|以下)[^。]{0,20}。?$|\bthe following\b[^.]{0,20}\.?$")
_CAPTION = re.compile(r"[附续續]?表\s?[\d一二三四五六七八九十]|Table\s+[\dIVX]|TABLE\s+[\dIVX]")
_CAPTION_MOST = 80
_ABOVE_ALL = {"title", "heading", "table_header", "table_row"}


def article(document: Document, offset: int) -> str:
    """The mark of the article (第五条) whose later paragraphs or items stand at an offset; empty if none does.

    Where the article itself begins there, its mark is in the text.
    """
    block = _block_at(document, offset)
    if block is None or _ARTICLE.match(document.text, block.start, block.end):
        return ""
    for above in islice(document.blocks_before(block.start), _FAR):
        if above.kind in _ABOVE_ALL:
            break
        if mark := _ARTICLE.match(document.text, above.start, above.end):
            return mark.group()
    return ""


def lead_in(document: Document, offset: int) -> str:
    """The sentence that leads in to the list whose item stands at an offset; empty if none does."""
    block = _block_at(document, offset)
    if block is None or block.kind != "list_item":
        return ""
    for above in islice(document.blocks_before(block.start), _FAR):
        text = document.text[above.start : above.end].rstrip()
        if above.kind in _ABOVE_ALL:
            break
        if _LEADS.search(text[-_LEAD_MOST:]):
            start, end = (sentence_spans(text) or [(0, len(text))])[-1]
            return text[start:end][-_LEAD_MOST:]
        if above.kind == "paragraph":
            break
    return ""


def caption(document: Document, offset: int) -> str:
    """The caption above the table that a header or row at an offset belongs to; empty if there is none."""
    block = _block_at(document, offset)
    if block is None or block.kind not in {"table_header", "table_row"}:
        return ""
    above = next((b for b in document.blocks_before(block.start) if b.kind not in {"table_header", "table_row"}), None)
    if above is None or above.kind in {"title", "heading"}:
        return ""
    text = document.text[above.start : above.end]
    if len(text) > _CAPTION_MOST or (not _CAPTION.match(text) and text.endswith(("。", ".", "；", ";"))):
        return ""
    return text


def _block_at(document: Document, offset: int) -> Block | None:
    """The block that holds an offset."""
    block = next(document.blocks_before(offset + 1), None)
    return block if block and offset < block.end else None

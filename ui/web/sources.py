"""A document as the source panel shows it: what is known of it, and its text with the cited words marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from corpus.jurisdictions import gazetteer
from ingest.document import Block, Document
from ingest.parsers.markdown import CELL_SEPARATOR
from ui.web.texts import TEXTS, label, text

# List items that number themselves need no bullet.
_OWN_MARK = re.compile(r"[（(]?(?:\d{1,3}|[a-z])[.．、)）]|[①-⑳]|第[一二三四五六七八九十百零〇\d]+[条條]")


class Passage(NamedTuple):
    """Cited words: those of the citation with that marker, as code points of the document's text."""

    marker: int
    start: int
    end: int


def source_html(document: Document, passages: Sequence[Passage]) -> str:
    """The document, laid out, with the passages highlighted and their numbers in the margin."""
    blocks = document.blocks or (Block("paragraph", (), None, 0, len(document.text)),)
    marks = _Marks(document.text, passages)
    lead = blocks[0] if blocks[0].kind == "title" and marks.words(blocks[0]) == document.title else None
    title = marks.html(lead.start, lead.end) if lead else escape(document.title)
    body = "".join(_laid_out(blocks[1:] if lead else blocks, marks))
    return (
        f'<article class="source" lang="{escape(document.language)}" data-document="{escape(document.id)}">'
        f'<header class="source-head"><h2 class="source-title">{title}</h2>'
        f"{_facts(document)}{_links(document)}{_jumps(passages)}</header>"
        f'<div class="source-text">{body}</div></article>'
    )


def place_name(code: str, language: str) -> str:
    """The name of a jurisdiction in a language; the code itself where it is none that is known."""
    if code not in gazetteer():
        return code
    place = gazetteer().get(code)
    return {"zh-Hans": place.name_zh, "zh-Hant": place.name_zh_hant}.get(language, place.name_en)


def _facts(document: Document) -> str:
    """The line beneath the title: place, body, number, date, status."""
    known = document.metadata
    place = place_name(known.jurisdiction, document.language) if known.jurisdiction else None
    said = dict.fromkeys(fact for fact in (place, known.issuing_body, known.document_number) if fact)
    facts = [escape(fact) for fact in said]
    dates = (("issued", known.issued), ("effective", known.effective_from), ("until", known.effective_to))
    facts += [text(key, date=date) for key, date in dates if date]
    status = f"status_{(known.status or '').replace(' ', '_')}"
    if known.status:
        facts.append(text(status) if status in TEXTS else escape(known.status))
    if known.translation_of:
        facts.append(text("translation"))
    return f'<ul class="facts">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul>' if facts else ""


def _links(document: Document) -> str:
    links = [
        f'<li><a href="{escape(url)}" rel="noopener noreferrer" target="_blank">{escape(host)}</a></li>'
        for url in document.metadata.source_urls
        if (host := _web_host(url))
    ]
    return f'<div class="links">{text("web")}<ul>{"".join(links)}</ul></div>' if links else ""


def _web_host(url: str) -> str | None:
    """The host of an http or https address; None for anything else, javascript: above all."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in {"http", "https"} else None


def _jumps(passages: Sequence[Passage]) -> str:
    """The markers of all passages, to go from one to the next."""
    links = [
        f'<a class="cite" href="#source-panel" data-jump="{marker}">{marker}</a>'
        for marker in sorted({passage.marker for passage in passages})
    ]
    return f'<p class="jumps">{text("cited_here")} {"".join(links)}</p>' if links else ""


def _laid_out(blocks: Sequence[Block], marks: "_Marks") -> Iterator[str]:
    page = None
    for (kind, at), group in groupby(blocks, key=lambda block: (_shape(block), block.page)):
        if at and at != page:
            yield f'<p class="page-number">{text("page", n=at)}</p>'
            page = at
        if kind == "table":
            yield _table(list(group), marks)
        elif kind == "list":
            yield f"<ul>{''.join(_item(block, marks) for block in group)}</ul>"
        else:
            yield from (_flowing(block, marks) for block in group)


def _shape(block: Block) -> str:
    """Blocks of one shape that follow each other make one table or list."""
    return {"table_header": "table", "table_row": "table", "list_item": "list"}.get(block.kind, "text")


def _flowing(block: Block, marks: "_Marks") -> str:
    tag = {"title": "h3", "heading": f"h{min(6, 3 + len(block.headings))}"}.get(block.kind, "p")
    return f"<{tag}>{marks.html(block.start, block.end)}</{tag}>"


def _item(block: Block, marks: "_Marks") -> str:
    bare = ' class="bare"' if _OWN_MARK.match(marks.words(block)) else ""
    return f"<li{bare}>{marks.html(block.start, block.end)}</li>"


def _table(blocks: Iterable[Block], marks: "_Marks") -> str:
    rows = "".join(_row(block, marks) for block in blocks)
    return f'<div class="table"><table>{rows}</table></div>'


def _row(block: Block, marks: "_Marks") -> str:
    tag = 'th scope="col"' if block.kind == "table_header" else "td"
    cells: list[str] = []
    at = block.start
    for cell in marks.words(block).split(CELL_SEPARATOR):
        end = at + len(cell)
        cells.append(f"<{tag}>{marks.html(at, end)}</{tag[:2]}>")
        at = end + len(CELL_SEPARATOR)
    return f"<tr>{''.join(cells)}</tr>"


class _Marks:
    """Writes stretches of a text as HTML. Where passages overlap, the words belong to all of them.

    The number of a passage stands in the margin of the stretch in which its first word is written.
    """

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self._text = text
        self._passages = [passage for passage in passages if 0 <= passage.start < passage.end <= len(text)]
        self._numbered: set[int] = set()

    def words(self, block: Block) -> str:
        """The text of a block."""
        return self._text[block.start : block.end]

    def html(self, start: int, end: int) -> str:
        """The text from `start` to `end`, escaped and marked."""
        here = [passage for passage in self._passages if passage.start < end and passage.end > start]
        edges = {start, end, *(max(start, passage.start) for passage in here), *(min(end, p.end) for p in here)}
        pieces = (self._piece(left, right, here) for left, right in pairwise(sorted(edges)))
        return self._margin(here) + "".join(pieces)

    def _piece(self, left: int, right: int, here: Sequence[Passage]) -> str:
        words = escape(self._text[left:right])
        markers = sorted({passage.marker for passage in here if passage.start <= left and passage.end >= right})
        return f'<mark data-markers="{" ".join(map(str, markers))}">{words}</mark>' if markers else words

    def _margin(self, here: Sequence[Passage]) -> str:
        markers = sorted({passage.marker for passage in here} - self._numbered)
        self._numbered.update(markers)
        links = [f'<a class="cite" href="#conversation" data-back="{n}" {label("back", n=n)}>{n}</a>' for n in markers]
        return f'<span class="margin">{"".join(links)}</span>' if links else ""

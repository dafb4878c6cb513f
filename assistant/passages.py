"""What can be cited in what was found: sentences, table rows and whole lists, each with what stands around it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.bylines import is_byline
from assistant.lists import Run, asks, label_of, lead_in, leads, run_at, whole, within
from assistant.outlines import outline_of, outline_of_run
from assistant.stages import are_stages, stages
from corpus.script import HAN, detect
from index.hits import Hit
from index.library import Library
from index.query import YEAR
from ingest.document import Block, Document, Language
from ingest.quantities import find_quantities
from ingest.sentences import Span, sentence_spans

_SOME, _NEARLY = 6, 2  # characters, words; how many times more of the one than of the other
_HAN = re.compile(rf"[{HAN}]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_LONGEST = 10_000  # characters of a paragraph in which lists are looked for
_UNTOLD = {"title", "heading", "table_header"}

# How sentences begin that speak of what the one before them has named.
_REFERS = re.compile(
    r"(?:It|Its|They|Their|Theirs|This|These|That|Those|He|She|Both|Neither)\b"
    r"|The (?:same|latter|former|other|first|second)\b|The (?:act|law|plan|measures|document|rules)s?\b"
    r"|The (?:ministry|city|province|government|official)s?\b"
    r"|[该該其此它这這]|两者|兩者|前者|后者|後者|上述|同[法条條]"
)

_BY_YEAR = re.compile(
    r"(?:^|[，。；：:])(?:力争)?[到至]20\d\d年底?(?=[，前]|[^，。]{0,2}，)|\b[Bb]y (?:the end of )?20\d\d(?=,)",
    re.MULTILINE,
)
_STATED_AS = {
    "document_number": "文号 发文字号 文件编号 document number",
    "issued": "发布日期 印发日期 成文日期 发布时间 date of issue, issued, published, released",
    "effective_from": "施行日期 生效日期 开始施行 effective date, in force from, applies from",
    "effective_to": "有效期 截止日期 失效 valid until, expires, expiry",
    "issuing_body": "发文机关 印发 发布单位 制定 issued by, issuing body",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be cited, with its hit's rank.

    `context` is what stands around it: headings, the head of its table, what leads into it. `items` is how many items
    a whole list has, 0 for what is none; `staged` says that they are stages, each with its year, date or step;
    `byline` that it speaks of its page, and not of what the page is about. Of an outline `heads` says
    where its heading and the heads of its parts stand, which are all that is told of it.
    """

    document: Document
    block: Block
    start: int
    end: int
    context: str
    rank: int
    items: int = 0
    staged: bool = False
    byline: bool = False
    heads: tuple[Span, ...] = ()

    @property
    def language(self) -> Language:
        """The language of the words, which on a page in two languages is not always that of its document."""
        return _language(self.text, self.document.language)

    @property
    def text(self) -> str:
        """The words themselves; of an outline those of its heads."""
        spans = self.heads or ((self.start, self.end),)
        return "\n".join(self.document.text[start:end] for start, end in spans)


@lru_cache(maxsize=8_192)
def _language(text: str, of_document: Language) -> Language:
    """That of the document, unless nearly all of a text of some length is in the other language."""
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if of_document == "en":
        return detect(text) if han > _SOME and han > _NEARLY * latin else "en"
    return "en" if han == 0 and latin > _SOME else of_document


def passages(hits: Sequence[Hit], library: Library) -> list[Passage]:
    """What can be cited in the hits, and where their documents state their number, dates and body, each once."""
    found: dict[tuple[str, int, int], Passage] = {}
    seen: set[str] = set()
    for hit in hits:
        document = library.document(hit.chunk.document_id)
        stated = _statements(hit, document) if document.id not in seen else ()
        seen.add(document.id)
        for passage in (*stated, *_passages_of(hit, document)):
            found.setdefault((document.id, passage.start, passage.end), passage)
    return list(found.values())


def _statements(hit: Hit, document: Document) -> Iterable[Passage]:
    """Where a document's text states its metadata, with words for what that is, which a bare line of a page lacks."""
    for origin in document.metadata.origins:
        at = origin.start
        if origin.field not in _STATED_AS or at is None:
            continue
        block = next((block for block in document.blocks if block.start <= at < block.end), None)
        if block is not None:
            spans = sentence_spans(document.text, block.start, block.end)
            start, end = next(((a, b) for a, b in spans if a <= at < b), (block.start, block.end))
            byline = is_byline(document.text[block.start : block.end], document.title)
            yield Passage(document, block, start, end, _STATED_AS[origin.field], hit.rank, byline=byline)


def _passages_of(hit: Hit, document: Document) -> Iterator[Passage]:
    at = bisect_right(document.blocks, hit.chunk.start, key=lambda block: block.end)
    told: Run | None = None
    path: tuple[str, ...] = ()
    while at < len(document.blocks) and document.blocks[at].start < hit.chunk.end:
        if document.blocks[at].kind not in _UNTOLD:
            run = run_at(document, at)
            if run is not None and run != told:
                yield from (*_list(hit, document, run), *_outline(hit, document, outline_of_run(document, run)))
                told = run
            if document.blocks[at].headings != path:
                path = document.blocks[at].headings
                yield from _outlines_above(hit, document, path)
            yield from _of_block(hit, document, at)
        at += 1


def _list(hit: Hit, document: Document, run: Run) -> Iterator[Passage]:
    """A list as one passage."""
    span = whole(document, run)
    if span is not None:
        block = document.blocks[run.first]
        texts = [document.text[one.start : one.end] for one in document.blocks[run.first : run.last]]
        yield Passage(
            document, block, *span, " ".join(block.headings), hit.rank, items=len(texts), staged=are_stages(texts)
        )


def _outlines_above(hit: Hit, document: Document, path: tuple[str, ...]) -> Iterator[Passage]:
    """The outlines of the section that a block is in, and of the one around that."""
    for above in (path, path[:-1]):
        if above:
            yield from _outline(hit, document, outline_of(document, above))


def _outline(hit: Hit, document: Document, heads: tuple[Span, ...]) -> Iterator[Passage]:
    """An outline as one passage; nothing where there is none."""
    if heads:
        block = next(block for block in document.blocks if block.end >= heads[0][1])
        around = " ".join(block.headings)
        yield Passage(document, block, heads[0][0], heads[-1][1], around, hit.rank, len(heads) - 1, heads=heads)


def _of_block(hit: Hit, document: Document, at: int) -> Iterator[Passage]:
    """A table row, or the sentences of a block as far as they are in the hit; those that ask or lead in are context.

    A lead-in that states a figure is told by itself, too. The label of a sentence goes with those after it.
    """
    block = document.blocks[at]
    is_row = block.kind == "table_row"
    header = document.table_header(block.start) if is_row else None
    lead = header or (None if is_row else lead_in(document, at))
    around = [*block.headings, document.text[lead.start : lead.end] if lead else ""]
    start, end = max(block.start, hit.chunk.start), min(block.end, hit.chunk.end)
    if is_row:
        yield Passage(document, block, start, end, _joined(around), hit.rank)
        return
    spans = sentence_spans(document.text, start, end)
    texts = [document.text[slice(*span)] for span in spans]
    yield from _lists_within(hit, document, block, _joined(around))
    byline = is_byline(document.text[block.start : block.end], document.title)
    before = previous = year = ""
    for span, text in zip(spans, texts, strict=True):
        if not leads(text) or (not asks(text) and _has_figure(text)):
            said = previous if _REFERS.match(text) and previous != before else ""
            said = f"{said} {year}" if year and not YEAR.search(text) else said
            yield Passage(document, block, *span, _joined((*around, before, said)), hit.rank, byline=byline)
        before = text if leads(text) else label_of(text) or (before if not leads(before) else "")
        previous = text
        year = _year_in_force(text) if YEAR.search(text) else year


def _year_in_force(text: str) -> str:
    """The target year with which a sentence begins, and in which those after it go on; empty if it names others too."""
    target = _BY_YEAR.search(text)
    return target.group() if target and len({*YEAR.findall(text)}) == 1 else ""


def _lists_within(hit: Hit, document: Document, block: Block, context: str) -> Iterator[Passage]:
    """The lists and the stages of a paragraph that the hit is in a part of, whole."""
    if block.end - block.start > _LONGEST:
        return
    spans = sentence_spans(document.text, block.start, block.end)
    texts = [document.text[slice(*span)] for span in spans]
    lists = [(run.first, run.last, run.last - run.first, False) for run in within(texts)]
    for first, last, items, staged in (
        *lists,
        *((one.first, one.last, one.items, one.staged) for one in stages(texts)),
    ):
        start, end = spans[first][0], spans[last - 1][1]
        if start < hit.chunk.end and hit.chunk.start < end:
            yield Passage(document, block, start, end, context, hit.rank, items=items, staged=staged)


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)


def _has_figure(text: str) -> bool:
    return any(quantity.kind not in {"year", "date"} for quantity in find_quantities(text))

"""From findings to the words of an answer: each statement in the source's words, with its marker."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Citation
from assistant.conventions import with_conventions
from assistant.editions import same_language
from assistant.headline import headline
from assistant.nearest import nearest
from assistant.passages import Passage
from assistant.phrases import phrase
from assistant.places import place_name
from assistant.reader import Finding
from assistant.reasons import Why
from assistant.repeats import Told, without_repeats
from assistant.verify import MARKER, check_statement, statements
from index.encoders import Encoder
from index.library import Library
from index.query import Query
from index.search import Result
from ingest.document import Block, Document, Language
from ingest.parsers.markdown import CELL_SEPARATOR
from ingest.quantities import find_quantities
from ingest.sentences import sentence_spans

_NUMBERED = re.compile(r"^\d{1,2}(?:[、．]|[.)](?!\d))\s*(?=\S)")


@dataclass(slots=True)
class Citations:
    """The citations of an answer in the making; the same words get the same marker."""

    made: list[Citation] = field(default_factory=list)

    def cite(self, document: Document, start: int, end: int, page: int | None = None) -> int:
        """The marker for these words of the document."""
        for citation in self.made:
            if (citation.document_id, citation.start, citation.end) == (document.id, start, end):
                return citation.marker
        marker = len(self.made) + 1
        quote = document.text[start:end]
        self.made.append(Citation(marker, document.id, document.title, document.path, page, start, end, quote))
        return marker


def compose(
    findings: Sequence[Finding], language: Language, asked: Sequence[Query] = ()
) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text and its citations: a table when places are compared, else a line for each passage.

    A part of the question that nothing answers is named on a line of its own, without a citation.

    :param asked: the parts of the question; a figure that one of them asks for is told first where it is certain.
    """
    citations = Citations()
    lines = _table([finding for finding in findings if finding.place is not None], language, citations)
    passages = [passage for finding in findings if finding.place is None for passage in finding.passages]
    told = without_repeats(passages, language)
    for one in told:
        first, *rest = _lines(one, language, citations)
        lines += [_with_figure(first, headline(one.passage, asked, language), language, citations), *rest]
    lines += [phrase("part_not_found", language, part=finding.part) for finding in findings if finding.part]
    return "\n".join(lines), tuple(citations.made)


def _with_figure(line: str, head: str, language: Language, citations: Citations) -> str:
    """The line after the figure that it holds, if there is one and the checks bear it out."""
    if not head:
        return line
    headed = phrase("headed", language, head=head, line=line)
    by_marker = {citation.marker: citation for citation in citations.made}
    stands = len(statements(headed)) == 1 and all(check.ok for check in check_statement(headed, by_marker))
    return headed if stands else line


def _lines(told: Told, language: Language, citations: Citations) -> list[str]:
    passage = told.passage
    if passage.heads:
        return _heads(passage, language, citations)
    marker = citations.cite(passage.document, passage.start, passage.end, passage.block.page)
    markers = f"[{marker}]{_header_marker(passage, citations)}"
    for one in told.beside:
        beside = f" [{citations.cite(one.document, one.start, one.end, one.block.page)}]"
        markers += beside if beside not in f" {markers}" else ""
    origin = _origin(passage, language)
    if passage.block.kind == "table_row":
        return [f"{origin}{_statement(passage, language)} {markers}"]
    first, *rest = [_told(line, passage, language, passage.text) for line in _broken(passage)]
    return [f"{origin}{_cited(first, markers)}", *(f"- {_cited(line, f'[{marker}]')}" for line in rest)]


def _heads(passage: Passage, language: Language, citations: Citations) -> list[str]:
    """The lines of an outline, each with a citation of its own."""
    document = passage.document
    lines = []
    for start, end in passage.heads:
        marker = citations.cite(document, start, end, passage.block.page)
        lines.append(_cited(_told(document.text[start:end], passage, language), f"[{marker}]"))
    return [f"{_origin(passage, language)}{lines[0]}", *(f"- {line}" for line in lines[1:])]


def _broken(passage: Passage) -> list[str]:
    """The lines of a passage; of a list within a paragraph its sentences."""
    text = passage.text
    if passage.items and "\n" not in text:
        return [text[start:end] for start, end in sentence_spans(text)]
    return [line for line in text.split("\n") if line.strip()]


def _cited(line: str, markers: str) -> str:
    """A line of a source, each of its sentences with its markers: right behind the stop of those before the last."""
    *before, last = [line[start:end] for start, end in sentence_spans(line)]
    return " ".join([*(f"{sentence}{markers}" for sentence in before), f"{last} {markers}"])


def _header_marker(passage: Passage, citations: Citations) -> str:
    """The marker of the head of a row's table where that has figures of its own, as years of columns."""
    header = passage.document.table_header(passage.start) if passage.block.kind == "table_row" else None
    if header is None or not find_quantities(passage.document.text[header.start : header.end]):
        return ""
    return f" [{citations.cite(passage.document, header.start, header.end, header.page)}]"


def _statement(passage: Passage, language: Language) -> str:
    """The words of a passage as an answer tells them."""
    if passage.block.kind != "table_row":
        return _told(passage.text, passage, language)
    return _told(_row(passage, passage.document.table_header(passage.start)), passage, language)


def _told(line: str, passage: Passage, language: Language, cited: str = "") -> str:
    """A line of a source as an answer has it: large numbers in the reader's convention, too, if that is another.

    As it stands where the checks could no longer tell what those numbers are of.

    :param cited: what is cited for it, where that is more than the line.
    """
    shown = _shown(line)
    if same_language(passage.language, language):
        return shown
    document = passage.document
    converted = with_conventions(shown, language)
    quote = cited or line
    source = Citation(1, document.id, document.title, document.path, None, 0, len(quote), quote)
    return converted if all(check.ok for check in check_statement(f"{converted} [1]", {1: source})) else shown


def _shown(line: str) -> str:
    """A line of a source without its number, which is none of what it says, and without its own reference marks, which
    would read like markers of ours."""
    return _NUMBERED.sub("", MARKER.sub("", line).strip())


def _origin(passage: Passage, language: Language) -> str:
    """Says so when the words are in another language than the question."""
    if same_language(passage.language, language):
        return ""
    return phrase("original_en" if passage.language == "en" else "original_zh", language)


def _row(passage: Passage, header: Block | None) -> str:
    """A table row in one line, each cell after its column's name."""
    names = passage.document.text[header.start : header.end].split(CELL_SEPARATOR) if header else []
    cells = passage.text.split(CELL_SEPARATOR)
    colon, comma = (": ", "; ") if passage.language == "en" else ("：", "；")
    if len(names) != len(cells):
        return comma.join(cells)
    return comma.join(f"{name}{colon}{cell}" for name, cell in zip(names, cells, strict=True))


def _table(findings: Sequence[Finding], language: Language, citations: Citations) -> list[str]:
    """The lines of a table with a row for each of the places that are compared; none for none."""
    if not findings:
        return []
    rows = [f"| {phrase('place', language)} | {phrase('source_says', language)} |", "| --- | --- |"]
    for finding in findings:
        told = without_repeats(finding.passages, language)
        lines = [line for one in told for line in _lines(one, language, citations)]
        cell = " ".join(line.replace("|", "/") for line in lines) or phrase("place_not_found", language)
        rows.append(f"| {place_name(finding.place or '', language)} | {cell} |")
    return rows


def compose_not_found(
    result: Result, library: Library, encoder: Encoder, language: Language
) -> tuple[str, tuple[Citation, ...]]:
    """What is said when nothing answers: that, and the titles of the nearest documents, each cited.

    Each with why it does not answer, where that can be told.
    """
    if not result.hits:
        return f"{phrase('not_found', language)}{phrase('no_hits', language)}", ()
    citations = Citations()
    lines = [phrase("not_found", language), phrase("nearest", language)]
    for document, why in nearest(result, library, encoder, language):
        lines.append(_near(document, why, citations, language))
    return "\n".join(lines), tuple(citations.made)


def _near(document: Document, why: Why | None, citations: Citations, language: Language) -> str:
    """The line of a document that does not answer; without the reason if the checks do not bear that out."""
    start, end = _title_span(document)
    line = f"- {document.text[start:end]} [{citations.cite(document, start, end)}]"
    if why is None:
        return line
    told = Citations(list(citations.made))
    colon = ": " if language == "en" else "："
    reasoned = f"{line}{colon}{why.words}"
    if why.shown is not None:
        shown = why.shown
        words = " ".join(_statement(shown, language).split())
        origin = _origin(shown, language)
        marker = told.cite(shown.document, shown.start, shown.end, shown.block.page)
        reasoned = f"{reasoned}{colon}{origin}{phrase('quoted', language, words=words)} [{marker}]"
    by_marker = {citation.marker: citation for citation in told.made}
    if not all(check.ok for check in check_statement(reasoned, by_marker)):
        return line
    citations.made = told.made
    return reasoned


def _title_span(document: Document) -> tuple[int, int]:
    """Where the title stands in the text; the first block where it does not."""
    titles = [block for block in document.blocks if block.kind == "title"] or list(document.blocks[:1])
    return titles[0].start, titles[0].end

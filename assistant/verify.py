"""The checks that every answer passes before it is shown as final, whoever wrote it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.answer import Check, Citation
from assistant.checks.figures import check_numbers
from assistant.phrases import every_wording
from index.library import Library
from ingest.sentences import sentence_spans

MARKER = re.compile(r"\s?\[(\d{1,2})\](?!\s?(?:No\.|号|號))")

_TABLE_RULE = re.compile(r"[\s|:\-]*")
# Of a place where nothing was found a table says just that, which no source can bear out.
_NOTHING_ROW = re.compile(rf"\|[^|\d]+\|\s*(?:{'|'.join(every_wording('place_not_found'))})\s*\|")
# So does a line about a part of a question that nothing answers; what it quotes is the question.
_NOTHING_LINE = re.compile(
    "|".join(re.escape(one).replace(r"\{part\}", ".+") for one in every_wording("part_not_found"))
)


def check(text: str, citations: Sequence[Citation], library: Library) -> tuple[Check, ...]:
    """All checks of an answer: its quotes, that its sentences cite, and that its numbers stand in what they cite."""
    by_marker = {citation.marker: citation for citation in citations}
    checks = [check_quote(citation, library) for citation in citations]
    told = "\n".join(line for line in text.split("\n") if not _NOTHING_LINE.fullmatch(line))
    for statement in statements(told):
        checks.extend(check_statement(statement, by_marker))
    return tuple(checks)


def check_refusal(text: str, citations: Sequence[Citation], library: Library) -> tuple[Check, ...]:
    """The checks of an answer that nothing was found: the same, but that it may say so without a citation."""
    cites = [statement for statement in statements(text) if MARKER.search(statement)]
    by_marker = {citation.marker: citation for citation in citations}
    quotes = (check_quote(citation, library) for citation in citations)
    return (*quotes, *(check for statement in cites for check in check_statement(statement, by_marker)))


def check_quote(citation: Citation, library: Library) -> Check:
    """Whether the quote stands at its offsets in the document."""
    try:
        document = library.document(citation.document_id)
    except KeyError:
        return Check("quote", citation.quote, False, citation.marker)
    stands = document.text[citation.start : citation.end] == citation.quote and bool(citation.quote)
    return Check("quote", citation.quote, stands, citation.marker)


def statements(text: str) -> list[str]:
    """The sentences of an answer, each with the markers that follow it; table heads and rules are none,
    nor are rows that say that nothing was found."""
    lines = [line for line in text.split("\n") if not _TABLE_RULE.fullmatch(line)]
    found = []
    for position, line in enumerate(lines):
        if line.startswith("|"):
            if position and lines[position - 1].startswith("|") and not _NOTHING_ROW.fullmatch(line):
                found.append(line)
        else:
            found.extend(line[start:end] for start, end in _sentences(line))
    return found


def _sentences(line: str) -> Iterable[tuple[int, int]]:
    """Spans of sentences; a marker after the full stop belongs to the sentence before it."""
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(line):
        if spans and not MARKER.sub("", line[start:end]).strip(" .。|"):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def check_statement(statement: str, by_marker: Mapping[int, Citation]) -> list[Check]:
    """Whether a sentence cites, and whether each of its numbers stands in what it cites."""
    markers = [int(marker) for marker in MARKER.findall(statement)]
    known = [by_marker[marker] for marker in markers if marker in by_marker]
    words = MARKER.sub("", statement)
    cites = bool(known) and len(known) == len(markers)
    checks = [Check("citation", words.strip(), cites, markers[0] if markers else None)]
    checks.extend(check_numbers(words, known))
    return checks

"""A turn of the conversation as HTML. All of it is data and escaped; only this module's own tags reach the page."""

import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from assistant.answer import Answer, Citation
from corpus.script import detect
from ingest.document import Document
from ui.web.conversation import Assistant, Turn
from ui.web.sources import place_name
from ui.web.texts import label, text

# A run of markers with the character before it, from which it must not be parted at the end of a line.
_MARKERS = re.compile(r"(\S? ?)((?:\[\d{1,3}\])+)")
_MARKER = re.compile(r"\[(\d{1,3})\]")
_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_FIGURE = re.compile(r"\*\*([^*]+)\*\*")  # at the beginning of a line: the figure that was asked for
_ITEM = re.compile(r"[-*•] +")


def turn_html(turn: Turn, assistant: Assistant) -> str:
    """One question and its answer, as far as it has come."""
    answer = turn.answer
    state = "failed" if turn.error is not None else "done" if turn.done else "streaming" if answer else "pending"
    citations = [[c.marker, c.document_id, c.start, c.end] for c in answer.citations] if answer and turn.done else []
    return (
        f'<article class="turn" data-turn="{turn.number}" data-state="{state}"'
        f' data-citations="{escape(json.dumps(citations))}">'
        f'<h2 class="question" lang="{detect(turn.question)}">{escape(turn.question)}</h2>'
        f"{_outcome(turn, assistant)}</article>"
    )


def _outcome(turn: Turn, assistant: Assistant) -> str:
    if turn.error is not None:
        return f'<p class="failure" role="alert">{escape(turn.error) if turn.error else text("failed")}</p>'
    if turn.answer is None:
        return f'<p class="searching">{text("searching")}</p>'
    if not turn.done:
        return answer_html(turn.answer, final=False)
    notice = f'<p class="notice">{escape(turn.answer.notice)}</p>' if turn.answer.notice else ""
    return (
        f"{notice}{answer_html(turn.answer, final=True)}{_warnings(turn.answer)}"
        f"{_sources(turn.answer, assistant)}{_footing(turn.answer)}"
    )


def answer_html(answer: Answer, *, final: bool) -> str:
    """The answer's text: paragraphs, lists and tables, with its markers as links once it is final."""
    not_found = final and answer.status == "not_found"
    flag = f'<p class="flag">{text("not_found")}</p>' if not_found else ""
    names = {citation.marker: citation.title for citation in answer.citations} if final else None
    look = "answer not-found" if not_found else "answer"
    body = "".join(_blocks(answer.text, names))
    return f'<div class="{look}">{flag}<div lang="{answer.language}">{body}</div></div>'


def _blocks(words: str, names: dict[int, str] | None) -> Iterator[str]:
    lines = [line.strip() for line in words.splitlines()]
    for kind, group in groupby(lines, key=_kind):
        run = list(group)
        if kind == "table":
            yield _table(run, names)
        elif kind == "list":
            items = (_inline(_ITEM.sub("", line, count=1), names) for line in run)
            yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        elif kind == "text":
            yield from (f"<p>{_inline(line, names)}</p>" for line in run)


def _kind(line: str) -> str:
    if not line:
        return "blank"
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        return "table"
    return "list" if _ITEM.match(line) else "text"


def _table(lines: Sequence[str], names: dict[int, str] | None) -> str:
    headed = len(lines) > 1 and _RULE.fullmatch(lines[1])
    rows = []
    for number, line in enumerate(lines):
        if headed and number == 1:
            continue
        tag = 'th scope="col"' if headed and number == 0 else "td"
        cells = (_inline(cell.strip().replace("\\|", "|"), names) for cell in _CELL.split(line)[1:-1])
        rows.append(f"<tr>{''.join(f'<{tag}>{cell}</{tag[:2]}>' for cell in cells)}</tr>")
    return f'<div class="table"><table>{"".join(rows)}</table></div>'


def _inline(words: str, names: dict[int, str] | None) -> str:
    """Escaped words. Markers are links to the citations in `names`, and not yet links where that is None."""
    parts: list[str] = []
    at = 0
    if figure := _FIGURE.match(words):
        parts.append(f"<strong>{escape(figure[1])}</strong>")
        words = words[figure.end() :]
    for run in _MARKERS.finditer(words):
        chips = _MARKER.sub(lambda marker: _chip(int(marker[1]), names), run[2])
        parts += [escape(words[at : run.start()]), f'<span class="cited">{escape(run[1])}{chips}</span>']
        at = run.end()
    return "".join([*parts, escape(words[at:])])


def _chip(marker: int, names: dict[int, str] | None) -> str:
    if names is None:
        return f'<span class="cite">{_number(marker)}</span>'
    return chip(marker, names[marker]) if marker in names else f"[{marker}]"


def chip(marker: int, title: str) -> str:
    """The link that opens a citation in the source panel."""
    name = label("source_n", n=marker, title=title)
    return f'<a class="cite" href="#source-panel" data-marker="{marker}" {name}>{_number(marker)}</a>'


def _number(marker: int) -> str:
    """The brackets are not seen, but are there when the answer is copied."""
    return f'<span class="bracket">[</span>{marker}<span class="bracket">]</span>'


def _warnings(answer: Answer) -> str:
    """What did not pass its check; each with the citation that it should have rested on.

    Of a model's sentences that were left out there is none.
    """
    titles = {citation.marker: citation.title for citation in answer.citations}
    items = "".join(
        f"<li>{text(f'check_{check.kind}')}: <q>{escape(check.text)}</q>"
        f"{chip(check.citation, titles[check.citation]) if check.citation in titles else ''}</li>"
        for check in answer.checks
        if not check.ok
    )
    shown = any(not check.ok and check.citation for check in answer.checks)
    heading = f"<strong>{text('unconfirmed' if shown else 'left_out')}</strong>"
    return f'<div class="warning" role="note">{heading}<ul>{items}</ul></div>' if items else ""


def _sources(answer: Answer, assistant: Assistant) -> str:
    cited: dict[str, list[Citation]] = {}
    for citation in sorted(answer.citations, key=lambda citation: citation.marker):
        cited.setdefault(citation.document_id, []).append(citation)
    items = "".join(_source(citations, assistant) for citations in cited.values())
    heading = text("nearest" if answer.status == "not_found" else "sources")
    return f'<section class="sources"><h3>{heading}</h3><ol>{items}</ol></section>' if items else ""


def _source(citations: Sequence[Citation], assistant: Assistant) -> str:
    """A document with the markers of its citations; of one that has gone since, the title alone."""
    first = citations[0]
    chips = "".join(chip(citation.marker, citation.title) for citation in citations)
    try:
        document = assistant.document(first.document_id)
    except KeyError:
        document = None
    language = document.language if document else detect(first.title)
    where = f'<span class="where">{escape(_where(document))}</span>' if document else ""
    title = f'<a href="#source-panel" data-marker="{first.marker}" lang="{escape(language)}">{escape(first.title)}</a>'
    return f'<li><span class="chips">{chips}</span><span class="what">{title}{where}</span></li>'


def _where(document: Document) -> str:
    known = document.metadata
    place = place_name(known.jurisdiction, document.language) if known.jurisdiction else None
    return " · ".join(fact for fact in (place, known.issued) if fact)


def _footing(answer: Answer) -> str:
    """How the answer came to be and how it was checked."""
    parts = [text(f"mode_{answer.mode}")] if answer.status == "answered" else []
    if answer.checks:
        passed = sum(check.ok for check in answer.checks)
        parts.append(text("checks", passed=passed, all=len(answer.checks)))
    return f'<p class="footing">{" · ".join(parts)}</p>' if parts else ""

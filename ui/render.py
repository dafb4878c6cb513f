"""What the command line prints: JSON for programs, plain lines and tables for people."""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assistant.answer import Answer
from index.hits import Hit
from index.query import Query
from index.update import Outcome
from ingest.document import Document

Json = Mapping[str, Any]
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # C0, C1, changes of direction
_COMMAND = re.compile(f"\t|\n|{_CONTROL.pattern}")
_FIGURE = re.compile(r"^\*\*([^*\n]+)\*\*", re.MULTILINE)  # marked for the page; a terminal shows it plain
_SURROGATE = re.compile("[\ud800-\udfff]")


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """One JSON value on standard output; lone surrogates, which no encoding has, are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    sys.stdout.write(_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n")
    sys.stdout.flush()


def print_lines(lines: Iterable[str]) -> None:
    """Lines on standard output; what the terminal cannot show, or would take for a command, is replaced."""
    encoding = sys.stdout.encoding or "utf-8"
    text = "".join(f"{_CONTROL.sub(chr(0xFFFD), line)}\n" for line in lines)
    sys.stdout.write(text.encode(encoding, errors="replace").decode(encoding))


def answer_json(answer: Answer, question_id: str | None) -> Json:
    """An answer as `ask --json` prints it."""
    return {
        "id": question_id,
        "question": answer.question,
        "language": answer.language,
        "status": answer.status,
        "answer": answer.text,
        "mode": answer.mode,
        "notice": answer.notice,
        "citations": [asdict(citation) for citation in answer.citations],
        "checks": [asdict(check) for check in answer.checks],
        "hits": [hit_json(hit) for hit in answer.hits],
        "timings_ms": answer.timings_ms,
    }


def hit_json(hit: Hit) -> Json:
    """A hit as `search --json` prints it."""
    chunk = hit.chunk
    return {
        "document_id": chunk.document_id,
        "chunk_id": chunk.id,
        "score": hit.score,
        "rank": hit.rank,
        "text": chunk.text,
        "headings": list(chunk.headings),
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "via": hit.via,
    }


def document_json(document: Document, *, whole: bool) -> Json:
    """A document's identity and metadata; with `whole` its text and blocks, too."""
    shown: dict[str, Any] = {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "path": document.path,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "metadata": asdict(document.metadata),
    }
    if whole:
        shown |= {"text": document.text, "blocks": [asdict(block) for block in document.blocks]}
    return shown


def answer_lines(answer: Answer) -> Iterable[str]:
    """An answer for people: its text, then where its words stand."""
    if answer.notice:
        yield f"! {answer.notice}"
    yield _FIGURE.sub(r"\1", answer.text)
    if answer.citations:
        yield ""
    for citation in answer.citations:
        page = f", p. {citation.page}" if citation.page else ""
        yield f"[{citation.marker}] {citation.title}{page}  ({citation.path}:{citation.start}-{citation.end})"
    for check in answer.checks:
        if not check.ok:
            yield f"! not borne out ({check.kind}): {check.text}"


def hit_lines(hits: Sequence[Hit], query: Query | None) -> Iterable[str]:
    """Hits for people; with the query, how the question was understood."""
    if query:
        yield f"language {query.language}, asks for {query.kind}, places {', '.join(query.places) or '-'}, "
        yield f"years {', '.join(query.years) or '-'}, numbers {', '.join(query.document_numbers) or '-'}"
        yield "terms " + ", ".join(f"{term} {weight:g}" for term, weight in query.terms.items())
        yield ""
    if not hits:
        yield "no document matches"
    for hit in hits:
        via = ", ".join(f"{name} {rank}" for name, rank in hit.via.items())
        yield f"{hit.rank:>2}. {hit.score:.3f}  {hit.chunk.id}  {' > '.join(hit.chunk.headings)}"
        yield f"    {' '.join(hit.chunk.text.split())[:160]}"
        if query:
            yield f"    via {via}"
            yield "    " + ", ".join(f"{name} {value:.2f}" for name, value in hit.signs.items())


def outcome_line(outcome: Outcome) -> str:
    """What became of a file, in one line; what the terminal would take for a command is escaped."""
    reason = f": {outcome.reason}" if outcome.reason else ""
    name = f"  [{outcome.document_id}]" if outcome.document_id else ""
    line = f"{outcome.outcome:<9} {outcome.path}{name}{reason}"
    return _COMMAND.sub(lambda match: ascii(match.group())[1:-1], line)

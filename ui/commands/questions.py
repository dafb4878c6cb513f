"""Commands that ask: search and ask, one question or a batch."""

import json as jsonlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.question import Question, standalone
from assistant.turns import Turns
from corpus.errors import PolicyLensError
from index.hits import Filters
from ui import options
from ui.commands.library import EXIT_SOME_FAILED
from ui.render import answer_json, answer_lines, hit_json, hit_lines, print_json, print_lines
from ui.session import make_filters, open_assistant
from ui.settings import read_settings

QuestionText = Annotated[str | None, typer.Argument(metavar="QUESTION", help="In Chinese or English.")]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a batch: a question with the ones before it, or what is wrong with it."""

    id: str | None
    question: str = ""
    history: tuple[str, ...] = ()
    error: str | None = None


def search(
    question: QuestionText = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many chunks.")] = 10,
    jurisdiction: options.Jurisdiction = None,
    level: options.Level = None,
    language: options.Language = None,
    status: options.Status = None,
    since: options.Since = None,
    until: options.Until = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question was understood.")] = False,
    batch: options.Batch = None,
    json: options.Json = False,
    data_dir: options.DataDir = None,
    encoder: options.EncoderName = None,
    reranker: options.RerankerName = None,
) -> None:
    """List the chunks that answer a question best."""
    lines = _lines(question, batch)
    filters = make_filters(jurisdiction, level, language, status, since, until)
    searcher = open_assistant(read_settings(data_dir=data_dir, encoder=encoder, reranker=reranker, llm="")).searcher
    turns = Turns(searcher)

    def run(line: Line) -> Mapping[str, Any]:
        asked = turns.resolved(Question(line.question, filters, line.history))
        result = searcher.search(standalone(asked), k, filters)
        return {"id": line.id, "question": line.question, "hits": [hit_json(hit) for hit in result.hits]}

    if batch is not None:
        _run_batch(lines, run)
    elif json:
        print_json(run(next(lines)))
    else:
        result = searcher.search(next(lines).question, k, filters)
        print_lines(hit_lines(result.hits, result.query if explain else None))


def ask(
    question: QuestionText = None,
    jurisdiction: options.Jurisdiction = None,
    level: options.Level = None,
    language: options.Language = None,
    status: options.Status = None,
    since: options.Since = None,
    until: options.Until = None,
    llm: options.Llm = None,
    batch: options.Batch = None,
    json: options.Json = False,
    data_dir: options.DataDir = None,
    encoder: options.EncoderName = None,
    reranker: options.RerankerName = None,
) -> None:
    """Answer a question, each statement with the words that it rests on."""
    lines = _lines(question, batch)
    filters: Filters = make_filters(jurisdiction, level, language, status, since, until)
    assistant = open_assistant(read_settings(data_dir=data_dir, encoder=encoder, reranker=reranker, llm=llm))

    def run(line: Line) -> Mapping[str, Any]:
        return answer_json(assistant.answer(line.question, filters=filters, history=line.history), line.id)

    if batch is not None:
        _run_batch(lines, run)
    elif json:
        print_json(run(next(lines)))
    else:
        print_lines(answer_lines(assistant.answer(next(lines).question, filters=filters)))


def _lines(question: str | None, batch: Path | None) -> Iterator[Line]:
    """The one question, or those of the batch.

    :raises PolicyLensError: if there is neither or both, the question is empty, or the file cannot be read.
    """
    if (question is None) == (batch is None):
        raise PolicyLensError("give a question, or --batch FILE")
    if batch is None:
        if not (question or "").strip():
            raise PolicyLensError("the question is empty")
        return iter([Line(None, question or "")])
    try:
        text = sys.stdin.read() if str(batch) == "-" else batch.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyLensError(f"{batch} is not UTF-8") from None
    return _parsed(text)


def _parsed(text: str) -> Iterator[Line]:
    asked: dict[str, Line] = {}
    for raw in text.split("\n"):
        if raw.strip():
            line = _parse(raw, asked)
            if line.id is not None and line.error is None:
                asked[line.id] = line
            yield line


def _parse(raw: str, asked: Mapping[str, Line]) -> Line:
    try:
        given = jsonlib.loads(raw)
    except ValueError as error:
        return Line(None, error=f"not JSON: {error}")
    if not isinstance(given, dict):
        return Line(None, error="not a JSON object")
    line_id = str(given["id"]) if given.get("id") is not None else None
    text, before = given.get("question"), given.get("follow_up_to")
    if not isinstance(text, str) or not text.strip():
        return Line(line_id, error="it has no question")
    if before is None:
        return Line(line_id, text)
    earlier = asked.get(str(before))
    if earlier is None:
        return Line(line_id, error=f"follow_up_to names no earlier line: {before!r}")
    return Line(line_id, text, (*earlier.history, earlier.question))


def _run_batch(lines: Iterator[Line], run: Callable[[Line], Mapping[str, Any]]) -> None:
    """A line of JSON for each line, in the same order; the process ends with 3 when one of them failed."""
    failed = False
    for line in lines:
        error = line.error
        if error is None:
            try:
                print_json(run(line), indent=None)
            except PolicyLensError as reason:
                error = str(reason)
        if error is not None:
            failed = True
            print_json({"id": line.id, "error": error}, indent=None)
    if failed:
        sys.exit(EXIT_SOME_FAILED)

"""Questions with the sentences that answer them, and with others that do not: what the head for reading learns from.

- CMRC and DRCD: each question with the sentences of its passage, in Chinese and, word by word, in English;
- the built-in library: questions made from the rows of its tables, in both languages, over all that their document and
  its edition in the other language say; and questions for what another document has and this one has not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from corpus.jurisdictions import gazetteer
from corpus.script import fold, has_han
from corpus.terms import term_base
from index.encoders import load_encoder
from index.training.heldout import HeldOut
from index.training.sources import READING_FILES
from index.training.words import dictionary_words
from index.update import ensure_library
from ingest.document import Document
from ingest.parsers.markdown import CELL_SEPARATOR
from ingest.quantities import find_quantities, numbers
from ingest.sentences import sentence_spans

_PER_ROW, _WITHOUT_ANSWER = 3, 6
_YEARS = ("2026", "2027", "2030")
_UNTOLD = {"title", "heading", "table_header"}
_ASKING = {
    "谁": "who",
    "什么": "what",
    "多少": "how many",
    "几": "how many",
    "哪": "which",
    "哪个": "which",
    "哪里": "where",
    "何时": "when",
    "时候": "time",
    "为什么": "why",
    "如何": "how",
    "怎么": "how",
    "是": "is",
    "的": "of",
    "在": "in",
    "年": "year",
}
_CHINESE = (
    "{place}{year}年{what}目标是多少？",
    "到{year}年，{place}的{what}要达到多少",
    "{place}打算在{year}年把{what}做到多少？",
    "{what}到{year}年是多少，{place}",
    "{place}{what}{year}年定的是多少",
    "{year}年{place}要有多少{what}？",
    "请问{place}的{what}在{year}年的目标",
    "{place}计划{year}年{what}达到什么水平",
    "{what}，{place}想要多少",
)
_ENGLISH = (
    "What is {place}'s target for {what} by {year}?",
    "How many {what} does {place} want by {year}?",
    "How large is {what} to be in {place} in {year}?",
    "{what} in {place} by {year}: what is the figure?",
    "By {year}, what should {what} reach in {place}?",
    "What {what} does {place} plan for {year}?",
    "How much {what} will {place} have in {year}?",
    "Which number for {what} is set for {year} by {place}?",
)


@dataclass(frozen=True, slots=True)
class Exercise:
    """Passages, and questions about them; of each the wordings it may take and which passages answer it, if any."""

    passages: tuple[str, ...]
    questions: tuple[tuple[tuple[str, ...], frozenset[int]], ...]


def exercises(folder: Path, held_out: HeldOut, seed: int) -> tuple[list[Exercise], list[Exercise]]:
    """Those of CMRC and DRCD, and those of the built-in library."""
    return list(_of_reading(folder, held_out)), _of_library(Random(seed))  # noqa: S311  (nothing secret)


def _of_reading(folder: Path, held_out: HeldOut) -> Iterator[Exercise]:
    glosses = {word: senses[0] for word, senses in dictionary_words().items()} | _ASKING
    for name in READING_FILES:
        articles = json.loads((folder / name).read_text(encoding="utf-8"))["data"]
        for paragraph in (paragraph for article in articles for paragraph in article["paragraphs"]):
            text = paragraph["context"]
            spans = sentence_spans(text)
            asked = [one for one in paragraph["qas"] if held_out.allows(one["question"])]
            if len(spans) > 1 and asked and held_out.allows(text):
                found = [
                    ((one["question"], _glossed(one["question"], glosses)), _holding(text, spans, one)) for one in asked
                ]
                yield Exercise(tuple(text[a:b] for a, b in spans), tuple(found))


def _holding(text: str, spans: Sequence[tuple[int, int]], asked: Mapping[str, Any]) -> frozenset[int]:
    """Which sentences an answer begins in."""
    starts = [one["answer_start"] for one in asked["answers"]]
    right = [
        at if text.startswith(one["text"], at) else text.find(one["text"])
        for at, one in zip(starts, asked["answers"], strict=True)
    ]
    return frozenset(i for i, (a, b) in enumerate(spans) if any(a <= at < b for at in right))


def _glossed(question: str, glosses: Mapping[str, str]) -> str:
    """A Chinese question word by word in English."""
    import rjieba  # noqa: PLC0415

    return " ".join(glosses.get(word, word) for word in rjieba.cut(fold(question)))


def _of_library(rng: Random) -> list[Exercise]:
    with TemporaryDirectory() as folder:
        library = ensure_library(Path(folder), load_encoder())
        documents = [library.document(one) for one, _ in library.database.files().values()]
    rows = {document.id: [*_rows(document)] for document in documents}
    found = []
    for document in documents:
        told = [*_told(document)]
        editions = [one for one in documents if one.original_id == document.original_id]
        questions = [question for one in editions for question in _of_rows(one, rows[one.id], told, rng)]
        questions += [question for one in editions for question in _unanswered(one, documents, rows, told, rng)]
        if questions:
            found.append(Exercise(tuple(told), tuple(questions)))
    return found


def _rows(document: Document) -> Iterator[list[str]]:
    """The cells of the rows that say what, how much and when."""
    for block in document.blocks:
        cells = document.text[block.start : block.end].split(CELL_SEPARATOR)
        if block.kind == "table_row" and len(cells) > 2 and numbers(cells[1]):
            yield cells


def _told(document: Document) -> Iterator[str]:
    """The sentences and rows of a document below their headings."""
    for block in document.blocks:
        if block.kind not in _UNTOLD:
            is_row = block.kind == "table_row"
            header = document.table_header(block.start) if is_row else None
            above = [*block.headings, document.text[header.start : header.end] if header else ""]
            spans = [(block.start, block.end)] if is_row else sentence_spans(document.text, block.start, block.end)
            yield from (" ".join(filter(None, [*above, document.text[a:b]])) for a, b in spans)


def _of_rows(
    document: Document, rows: Sequence[Sequence[str]], told: Sequence[str], rng: Random
) -> Iterator[tuple[tuple[str, ...], frozenset[int]]]:
    """A question for each row, answered by all that tells its figures of its year."""
    for what, how_much, when, *_ in rows:
        year = next((one.text[:4] for one in find_quantities(when) if one.kind in {"year", "date"}), "")
        figures = numbers(how_much)
        right = frozenset(i for i, text in enumerate(told) if figures <= numbers(text) and year in text)
        if right:
            names = _names(what)
            wordings = (_worded(document, rng.choice(names), year, rng) for _ in range(_PER_ROW))
            yield tuple(wordings), right


def _unanswered(
    document: Document,
    documents: Sequence[Document],
    rows: Mapping[str, Sequence[Sequence[str]]],
    told: Sequence[str],
    rng: Random,
) -> Iterator[tuple[tuple[str, ...], frozenset[int]]]:
    """Questions for what other documents have, and this one does not name."""
    whole = " ".join(told)
    others = sorted({row[0] for one in documents if one.language[:2] == document.language[:2] for row in rows[one.id]})
    for what in rng.sample(others, _WITHOUT_ANSWER):
        if what not in whole:
            yield (_worded(document, what, rng.choice(_YEARS), rng),), frozenset()


def _names(what: str) -> list[str]:
    """What a metric is called, in its language."""
    mentions = [one for one in term_base().find(what) if (one.start, one.end) == (0, len(what))]
    return [what, *(name for one in mentions for name in (one.term.chinese if has_han(what) else one.term.english))]


def _worded(document: Document, what: str, year: str, rng: Random) -> str:
    code = document.metadata.jurisdiction
    place = gazetteer().get(code) if code and code in gazetteer() else None
    is_english = document.language == "en"
    name = (place.name_en if is_english else place.name_zh) if place else ""
    return rng.choice(_ENGLISH if is_english else _CHINESE).format(place=name, what=what.lower(), year=year)

"""The texts that the encoder learns from: pairs in both languages, and Chinese passages with questions about them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from corpus.script import has_han
from corpus.terms import term_base
from index.training.heldout import HeldOut
from index.training.words import dictionary_words
from ingest.sentences import sentence_spans

READING_FILES = ("cmrc_dev.json", "cmrc_trial.json", "drcd_dev.json", "drcd_test.json")
_PASSAGE_CHARACTERS = (120, 420)  # of Chinese: sentences of one source joined to what a chunk is like
_WINDOW_CHARACTERS = 400
_MANY = 20_000  # of a source with more sentences than that, every other one is enough
_ANCHOR = re.compile(r"\s*\[\[[^\]]*\]\]")  # heading anchors of translated documentation


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Chinese text and questions that it answers; passages of one `article` may answer each other's."""

    text: str
    questions: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class Texts:
    """All that is learnt from: pairs by kind, and passages."""

    sentences: list[Pair]
    policy: list[Pair]
    words: list[Pair]
    passages: list[Passage]


def read_texts(folder: Path, held_out: HeldOut, seed: int) -> Texts:
    """The texts in a folder, the dictionary and the term base, but for what is held out."""
    return Texts(
        sentence_pairs(folder, held_out, seed),
        policy_pairs(folder, held_out),
        [Pair(word, senses[0]) for word, senses in dictionary_words().items()] + term_pairs(),
        passages(folder, held_out),
    )


def sentence_pairs(folder: Path, held_out: HeldOut, seed: int) -> list[Pair]:
    """Tatoeba's sentences, translated documentation, and passages joined from the latter."""
    single, joined = single_and_joined(folder, held_out, seed)
    return single + joined


def single_and_joined(folder: Path, held_out: HeldOut, seed: int) -> tuple[list[Pair], list[Pair]]:
    """The sentences of Tatoeba and of documentation, and the passages joined from the latter."""
    tatoeba = (line.split("\t") for line in lines(folder / "tatoeba_cmn_eng.tsv"))
    sentences = [Pair(columns[1], columns[0]) for columns in tatoeba if len(columns) > 1]
    rows = [json.loads(line) for line in lines(folder / "docs_pairs.jsonl")]
    by_source = [list(group) for _, group in groupby(rows, key=lambda row: row["source"])]
    documentation = [[pair for pair in map(_clean, group) if _is_pair(pair)] for group in by_source]
    sentences += [pair for pairs in documentation for pair in pairs[:: 1 + (len(pairs) > _MANY)]]
    rng = np.random.default_rng(seed)
    joined = [passage for pairs in documentation for passage in _joined(pairs, rng)]
    allowed = [[pair for pair in pairs if held_out.allows(pair.zh, pair.en)] for pairs in (sentences, joined)]
    return allowed[0], allowed[1]


def policy_pairs(folder: Path, held_out: HeldOut) -> list[Pair]:
    """The policy pairs but for those held out."""
    rows = (json.loads(line) for line in lines(folder / "pairs.jsonl"))
    pairs = [Pair(row["zh"], row["en"]) for i, row in enumerate(rows) if not is_policy_test(i)]
    return [pair for pair in pairs if held_out.allows(pair.zh, pair.en)]


def policy_test(folder: Path) -> tuple[list[Pair], list[int]]:
    """All policy pairs, and the positions of those held out."""
    rows = [json.loads(line) for line in lines(folder / "pairs.jsonl")]
    return [Pair(row["zh"], row["en"]) for row in rows], [i for i in range(len(rows)) if is_policy_test(i)]


def is_policy_test(line: int) -> bool:
    """Every tenth line is held out, whether one counts from its first or its last."""
    return line % 10 in {0, 9}


def term_pairs() -> list[Pair]:
    """The project's term base, each variant with the preferred term of the other language."""
    terms = term_base().terms
    pairs = [Pair(term.chinese[0], term.english[0]) for term in terms]
    pairs += [Pair(term.chinese[0], variant) for term in terms for variant in term.english[1:]]
    return pairs + [Pair(variant, term.english[0]) for term in terms for variant in term.chinese[1:]]


def passages(folder: Path, held_out: HeldOut) -> list[Passage]:
    """CMRC's and DRCD's passages, cut to what the encoder reads, each with the questions whose answer is in the cut."""
    found = []
    for name in READING_FILES:
        for number, article in enumerate(json.loads((folder / name).read_text(encoding="utf-8"))["data"]):
            for paragraph in article["paragraphs"]:
                windows = _windows(paragraph["context"], paragraph["qas"], f"{name}:{number}")
                found += [window for window in windows if held_out.allows(window.text, *window.questions)]
    return found


def _windows(context: str, asked: list[dict[str, Any]], article: str) -> Iterator[Passage]:
    sentences = sentence_spans(context)
    start = 0
    while start < len(sentences):
        end = start + 1
        while end < len(sentences) and sentences[end][1] - sentences[start][0] <= _WINDOW_CHARACTERS:
            end += 1
        first, last = sentences[start][0], sentences[end - 1][1]
        questions = tuple(str(one["question"]) for one in asked if first <= _answer_start(one) < last)
        if questions:
            yield Passage(context[first:last], questions, article)
        start = end


def _answer_start(question: dict[str, Any]) -> int:
    return int(question["answers"][0]["answer_start"])


def _joined(pairs: Iterable[Pair], rng: np.random.Generator) -> Iterator[Pair]:
    """Neighbours joined, to passages of lengths drawn evenly."""
    batch: list[Pair] = []
    wanted = rng.integers(*_PASSAGE_CHARACTERS)
    for pair in pairs:
        batch.append(pair)
        if sum(len(one.zh) for one in batch) >= wanted:
            yield Pair("".join(one.zh for one in batch), " ".join(one.en for one in batch))
            batch, wanted = [], rng.integers(*_PASSAGE_CHARACTERS)


def _clean(row: dict[str, str]) -> Pair:
    return Pair(_ANCHOR.sub("", row["zh"]), _ANCHOR.sub("", row["en"]))


def _is_pair(pair: Pair) -> bool:
    return has_han(pair.zh) and not has_han(pair.en) and 0.1 < len(pair.zh) / max(1, len(pair.en)) < 2


def lines(path: Path) -> list[str]:
    """The lines of a file, as Unix ends them."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")  # a line may hold U+2028

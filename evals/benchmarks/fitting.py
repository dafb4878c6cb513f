"""Questions that the weights of ranking are fitted on, none of which is in a set that only reports.

- the questions that ship (`evals/sets/library.yaml`): over the whole library, without translated editions, and over the
  texts in the other language alone; there once more without the term base, as over a field that it does not know;
- questions of DRCD and CMRC over passages that the recipe of the encoder holds out;
- a few words in a row from translated documentation, over the passages that hold them in the other language.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from corpus.script import has_han
from corpus.terms import TermBase
from evals.benchmarks.xquad import searcher as over_texts
from evals.cases import Case, load_cases, set_path
from evals.graders import passages_meet
from index.encoders import Encoder
from index.hits import ANY, Filters, Hit
from index.rank import Weights
from index.search import Searcher
from index.training.heldout import HeldOut
from index.training.prepare import parted
from index.training.recipe import Recipe
from index.training.sources import lines, read_texts
from index.update import ensure_library

NAMES = tuple(field.name for field in fields(Weights))

_DEPTH = 30
_SEED = 20_261_127
_PASSAGES, _ROWS = 500, 6  # of documentation, and how many rows make one
_CLAUSE = re.compile("[^，。；：、,.;:()（）]{6,16}")
IsRight = Callable[[Hit], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """The candidates of one question that were read: float[n, signs], and bool[n], which are right."""

    signs: NDArray[np.float64]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions over one library, each with what is right for it; `share` is how much each question counts."""

    name: str
    share: float
    searcher: Searcher
    questions: Sequence[tuple[str, Filters, IsRight]]
    without_terms: bool = False

    def asked(self) -> list[Asked]:
        """The candidates of each question that tells something: that has right ones and wrong ones."""
        no_terms = patch("index.query.term_base", partial(TermBase, ()))
        with no_terms if self.without_terms else nullcontext():
            found = [self._asked(*question) for question in self.questions]
        return [one for one in found if one.right.any() and not one.right.all()]

    def _asked(self, question: str, filters: Filters, is_right: IsRight) -> Asked:
        hits = [hit for hit in self.searcher.search(question, _DEPTH, filters).hits if "cover" in hit.signs]
        signs = np.array([[hit.signs.get(name, 0.0) for name in NAMES] for hit in hits]).reshape(-1, len(NAMES))
        return Asked(signs, np.array([is_right(hit) for hit in hits], dtype=bool))


def groups(shared: Path, encoder: Encoder) -> Iterator[Group]:
    """All groups, each with a library in a folder of its own that is gone when the next is asked for."""
    with TemporaryDirectory() as folder:
        searcher = Searcher(ensure_library(Path(folder), encoder), encoder)
        cases = [case for case in load_cases(set_path("library")) if case.answerable and not case.follow_up_to]
        yield Group("library", 1.0, searcher, [(c.question, ANY, _holds(c, searcher)) for c in cases])
        originals = Filters(originals_only=True)
        yield Group("originals", 1.0, searcher, [(c.question, originals, _holds(c, searcher)) for c in cases])
        across = [(c.question, _other_language(c), _holds(c, searcher)) for c in cases]
        yield Group("other language", 0.5, searcher, across)
        yield Group("other language, no term base", 0.5, searcher, across, without_terms=True)
    texts = read_texts(shared / "training", HeldOut(shared / "testsets"), Recipe().seed)
    *_, passages = parted(texts, Recipe())
    with TemporaryDirectory() as folder:
        searcher = over_texts([passage.text for passage in passages], Path(folder), encoder)
        asked = [(q, ANY, _is_document(i)) for i, passage in enumerate(passages) for q in passage.questions[:2]]
        yield Group("reading", 0.5, searcher, asked)
    yield from _documentation(shared / "training" / "docs_pairs.jsonl", encoder)


def _documentation(file: Path, encoder: Encoder) -> Iterator[Group]:
    rows = [json.loads(line) for line in lines(file)]
    random = Random(_SEED)  # noqa: S311  (nothing secret)
    starts = random.sample(range(0, len(rows) - _ROWS, _ROWS), _PASSAGES)
    passages = [rows[start : start + _ROWS] for start in starts]
    for asked, searched, words in (("zh", "en", _chinese_words), ("en", "zh", _english_words)):
        with TemporaryDirectory() as folder:
            texts = ["\n".join(row[searched] for row in passage) for passage in passages]
            questions = (words(random.choice(passage)[asked], random) for passage in passages)
            right = [(q, ANY, _is_document(i)) for i, q in enumerate(questions) if q]
            yield Group(f"documentation {asked} -> {searched}", 0.2, over_texts(texts, Path(folder), encoder), right)


def _chinese_words(text: str, random: Random) -> str:
    clauses = [clause for clause in _CLAUSE.findall(text) if has_han(clause)]
    return random.choice(clauses) if clauses else ""


def _english_words(text: str, random: Random) -> str:
    words = text.split()
    start, length = random.randrange(len(words) or 1), random.randint(4, 7)
    return " ".join(words[start : start + length])


def _holds(case: Case, searcher: Searcher) -> IsRight:
    """Whether a hit is of a source of the case and holds its facts."""

    def holds(hit: Hit) -> bool:
        original = searcher.library.card(hit.chunk.document_id).original_id
        return original in case.source_ids and passages_meet([hit.chunk.text], case)

    return holds


def _is_document(number: int) -> IsRight:
    return lambda hit: hit.chunk.document_id == str(number)


def _other_language(case: Case) -> Filters:
    return Filters(language="zh-Hans" if case.lang == "en" else "en")

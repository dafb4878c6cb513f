"""How fast and how well one library is searched, in this process: what `evals.benchmarks.scale` runs for each size.

``python -m evals.benchmarks.searching DATA_DIR`` prints `Figures` as a JSON object.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import mean, median, quantiles
from time import perf_counter
from typing import Any

from evals.benchmarks.measuring import memory, timed
from evals.benchmarks.recombined import SEED
from evals.cases import Case, load_cases, shipped_sets
from index.bundled_encoder import Vectors
from index.encoders import load_encoder
from index.hits import ANY, Filters
from index.library import CHINESE, ENGLISH, Library, open_library
from index.query import analyze
from index.search import CANDIDATES, Searcher
from index.vectors import VectorIndex

QUESTIONS, ROUNDS, K = 100, 3, 10

_BOTH = (*CHINESE, *ENGLISH)
_LANGUAGES = (CHINESE, ENGLISH)
_ALLOWED: Mapping[str, Sequence[tuple[Filters, tuple[str, ...]]]] = {
    "all": [(ANY, _BOTH)],
    "language": [(ANY, languages) for languages in _LANGUAGES],
    "country": [(Filters(jurisdiction="CN"), languages) for languages in _LANGUAGES],
    "province": [(Filters(jurisdiction="CN-SC"), languages) for languages in _LANGUAGES],
}
_ROUNDING = 1e-6  # of a cosine


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one library. Times are in ms a question, memory in MiB; `mapped` are pages of files.

    `p50` and `p95` are of `Searcher.search`. `parts` are medians of what it is made of, and of what it is held against:
    `flat`, one exact search over all vectors, and `bm25`, one over all texts. `recall` is the share of the ten nearest
    that the index finds of those that are allowed, a tie with the tenth counting as found.
    """

    vectors: Mapping[str, Any]
    open_ms: float
    first_ms: float
    p50: float
    p95: float
    parts: Mapping[str, float]
    private: int
    mapped: int
    recall: Mapping[str, float]
    hit: float

    @property
    def side_by_side(self) -> float:
        """One encoding, one flat search and one of BM25, one after another."""
        return sum(self.parts[name] for name in ("encode", "flat", "bm25"))


def questions() -> list[Case]:
    """A sample of the cases that ship, over the built-in library, follow-ups left out; the same every time."""
    cases = [
        case
        for shipped in shipped_sets()
        if not shipped.documents
        for case in load_cases(shipped.path)
        if not case.follow_up_to
    ]
    return Random(SEED).sample(cases, min(QUESTIONS, len(cases)))  # noqa: S311  (nothing secret)


def opened(data_dir: Path) -> Library:
    """The library in a folder, of which there must be one."""
    library = open_library(data_dir)
    if library is None:
        raise SystemExit(f"no library in {data_dir}")
    return library


def measure(data_dir: Path) -> Figures:
    """Opens the library and asks it everything."""
    encoder, asked = load_encoder(), [case.question for case in questions()]
    encoder.encode(asked[:1], kind="query")
    started = perf_counter()
    library = opened(data_dir)
    open_ms = (perf_counter() - started) * 1000
    searcher = Searcher(library, encoder)
    first_ms = timed(lambda: searcher.search(asked[0], K))
    hit = hit_rate(library, lambda question: [found.chunk.document_id for found in searcher.search(question, K).hits])
    private, mapped = memory("RssAnon"), memory("RssFile")
    keys, vectors = library.database.vectors(library.manifest.dimension)
    flat = VectorIndex.build(keys, vectors, vectors.shape[1], flat_up_to=len(keys))
    del vectors
    times = _times(searcher, flat, asked)
    percentiles = quantiles(times.pop("search"), n=100)
    return Figures(
        vectors=asdict(library.vectors.description),
        open_ms=open_ms,
        first_ms=first_ms,
        p50=percentiles[49],
        p95=percentiles[94],
        parts={name: median(measured) for name, measured in times.items()},
        private=private,
        mapped=mapped,
        recall=_recall(library, flat, encoder.encode(asked, kind="query")),
        hit=hit,
    )


def _times(searcher: Searcher, flat: VectorIndex, asked: Sequence[str]) -> dict[str, list[float]]:
    """For each part what it took for each question, all parts in turn for one question after another."""
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for question in asked:
            for name, work in _parts(searcher, flat, question).items():
                times[name].append(timed(work))
    return times


def _parts(searcher: Searcher, flat: VectorIndex, question: str) -> dict[str, Callable[[], object]]:
    library, encoder = searcher.library, searcher.encoder
    vector, terms = encoder.encode([question], kind="query")[0], analyze(question).terms
    everything = flat.everything
    apart = [library.allowed(ANY, languages) for languages in _LANGUAGES]
    return {
        "search": lambda: searcher.search(question, K),
        "encode": lambda: encoder.encode([question], kind="query"),
        "flat": lambda: flat.search(vector, CANDIDATES, everything),
        "bm25": lambda: library.lexical.search(terms, CANDIDATES),
        "analysis": lambda: analyze(question),
        "dense": lambda: [library.vectors.search(vector, CANDIDATES, allowed) for _, allowed in apart],
        "lexical": lambda: [library.lexical.search(terms, CANDIDATES, documents) for documents, _ in apart],
    }


def _recall(library: Library, flat: VectorIndex, asked: Vectors) -> dict[str, float]:
    recall = {}
    for name, selections in _ALLOWED.items():
        shares = []
        for documents, allowed in (library.allowed(*selection) for selection in selections):
            same = flat.allow(library.database.keys(documents))
            for vector in asked if same.count else ():
                wanted = flat.search(vector, K, same)
                found = library.vectors.search(vector, K, allowed)
                shares.append(sum(score >= wanted[-1][1] - _ROUNDING for _, score in found) / len(wanted))
        recall[name] = mean(shares)
    return recall


def hit_rate(library: Library, search: Callable[[str], Collection[str]]) -> float:
    """The share of questions for which the documents found, by their ids, are a right one or an edition of it.

    Of the questions that have an answer and whose documents are in the library.
    """
    here = {library.card(document_id).original_id for document_id in library.allowed(ANY, _BOTH)[0]}
    cases = [case for case in questions() if case.answerable and here.intersection(case.source_ids)]
    right = [
        any(library.card(found).original_id in case.source_ids for found in search(case.question)) for case in cases
    ]
    return mean(right)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(measure(Path(sys.argv[1])))) + "\n")

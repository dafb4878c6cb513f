"""What each part of retrieval brings: the questions that ship, over the built-in library, with one part left out.

``python -m evals.benchmarks.retrieval``: hit@1, hit@5 and fact-hit@5 of each, in hundredths, with translated editions
in the search and then without them. Follow-ups are left out, since they stand for nothing alone.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from unittest.mock import patch

from evals.cases import Case, load_cases, set_path
from evals.graders import passages_meet
from index.dictionary import Others
from index.encoders import Encoder, load_encoder
from index.hits import Filters
from index.query import Query, analyze
from index.rank import WEIGHTS, Weights, rank
from index.search import DENSE, LEXICAL, Ranking, Searcher
from index.update import ensure_library
from ingest.document import Chunk, Document

SIGNS = {
    "similarity of the vectors": ("similarity",),
    "BM25 score": ("words", "words_across"),
    "place": ("same_place", "inner_place", "outer_place", "other_place"),
    "title and number named": ("document_number", "named", "other_named"),
    "stage (draft, final, replaced)": ("other_stage", "replaced"),
    "cover of the text": ("cover",),
    "late interaction": ("meaning",),
    "year": ("year", "other_year"),
}
_DEPTH, _CUT = 50, 5


def figures(searcher: Searcher, cases: Sequence[Case], filters: Filters) -> list[float]:
    """hit@1, hit@5 and fact-hit@5."""
    met = [_met(searcher, case, filters) for case in cases]
    return [sum(column) / len(met) for column in zip(*met, strict=True)]


def _met(searcher: Searcher, case: Case, filters: Filters) -> tuple[bool, bool, bool]:
    hits = searcher.search(case.question, _DEPTH, filters).hits
    originals = [searcher.library.card(hit.chunk.document_id).original_id for hit in hits]
    are_sources = [name in case.source_ids for name in dict.fromkeys(originals)]
    texts = [h.chunk.text for h, name in zip(hits[:_CUT], originals, strict=False) if name in case.source_ids]
    return any(are_sources[:1]), any(are_sources[:_CUT]), bool(texts) and passages_meet(texts, case)


def without(kind: str) -> AbstractContextManager[object]:
    """Searches without the rankings of a kind."""
    whole = Searcher._rankings

    def fewer(searcher: Searcher, query: Query, filters: Filters) -> dict[str, Ranking]:
        return {name: found for name, found in whole(searcher, query, filters).items() if not name.startswith(kind)}

    return patch.object(Searcher, "_rankings", fewer)


def untranslated(text: str) -> Query:
    """The question with none of its translations."""
    query = analyze(text)
    concepts = tuple(replace(concept, forms=concept.forms[:1], guesses={}) for concept in query.concepts)
    return replace(query, concepts=concepts, terms={term: one for term, one in query.terms.items() if one == 1})


def _no_others(term: str) -> Others:
    return {}


def bare(chunk: Chunk, document: Document) -> str:
    """A chunk without its header."""
    return chunk.text


def parts() -> Iterator[tuple[str, AbstractContextManager[object]]]:
    """Each part with what takes it away."""
    yield "nothing", nullcontext()
    yield "dense rankings", without(DENSE)
    yield "BM25 rankings", without(LEXICAL)
    yield "translations", patch("index.search.analyze", untranslated)
    yield "translations by the dictionary", patch("index.query.dictionary", lambda: SimpleNamespace(others=_no_others))
    nothing = replace(WEIGHTS, **{field.name: 0.0 for field in fields(WEIGHTS)})
    both = {name: getattr(WEIGHTS, name) for name in ("similarity", "words", "words_across")}
    yield "all signs but similarity and BM25", _weighed(replace(nothing, **both))
    for name, signs in SIGNS.items():
        yield name, _weighed(replace(WEIGHTS, **dict.fromkeys(signs, 0.0)))


def _weighed(weights: Weights) -> AbstractContextManager[object]:
    return patch("index.search.rank", partial(rank, weights=weights))


def row(name: str, searcher: Searcher, cases: Sequence[Case]) -> str:
    """A line of the table."""
    both = [*figures(searcher, cases, Filters()), *figures(searcher, cases, Filters(originals_only=True))]
    return f"| {name} | " + " | ".join(f"{100 * figure:.1f}" for figure in both) + " |\n"


def main() -> None:
    """Prints a table in Markdown."""
    encoder = load_encoder()
    cases = [case for case in load_cases(set_path("library")) if case.answerable and not case.follow_up_to]
    sys.stdout.write("| without | hit@1 | hit@5 | fact-hit@5 | originals: hit@1 | hit@5 | fact-hit@5 |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- |\n")
    with TemporaryDirectory() as folder:
        searcher = _searcher(Path(folder) / "whole", encoder)
        for name, less in parts():
            with less:
                sys.stdout.write(row(name, searcher, cases))
        with patch("index.writer.contextualized", bare):
            sys.stdout.write(row("header of a chunk", _searcher(Path(folder) / "bare", encoder), cases))


def _searcher(folder: Path, encoder: Encoder) -> Searcher:
    return Searcher(ensure_library(folder, encoder), encoder)


if __name__ == "__main__":
    main()

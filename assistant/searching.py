"""A question searched: as a whole, and for each of several things that it asks for once more by itself.

What is asked of one place or one document is seldom among the first hits for the question as a whole when the other
has more to say on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.question import Question, standalone
from assistant.reader import Part, parts_of
from index.hits import Hit
from index.query import Query
from index.search import Result, Searcher

_HITS = 10


@dataclass(frozen=True, slots=True)
class Searched:
    """A question as it was understood, its parts, each with the hits that may answer it, and all hits."""

    query: Query
    parts: tuple[tuple[Part, tuple[Hit, ...]], ...]
    hits: tuple[Hit, ...]

    @property
    def result(self) -> Result:
        """The hits as those of one search."""
        return Result(self.query, self.hits)


def search(question: Question, searcher: Searcher) -> Searched:
    """What is found for a question, and for each of its parts where it has several."""
    whole = searcher.search(standalone(question), _HITS, question.filters)
    parts = parts_of(question, whole.query)
    if len(parts) == 1:
        return Searched(whole.query, ((parts[0], whole.hits),), whole.hits)
    own = [searcher.search(part.query.text, _HITS, question.filters).hits for part in parts]
    every = _merged([whole.hits, *own])
    return Searched(
        whole.query,
        tuple((part, _merged([hits, whole.hits])) for part, hits in zip(parts, own, strict=True)),
        tuple(replace(hit, rank=rank) for rank, hit in enumerate(every, start=1)),
    )


def _merged(found: Iterable[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The hits of several searches, each chunk once, where it was found first."""
    merged: dict[str, Hit] = {}
    for hits in found:
        for hit in hits:
            merged.setdefault(hit.chunk.id, hit)
    return tuple(merged.values())

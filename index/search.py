"""Question to ranked hits: BM25 and dense search in each language, fused, then ranked by place, year and number."""

from dataclasses import dataclass

from index.encoders import Encoder
from index.hits import ANY, Filters, Hit
from index.library import CHINESE, ENGLISH, Library
from index.query import Query, analyze
from index.rank import fuse, signs

CANDIDATES = 50

_LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class Result:
    """The hits of a search, with the question as it was understood."""

    query: Query
    hits: tuple[Hit, ...]


class Searcher:
    """Searches one version of the library with the encoder that it was built with."""

    def __init__(self, library: Library, encoder: Encoder) -> None:
        self.library = library
        self.encoder = encoder

    def search(self, question: str, k: int = 10, filters: Filters = ANY) -> Result:
        """The k chunks that answer the question best. None when nothing passes the filters."""
        query = analyze(question)
        rankings = self._rankings(query, filters)
        fused = fuse(rankings)
        chunks = self.library.database.chunks(list(fused))
        scored = []
        for key, chunk in chunks.items():
            document = self.library.document(chunk.document_id)
            scored.append((fused[key] + sum(signs(query, chunk, document).values()), key, chunk))
        scored.sort(key=lambda entry: (-entry[0], entry[2].id))
        hits = tuple(
            Hit(chunk, round(score, 6), rank, _via(key, rankings))
            for rank, (score, key, chunk) in enumerate(scored[:k], start=1)
        )
        return Result(query, hits)

    def _rankings(self, query: Query, filters: Filters) -> dict[str, list[int]]:
        """The rankings to be fused, by name; keys of chunks, best first."""
        vector = self.encoder.encode([query.text], kind="query")[0]
        rankings = {}
        for name, languages in _LANGUAGES.items():
            document_ids, keys = self.library.allowed(filters, languages)
            dense = self.library.vectors.search(vector, CANDIDATES, keys)
            lexical = self.library.lexical.search(query.terms, CANDIDATES, document_ids)
            rankings[f"dense-{name}"] = [key for key, _ in dense]
            rankings[f"lexical-{name}"] = [key for key, _ in lexical]
        return rankings


def _via(key: int, rankings: dict[str, list[int]]) -> dict[str, int]:
    return {name: keys.index(key) + 1 for name, keys in rankings.items() if key in keys}

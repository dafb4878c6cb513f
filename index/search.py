"""Question to ranked hits: candidates from BM25 and dense search in each language, then ranked by all that tells."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.context import contextualized
from index.encoders import Encoder
from index.hits import ANY, Filters, Hit
from index.library import CHINESE, ENGLISH, Library
from index.query import Query, analyze
from index.rank import Candidate, Ranked, rank
from index.rerank import CrossEncoderReranker

CANDIDATES = 50
RERANKED = 24
_K1 = 1.2  # of tantivy's BM25
DENSE, LEXICAL = "dense-", "lexical-"
Ranking = list[tuple[int, float]]
"""Keys of chunks with their scores, best first."""

_LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class Result:
    """The hits of a search, with the question as it was understood."""

    query: Query
    hits: tuple[Hit, ...]


class Searcher:
    """Searches one version of the library with the encoder that it was built with."""

    def __init__(self, library: Library, encoder: Encoder, reranker: CrossEncoderReranker | None = None) -> None:
        """:param reranker: reads the likeliest once more and puts them into its order."""
        self.library = library
        self.encoder = encoder
        self._reranker = reranker

    def search(self, question: str, k: int = 10, filters: Filters = ANY) -> Result:
        """The k chunks that answer the question best. None when nothing passes the filters."""
        query = analyze(question)
        rankings = self._rankings(query, filters)
        candidates = self._candidates(query, rankings)
        ranked = self._reranked(query, rank(query, candidates, self.encoder, self.library.replaced))
        via = _via(rankings)
        hits = tuple(
            Hit(one.candidate.chunk, one.score, position, via[one.candidate.key], one.signs)
            for position, one in enumerate(ranked[:k], start=1)
        )
        return Result(query, hits)

    def _rankings(self, query: Query, filters: Filters) -> dict[str, Ranking]:
        """The rankings to be fused, by name."""
        vector = self.encoder.ask(query.text).vector
        rankings = {}
        for name, languages in _LANGUAGES.items():
            document_ids, keys = self.library.allowed(filters, languages)
            terms = query.terms_in(chinese=languages is CHINESE)
            rankings[f"{DENSE}{name}"] = self.library.vectors.search(vector, CANDIDATES, keys)
            rankings[f"{LEXICAL}{name}"] = self.library.lexical.search(terms, CANDIDATES, document_ids)
        return rankings

    def _candidates(self, query: Query, rankings: Mapping[str, Ranking]) -> list[Candidate]:
        similarity = {k: s for name, ranking in rankings.items() if name.startswith(DENSE) for k, s in ranking}
        words: dict[int, float] = {}
        for name, languages in _LANGUAGES.items():
            best = self._best_score(query, chinese=languages is CHINESE)
            words |= {key: score / best for key, score in rankings.get(f"{LEXICAL}{name}", [])}
        chunks = self.library.database.chunks([*similarity, *(words.keys() - similarity.keys())])
        return [
            Candidate(key, chunk, self.library.card(chunk.document_id), similarity.get(key, 0.0), words.get(key, 0.0))
            for key, chunk in chunks.items()
        ]

    def _reranked(self, query: Query, ranked: list[Ranked]) -> list[Ranked]:
        """The likeliest in the reranker's order; their places' scores go with the places, the reranker's is a sign."""
        if self._reranker is None:
            return ranked
        likely = ranked[:RERANKED]
        chunks = [one.candidate.chunk for one in likely]
        texts = [contextualized(chunk, self.library.document(chunk.document_id)) for chunk in chunks]
        scores = self._reranker.scores(query.text, texts)
        order = sorted(range(len(likely)), key=lambda at: -scores[at])
        read = [
            replace(likely[at], score=likely[place].score, signs={**likely[at].signs, "reranker": scores[at]})
            for place, at in enumerate(order)
        ]
        return read + ranked[RERANKED:]

    def _best_score(self, query: Query, chinese: bool) -> float:
        """What BM25 would give a Chinese or an English text that says all that the question is about, in rare words."""
        asked, rarity = query.terms_in(chinese), self.library.lexical.rarity
        forms = (
            [sum(asked[t] * rarity(t) for t in form if t in asked) for form in concept.wordings(chinese)]
            for concept in query.concepts
        )
        return (_K1 + 1) * sum(max(scores) for scores in forms) or 1.0


def _via(rankings: Mapping[str, Ranking]) -> dict[int, dict[str, int]]:
    """For each key its rank in the rankings that it is in."""
    via: dict[int, dict[str, int]] = defaultdict(dict)
    for name, ranking in rankings.items():
        for position, (key, _) in enumerate(ranking, start=1):
            via[key][name] = position
    return via

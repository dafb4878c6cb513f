"""The library as LangChain parts: a retriever over it, and a vector store that is kept in a data directory."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Self, cast
from uuid import uuid4

import numpy as np
from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import run_in_executor
from langchain_core.vectorstores import VectorStore, utils
from numpy.typing import NDArray
from pydantic import Field

from corpus.script import detect
from index.bundled_encoder import BUNDLED, Kind, Vectors
from index.database import Database
from index.encoders import Encoder, Headless, load_encoder
from index.hits import ANY, Filters, Hit
from index.library import CHINESE, ENGLISH, Library
from index.search import Searcher
from index.store import Store
from index.update import ensure_library
from index.writer import writing
from ingest.document import Block
from ingest.document import Document as Source
from ingest.metadata import from_front_matter

Metadatas = list[dict[str, Any]] | None
_PATH = "langchain:"  # with the id that a document has in LangChain, its path


class EncoderEmbeddings(Embeddings):
    """An encoder as LangChain's embeddings: unit vectors, float[dimension]."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """float[len(texts)][dimension]."""
        return cast(list[list[float]], self.encoder.encode(texts, "passage").tolist())

    def embed_query(self, text: str) -> list[float]:
        """float[dimension]."""
        return cast(list[float], self.encoder.encode([text], "query")[0].tolist())


class EmbeddingsEncoder(Headless):
    """LangChain's embeddings as an encoder. Class, model name and dimension tell one from another."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        models = [getattr(embeddings, name, None) for name in ("model", "model_name", "model_id")]
        self.name = ":".join(["langchain", type(embeddings).__name__, *(m for m in models if isinstance(m, str))])
        self.dimension = len(embeddings.embed_query("dimension"))
        self.checksum = hashlib.sha256(f"{self.name} {self.dimension}".encode()).hexdigest()

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        """float32[len(texts), dimension], unit rows; raises ValueError if the vectors are of another length."""
        ask = self._embeddings.embed_query
        rows = [ask(text) for text in texts] if kind == "query" else self._embeddings.embed_documents(list(texts))
        return _unit(rows, self.dimension)


def _unit(rows: Sequence[Sequence[float]], dimension: int) -> Vectors:
    """float32[n, dimension], each row of length 1 unless it is 0."""
    vectors = np.array(rows, dtype=np.float32).reshape(len(rows), dimension)
    return cast(Vectors, vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12))


class PolicyRetriever(BaseRetriever):
    """Question -> the k chunks that answer it best, best first, of one version of the library.

    `metadata` says where in `document.text` a chunk stands. A call may bring `k` and `filters`: `invoke(text, k=3)`.
    """

    searcher: Searcher
    k: int = Field(default=10, ge=1)
    filters: Filters = ANY

    @classmethod
    def open(cls, data_dir: Path | str, encoder: str = BUNDLED, **options: Any) -> Self:
        """Over a data directory, filled first if it is empty; raises PolicyLensError if that encoder cannot use it."""
        loaded = load_encoder(encoder)
        return cls(searcher=Searcher(ensure_library(Path(data_dir), loaded), loaded), **options)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **options: Any
    ) -> list[Document]:
        hits = self.searcher.search(query, **{"k": self.k, "filters": self.filters, **options}).hits
        return [_found(hit, self.searcher.library.document(hit.chunk.document_id)) for hit in hits]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **options: Any
    ) -> list[Document]:
        search = self._get_relevant_documents
        return await run_in_executor(None, search, query, run_manager=run_manager.get_sync(), **options)


def _found(hit: Hit, document: Source) -> Document:
    chunk, place = hit.chunk, document.metadata.jurisdiction
    metadata: dict[str, Any] = {"document_id": document.id, "title": document.title, "path": document.path}
    metadata |= {"page": chunk.page, "start": chunk.start, "end": chunk.end, "headings": list(chunk.headings)}
    metadata |= {"score": hit.score, "rank": hit.rank, "jurisdiction": place, "language": document.language}
    return Document(chunk.text, id=chunk.id, metadata=metadata)


class PolicyVectorStore(VectorStore):
    """LangChain documents in a data directory, found by the cosine of their best chunk; higher is better.

    It shows and deletes only what was added through it; `PolicyRetriever` finds all that is there. Metadata comes back
    as JSON keeps it; a title and fields of `ingest.document.Metadata` in it count as any document's. Calls that change
    something publish a version; searches take `filters`. PolicyLensError: damaged, being written, of another encoder.
    """

    def __init__(self, embedding: Embeddings, data_dir: Path | str) -> None:
        self._embedding = embedding
        self._encoder = embedding.encoder if isinstance(embedding, EncoderEmbeddings) else EmbeddingsEncoder(embedding)
        self._data_dir = Path(data_dir)
        self._library: Library | None = None
        self._keys = lru_cache(maxsize=4)(_keys)
        self._one_writer = Lock()

    @classmethod
    def from_texts(cls, texts: list[str], embedding: Embeddings, metadatas: Metadatas = None, **kwargs: Any) -> Self:
        """A store in `data_dir`, which must be given, with the texts added; `ids` and errors as in `add_texts`."""
        store = cls(embedding, kwargs.pop("data_dir"))
        store.add_texts(texts, metadatas, **kwargs)
        return store

    @property
    def embeddings(self) -> Embeddings:
        """What it was made with."""
        return self._embedding

    def add_texts(
        self, texts: Iterable[str], metadatas: Metadatas = None, *, ids: list[str] | None = None, **kwargs: Any
    ) -> list[str]:
        """Adds texts in place of those of the same ids, which are made up where empty. Unchanged ones cost nothing.

        :raises ValueError: if there are not as many metadatas or ids as texts; TypeError if metadata is not JSON.
        """
        texts = list(texts)
        ids = [name or str(uuid4()) for name in ids or [""] * len(texts)]
        added = dict(zip(ids, zip(texts, metadatas or [{}] * len(texts), strict=True), strict=True))
        with self._one_writer, writing(self._data_dir, self._encoder) as writer:
            there = {sha256 for _, sha256 in writer.database.files().values()}
            documents = [(_document(name, *content), content[1]) for name, content in added.items()]
            changed = [entry for entry in documents if entry[0].sha256 not in there]
            for document, properties in changed:
                writer.put(document, properties)
            self._library = writer.publish() if changed else self._library
        return ids

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool:
        """Deletes what was added under these ids, or everything that was; ids that are not there do no harm."""
        with self._one_writer, writing(self._data_dir, self._encoder) as writer:
            added = _added(writer.database)
            gone = [writer.remove(added[name]) for name in (added if ids is None else ids) if name in added]
            self._library = writer.publish() if gone else self._library
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """What was added under these ids, in their order; ids that are not there are passed over."""
        library = self._current()
        added = _added(library.database) if library else {}
        return [_given(library, added[name]) for name in ids if library and name in added]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """The k documents nearest to the query, best first."""
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(self, query: str, k: int = 4, **kwargs: Any) -> list[tuple[Document, float]]:
        """The k documents nearest to the query with their cosines, best first."""
        return [found[:2] for found in self._nearest(self._encoder.encode([query], "query")[0], k, **kwargs)]

    def similarity_search_by_vector(self, embedding: list[float], k: int = 4, **kwargs: Any) -> list[Document]:
        """The k documents nearest to float[dimension], best first; raises ValueError if it is of another length."""
        vector = _unit([embedding], self._encoder.dimension)[0]
        return [document for document, *_ in self._nearest(vector, k, **kwargs)]

    def max_marginal_relevance_search(
        self, query: str, k: int = 4, fetch_k: int = 20, lambda_mult: float = 0.5, **kwargs: Any
    ) -> list[Document]:
        """K of the fetch_k nearest, chosen one by one: like the query (lambda 1), unlike those before (lambda 0)."""
        vector = self._encoder.encode([query], "query")[0]
        found = self._nearest(vector, fetch_k, **kwargs)
        chosen = utils.maximal_marginal_relevance(vector, [near.tolist() for _, _, near in found], lambda_mult, k)
        return [found[i][0] for i in chosen]

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: min(max(cosine, 0.0), 1.0)

    def _current(self) -> Library | None:
        """The version in force, None if there is none."""
        folder = Store(self._data_dir).current()
        if folder and (self._library is None or self._library.folder != folder):
            self._library = ensure_library(self._data_dir, self._encoder)
        return self._library if folder else None

    def _nearest(self, vector: Vectors, k: int, filters: Filters = ANY) -> list[tuple[Document, float, Vectors]]:
        """The k documents whose best chunks are nearest to float32[dimension], with its cosine and its vector."""
        library = self._current()
        if library is None:
            return []
        keys = self._keys(library, filters)
        best: dict[str, tuple[int, float]] = {}
        for most in (k, 8 * k, len(keys)):
            found = library.vectors.search(vector, most, keys) if len(best) < k else []
            chunks = library.database.chunks([key for key, _ in found])
            for key, score in found:
                best.setdefault(chunks[key].document_id, (key, score))
        nearest = list(best.items())[:k]
        vectors = dict(zip(*library.database.vectors(len(vector), [key for _, (key, _) in nearest]), strict=True))
        return [(_given(library, document_id), score, vectors[key]) for document_id, (key, score) in nearest]


def _keys(library: Library, filters: Filters) -> NDArray[np.int64]:
    """int64[n], the keys of the chunks of all that came by way of LangChain and passes."""
    passing, _ = library.allowed(filters, (*CHINESE, *ENGLISH))
    return library.database.keys(list({*passing} & {*_added(library.database).values()}))


def _added(database: Database) -> dict[str, str]:
    """The id that LangChain knows -> the document's, of all that came that way."""
    return {path.removeprefix(_PATH): own for path, (own, _) in database.files().items() if path.startswith(_PATH)}


def _given(library: Library, document_id: str) -> Document:
    document, properties = library.document(document_id), library.database.properties(document_id)
    return Document(document.text, id=document.path.removeprefix(_PATH), metadata=properties)


def _document(name: str, text: str, properties: dict[str, Any]) -> Source:
    stated = {field: value for field, value in properties.items() if isinstance(value, str)}
    title, known, block = stated.get("title", ""), from_front_matter(stated), Block("paragraph", (), None, 0, len(text))
    sha256 = hashlib.sha256(json.dumps([name, text, properties]).encode()).hexdigest()
    return Source(name, title, detect(text), _PATH + name, "text/plain", sha256, text, known, (block,))

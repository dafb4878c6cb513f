"""LangChain's FAISS store, BM25Retriever and EnsembleRetriever over the texts and vectors of a library, beside ours.

``python -m evals.benchmarks.rivals DATA_DIR``, with the extra `bench` installed. BM25Retriever comes with splitting at
white space, which leaves Chinese whole, so that it is measured with our terms, too; the ensemble takes that one.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from evals.benchmarks.measuring import memory, timed
from evals.benchmarks.searching import ROUNDS, K, hit_rate, opened, questions
from index.analyze import terms
from index.context import contextualized
from index.encoders import Encoder, load_encoder
from index.langchain import EncoderEmbeddings
from index.library import Library
from index.search import Searcher

Search = Callable[[str], list[str]]
"""A question to the ids of the documents found, one for each chunk."""


def searches(library: Library, encoder: Encoder) -> Iterator[tuple[str, Search]]:
    """Ours and LangChain's by their names. Each is built when its turn comes."""
    searcher = Searcher(library, encoder)
    yield "PolicyLens", lambda question: [hit.chunk.document_id for hit in searcher.search(question, K).hits]

    from langchain_classic.retrievers import EnsembleRetriever  # noqa: PLC0415
    from langchain_community.retrievers import BM25Retriever  # noqa: PLC0415
    from langchain_community.vectorstores import FAISS  # noqa: PLC0415

    texts, metadatas, vectors = _content(library)
    store = FAISS.from_embeddings(
        zip(texts, vectors, strict=True), EncoderEmbeddings(encoder), metadatas=metadatas
    ).as_retriever(search_kwargs={"k": K})
    plain = BM25Retriever.from_texts(texts, metadatas=metadatas, k=K)
    cut = BM25Retriever.from_texts(texts, metadatas=metadatas, k=K, preprocess_func=terms)
    both = EnsembleRetriever(retrievers=[store, cut], weights=[0.5, 0.5])
    yield "LangChain FAISS", partial(_ids, store)
    yield "LangChain BM25", partial(_ids, plain)
    yield "LangChain BM25, our terms", partial(_ids, cut)
    yield "LangChain ensemble", partial(_ids, both)


def _content(library: Library) -> tuple[list[str], list[dict[str, Any]], Sequence[Sequence[float]]]:
    """The text that is indexed of each chunk, its document, and its vector."""
    keys, rows = library.database.vectors(library.manifest.dimension)
    row_of = {key: row for row, key in enumerate(keys.tolist())}
    chunks = list(library.database.all_chunks())
    texts = [contextualized(chunk, library.document(chunk.document_id)) for _, chunk in chunks]
    return texts, [{"id": chunk.document_id} for _, chunk in chunks], [rows[row_of[key]] for key, _ in chunks]


def _ids(retriever: Any, question: str) -> list[str]:
    return [found.metadata["id"] for found in retriever.invoke(question)[:K]]


def compared(library: Library, encoder: Encoder) -> Iterator[str]:
    """A line for each: median time of a question, in turn with the others, and how often a right document is found."""
    named: Mapping[str, Search] = dict(searches(library, encoder))
    times: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(ROUNDS):
        for case in questions():
            for name, search in named.items():
                times[name].append(timed(partial(search, case.question)))
    ours = median(times["PolicyLens"])
    yield f"{library.manifest.chunks:,} chunks, {memory('RssAnon')} MiB with LangChain's stores"
    for name, search in named.items():
        taken = median(times[name])
        yield f"{name:<26} {taken:>8.1f} ms  {taken / ours:>6.2f} times ours  hit@{K} {hit_rate(library, search):.2f}"


if __name__ == "__main__":
    for line in compared(opened(Path(sys.argv[1])), load_encoder()):
        sys.stdout.write(f"{line}\n")

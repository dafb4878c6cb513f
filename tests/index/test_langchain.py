import asyncio
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core import indexing
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings
from langchain_core.indexing import InMemoryRecordManager
from langchain_core.retrievers import BaseRetriever
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import RetrieversIntegrationTests, VectorStoreIntegrationTests

from corpus.errors import PolicyLensError
from index.encoders import Encoder
from index.hits import Filters
from index.langchain import EmbeddingsEncoder, EncoderEmbeddings, PolicyRetriever, PolicyVectorStore
from index.library import open_library
from index.search import Searcher
from index.update import ensure_library, ingest, remove, repair
from ingest.sources import discover

QUESTION = "四川2030年人工智能产业规模目标是多少？"
ENGLISH = "By 2030 the scale of Sichuan's AI industry is to exceed 400 billion yuan."
TEXTS = [ENGLISH, "Gansu builds a hydrogen pipeline.", "The library opens at nine.", "江西省发展陶瓷产业。"]


class TestPolicyRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _searcher(self, searcher: Searcher) -> None:
        self.searcher = searcher

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return PolicyRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"searcher": self.searcher}

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


class TestPolicyVectorStore(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self, tmp_path: Path) -> VectorStore:
        return PolicyVectorStore(self.get_embeddings(), tmp_path / "data")


class TestPolicyVectorStoreWithTheBundledEncoder(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self, tmp_path: Path, encoder: Encoder) -> VectorStore:
        return PolicyVectorStore(EncoderEmbeddings(encoder), tmp_path / "data")


@pytest.fixture(scope="module")
def retriever(searcher: Searcher) -> PolicyRetriever:
    return PolicyRetriever(searcher=searcher)


@pytest.fixture
def store(encoder: Encoder, tmp_path: Path) -> PolicyVectorStore:
    return PolicyVectorStore(EncoderEmbeddings(encoder), tmp_path / "data")


def test_importing_it_loads_nothing_heavy() -> None:
    script = "import index.langchain, sys; print([m for m in ('torch', 'faiss', 'onnxruntime') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "[]\n"


def test_a_retriever_finds_what_the_searcher_finds(retriever: PolicyRetriever, searcher: Searcher) -> None:
    documents = retriever.invoke(QUESTION)
    hits = searcher.search(QUESTION, 10).hits
    assert [document.id for document in documents] == [hit.chunk.id for hit in hits]
    assert [document.metadata["rank"] for document in documents] == list(range(1, 11))
    for document, hit in zip(documents, hits, strict=True):
        known, source = document.metadata, searcher.library.document(hit.chunk.document_id)
        assert document.page_content == source.text[known["start"] : known["end"]]
        assert known == {
            "document_id": source.id,
            "title": source.title,
            "path": source.path,
            "page": hit.chunk.page,
            "start": hit.chunk.start,
            "end": hit.chunk.end,
            "headings": list(hit.chunk.headings),
            "score": hit.score,
            "rank": hit.rank,
            "jurisdiction": source.metadata.jurisdiction,
            "language": source.language,
        }


def test_a_chinese_question_finds_an_english_document(retriever: PolicyRetriever) -> None:
    documents = retriever.invoke("欧盟人工智能法的最高罚款是多少？", filters=Filters(language="en"))
    assert documents[0].metadata["jurisdiction"] == "EU"
    assert {document.metadata["language"] for document in documents} == {"en"}


def test_filters_are_a_retrievers_own_or_a_calls(searcher: Searcher) -> None:
    retriever = PolicyRetriever(searcher=searcher, k=30, filters=Filters(jurisdiction="CN-SC"))
    places = {document.metadata["jurisdiction"] for document in retriever.invoke("欧盟的罚款")}
    assert places <= {"CN-SC", "CN-SC-Chengdu"}
    assert {
        document.metadata["jurisdiction"] for document in retriever.invoke("欧盟的罚款", filters=Filters("EU"))
    } == {"EU"}
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        PolicyRetriever(searcher=searcher, k=0)


async def test_a_call_that_is_awaited_takes_options_too(retriever: PolicyRetriever) -> None:
    documents = await retriever.ainvoke(QUESTION, k=2, filters=Filters(language="en"))
    assert documents == retriever.invoke(QUESTION, k=2, filters=Filters(language="en"))
    assert len(documents) == 2


def test_many_questions_at_once_are_answered_as_one_by_one(retriever: PolicyRetriever) -> None:
    questions = [f"{place}{year}年的目标" for place in ("四川", "江西", "欧盟", "香港") for year in range(2024, 2034)]
    assert retriever.batch(questions) == [retriever.invoke(question) for question in questions]


def test_a_retriever_opens_a_data_directory(small_library: Path) -> None:
    documents = PolicyRetriever.open(small_library, k=1).invoke("江西2030年人工智能产业规模？")
    assert [document.id for document in documents] == ["3000#0000"]
    with pytest.raises(PolicyLensError, match="built with the encoder 'bundled'"):
        PolicyRetriever.open(small_library, "another-model")


def test_a_store_finds_by_meaning_across_languages(store: PolicyVectorStore) -> None:
    ids = store.add_texts(TEXTS)
    found = store.similarity_search_with_score(QUESTION, k=3)
    assert found[0][0] == Document(ENGLISH, id=ids[0])
    assert all(better[1] >= worse[1] for better, worse in pairwise(found))
    assert store.similarity_search("hydrogen", k=1)[0].id == ids[1]
    assert len(store.similarity_search("x", k=99)) == 4
    assert store.similarity_search("x", k=0) == []
    assert store.embeddings is not None
    vector = [number * 7 for number in store.embeddings.embed_query(QUESTION)]
    assert store.similarity_search_by_vector(vector, k=3) == [document for document, _ in found]
    with pytest.raises(ValueError, match="size 3 into shape"):
        store.similarity_search_by_vector([1, 2, 3])


def test_what_was_added_is_there_after_opening_anew(store: PolicyVectorStore, encoder: Encoder, tmp_path: Path) -> None:
    metadata = {"a": [1, {"b": None}], "c": "中", "language": 3, "status": ["x"], "properties": {}, "n": 0.5}
    store.add_texts(TEXTS, [metadata, {}, {}, {}], ids=["文/1", "2", "3", "4"])
    anew = PolicyVectorStore(EncoderEmbeddings(encoder), tmp_path / "data")
    assert anew.similarity_search(QUESTION, k=1) == [Document(ENGLISH, id="文/1", metadata=metadata)]
    assert [document.id for document in anew.get_by_ids(["4", "none", "文/1"])] == ["4", "文/1"]
    store.delete(["文/1"])
    assert anew.get_by_ids(["文/1"]) == []
    assert store.delete()
    assert anew.similarity_search(QUESTION) == []


def test_metadata_outlives_a_new_encoder_and_repair(store: PolicyVectorStore, encoder: Encoder, tmp_path: Path) -> None:
    class Newer:
        name, dimension, checksum = encoder.name, encoder.dimension, "newer"
        encode, token_vectors = encoder.encode, encoder.token_vectors

    store.add_texts(["foo"], [{"bar": 1}], ids=["1"])
    ensure_library(tmp_path / "data", Newer())
    repair(tmp_path / "data", Newer())
    newer = PolicyVectorStore(EncoderEmbeddings(Newer()), tmp_path / "data")
    assert newer.get_by_ids(["1"]) == [Document("foo", id="1", metadata={"bar": 1})]


def versions(data_dir: Path) -> list[str]:
    return sorted(path.name for path in (data_dir / "versions").glob("*"))


def test_a_call_publishes_one_version_and_none_if_nothing_changed(store: PolicyVectorStore, tmp_path: Path) -> None:
    assert store.add_texts([]) == []
    assert store.delete(["1"])
    assert versions(tmp_path / "data") == []
    store.add_texts(TEXTS, ids=["1", "2", "3", "4"])
    store.add_texts(TEXTS[:2], ids=["1", "2"])
    store.delete(["5"])
    assert versions(tmp_path / "data") == ["000001"]
    store.add_texts(["other", "last"], ids=["1", "1"])
    assert versions(tmp_path / "data") == ["000001", "000002"]
    assert store.get_by_ids(["1"])[0].page_content == "last"


@pytest.mark.parametrize(
    ("metadatas", "ids", "error"),
    [([{}], None, ValueError), (None, ["1"], ValueError), ([{}, {"path": Path()}], ["1", "2"], TypeError)],
)
def test_what_does_not_fit_is_an_error_and_adds_nothing(
    store: PolicyVectorStore, metadatas: list[dict[str, Any]] | None, ids: list[str] | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        store.add_texts(["a", "b"], metadatas, ids=ids)
    assert store.similarity_search("a") == []
    with pytest.raises(TypeError):
        store.add_texts(["a"])
        store.similarity_search("a", filter={"id": 1})


def test_long_and_strange_texts_come_back_whole(store: PolicyVectorStore) -> None:
    long = "\n\n 人工智能产业规模。" * 300 + "The hydrogen pipeline of Gansu crosses the desert. "
    texts = [long, "", " \n", "a\x00b\r\n", "😀"]
    ids = store.add_texts(texts)
    assert [document.page_content for document in store.get_by_ids(ids)] == texts
    assert store.similarity_search("hydrogen pipeline in the desert", k=1)[0].page_content == long
    found = store.similarity_search("人工智能产业规模", k=5)
    assert sorted(document.id or "" for document in found) == sorted(ids)


def test_a_store_leaves_other_documents_alone(data_dir: Path, files: Path, encoder: Encoder) -> None:
    ingest(data_dir, encoder, discover([files]), corpus=False)
    store = PolicyVectorStore.from_texts(
        TEXTS, EncoderEmbeddings(encoder), ids=["sichuan", "2", "3", "4"], data_dir=data_dir
    )
    assert {document.id for document in store.similarity_search(QUESTION, k=9)} == {"sichuan", "2", "3", "4"}
    library = open_library(data_dir)
    assert library is not None
    found = PolicyRetriever(searcher=Searcher(library, encoder)).invoke(QUESTION)
    assert {document.metadata["document_id"] for document in found} >= {"sichuan", "jiangxi", "2"}
    assert ENGLISH in {document.page_content for document in found}
    remove(data_dir, encoder, ["2"])
    assert [document.id for document in store.get_by_ids(["sichuan", "2"])] == ["sichuan"]
    store.delete()
    library = open_library(data_dir)
    assert library is not None
    assert {document_id for document_id, _ in library.database.files().values()} == {"sichuan", "jiangxi"}


def test_what_metadata_says_of_a_policy_counts(store: PolicyVectorStore, encoder: Encoder, tmp_path: Path) -> None:
    metadata = {"title": "Plan", "jurisdiction": "四川", "issued": "2026-05-06", "aliases": "P", "level": 3}
    store.add_texts(["A goal.", "A goal."], [metadata, {}], ids=["plan", "other"])
    assert [document.id for document in store.similarity_search("x", filters=Filters(jurisdiction="CN"))] == ["plan"]
    library = open_library(tmp_path / "data")
    assert library is not None
    first = PolicyRetriever(searcher=Searcher(library, encoder)).invoke("四川的目标")[0]
    assert {"title": "Plan", "jurisdiction": "CN-SC", "path": "langchain:plan"}.items() <= first.metadata.items()


def test_other_ways_to_search(store: PolicyVectorStore) -> None:
    ids = store.add_texts([ENGLISH, ENGLISH + " ", TEXTS[1]])
    diverse = store.as_retriever(search_type="mmr", search_kwargs={"k": 2, "lambda_mult": 0.1}).invoke(ENGLISH)
    assert [document.id for document in diverse] == [ids[0], ids[2]]
    near = store.as_retriever(search_type="similarity_score_threshold", search_kwargs={"score_threshold": 0.9})
    assert {document.id for document in near.invoke(ENGLISH)} == set(ids[:2])
    assert all(0 <= score <= 1 for _, score in store.similarity_search_with_relevance_scores("unrelated"))


def test_langchains_indexing_keeps_a_store_in_step(store: PolicyVectorStore) -> None:
    records = InMemoryRecordManager("policies")
    records.create_schema()
    documents = [Document(text, metadata={"source": text[:5]}) for text in TEXTS]
    for given, changes in ((documents, (4, 0, 0)), (documents, (0, 4, 0)), (documents[1:], (0, 3, 1))):
        done = indexing.index(given, records, store, cleanup="full", source_id_key="source", key_encoder="sha256")
        assert (done["num_added"], done["num_skipped"], done["num_deleted"]) == changes
    assert {document.page_content for document in store.similarity_search("x", k=9)} == set(TEXTS[1:])


async def test_adding_at_the_same_time_adds_all(store: PolicyVectorStore) -> None:
    await asyncio.gather(*(store.aadd_texts([text], ids=[str(i)]) for i, text in enumerate(TEXTS)))
    assert len(await store.asimilarity_search("x", k=9)) == 4


def test_a_store_is_of_the_embeddings_it_was_made_with(store: PolicyVectorStore, tmp_path: Path) -> None:
    store.add_texts(["a"])
    other = PolicyVectorStore(DeterministicFakeEmbedding(size=6), tmp_path / "data")
    for use in (lambda: other.similarity_search("a"), lambda: other.add_texts(["b"])):
        with pytest.raises(PolicyLensError, match="built with the encoder 'bundled', not 'langchain:Determ"):
            use()


class Counting(Embeddings):
    """Vectors that are no unit vectors, of a model with a name."""

    model = "abc-1"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(len(text)), 2 * float(text.count("a"))] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [0.0, 5.0]


def test_embeddings_as_an_encoder() -> None:
    encoder = EmbeddingsEncoder(Counting())
    assert (encoder.name, encoder.dimension) == ("langchain:Counting:abc-1", 2)
    assert encoder.checksum != EmbeddingsEncoder(DeterministicFakeEmbedding(size=2)).checksum
    assert encoder.encode(["aa", "xx", ""]) == pytest.approx(np.array([[2, 4], [2, 0], [0, 0]]) / [[20**0.5], [2], [1]])
    assert encoder.encode(["x"], kind="query").tolist() == [[0, 1]]
    assert encoder.encode(["x"]).dtype == np.float32
    assert encoder.encode([]).shape == encoder.encode([], "query").shape == (0, 2)
    assert encoder.token_vectors(["x"])[0].shape == (0, 0)


def test_an_encoder_as_embeddings(encoder: Encoder) -> None:
    embeddings = EncoderEmbeddings(encoder)
    assert np.allclose(embeddings.embed_documents(["四川", "x"]), encoder.encode(["四川", "x"]))
    assert embeddings.embed_query("四川") == encoder.encode(["四川"], "query")[0].tolist()

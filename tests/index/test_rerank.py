"""A reranker of random weights: that it decides the order, and that what is wrong with it is said."""

from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from index.encoders import Encoder
from index.library import Library
from index.rerank import CrossEncoderReranker
from index.search import RERANKED, Searcher

QUESTION = "四川到2030年的产业规模是多少？"


@pytest.fixture(scope="module")
def tiny_reranker(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    from sentence_transformers import CrossEncoder  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("reranker")
    CrossEncoder(str(tiny_model.parent / "body"), num_labels=1, max_length=64).save_pretrained(str(folder))
    return str(folder)


def test_the_likeliest_come_in_its_order(library: Library, encoder: Encoder, tiny_reranker: str) -> None:
    plain = Searcher(library, encoder).search(QUESTION, 40).hits
    read = Searcher(library, encoder, CrossEncoderReranker(tiny_reranker)).search(QUESTION, 40).hits
    scores = [hit.signs["reranker"] for hit in read[:RERANKED]]
    assert scores == sorted(scores, reverse=True)
    assert {hit.chunk.id for hit in read[:RERANKED]} == {hit.chunk.id for hit in plain[:RERANKED]}
    assert [hit.chunk.id for hit in read[RERANKED:]] == [hit.chunk.id for hit in plain[RERANKED:]]
    assert [hit.score for hit in read] == [hit.score for hit in plain]


def test_nothing_to_read(tiny_reranker: str) -> None:
    assert CrossEncoderReranker(tiny_reranker).scores("question", []) == []
    assert len(CrossEncoderReranker(tiny_reranker).scores("\ud800", ["\x00", ""])) == 2


def test_a_reranker_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyLensError, match="cannot load the reranker"):
        CrossEncoderReranker(str(tmp_path / "none")).scores("question", ["text"])

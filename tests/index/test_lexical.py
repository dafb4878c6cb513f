from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import Entry, LexicalIndex

TEXTS = {
    7: ("a", "zh-Hans", "四川省人工智能产业规模超过4000亿元"),
    3: ("b", "zh-Hans", "江西省人工智能产业规模超过3000亿元"),
    5: ("b", "zh-Hans", "江西省人工智能产业规模超过3000亿元"),
    2: ("c@en", "en", "Companies were fined 35 million euros"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("lexical") / "new"
    LexicalIndex.build(folder, [Entry(key, *entry) for key, entry in TEXTS.items()])
    return LexicalIndex.open(folder)


def keys(hits: list[tuple[int, float]]) -> list[int]:
    return [key for key, _ in hits]


def test_the_best_is_first_and_ties_are_in_order(index: LexicalIndex) -> None:
    assert keys(index.search({"4000": 1.0, "人工智能": 1.0}, 10)) == [7, 3, 5]
    assert keys(index.search({"fine": 1.0}, 10)) == [2]
    hits = index.search({"江西": 1.0}, 10)
    assert hits[0][1] == hits[1][1] > 0


def test_weights_weigh(index: LexicalIndex) -> None:
    assert keys(index.search({"四川": 0.1, "江西": 2.0}, 1)) == [3]
    assert keys(index.search({"四川": 2.0, "江西": 0.1}, 1)) == [7]


def test_documents_restrict_and_do_not_change_scores(index: LexicalIndex) -> None:
    assert keys(index.search({"人工智能": 1.0}, 10, ["b", "c@en"])) == [3, 5]
    assert index.search({"人工智能": 1.0}, 10, ["a"]) == index.search({"人工智能": 1.0, "4000": 0.0}, 10, ["a"])
    assert index.search({"人工智能": 1.0}, 10, []) == []
    assert index.search({"人工智能": 1.0}, 10, ["gone"]) == []
    assert index.search({}, 10) == []


def test_an_empty_index_has_no_hits(tmp_path: Path) -> None:
    LexicalIndex.build(tmp_path / "new", [])
    assert LexicalIndex.open(tmp_path / "new").search({"a": 1.0}, 10) == []


@pytest.mark.parametrize("folder", ["gone", "."])
def test_what_is_no_index_is_an_error(tmp_path: Path, folder: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        LexicalIndex.open(tmp_path / folder)


@settings(max_examples=30)
@given(weights=st.dictionaries(st.text(), st.floats(0, 2), max_size=5), k=st.integers(1, 5))
def test_any_terms_may_be_asked_for(index: LexicalIndex, weights: dict[str, float], k: int) -> None:
    hits = index.search(weights, k, ["a", "b"])
    assert len(hits) <= k
    assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))

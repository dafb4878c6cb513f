from pathlib import Path

import numpy as np
import pytest

from index.vectors import VectorIndex

RANDOM = np.random.default_rng(0)
KEYS = np.arange(100, dtype=np.int64) * 7 + 3
VECTORS = RANDOM.normal(size=(100, 8)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    path = tmp_path_factory.mktemp("vectors") / "规划.faiss"
    VectorIndex.build(KEYS, VECTORS, 8).save(path)
    return VectorIndex.open(path)


def test_it_finds_what_sorting_all_cosines_finds(index: VectorIndex) -> None:
    query, allowed = VECTORS[42], KEYS[::3]
    expected = sorted(
        ((int(key), float(vector @ query)) for key, vector in zip(allowed, VECTORS[::3], strict=True)),
        key=lambda hit: -hit[1],
    )[:10]
    found = index.search(query, 10, allowed)
    assert [key for key, _ in found] == [key for key, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)
    assert index.search(query, 1, KEYS)[0] == (int(KEYS[42]), pytest.approx(1, abs=1e-5))


def test_only_what_is_allowed_is_found(index: VectorIndex) -> None:
    assert {key for key, _ in index.search(VECTORS[0], 50, KEYS[5:8])} == set(KEYS[5:8].tolist())
    assert index.search(VECTORS[0], 50, KEYS[:0]) == []
    assert index.search(VECTORS[0], 50, np.array([1], dtype=np.int64)) == []


def test_ties_are_in_the_order_of_keys() -> None:
    same = np.tile(VECTORS[:1], (5, 1))
    tied = VectorIndex.build(np.array([9, 2, 7, 4, 1], dtype=np.int64), same, 8)
    assert [key for key, _ in tied.search(VECTORS[0], 5, np.arange(10, dtype=np.int64))] == [1, 2, 4, 7, 9]


def test_an_empty_index_has_no_hits() -> None:
    empty = VectorIndex.build(KEYS[:0], VECTORS[:0], 8)
    assert empty.search(VECTORS[0], 5, KEYS) == []


def test_what_is_no_index_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"not an index")
    for name in ("x", "gone"):
        with pytest.raises(RuntimeError):
            VectorIndex.open(tmp_path / name)

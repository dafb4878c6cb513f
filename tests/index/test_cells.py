from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cells import Keys, Vectors, changed, whole
from index.vectors import VectorIndex

DIMENSION, COUNT = 6, 400
VECTORS = np.random.default_rng(7).normal(size=(COUNT + 60, DIMENSION)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
KEYS = 3 * np.arange(COUNT, dtype=np.int64)
NEW = 3 * np.arange(COUNT, COUNT + 60, dtype=np.int64)


def read(keys: Keys) -> Vectors:
    return VECTORS[keys // 3]


@pytest.mark.parametrize("flat_up_to", [COUNT, 0], ids=["flat", "cells"])
@settings(max_examples=25)
@given(gone=st.sets(st.integers(0, COUNT - 1), max_size=60), added=st.integers(0, 60), row=st.integers(0, COUNT + 59))
def test_a_changed_index_finds_what_a_whole_one_does(
    flat_up_to: int, gone: set[int], added: int, row: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path: Path = tmp_path_factory.mktemp("cells") / "v"
    VectorIndex(whole(KEYS, read, DIMENSION, flat_up_to)).save(path)
    lost = np.array(sorted(gone), dtype=np.int64) * 3
    index = VectorIndex(changed(VectorIndex.load(path), lost, NEW[:added], read))
    index.save(path)
    index = VectorIndex.open(path)
    keys = np.concatenate([np.setdiff1d(KEYS, lost), NEW[:added]])
    vectors = read(keys)
    assert index.description.count == len(keys)
    few = keys[row % 7 :: 7]  # among few, cells are all looked into
    found = index.search(VECTORS[row], 10, few)
    scores = vectors[row % 7 :: 7] @ VECTORS[row]
    assert [key for key, _ in found] == few[np.argsort(-scores, kind="stable")][:10].tolist()
    nearest = index.search(read(keys[:1])[0], 1, index.everything)
    assert nearest[0][0] == keys[0]

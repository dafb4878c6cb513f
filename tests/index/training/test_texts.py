import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.training.texts import batches, pad


@given(
    lengths=st.lists(st.integers(1, 256), max_size=200),
    tokens=st.integers(1, 4096),
    most=st.integers(1, 64),
    seed=st.integers(0, 99),
)
def test_each_text_is_in_one_batch_that_fits(lengths: list[int], tokens: int, most: int, seed: int) -> None:
    found = batches(lengths, tokens, most, np.random.default_rng(seed))
    assert sorted(position for batch in found for position in batch) == list(range(len(lengths)))
    for batch in found:
        assert 1 <= len(batch) <= most
        assert len(batch) == 1 or max(lengths[i] for i in batch) * len(batch) <= tokens


def test_padding_is_masked() -> None:
    padded = pad([np.array([5, 6, 7], dtype=np.int32), np.array([8], dtype=np.int32)])
    assert padded.ids.tolist() == [[5, 6, 7], [8, 0, 0]]
    assert padded.mask.tolist() == [[1, 1, 1], [1, 0, 0]]

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.training.quantize import quantize_rows


@given(arrays(np.float32, (5, 8), elements=st.floats(-8, 8, width=32)))
def test_rows_come_back_within_half_a_level(table: np.ndarray) -> None:
    levels, scales = quantize_rows(table)
    assert levels.dtype == np.int8
    assert (np.abs(levels * scales[:, None] - table) <= scales[:, None] * 0.51).all()

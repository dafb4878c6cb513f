import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.bundled_encoder import Vectors
from index.encoders import Encoder
from index.remembering import Remembering


class Counting:
    """Keeps what the real encoder is asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.asked = encoder, list[str]()
        self.name, self.dimension, self.checksum = encoder.name, encoder.dimension, encoder.checksum

    def encode(self, texts: list[str], kind: str = "passage") -> Vectors:
        self.asked += texts
        return self._encoder.encode(texts, kind)

    def token_vectors(self, texts: list[str]) -> list[Vectors]:
        return self._encoder.token_vectors(texts)


def test_a_text_is_encoded_once_for_each_kind(encoder: Encoder) -> None:
    counting = Counting(encoder)
    remembering = Remembering(counting)
    first = remembering.encode(["算力", "plan", "算力"], "query")
    again = remembering.encode(["plan", "算力"], "query")
    assert counting.asked == ["算力", "plan"]
    assert np.array_equal(first[[1, 0]], again)
    remembering.encode(["plan"])
    assert counting.asked == ["算力", "plan", "plan"]
    assert remembering.encode([]).shape == (0, encoder.dimension)


def test_what_was_used_last_is_kept(encoder: Encoder) -> None:
    counting = Counting(encoder)
    remembering = Remembering(counting, most=2)
    for text in ("a1", "b2", "a1", "c3", "a1", "b2"):
        remembering.encode([text])
    assert counting.asked == ["a1", "b2", "c3", "b2"]


@given(st.lists(st.lists(st.sampled_from(["算力", "plan", "数据", "data", ""]), max_size=6), max_size=4))
def test_the_vectors_are_those_of_the_encoder(encoder: Encoder, batches: list[list[str]]) -> None:
    remembering = Remembering(encoder, most=3)
    for batch in batches:
        assert np.allclose(remembering.encode(batch), encoder.encode(batch), atol=1e-3)

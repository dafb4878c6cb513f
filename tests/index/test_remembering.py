from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.bundled_encoder import Kind, Vectors
from index.encoders import Encoder, Headless
from index.reading import Read
from index.remembering import Remembering


class Counting(Headless):
    """Keeps what the real encoder is asked to read."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.asked = encoder, list[str]()
        self.name, self.dimension, self.checksum = encoder.name, encoder.dimension, encoder.checksum

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        return self._encoder.encode(texts, kind)

    def read(self, passages: Sequence[str]) -> list[Read]:
        self.asked += passages
        return self._encoder.read(passages)


def test_a_passage_is_read_once(encoder: Encoder) -> None:
    counting = Counting(encoder)
    remembering = Remembering(counting)
    first = remembering.read(["算力", "plan", "算力"])
    again = remembering.read(["plan", "算力"])
    assert counting.asked == ["算力", "plan"]
    assert first[0] is first[2] is again[1]
    assert remembering.read([]) == []


def test_what_was_read_last_is_kept(encoder: Encoder) -> None:
    counting = Counting(encoder)
    remembering = Remembering(counting, most=2)
    for text in ("a1", "b2", "a1", "c3", "a1", "b2"):
        remembering.read([text])
    assert counting.asked == ["a1", "b2", "c3", "b2"]


@given(st.lists(st.lists(st.sampled_from(["算力", "plan", "数据", "data", ""]), max_size=6), max_size=4))
def test_what_is_read_is_what_the_encoder_reads(encoder: Encoder, batches: list[list[str]]) -> None:
    remembering = Remembering(encoder, most=3)
    asked = encoder.ask("算力规模")
    for batch in batches:
        ours, theirs = remembering.read(batch), encoder.read(batch)
        for one, other in zip(ours, theirs, strict=True):
            assert np.allclose(one.vector, other.vector, atol=1e-3)
            assert abs(asked.score(one) - asked.score(other)) < 0.1

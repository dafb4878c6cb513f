"""An encoder that keeps the vectors of texts it has seen: the passages that questions are compared with come again."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.bundled_encoder import Kind, Vectors
from index.encoders import Encoder

_MOST = 16_384  # vectors: 25 MB of the bundled encoder's


class Remembering:
    """The encoder within, which is asked for each text once, as long as it is among those used last."""

    def __init__(self, encoder: Encoder, most: int = _MOST) -> None:
        """:param most: how many vectors are kept."""
        self._encoder, self._most = encoder, most
        self._kept: OrderedDict[tuple[str, str], NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """That of the encoder within."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    @property
    def checksum(self) -> str:
        """That of the encoder within."""
        return self._encoder.checksum

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        """float32[len(texts), dimension], unit rows."""
        with self._lock:
            known = {text: self._kept[kind, text] for text in {*texts} if (kind, text) in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(missing, self._encoder.encode(missing, kind), strict=True))
        with self._lock:
            for text in texts:
                self._kept[kind, text] = known[text]
                self._kept.move_to_end((kind, text))
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """Those of the encoder within, which are looked up and cost little."""
        return self._encoder.token_vectors(texts)

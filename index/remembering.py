"""An encoder that keeps what it has read: the passages that questions are compared with come again."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from index.bundled_encoder import Kind, Vectors
from index.encoders import Encoder
from index.reading import Asked, Read

_MOST = 4_096  # passages: some 100 MB of the bundled encoder's


class Remembering:
    """The encoder within, which reads each passage once, as long as it is among those read last."""

    def __init__(self, encoder: Encoder, most: int = _MOST) -> None:
        """:param most: how many passages are kept."""
        self._encoder, self._most = encoder, most
        self._kept: OrderedDict[str, Read] = OrderedDict()
        self._asked: tuple[str, Asked] | None = None
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
        """float32[len(texts), dimension], unit rows: those of the encoder within."""
        return self._encoder.encode(texts, kind)

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """Those of the encoder within, which are looked up and cost little."""
        return self._encoder.token_vectors(texts)

    def ask(self, question: str) -> Asked:
        """A question as passages that have been read are scored for it: the one asked last is looked up."""
        last = self._asked
        if last is None or last[0] != question:
            self._asked = last = question, self._encoder.ask(question)
        return last[1]

    def read(self, passages: Sequence[str]) -> list[Read]:
        """Passages as they are scored for questions."""
        with self._lock:
            known = {text: self._kept[text] for text in {*passages} if text in self._kept}
        missing = [text for text in dict.fromkeys(passages) if text not in known]
        known.update(zip(missing, self._encoder.read(missing), strict=True))
        with self._lock:
            for text in passages:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return [known[text] for text in passages]

"""An optional second reading of what was ranked highest, by a cross-encoder of the user's choice."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from index.bundled_encoder import printable
from index.encoders import load_model


class CrossEncoderReranker:
    """Any cross-encoder of sentence-transformers (bge-reranker-v2-m3 and the like), by hub name or folder.

    It reads question and passage together (Nogueira and Cho 2019), which is slow and often right.
    """

    def __init__(self, name: str) -> None:
        """Nothing is read before it is needed."""
        self.name = name

    @cached_property
    def _model(self) -> Any:
        """The model; raises PolicyLensError if the library cannot find or read it."""
        from sentence_transformers import CrossEncoder  # noqa: PLC0415

        return load_model("reranker", self.name, lambda: CrossEncoder(self.name, device="cpu"))

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question: higher is better, on the model's own scale."""
        if not texts:
            return []
        pairs = [(printable(question), printable(text)) for text in texts]
        return [float(score) for score in self._model.predict(pairs, show_progress_bar=False)]

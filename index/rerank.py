"""An optional second reading of what was ranked highest, by a cross-encoder of the user's choice."""

import logging
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from corpus.errors import PolicyLensError
from index.bundled_encoder import printable


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

        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
        try:
            return CrossEncoder(self.name, device="cpu")
        except Exception as error:  # a damaged model makes the libraries below raise whatever they happen to
            reason = "".join(str(error).strip().splitlines()[:1])[:200] or type(error).__name__
            raise PolicyLensError(f"cannot load the reranker {self.name!r}: {reason}") from error

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question: higher is better, on the model's own scale."""
        if not texts:
            return []
        pairs = [(printable(question), printable(text)) for text in texts]
        return [float(score) for score in self._model.predict(pairs, show_progress_bar=False)]

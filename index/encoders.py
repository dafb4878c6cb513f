"""Text to unit vectors: the encoder that ships with PolicyLens, or any sentence-transformers model."""

import hashlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from corpus.errors import PolicyLensError
from index.bundled_encoder import BUNDLED, BUNDLED_FOLDER, BundledEncoder, Kind, Vectors, printable
from index.reading import Asked, Read


class Encoder(Protocol):
    """Turns texts into unit vectors whose inner product is their similarity."""

    @property
    def name(self) -> str:
        """What `load_encoder` was asked for."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def checksum(self) -> str:
        """Tells one set of weights from another."""

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        """float32[len(texts), dimension], unit rows."""

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text float32[n, h], unit rows: static vectors of its words, stop words and punctuation left out.

        Words that mean the same are near each other, across languages, too. n is 0 for encoders without such vectors.
        """

    def ask(self, question: str) -> Asked:
        """A question as passages that have been read are scored for it."""

    def read(self, passages: Sequence[str]) -> list[Read]:
        """Passages as they are scored for questions."""


class Headless(ABC):
    """An encoder without a head for reading: questions and passages are their vectors alone."""

    @abstractmethod
    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        """float32[len(texts), dimension], unit rows."""

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """None: such encoders have no vectors of words that could be compared."""
        return [np.empty((0, 0), dtype=np.float32) for _ in texts]

    def ask(self, question: str) -> Asked:
        """The question's vector."""
        return Asked(self.encode([question], "query")[0])

    def read(self, passages: Sequence[str]) -> list[Read]:
        """The passages' vectors."""
        return [Read(vector) for vector in self.encode(passages)]


def load_encoder(name: str = BUNDLED) -> Encoder:
    """The bundled encoder (also when no name is given), or the sentence-transformers model of that name or folder.

    :raises PolicyLensError: if it cannot be loaded.
    """
    if name in {"", BUNDLED}:
        return BundledEncoder(BUNDLED_FOLDER)
    return SentenceTransformersEncoder(name)


def load_model(what: str, name: str, load: Callable[[], Any]) -> Any:
    """What sentence-transformers loads from the hub or a folder.

    :param what: what the model is to be, for the error.
    :raises PolicyLensError: if it cannot be found or read.
    """
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # the error tells it all, in one line
    try:
        return load()
    except Exception as error:  # a damaged model makes the libraries below raise whatever they happen to
        reason = "".join(str(error).strip().splitlines()[:1])[:200] or type(error).__name__
        raise PolicyLensError(f"cannot load the {what} {name!r}: {reason}") from error


class SentenceTransformersEncoder(Headless):
    """Any sentence-transformers model, by hub name or folder, with its own query and passage prompts."""

    def __init__(self, name: str) -> None:
        """Nothing is read before it is needed."""
        self.name = name

    @cached_property
    def _model(self) -> Any:
        """The model; raises PolicyLensError if the library cannot find or read it."""
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        return load_model("encoder", self.name, lambda: SentenceTransformer(self.name, device="cpu"))

    @cached_property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over the names, shapes and sums of the weights, which tells one training state from another."""
        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(f"{key} {tuple(tensor.shape)} {float(tensor.double().sum()):.6e}".encode())
        return digest.hexdigest()

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        """float32[len(texts), dimension], unit rows, with the model's prompt for that kind of text."""
        cleaned = [printable(text) for text in texts]
        if not cleaned:
            return np.empty((0, self.dimension), dtype=np.float32)
        run = self._model.encode_query if kind == "query" else self._model.encode_document
        return np.asarray(run(cleaned, normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)

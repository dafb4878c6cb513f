"""Text to unit vectors: the encoder that ships with PolicyLens, or any sentence-transformers model."""

import hashlib
import json
import logging
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import PolicyLensError
from corpus.script import fold_wording
from index.analyze import STOP_WORDS

if TYPE_CHECKING:
    from tokenizers import Encoding

Kind = Literal["query", "passage"]
Vectors = NDArray[np.float32]

BUNDLED = "bundled"
BUNDLED_FOLDER = Path(__file__).parent / "bundled"
MODEL_FILE = "model.onnx"
TABLE_FILE = "tokens.npy"
TOKENIZER_FILE = "tokenizer.json"
SETTINGS_FILE = "encoder.json"

_BATCH_TOKENS = 4096
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


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


def load_encoder(name: str = BUNDLED) -> Encoder:
    """The bundled encoder (also when no name is given), or the sentence-transformers model of that name or folder.

    :raises PolicyLensError: if it cannot be loaded.
    """
    if name in {"", BUNDLED}:
        return BundledEncoder(BUNDLED_FOLDER)
    return SentenceTransformersEncoder(name)


class BundledEncoder:
    """The encoder in `index/bundled`, on ONNX Runtime. Nothing is read before it is needed."""

    name = BUNDLED

    def __init__(self, folder: Path) -> None:
        """:param folder: what `python -m index.training` wrote."""
        self._folder = folder

    @cached_property
    def _settings(self) -> dict[str, Any]:
        try:
            settings: dict[str, Any] = json.loads((self._folder / SETTINGS_FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            message = f"the bundled encoder has not been built in {self._folder}: run `make install`"
            raise PolicyLensError(message) from None
        return settings

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._settings["dimension"])

    @property
    def checksum(self) -> str:
        """SHA-256 over those of the model and its tokenizer."""
        return hashlib.sha256("".join(self._settings["sha256"].values()).encode()).hexdigest()

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415

        _ = self._settings  # says so when the folder is empty
        return Tokenizer.from_file(str(self._folder / TOKENIZER_FILE))

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(self._folder / MODEL_FILE, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _table(self) -> NDArray[np.float16]:
        """float16[vocabulary, hidden], mapped into memory: only the rows that are asked for are read."""
        table: NDArray[np.float16] = np.load(self._folder / TABLE_FILE, mmap_mode="r")
        return table

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        """float32[len(texts), dimension], unit rows. Questions and passages are encoded alike.

        Text is folded to Simplified first. Batches are of like length, so that little is padded.
        """
        cleaned = [fold_wording(_UNPRINTABLE.sub(" ", text)).text for text in texts]
        encodings = self._tokenizer.encode_batch(cleaned)
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for batch in _batches([len(encoding.ids) for encoding in encodings]):
            vectors[batch] = self._run([encodings[i] for i in batch])
        return vectors

    @cached_property
    def _mean(self) -> NDArray[np.float32]:
        return np.asarray(self._settings["token_mean"], dtype=np.float32)

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text float32[n, h]: rows of the token table about their mean, unit length, of its content words."""
        cleaned = [fold_wording(_UNPRINTABLE.sub(" ", text)).text for text in texts]
        encodings = self._tokenizer.encode_batch(cleaned, add_special_tokens=False)
        vectors = []
        for encoding in encodings:
            ids = [i for i, token in zip(encoding.ids, encoding.tokens, strict=True) if _is_content(token)]
            rows = self._table[ids].astype(np.float32) - self._mean
            vectors.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
        return vectors

    def _run(self, encodings: Sequence["Encoding"]) -> Vectors:
        length = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), length), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        token_vectors = self._table[ids].astype(np.float32)
        (vectors,) = self._session.run(None, {"token_vectors": token_vectors, "attention_mask": mask})
        return np.asarray(vectors, dtype=np.float32)


def _is_content(token: str) -> bool:
    return token not in STOP_WORDS and any(character.isalnum() for character in token)


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Positions in batches of rising length, each of at most `_BATCH_TOKENS` tokens once padded."""
    batches: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batches and (len(batches[-1]) + 1) * lengths[position] <= _BATCH_TOKENS:
            batches[-1].append(position)
        else:
            batches.append([position])
    return batches


class SentenceTransformersEncoder:
    """Any sentence-transformers model, by hub name or folder, with its own query and passage prompts."""

    def __init__(self, name: str) -> None:
        """Nothing is read before it is needed."""
        self.name = name

    @cached_property
    def _model(self) -> Any:
        """The model; raises PolicyLensError if the library cannot find or read it."""
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # the error tells it all, in one line
        try:
            return SentenceTransformer(self.name, device="cpu")
        except Exception as error:  # a damaged model makes the libraries below raise whatever they happen to
            reason = "".join(str(error).strip().splitlines()[:1])[:200] or type(error).__name__
            raise PolicyLensError(f"cannot load the encoder {self.name!r}: {reason}") from error

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
        cleaned = [_UNPRINTABLE.sub(" ", text) for text in texts]
        if not cleaned:
            return np.empty((0, self.dimension), dtype=np.float32)
        run = self._model.encode_query if kind == "query" else self._model.encode_document
        return np.asarray(run(cleaned, normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """None: the input vectors of such models are not made to be compared."""
        return [np.empty((0, 0), dtype=np.float32) for _ in texts]

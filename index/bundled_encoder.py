"""The encoder that ships with PolicyLens, on ONNX Runtime: what `index.training` made, in `index/bundled`."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from corpus.errors import PolicyLensError
from corpus.script import fold_wording
from index.analyze import STOP_WORDS
from index.reading import HEAD_FILE, Asked, Read, ReadingHead

Kind = Literal["query", "passage"]
Vectors = NDArray[np.float32]

BUNDLED = "bundled"
BUNDLED_FOLDER = Path(__file__).parent / "bundled"
MODEL_FILE = "model.onnx"
TABLE_FILE = "tokens.npy"
SCALES_FILE = "scales.npy"
TOKENIZER_FILE = "tokenizer.json"
SETTINGS_FILE = "encoder.json"

_BATCH_TOKENS = 4096
_VECTORS, _STATES = "sentence_embedding", "layer_norm_12"
# The model file gives out the vectors alone. Serialised protocol buffers that stand one after the other are merged, so
# that this, a model with nothing but an output in its graph, adds the states below the vectors.
_MORE_OUTPUT = b"".join((b"\x3a\x11", b"\x62\x0f", b"\x0a\x0d", _STATES.encode()))
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class BundledEncoder:
    """The encoder in `index/bundled`, on ONNX Runtime. Nothing is read before it is needed."""

    name = BUNDLED

    def __init__(self, folder: Path) -> None:
        """:param folder: what `python -m index.training` wrote."""
        self._folder = folder

    @cached_property
    def _settings(self) -> dict[str, Any]:
        return settings(self._folder)

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
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # it keeps a core from what comes next
        model = (self._folder / MODEL_FILE).read_bytes() + _MORE_OUTPUT
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _table(self) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
        """int8[vocabulary, hidden], mapped into memory, and the float32[vocabulary] that its rows are multiplied by."""
        _ = self._settings  # says so when a file is damaged
        return np.load(self._folder / TABLE_FILE, mmap_mode="r"), np.load(self._folder / SCALES_FILE)

    def _rows(self, ids: NDArray[np.int64]) -> Vectors:
        """float32[*ids.shape, hidden]: rows of the table."""
        levels, scales = self._table
        rows: Vectors = levels[ids] * scales[ids][..., None]
        return rows

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Vectors:
        """float32[len(texts), dimension], unit rows. Questions and passages are encoded alike.

        Text is folded to Simplified first. Batches are of like length, so that little is padded.
        """
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for batch, (found,), _ in self._run(texts, [_VECTORS]):
            vectors[batch] = found
        return vectors

    def states(self, texts: Sequence[str]) -> list[tuple[NDArray[np.float32], Vectors]]:
        """For each text its vector, float32[dimension], and float32[t, h], its tokens' states in their context."""
        found: dict[int, tuple[NDArray[np.float32], Vectors]] = {}
        for batch, (vectors, states), lengths in self._run(texts, [_VECTORS, _STATES]):
            for row, (at, length) in enumerate(zip(batch, lengths, strict=True)):
                found[at] = vectors[row], states[row, :length]
        return [found[at] for at in range(len(texts))]

    def ask(self, question: str) -> Asked:
        """A question as its passages are scored for it."""
        return self._head.asked(*self.states([question])[0])

    def read(self, passages: Sequence[str]) -> list[Read]:
        """Passages as they are scored for questions."""
        return [self._head.read(vector, states) for vector, states in self.states(passages)]

    @cached_property
    def _head(self) -> ReadingHead:
        return ReadingHead(self._folder / HEAD_FILE)

    @cached_property
    def _mean(self) -> NDArray[np.float32]:
        return np.asarray(self._settings["token_mean"], dtype=np.float32)

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text float32[n, h]: rows of the token table about their mean, unit length, of its content words."""
        cleaned = [clean(text) for text in texts]
        encodings = self._tokenizer.encode_batch_fast(cleaned, add_special_tokens=False)
        content = [[i for i in encoding.ids if self._content[i]] for encoding in encodings]
        rows = self._rows(np.fromiter(chain.from_iterable(content), np.int64)) - self._mean
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return np.split(rows, np.cumsum([len(ids) for ids in content])[:-1]) if content else []

    @cached_property
    def _content(self) -> "_Content":
        return _Content(self._tokenizer)

    def _run(
        self, texts: Sequence[str], outputs: Sequence[str]
    ) -> Iterator[tuple[list[int], Sequence[Vectors], Sequence[int]]]:
        """Batch by batch the positions of the texts, the outputs, and how many tokens each of the texts has."""
        encodings = self._tokenizer.encode_batch([clean(text) for text in texts])
        for batch in _batches([len(encoding.ids) for encoding in encodings]):
            ids, mask = pad([encodings[at].ids for at in batch])
            found = self._session.run(outputs, {"token_vectors": self._rows(ids), "attention_mask": mask})
            yield batch, found, mask.sum(axis=1).tolist()


class _Content(dict[int, bool]):
    """Whether a token, by its id, says something; found out when it is first asked."""

    def __init__(self, tokenizer: Any) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, token_id: int) -> bool:
        token = self._tokenizer.id_to_token(token_id)
        self[token_id] = token not in STOP_WORDS and any(character.isalnum() for character in token)
        return self[token_id]


def printable(text: str) -> str:
    """Text with a space for each lone surrogate and control character but tabs and line ends."""
    return _UNPRINTABLE.sub(" ", text)


def clean(text: str) -> str:
    """Text as the bundled encoder reads it: Simplified, in the mainland's words, nothing unprintable."""
    return fold_wording(printable(text)).text


def settings(folder: Path) -> dict[str, Any]:
    """The settings of the encoder in a folder, once its files have been found to be the ones that were written.

    :raises PolicyLensError: if a file is missing or another one.
    """
    try:
        known: dict[str, Any] = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
        damaged = [name for name, wanted in known["sha256"].items() if sha256(folder / name) != wanted]
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise PolicyLensError(f"the encoder in {folder} cannot be read: {error}") from None
    if damaged:
        raise PolicyLensError(f"the encoder in {folder} is damaged: {', '.join(damaged)}")
    return known


def pad(texts: Sequence[Sequence[int] | NDArray[np.int32]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids as one rectangle, int64[n, t], and 1 in a mask of the same shape where there is one."""
    ids = np.zeros((len(texts), max(map(len, texts))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return ids, mask


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Positions in batches of rising length, each of at most `_BATCH_TOKENS` tokens once padded."""
    batches: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batches and (len(batches[-1]) + 1) * lengths[position] <= _BATCH_TOKENS:
            batches[-1].append(position)
        else:
            batches.append([position])
    return batches

"""Texts as token ids, and batches of texts of like length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index import bundled_encoder

Ids = NDArray[np.int32]


def tokenize(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """int32[t] of each text, cleaned as the encoder cleans it."""
    encodings = tokenizer.encode_batch([bundled_encoder.clean(text) for text in texts])
    return [np.array(encoding.ids, dtype=np.int32) for encoding in encodings]


@dataclass(frozen=True, slots=True)
class Padded:
    """int64[n, t] token ids, and 1 in `mask` where there is one."""

    ids: torch.Tensor
    mask: torch.Tensor


def pad(texts: Sequence[Ids]) -> Padded:
    """Texts as one rectangle."""
    ids, mask = bundled_encoder.pad(texts)
    return Padded(torch.from_numpy(ids), torch.from_numpy(mask))


def batches(lengths: Iterable[int], tokens: int, most: int, rng: np.random.Generator) -> list[NDArray[np.int64]]:
    """Positions in random batches of like length.

    :param lengths: tokens of each text.
    :param tokens: how many tokens a batch may have once padded.
    :param most: how many texts a batch may have.
    """
    size = np.fromiter(lengths, dtype=np.int64)
    noisy = size * rng.uniform(0.9, 1.1, len(size))  # other neighbours in each epoch
    found: list[NDArray[np.int64]] = []
    batch: list[int] = []
    longest = 0
    for position in np.argsort(noisy):
        longest = max(longest, size[position])
        if batch and (len(batch) == most or longest * (len(batch) + 1) > tokens):
            found.append(np.array(batch))
            batch, longest = [], size[position]
        batch.append(int(position))
    if batch:
        found.append(np.array(batch))
    rng.shuffle(found)
    return found

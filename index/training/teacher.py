"""The teacher: all-MiniLM-L6-v2, whose English vectors the student's Chinese ones are held to."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from index.training.student import Student
from index.training.texts import Ids, batches, pad

_TOKENS = 16_384
Progress = Callable[[int, int], None]


def encode(model: Student, texts: Sequence[Ids], progress: Progress | None = None) -> NDArray[np.float16]:
    """float16[n, hidden], unit rows, of tokenized texts.

    :param progress: told how many of how many texts are done.
    """
    vectors = np.empty((len(texts), model.table.embedding_dim), dtype=np.float16)
    done = 0
    with torch.no_grad():
        for batch in batches((len(ids) for ids in texts), _TOKENS, 1024, np.random.default_rng(0)):
            vectors[batch] = model(pad([texts[i] for i in batch])).cpu().numpy()
            done += len(batch)
            if progress:
                progress(done, len(texts))
    return vectors

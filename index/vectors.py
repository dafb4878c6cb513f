"""Dense search: FAISS over unit vectors, by inner product."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]


class VectorIndex:
    """Exact search over the vectors of chunks, each known by its key. Scores are cosines: higher is better."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, keys: Keys, vectors: NDArray[np.float32], dimension: int) -> "VectorIndex":
        """From int64[n] keys and float32[n, dimension] unit rows."""
        import faiss  # noqa: PLC0415

        index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        if len(keys):
            index.add_with_ids(vectors, keys)
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "VectorIndex":
        """What `save` wrote; raises RuntimeError if it is not that."""
        import faiss  # noqa: PLC0415

        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Writes the index into one file."""
        import faiss  # noqa: PLC0415

        faiss.write_index(self._index, str(path))

    def search(self, vector: NDArray[np.float32], k: int, allowed: Keys) -> list[tuple[int, float]]:
        """The k nearest of the allowed chunks to float32[dimension], best first; ties in the order of their keys."""
        import faiss  # noqa: PLC0415

        if not len(allowed):
            return []
        parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]  # by SWIG
        scores, keys = self._index.search(vector[None, :], min(k, len(allowed)), params=parameters)
        found = [(int(key), float(score)) for key, score in zip(keys[0], scores[0], strict=True) if key >= 0]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

"""Dense search: FAISS over unit vectors, by inner product.

Up to `index.cells.FLAT_VECTORS` every allowed vector is compared. Beyond that they lie in cells around centroids
(FAISS's IVF, with the vectors as they are) and a search looks into the cells nearest the question: into so many more as
fewer vectors are allowed, so that the work stays the same and a search among few is exact.
``python -m evals.benchmarks.scale`` measures what that costs and finds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from index.cells import FLAT_VECTORS, Keys, Vectors, whole

_PROBES = 64  # cells that are looked into when all vectors are allowed


@dataclass(frozen=True, slots=True)
class Description:
    """How an index searches its `count` vectors. `cells` and `probes` (cells looked into) are None for a flat one."""

    kind: Literal["flat", "ivf"]
    count: int
    cells: int | None = None
    probes: int | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which vectors of an index may be found: `count` of them. Made by `VectorIndex.allow`, for that index alone."""

    count: int
    selector: Any  # faiss.IDSelectorBitmap over positions; None when all are allowed


class VectorIndex:
    """Search over the vectors of chunks, each known by its key. Scores are cosines: higher is better."""

    def __init__(self, index: Any) -> None:
        """:param index: a faiss.IndexIDMap, its keys in rising order, over one of the kinds that `build` makes."""
        import faiss  # noqa: PLC0415

        self._index = index
        self._searched = faiss.downcast_index(index.index)
        self._keys: Keys = faiss.vector_to_array(index.id_map)

    @classmethod
    def build(cls, keys: Keys, vectors: Vectors, dimension: int, *, flat_up_to: int = FLAT_VECTORS) -> "VectorIndex":
        """From int64[n] keys and float32[n, dimension] unit rows; the same input gives the same index.

        :param flat_up_to: the most vectors that are searched one by one.
        """
        order = np.argsort(keys, kind="stable")
        rising = keys[order]
        return cls(whole(rising, lambda some: vectors[order[np.searchsorted(rising, some)]], dimension, flat_up_to))

    @classmethod
    def open(cls, path: Path) -> "VectorIndex":
        """What `save` wrote, mapped into memory; raises RuntimeError if it is not that."""
        import faiss  # noqa: PLC0415

        return cls(_of_keys(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC), path))

    @staticmethod
    def load(path: Path) -> Any:
        """The FAISS index that `save` wrote, read into memory to be changed; raises RuntimeError if it is not that."""
        import faiss  # noqa: PLC0415

        return _of_keys(faiss.read_index(str(path)), path)

    def save(self, path: Path) -> None:
        """Writes the index into one file."""
        import faiss  # noqa: PLC0415

        faiss.write_index(self._index, str(path))

    @property
    def description(self) -> Description:
        """What kind of index it is."""
        cells = getattr(self._searched, "nlist", None)
        if cells is None:
            return Description("flat", len(self._keys))
        return Description("ivf", len(self._keys), cells, min(_PROBES, cells))

    @property
    def everything(self) -> Allowed:
        """All vectors."""
        return Allowed(len(self._keys), None)

    def allow(self, keys: Keys) -> Allowed:
        """The vectors of these int64[n] keys, in a form that many searches can use; not all need be in the index."""
        import faiss  # noqa: PLC0415

        positions = np.searchsorted(self._keys, keys)
        positions = positions[self._keys.take(positions, mode="clip") == keys] if len(self._keys) else positions[:0]
        allowed = np.zeros(len(self._keys), dtype=np.bool_)
        allowed[positions] = True
        if allowed.all():
            return self.everything
        bits = np.packbits(allowed, bitorder="little")
        selector = faiss.IDSelectorBitmap(bits)  # type: ignore[arg-type,call-arg]  # by SWIG
        return Allowed(int(np.count_nonzero(allowed)), selector)

    def search(self, vector: Vectors, k: int, allowed: Allowed | Keys) -> list[tuple[int, float]]:
        """The k nearest of the allowed chunks to float32[dimension], best first; ties in the order of their keys."""
        if isinstance(allowed, np.ndarray):
            allowed = self.allow(allowed)
        if not allowed.count or k < 1:
            return []
        with _one_thread():
            scores, positions = self._searched.search(
                vector[None, :], min(k, allowed.count), params=self._parameters(allowed)
            )
        found = [
            (int(self._keys[position]), float(score))
            for position, score in zip(positions[0], scores[0], strict=True)
            if position >= 0
        ]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _parameters(self, allowed: Allowed) -> Any:
        import faiss  # noqa: PLC0415

        cells = self.description.cells
        if cells is None:
            return faiss.SearchParameters(sel=allowed.selector)  # type: ignore[call-arg]  # by SWIG
        probes = -(-_PROBES * len(self._keys) // allowed.count)
        return faiss.SearchParametersIVF(sel=allowed.selector, nprobe=min(probes, cells))  # type: ignore[call-arg]


def _of_keys(index: Any, path: Path) -> Any:
    import faiss  # noqa: PLC0415

    if not isinstance(index, faiss.IndexIDMap):
        raise RuntimeError(f"not an index of vectors by keys: {path}")
    return index


@contextmanager
def _one_thread() -> Iterator[None]:
    """A single question is searched by one thread: on a busy machine, waiting for a second costs more than it saves."""
    import faiss  # noqa: PLC0415

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)

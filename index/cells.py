"""Making FAISS indexes of chunk vectors: whole, or from the one before by what came and what went.

An index is a faiss.IndexIDMap, its keys rising, over a flat one, or over one with cells (IVF with the vectors as they
are). A flat one made from the one before is the same as one made whole. Cells stay as they were learnt until as many
vectors have come or gone as `MOST_DRIFT` allows.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
Vectors = NDArray[np.float32]
Read = Callable[[Keys], Vectors]
"""From int64[n] keys, rising, to float32[n, dimension] unit vectors."""

FLAT_VECTORS = 50_000
"""Most vectors that are searched one by one."""
MOST_DRIFT = 0.1
"""Most vectors that may have come or gone since cells were learnt, as a share of all."""

_SAMPLES_PER_CELL = 64  # vectors that the centroids are learnt from
_ROUNDS = 10  # of k-means
_SEED = 20_240_229
_BATCH = 8_192  # vectors that are read at once


def whole(keys: Keys, read: Read, dimension: int, flat_up_to: int = FLAT_VECTORS) -> Any:
    """An index of all vectors, from their rising keys; the same input gives the same index."""
    import faiss  # noqa: PLC0415

    flat = len(keys) <= flat_up_to
    searched = faiss.IndexFlatIP(dimension) if flat else _learnt(keys, read, dimension)
    index = faiss.IndexIDMap(searched)
    _add(index, keys, read)
    return index


def changed(index: Any, gone: Keys, added: Keys, read: Read) -> Any:
    """The index without some of its vectors and with new ones; `index` itself is used up.

    :param added: keys above all of those that the index has.
    """
    import faiss  # noqa: PLC0415

    if len(gone):
        if isinstance(faiss.downcast_index(index.index), faiss.IndexFlat):
            index.remove_ids(faiss.IDSelectorBatch(gone))
        else:
            index = _without(index, gone)
    _add(index, added, read)
    return index


def _add(index: Any, keys: Keys, read: Read) -> None:
    for some in _batches(keys):
        index.add_with_ids(read(some), some)


def _batches(keys: Keys) -> Iterator[Keys]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def cell_count(vectors: int) -> int:
    """How many cells so many vectors lie in: about as many as there are vectors in each."""
    return int(2 ** round(np.log2(vectors) / 2))


def _learnt(keys: Keys, read: Read, dimension: int) -> Any:
    """An empty index with cells learnt from a sample of the vectors."""
    import faiss  # noqa: PLC0415

    cells = cell_count(len(keys))
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, cells, faiss.METRIC_INNER_PRODUCT)
    index.cp.seed, index.cp.niter, index.cp.max_points_per_centroid = _SEED, _ROUNDS, _SAMPLES_PER_CELL
    index.cp.min_points_per_centroid = 1  # fewer are no reason to warn
    index.cp.spherical = True
    size = min(len(keys), cells * _SAMPLES_PER_CELL)
    sample = np.random.default_rng(_SEED).choice(len(keys), size, replace=False)
    sample.sort()
    index.train(read(keys[sample]))
    return index


def _without(index: Any, gone: Keys) -> Any:
    """An index with cells, without some of its vectors: FAISS leaves gaps in the positions, which the keys go by."""
    import faiss  # noqa: PLC0415

    keys: Keys = faiss.vector_to_array(index.id_map)
    stays = ~np.isin(keys, gone)
    position = np.cumsum(stays) - 1
    searched: Any = faiss.downcast_index(index.index)
    lists, size = searched.invlists, searched.code_size
    kept: Any = faiss.ArrayInvertedLists(searched.nlist, size)
    for cell in range(searched.nlist):
        count = lists.list_size(cell)
        if not count:
            continue
        ids = faiss.rev_swig_ptr(lists.get_ids(cell), count)
        codes = faiss.rev_swig_ptr(lists.get_codes(cell), count * size).reshape(count, size)
        here = stays[ids]
        left, rows = np.ascontiguousarray(position[ids[here]]), np.ascontiguousarray(codes[here])
        if len(left):
            kept.add_entries(cell, len(left), faiss.swig_ptr(left), faiss.swig_ptr(rows))
    searched.replace_invlists(kept, True)
    kept.this.disown()  # it is the index's now
    searched.ntotal = index.ntotal = int(stays.sum())
    faiss.copy_array_to_vector(keys[stays], index.id_map)
    return index

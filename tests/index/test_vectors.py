import subprocess
import sys
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.vectors import Description, VectorIndex

Floats = NDArray[np.float32]


def unit(vectors: NDArray[np.floating]) -> Floats:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def clustered(count: int, clusters: int, dimension: int, seed: int) -> Floats:
    """Unit vectors around the middles of clusters, about as near to them as passages of a subject are to one another."""
    random = np.random.default_rng(seed)
    middles = random.normal(size=(clusters, dimension))
    return unit(middles[random.integers(clusters, size=count)] + random.normal(size=(count, dimension)) * 0.9)


KEYS = np.arange(100, dtype=np.int64) * 7 + 3
VECTORS = unit(np.random.default_rng(0).normal(size=(100, 8)))
NONE = KEYS[:0]


def saved(index: VectorIndex, folder: Path) -> VectorIndex:
    path = folder / "规划.faiss"
    index.save(path)
    return VectorIndex.open(path)


@pytest.fixture(scope="module", params=["flat", "ivf"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    """Either kind over the same vectors, saved and opened; so few are searched exactly by both."""
    built = VectorIndex.build(KEYS, VECTORS, 8, flat_up_to=100 if request.param == "flat" else 0)
    assert built.description.kind == request.param
    return saved(built, tmp_path_factory.mktemp("vectors"))


def best(vectors: Floats, keys: NDArray[np.int64], query: Floats, k: int) -> list[tuple[int, float]]:
    """What sorting all cosines finds."""
    cosines = vectors @ query
    order = np.lexsort((keys, -cosines))[:k]
    return [(int(keys[i]), float(cosines[i])) for i in order]


def test_it_finds_what_sorting_all_cosines_finds(index: VectorIndex) -> None:
    query, allowed = VECTORS[42], KEYS[::3]
    expected = best(VECTORS[::3], allowed, query, 10)
    found = index.search(query, 10, allowed)
    assert [key for key, _ in found] == [key for key, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)
    assert index.search(query, 1, KEYS)[0] == (int(KEYS[42]), pytest.approx(1, abs=1e-5))


def test_only_what_is_allowed_is_found(index: VectorIndex) -> None:
    assert {key for key, _ in index.search(VECTORS[0], 50, KEYS[5:8])} == set(KEYS[5:8].tolist())
    assert index.search(VECTORS[0], 50, NONE) == []
    assert index.search(VECTORS[0], 50, np.array([1, 2**40, -5], dtype=np.int64)) == []
    assert {key for key, _ in index.search(VECTORS[0], 100, KEYS)} == set(KEYS.tolist())
    assert index.search(VECTORS[0], 0, KEYS) == []


def test_what_is_allowed_serves_many_searches(index: VectorIndex) -> None:
    for keys in (KEYS, KEYS[10:30], NONE):
        allowed = index.allow(keys)
        assert allowed.count == len(keys)
        for query in VECTORS[:5]:
            assert index.search(query, 20, allowed) == index.search(query, 20, keys)


@settings(max_examples=200)
@given(
    chosen=st.sets(st.integers(0, 99)),
    strangers=st.sets(st.integers(1000, 2**63 - 1)),
    row=st.integers(0, 99),
    k=st.integers(1, 120),
)
def test_a_filtered_search_is_exact_and_in_order(
    index: VectorIndex, chosen: set[int], strangers: set[int], row: int, k: int
) -> None:
    rows = sorted(chosen)
    allowed = np.array([*KEYS[rows].tolist(), *strangers], dtype=np.int64)
    found = index.search(VECTORS[row], k, allowed)
    assert {key for key, _ in found} <= set(KEYS[rows].tolist())
    assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
    expected = best(VECTORS[rows], KEYS[rows], VECTORS[row], k)
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)


@pytest.mark.parametrize("flat_up_to", [0, 10])
def test_ties_are_in_the_order_of_keys(flat_up_to: int) -> None:
    same = np.tile(VECTORS[:1], (5, 1))
    tied = VectorIndex.build(np.array([9, 2, 7, 4, 1], dtype=np.int64), same, 8, flat_up_to=flat_up_to)
    assert [key for key, _ in tied.search(VECTORS[0], 5, np.arange(10, dtype=np.int64))] == [1, 2, 4, 7, 9]


def test_keys_in_any_order_keep_their_vectors() -> None:
    order = np.random.default_rng(1).permutation(100)
    shuffled = VectorIndex.build(KEYS[order], VECTORS[order], 8)
    assert [shuffled.search(vector, 1, KEYS)[0][0] for vector in VECTORS] == KEYS.tolist()


def test_an_empty_index_has_no_hits(tmp_path: Path) -> None:
    empty = saved(VectorIndex.build(NONE, VECTORS[:0], 8), tmp_path)
    assert empty.search(VECTORS[0], 5, KEYS) == []
    assert empty.description == Description("flat", 0)


def test_what_is_no_index_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"not an index")
    (tmp_path / "empty").write_bytes(b"")
    faiss.write_index(faiss.IndexFlatIP(8), str(tmp_path / "other"))
    for name in ("x", "empty", "other", "gone"):
        with pytest.raises(RuntimeError):
            VectorIndex.open(tmp_path / name)


COUNT, DIMENSION = 50_000, 32
MANY = clustered(COUNT, 300, DIMENSION, seed=1)
ASKED = unit(MANY[::500] + np.random.default_rng(2).normal(scale=0.15, size=(100, DIMENSION)))
MANY_KEYS = np.arange(COUNT, dtype=np.int64) + 1


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    return saved(VectorIndex.build(MANY_KEYS, MANY, DIMENSION, flat_up_to=1000), tmp_path_factory.mktemp("cells"))


def test_many_vectors_lie_in_cells(cells: VectorIndex) -> None:
    assert cells.description == Description("ivf", COUNT, 256, 64)
    assert VectorIndex.build(MANY_KEYS, MANY, DIMENSION).description == Description("flat", COUNT)


def recall(index: VectorIndex, rows: NDArray[np.intp]) -> float:
    """The share of the ten nearest of these rows that is found; a tie with the tenth counts as found."""
    allowed = index.allow(MANY_KEYS[rows])
    found = 0
    for query in ASKED:
        tenth = np.sort(MANY[rows] @ query)[-10:][0]
        found += sum(score >= tenth - 1e-6 for _, score in index.search(query, 10, allowed))
    return found / (len(ASKED) * min(10, len(rows)))


@pytest.mark.parametrize(
    ("step", "least"), [(1, 0.98), (2, 0.98), (3, 0.98), (4, 1), (100, 1), (10_000, 1)], ids=lambda value: f"{value}"
)
def test_cells_lose_little_and_nothing_where_little_is_allowed(cells: VectorIndex, step: int, least: float) -> None:
    assert recall(cells, np.arange(COUNT)[::step]) >= least


def test_a_subject_that_is_far_from_the_question_is_found(cells: VectorIndex) -> None:
    far = np.argsort(MANY @ ASKED[0])[:20]
    found = cells.search(ASKED[0], 10, np.sort(MANY_KEYS[far]))
    assert [key for key, _ in found] == [key for key, _ in best(MANY[far], MANY_KEYS[far], ASKED[0], 10)]


def test_the_same_vectors_give_the_same_index(cells: VectorIndex, tmp_path: Path) -> None:
    cells.save(tmp_path / "a")
    VectorIndex.build(MANY_KEYS, MANY, DIMENSION, flat_up_to=1000).save(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


OPENING = """
import sys
from pathlib import Path
import faiss
from index.vectors import VectorIndex
def private() -> int:
    return int(Path("/proc/self/status").read_text().split("RssAnon:")[1].split()[0])
before = private()
index = VectorIndex.open(Path(sys.argv[1]))
print(private() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux how much memory a process has")
@pytest.mark.parametrize("flat_up_to", [0, COUNT])
def test_opening_reads_no_vectors_into_memory(tmp_path: Path, flat_up_to: int) -> None:
    path = tmp_path / "index"
    VectorIndex.build(MANY_KEYS, MANY, DIMENSION, flat_up_to=flat_up_to).save(path)
    done = subprocess.run([sys.executable, "-c", OPENING, path], capture_output=True, text=True, check=True)
    assert int(done.stdout) * 1024 < path.stat().st_size / 4

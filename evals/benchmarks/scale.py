"""How search holds out as the library grows: ``python -m evals.benchmarks.scale [--sizes 1000,10000] [--out DIR]``.

Builds libraries of the built-in one's sentences recombined (`recombined.py`), measures each in a process of its own
(`searching.py`), and, where the extra `bench` is installed, LangChain's stores over the same texts and vectors
(`rivals.py`). Libraries are kept under ``--out`` and used again. The marks: at 100,000 chunks the median question takes
at most three times what it takes at 1,000, and twice an encoding, a flat FAISS search and a BM25 search one after
another; of the ten nearest chunks 0.98 are found, 0.95 at a million.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.benchmarks.measuring import timed
from evals.benchmarks.recombined import Material, build, material
from evals.benchmarks.searching import Figures
from index.encoders import Encoder, load_encoder

SIZES = (1_000, 10_000, 100_000, 1_000_000)

_BASE, _MARKED = 1_000, 100_000
_SLOWER, _BESIDE, _RECALL, _RECALL_OF_A_MILLION = 3.0, 2.0, 0.98, 0.95


def run(module: str, *arguments: str) -> str:
    """What a module of the benchmarks prints.

    :raises subprocess.CalledProcessError: if it fails.
    """
    command = [sys.executable, "-m", f"evals.benchmarks.{module}", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603  (our own)


def ensure(folder: Path, encoder: Encoder, made_of: Material, chunks: int) -> float | None:
    """Seconds that building the library took; None if it was there."""
    if folder.exists():
        return None
    return timed(lambda: build(folder, encoder, made_of, chunks)) / 1000


def table(figures: Mapping[int, Figures], built: Mapping[int, float | None]) -> Iterator[str]:
    """A line for each size."""
    yield (
        f"{'chunks':>9} {'index':>5} {'build s':>8} {'open ms':>8} {'first ms':>8} {'p50 ms':>7} {'p95 ms':>7} "
        f"{'encode':>6} {'dense':>6} {'lexical':>7} {'| flat':>7} {'bm25':>6} {'sum':>6} {'private':>8} {'mapped':>7} "
        f"{'recall':>7} " + " ".join(f"{name:>8}" for name in ("language", "country", "province")) + f" {'hit@10':>7}"
    )
    for size, one in figures.items():
        part, recall, seconds = one.parts, one.recall, built[size]
        yield (
            f"{size:>9,} {one.vectors['kind']:>5} {'kept' if seconds is None else f'{seconds:.0f}':>8} "
            f"{one.open_ms:>8.0f} {one.first_ms:>8.0f} {one.p50:>7.1f} {one.p95:>7.1f} {part['encode']:>6.1f} "
            f"{part['dense']:>6.1f} {part['lexical']:>7.1f} {part['flat']:>7.1f} {part['bm25']:>6.1f} "
            f"{one.side_by_side:>6.1f} {one.private:>8} {one.mapped:>7} "
            + " ".join(f"{recall[name]:>{width}.4f}" for name, width in zip(recall, (7, 8, 8, 8), strict=True))
            + f" {one.hit:>7.2f}"
        )


def marks(figures: Mapping[int, Figures]) -> Iterator[str]:
    """How each mark was met."""
    if _MARKED in figures:
        one = figures[_MARKED]
        if _BASE in figures:
            yield _mark(f"p50 at {_MARKED:,} beside {_BASE:,}", one.p50 / figures[_BASE].p50, at_most=_SLOWER)
        yield _mark(f"p50 at {_MARKED:,} beside the sum", one.p50 / one.side_by_side, at_most=_BESIDE)
    for size, one in figures.items():
        least = _RECALL if size <= _MARKED else _RECALL_OF_A_MILLION
        yield _mark(f"least recall@10 at {size:,}", min(one.recall.values()), at_least=least)


def _mark(name: str, value: float, *, at_most: float | None = None, at_least: float | None = None) -> str:
    met = value <= at_most if at_most is not None else value >= (at_least or 0.0)
    bound = f"at most {at_most:g}" if at_most is not None else f"at least {at_least:g}"
    return f"{name}: {value:.3f} ({bound}: {'met' if met else 'MISSED'})"


def measured(folder: Path, sizes: Sequence[int], rivals: Sequence[int]) -> None:
    """Builds, measures, and prints."""
    encoder = load_encoder()
    made_of = material(encoder)
    figures: dict[int, Figures] = {}
    built: dict[int, float | None] = {}
    for size in sizes:
        built[size] = ensure(folder / f"{size}", encoder, made_of, size)
        figures[size] = Figures(**json.loads(run("searching", str(folder / f"{size}"))))
    for line in (*table(figures, built), *marks(figures)):
        sys.stdout.write(f"{line}\n")
    if rivals and find_spec("langchain_community") is None:
        sys.stdout.write("LangChain's stores are not measured: they take `pip install --editable '.[bench]'`\n")
        return
    for size in rivals:
        sys.stdout.write(run("rivals", str(folder / f"{size}")))


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="chunks, separated by commas")
    parser.add_argument("--out", type=Path, help="where the libraries are kept")
    parser.add_argument("--rivals", default="10000", help="the sizes among them at which LangChain is measured")
    arguments = parser.parse_args()
    sizes, wanted = ([int(size) for size in text.split(",") if size] for text in (arguments.sizes, arguments.rivals))
    rivals = [size for size in wanted if size in sizes]
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        measured(arguments.out, sizes, rivals)
    else:
        with TemporaryDirectory() as folder:
            measured(Path(folder), sizes, rivals)


if __name__ == "__main__":
    main()

"""How good and how fast the bundled encoder is: ``python -m evals.benchmarks.encoder ../shared [--full FOLDER]``.

Quality on test sets that it never saw: XQuAD (questions to passages, Artetxe et al. 2020), Tatoeba (sentence to
sentence, as in LASER), and the policy pairs that were held out. With ``--full``, the model at full precision (what
``python -m index.training`` leaves in ``OUT/work/full``) beside it. Speed beside sentence-transformers on torch with
the same weights, alternated; loading and memory each in a process of its own.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from evals.benchmarks.measuring import memory
from index.bundled_encoder import Vectors, clean
from index.encoders import Encoder, SentenceTransformersEncoder, load_encoder
from index.training.heldout import XQUAD, xquad

RUNS = 5
QUESTION = "四川到2030年的人工智能产业规模目标是多少？"
Encode = Callable[[Sequence[str]], Vectors]


def quality(encode: Encode, shared: Path) -> Iterator[tuple[str, float]]:
    """Name and figure of each measurement."""
    import opencc  # noqa: PLC0415

    from index.training.sources import policy_test  # noqa: PLC0415

    yield from _xquad(encode, shared / "testsets")
    zh, en = (
        encode((shared / "testsets" / f"tatoeba.{name}").read_text("utf-8").splitlines()) for name in ("cmn", "eng")
    )
    yield from _both_ways("Tatoeba", zh, en, range(len(zh)))
    pairs, held_out = policy_test(shared / "training")
    zh, en = encode([pair.zh for pair in pairs]), encode([pair.en for pair in pairs])
    yield from _both_ways("policy pairs", zh, en, held_out)
    to_taiwan = opencc.OpenCC("s2twp")
    taiwan = encode([to_taiwan.convert(pair.zh) for pair in pairs])
    yield from _both_ways("policy pairs, Taiwan's wording", taiwan, en, held_out)


def _both_ways(name: str, zh: Vectors, en: Vectors, rows: Sequence[int]) -> Iterator[tuple[str, float]]:
    from index.training.score import recall  # noqa: PLC0415

    yield f"{name} zh->en R@1", recall(zh[list(rows)], en, rows, 1)
    yield f"{name} en->zh R@1", recall(en[list(rows)], zh, rows, 1)


def _xquad(encode: Encode, folder: Path) -> Iterator[tuple[str, float]]:
    from index.training.score import recall  # noqa: PLC0415

    passages, questions, wanted = {}, {}, []
    for language in XQUAD:
        paragraphs = xquad(folder, language)
        passages[language] = encode([text for text, _ in paragraphs])
        questions[language] = encode([question for _, asked in paragraphs for question in asked])
        wanted = [row for row, (_, asked) in enumerate(paragraphs) for _ in asked]
    for asked in XQUAD:
        for answered in XQUAD:
            for k in (1, 5):
                figure = recall(questions[asked], passages[answered], wanted, k)
                yield f"XQuAD {asked}->{answered} R@{k}", figure


def sample(shared: Path) -> Mapping[str, list[str]]:
    """Texts of the lengths that are met with: passages of 60 to 256 tokens, short questions."""
    paragraphs = [one for language in XQUAD for one in xquad(shared / "testsets", language)]
    questions = [question for _, asked in paragraphs for question in asked]
    return {"passages": [text for text, _ in paragraphs][::2], "questions": questions[::4]}


def speed(ours: Encode, theirs: Encode, texts: Mapping[str, list[str]]) -> Iterator[str]:
    """Lines with the time of each, and how many times ours goes into theirs."""
    one = [QUESTION]
    work = {
        "passages": (texts["passages"], 1),
        "batches of questions": (texts["questions"], 1),
        "a single question": (one, 50),
    }
    for name, (batch, times) in work.items():
        ours(batch), theirs(batch)
        measured = [(_seconds(ours, batch, times), _seconds(theirs, batch, times)) for _ in range(RUNS)]
        a, b = (median(pair[i] for pair in measured) for i in (0, 1))
        yield f"{name}: {len(batch) / a:.0f} against {len(batch) / b:.0f} texts a second, {b / a:.2f} times"


def _seconds(encode: Encode, batch: list[str], times: int) -> float:
    started = perf_counter()
    for _ in range(times):
        encode(batch)
    return (perf_counter() - started) / times


def loading(name: str) -> tuple[float, int]:
    """Seconds from the start of a process to its first vector, and its peak memory in MiB after a passage batch."""
    command = [sys.executable, "-m", "evals.benchmarks.encoder", "--load", name]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(3)]  # noqa: S603
    seconds, memory = zip(*(run.stdout.split()[-2:] for run in runs), strict=True)
    return median(map(float, seconds)), int(median(map(int, memory)))


def _load(name: str) -> None:
    started = perf_counter()
    encoder = load_encoder(name)
    encoder.encode([QUESTION])
    seconds = perf_counter() - started
    encoder.encode([QUESTION * 10] * 64)
    sys.stdout.write(f"{seconds} {memory('VmHWM')}\n")


def _on_torch(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    return encoder.encode([clean(text) for text in texts])


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.encoder", description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("--full", type=Path, help="the model at full precision")
    parser.add_argument("--load", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.load:  # torch is imported below only, so that it does not count for who does without
        _load(arguments.load)
        return
    from index.training.unpack import unpack  # noqa: PLC0415

    ours = load_encoder().encode
    full = partial(_on_torch, SentenceTransformersEncoder(str(arguments.full))) if arguments.full else None
    theirs = dict(quality(full, arguments.shared)) if full else {}
    for name, figure in quality(ours, arguments.shared):
        sys.stdout.write(f"{name} {figure:.3f}" + (f" (full precision {theirs[name]:.3f})" if theirs else "") + "\n")
    texts = sample(arguments.shared)
    if full:
        everything = [*texts["passages"], *texts["questions"]]
        alike = (ours(everything) * full(everything)).sum(1)
        sys.stdout.write(f"cosine with full precision: mean {alike.mean():.4f}, least {alike.min():.4f}\n")
    with TemporaryDirectory() as folder:
        unpack().save(folder)
        torch = SentenceTransformersEncoder(folder)
        for line in speed(ours, partial(_on_torch, torch), texts):
            sys.stdout.write(f"{line}\n")
        for name, (seconds, memory) in {"ONNX": loading("bundled"), "torch": loading(folder)}.items():
            sys.stdout.write(f"{name}: first vector after {seconds:.2f} s, peak memory {memory} MiB\n")


if __name__ == "__main__":
    main()

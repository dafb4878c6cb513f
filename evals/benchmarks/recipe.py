"""What each part of the encoder's recipe brings: short runs with one part taken away or added.

``python -m evals.benchmarks.recipe --data ../shared/training --out DIR [--steps N] [--only NAME...]``. All runs begin
with words that have learnt nothing, and have the same sample of the texts, seed, number of steps and schedule. Scores,
in hundredths, are of texts that no run learns from and that are in no test set. `DIR/table.md` grows by a line as each
run ends; a run that stands in `DIR/runs.jsonl` is not made again.
"""

import argparse
import copy
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from index.training.editions import Section, asked, parallel, sections
from index.training.extend import Taught, extend
from index.training.heldout import HeldOut
from index.training.loop import Material, Trainer
from index.training.material import Translations
from index.training.prepare import read, split, translations
from index.training.recipe import Recipe
from index.training.score import recall
from index.training.sources import (
    Pair,
    Passage,
    passages,
    policy_pairs,
    policy_test,
    single_and_joined,
    term_pairs,
)
from index.training.student import Student, working_type
from index.training.teacher import encode
from index.training.texts import tokenize
from index.training.words import dictionary_words, glossed_words

RECIPE = replace(Recipe(), epochs=1, batch_tokens=2_048, batch_texts=170, checkpoint_steps=10_000, score_steps=10_000)
_SAMPLE = 12  # of the many sentences and words, one in so many
_HELD_OUT = 600  # pairs; half as many passages
_FEW_WORDS = 20_000
PRESENT = ("single", "joined", "policy", "words", "terms")
HEAD = ("run", "zh>en", "en>zh", "policy", "reading", "across", "kept", "192", "96")


@dataclass(frozen=True, slots=True)
class Variant:
    """A run: what it changes of the recipe, the kinds of pairs it learns from, and what else it does otherwise."""

    recipe: Recipe
    kinds: tuple[str, ...] = PRESENT
    library_questions: bool = False
    policy_words: bool = False


def variants(recipe: Recipe) -> dict[str, Variant]:
    """By name; the first two tell how far apart two runs of the same are by chance."""

    def without(*kinds: str) -> Variant:
        return Variant(recipe, tuple(kind for kind in PRESENT if kind not in kinds))

    return {
        "present": Variant(recipe),
        "present, another seed": Variant(replace(recipe, seed=recipe.seed + 1)),
        "body frozen": Variant(replace(recipe, layer_rate=0.0)),
        "English not held": Variant(replace(recipe, english=0.0)),
        "no policy pairs, no terms": without("policy", "terms"),
        "no dictionary words": without("words"),
        "no joined passages": without("joined"),
        "no hard negatives": Variant(replace(recipe, neighbours="none")),
        "hard negatives by BM25": Variant(replace(recipe, neighbours="BM25")),
        "no negatives from outside": Variant(replace(recipe, negatives=0)),
        "with the library's questions": Variant(recipe, library_questions=True),
        "with the library's paragraphs": Variant(recipe, (*PRESENT, "library")),
        "Matryoshka": Variant(replace(recipe, widths=(384, 192, 96))),
        "fewer words, policy's first": Variant(recipe, policy_words=True),
    }


class Bench:
    """The texts, and the teacher's vectors of them."""

    def __init__(self, data: Path, out: Path) -> None:
        """:param out: where the teacher's vectors are kept."""
        self._out = out
        held_out, rng = HeldOut(data.parent / "testsets"), np.random.default_rng(RECIPE.seed)
        single, joined = single_and_joined(data, held_out, RECIPE.seed)
        single, pairs = split(_sampled(single, rng), _HELD_OUT, rng)
        unseen = {pair.zh for pair in pairs}
        joined = [one for one in _sampled(joined, rng) if not any(zh in one.zh for zh in unseen)]
        self._passages, self._unread = split(passages(data, held_out), _HELD_OUT // 2, rng)
        self._policy, self._policy_rows = policy_test(data)
        self._learnt, self._sections = sections()
        words = [Pair(word, senses[0]) for word, senses in dictionary_words().items()]
        self._kinds: Mapping[str, Sequence[Pair]] = {
            "single": single,
            "joined": joined,
            "policy": policy_pairs(data, held_out),
            "words": _sampled(words, rng),
            "terms": _sampled(term_pairs(), rng),
            "library": parallel(self._learnt),
            "held out": pairs,
        }
        self._taught = cache(self._teach)
        self._translated = cache(self._translate)

    def run(self, variant: Variant) -> list[float]:
        """Trains and scores."""
        taught, found = self._taught(variant.policy_words), self._translated(variant.policy_words)
        read_too: list[Passage] = asked(self._learnt) if variant.library_questions else []
        reading = read(taught.tokenizer, [*self._passages, *read_too], variant.recipe.neighbours)
        student = _student(taught)
        material = Material({kind: (found[kind], 1) for kind in variant.kinds}, reading)
        torch.manual_seed(variant.recipe.seed)
        trainer = Trainer(student, material, variant.recipe, self._out)
        trainer.run(_shown(trainer.steps), lambda _: None)
        (self._out / "checkpoint.pt").unlink()
        return self._scores(student, taught, found["held out"])

    def _teach(self, policy_words: bool) -> Taught:
        policy = [pair.zh for kind in ("policy", "library") for pair in self._kinds[kind]]
        words = glossed_words(_FEW_WORDS, policy) if policy_words else glossed_words(RECIPE.words)
        return extend(words, RECIPE.max_tokens)

    def _translate(self, policy_words: bool) -> dict[str, Translations]:
        taught = self._taught(policy_words)
        return translations(_student(taught), taught.tokenizer, self._kinds, self._out, _reported("texts read"))

    def _scores(self, student: Student, taught: Taught, pairs: Translations) -> list[float]:
        def vectors(texts: Sequence[str]) -> NDArray[np.float16]:
            return encode(student, tokenize(taught.tokenizer, texts))

        zh, en = encode(student, pairs.zh), encode(student, pairs.en)
        reading = read(taught.tokenizer, self._unread, "none")
        questions, texts = encode(student, reading.questions), encode(student, reading.passages)
        policy = vectors([pair.zh for pair in self._policy]), vectors([pair.en for pair in self._policy])
        return [
            *both_ways(zh, en, range(len(zh))),
            float(np.mean(both_ways(*policy, self._policy_rows))),
            recall(questions, texts, reading.answered_by, 1),
            across(vectors, self._sections),
            float((en.astype(np.float32) * pairs.targets).sum(1).mean()),
            *(float(np.mean(both_ways(cut(zh, width), cut(en, width), range(len(zh))))) for width in (192, 96)),
        ]


def both_ways(zh: NDArray[np.floating], en: NDArray[np.floating], rows: Sequence[int]) -> tuple[float, float]:
    """R@1 of the rows among all, Chinese to English and back."""
    chosen = list(rows)
    return recall(zh[chosen], en, chosen, 1), recall(en[chosen], zh, chosen, 1)


def across(vectors: Callable[[Sequence[str]], NDArray[np.floating]], found: Sequence[Section]) -> float:
    """R@1 of sections of held-out policies by a paragraph of theirs in the other language, both ways together."""
    wanted = [row for row, section in enumerate(found) for _ in section.blocks]
    blocks, texts = parallel(found), [section.text for section in found]
    zh_en = recall(vectors([one.zh for one in blocks]), vectors([one.en for one in texts]), wanted, 1)
    return (zh_en + recall(vectors([one.en for one in blocks]), vectors([one.zh for one in texts]), wanted, 1)) / 2


def cut(vectors: NDArray[np.floating], width: int) -> NDArray[np.floating]:
    """The first dimensions, as unit rows: float32[n, width]."""
    first = vectors[:, :width].astype(np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(first, axis=1, keepdims=True)
    unit: NDArray[np.float32] = first / lengths
    return unit


def table(runs: Mapping[str, Sequence[float]]) -> str:
    """Markdown, a line a run."""
    lines = [HEAD, ("---",) * len(HEAD)]
    lines += [(name, *(f"{100 * figure:.1f}" for figure in scores)) for name, scores in runs.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _student(taught: Taught) -> Student:
    return Student(copy.deepcopy(taught.bert), taught.chinese, working_type(torch.device("cpu")))


def _sampled(pairs: Sequence[Pair], rng: np.random.Generator) -> list[Pair]:
    return [pairs[i] for i in rng.permutation(len(pairs))[: 1 + len(pairs) // _SAMPLE]]


def _reported(what: str) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        sys.stderr.write(f"\r{done} of {total} {what}")

    return report


def _shown(steps: int) -> Callable[[int, str, float], None]:
    report = _reported("steps")
    return lambda done, _kind, _loss: report(done, steps)


def main() -> None:
    """Makes the runs that are missing, and writes the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.recipe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--only", nargs="+", help="names of runs; all unless told")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    kept = arguments.out / "runs.jsonl"
    runs = dict(map(json.loads, kept.read_text("utf-8").splitlines())) if kept.exists() else {}
    wanted = variants(replace(RECIPE, most_steps=arguments.steps))
    bench = Bench(arguments.data, arguments.out)
    for name in arguments.only or wanted:
        if name not in runs:
            runs[name] = bench.run(wanted[name])
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps([name, runs[name]]) + "\n")
            (arguments.out / "table.md").write_text(table(runs), encoding="utf-8")


if __name__ == "__main__":
    main()

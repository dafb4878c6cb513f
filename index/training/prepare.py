"""From texts to what is trained on and what is held out."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training.extend import Taught
from index.training.loop import Material
from index.training.material import Reading, Translations, reading
from index.training.recipe import Neighbours, Recipe
from index.training.sources import Pair, Passage, Texts
from index.training.student import Student, working_type
from index.training.teacher import Progress, encode
from index.training.texts import Ids, tokenize

T = TypeVar("T")
_HELD_OUT_PAIRS = 1000  # or a tenth, of a few texts
_HELD_OUT_PASSAGES = 400


@dataclass(frozen=True, slots=True)
class Prepared:
    """A student that has learnt nothing yet, its tokenizer, what it learns from and what it is scored on."""

    student: Student
    tokenizer: Tokenizer
    material: Material
    pairs: Translations
    reading: Reading

    def calibration(self) -> list[Ids]:
        """Some of the texts that were held out, of all lengths and in both languages."""
        return [*self.pairs.zh[:60], *self.pairs.en[:60], *self.reading.passages[:40], *self.reading.questions[:40]]


def prepare(texts: Texts, taught: Taught, folder: Path, recipe: Recipe, progress: Progress) -> Prepared:
    """Tokenizes all texts, holds some out, and has the teacher encode all English.

    :param folder: where the teacher's vectors are kept for the next time.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    student = Student(taught.bert, taught.chinese, working_type(device)).to(device)
    sentences, dev_pairs, passages, dev_passages = parted(texts, recipe)
    kinds = {"held out": dev_pairs, "sentences": sentences, "policy": texts.policy, "words": texts.words}
    translated = translations(student, taught.tokenizer, kinds, folder, progress)
    pairs = translated.pop("held out")
    rounds = {"sentences": 1, "policy": recipe.policy_rounds, "words": 1}
    material = Material(
        {kind: (pairs_of, rounds[kind]) for kind, pairs_of in translated.items()},
        read(taught.tokenizer, passages, recipe.neighbours),
    )
    reading = read(taught.tokenizer, dev_passages, "none")
    return Prepared(student, taught.tokenizer, material, pairs, reading)


def parted(texts: Texts, recipe: Recipe) -> tuple[list[Pair], list[Pair], list[Passage], list[Passage]]:
    """Sentences to learn from and those held out, then passages likewise; the same for the same seed."""
    rng = np.random.default_rng(recipe.seed)
    return (*split(texts.sentences, _HELD_OUT_PAIRS, rng), *split(texts.passages, _HELD_OUT_PASSAGES, rng))


def split(items: Sequence[T], held_out: int, rng: np.random.Generator) -> tuple[list[T], list[T]]:
    """What is learnt from and what is held out, at most a tenth; at random."""
    order = rng.permutation(len(items))
    held_out = min(held_out, len(items) // 10)
    return [items[i] for i in order[held_out:]], [items[i] for i in order[:held_out]]


def translations(
    teacher: Student, tokenizer: Tokenizer, kinds: Mapping[str, Sequence[Pair]], folder: Path, progress: Progress
) -> dict[str, Translations]:
    """Pairs of each kind, tokenized, with the teacher's vectors, which are kept in `folder`.

    The teacher is the student before it has learnt: its English is all-MiniLM-L6-v2's.
    """
    english = {kind: tokenize(tokenizer, [pair.en for pair in pairs]) for kind, pairs in kinds.items()}
    vectors = _targets(teacher, [ids for texts in english.values() for ids in texts], folder, progress)
    found = {}
    for kind, pairs in kinds.items():
        zh = tokenize(tokenizer, [pair.zh for pair in pairs])
        found[kind], vectors = Translations(zh, english[kind], vectors[: len(pairs)]), vectors[len(pairs) :]
    return found


def read(tokenizer: Tokenizer, texts: Sequence[Passage], neighbours: Neighbours) -> Reading:
    """Passages with their questions, tokenized."""
    everything = [passage.text for passage in texts] + [question for passage in texts for question in passage.questions]
    return reading(tokenize(tokenizer, everything), texts, neighbours)


def _targets(teacher: Student, texts: Sequence[Ids], folder: Path, progress: Progress) -> NDArray[np.float16]:
    digest = hashlib.sha256(b"".join(ids.tobytes() for ids in texts)).hexdigest()
    kept = folder / f"teacher-{digest[:16]}.npy"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with kept.with_suffix(".partial").open("wb") as file:
            np.save(file, encode(teacher, texts, progress))
        kept.with_suffix(".partial").rename(kept)
    vectors: NDArray[np.float16] = np.load(kept)
    return vectors

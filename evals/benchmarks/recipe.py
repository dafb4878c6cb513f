"""What each part of the encoder's recipe brings: ``python -m evals.benchmarks.recipe --data FOLDER --out FOLDER``.

Short runs from the beginning, of one epoch over one in so many of the texts, all with the same seed but the one that
shows how much chance does: each is the recipe with one part taken away, changed or added. They are scored on what no
run learns from: sentence pairs both ways, passages with their questions, and policy pairs. A line is written as its run
ends; what is there already is not run again.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch

from corpus.library import entries
from index.context import header
from index.training.extend import extend
from index.training.heldout import HeldOut
from index.training.loop import Trainer
from index.training.prepare import prepare
from index.training.recipe import Recipe
from index.training.score import recall, score
from index.training.sources import Pair, Passage, Texts, policy_test, read_texts
from index.training.student import Student
from index.training.teacher import encode
from index.training.texts import tokenize
from index.training.words import glossed_words
from ingest.document import Document
from ingest.pipeline import read_entry
from ingest.split import split

EVERY = 10
_LONG = 120  # characters of Chinese
_CUTS = (192, 96)
HEAD = (
    "| run | zh->en | en->zh | question->passage | policy zh->en | en->zh | English kept | first 192 | first 96 |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
)


def _same(texts: Texts) -> Texts:
    return texts


@dataclass(frozen=True, slots=True)
class Variant:
    """A run: what is other in the recipe, and in the texts."""

    recipe: Mapping[str, Any] = field(default_factory=dict)
    texts: Callable[[Texts], Texts] = _same


def without_passages(texts: Texts) -> Texts:
    """Sentences alone: no long text, of which nearly all are sentences joined."""
    return replace(texts, sentences=[pair for pair in texts.sentences if len(pair.zh) < _LONG])


def with_editions(texts: Texts) -> Texts:
    """The blocks of the built-in library in both languages, where a document and its edition have the same blocks."""
    return replace(texts, policy=[*texts.policy, *editions()])


def with_library_questions(texts: Texts) -> Texts:
    """Chinese chunks of the built-in library, asked for by their titles and headings."""
    documents = [document for document in map(read_entry, entries()) if document.language != "en"]
    asked = [
        Passage(chunk.text, (" ".join(header(chunk, document)),), document.id)
        for document in documents
        for chunk in split(document)
    ]
    return replace(texts, passages=[*texts.passages, *asked])


def editions() -> Iterator[Pair]:
    """Blocks of documents beside those of their translations."""
    documents = {document.id: document for document in map(read_entry, entries())}
    for document in documents.values():
        original = documents.get(document.metadata.translation_of or "")
        if original is None or [b.kind for b in original.blocks] != [b.kind for b in document.blocks]:
            continue
        zh, en = (document, original) if original.language == "en" else (original, document)
        yield from map(Pair, _blocks(zh), _blocks(en))


def _blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


VARIANTS: Mapping[str, Variant] = {
    "the recipe": Variant(),
    "the same, another seed": Variant({"seed": 7}),
    "layers not trained": Variant({"layer_rate": 0.0}),
    "English not held to the teacher": Variant({"english": 0.0}),
    "no negatives from other batches": Variant({"negatives": 0}),
    "no policy pairs": Variant({"policy_rounds": 0}),
    "no dictionary words": Variant({"word_rounds": 0}),
    "no joined passages": Variant(texts=without_passages),
    "no hard negatives in reading": Variant({"neighbours": 0}),
    "20,000 words": Variant({"words": 20_000}),
    "the library's editions added": Variant(texts=with_editions),
    "the library's headings as questions added": Variant(texts=with_library_questions),
}


def run(variant: Variant, texts: Texts, data: Path, folder: Path, every: int) -> str:
    """Trains, and gives the cells of the table."""
    recipe = replace(Recipe(), epochs=1, every=every, **variant.recipe)
    torch.manual_seed(recipe.seed)
    taught = extend(glossed_words(recipe.words), recipe.max_tokens)
    parts = prepare(variant.texts(texts), taught, folder, recipe, lambda done, total: None)
    with TemporaryDirectory() as work:
        Trainer(parts.student, parts.material, recipe, Path(work)).run(lambda *step: None, lambda done: None)
    held_out = score(parts.student, parts.pairs, parts.reading)
    pairs, wanted = policy_test(data)
    zh, en = (tokenize(parts.tokenizer, side) for side in ([p.zh for p in pairs], [p.en for p in pairs]))
    policy = _both_ways(encode(parts.student, zh), encode(parts.student, en), wanted)
    cut = [_cut(parts.student, parts.pairs.zh, parts.pairs.en, size) for size in _CUTS]
    figures = (held_out.zh_en, held_out.en_zh, held_out.reading, *policy, held_out.english, *cut)
    return " | ".join(f"{figure:.3f}" for figure in figures)


def _both_ways(zh: Any, en: Any, wanted: list[int]) -> tuple[float, float]:
    return recall(zh[wanted], en, wanted, 1), recall(en[wanted], zh, wanted, 1)


def _cut(student: Student, zh: Any, en: Any, size: int) -> float:
    """R@1 of the held-out pairs, Chinese to English, by the first numbers of each vector alone (Matryoshka)."""
    ours, theirs = (encode(student, texts)[:, :size].astype(np.float32) for texts in (zh, en))
    unit = [rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (ours, theirs)]
    return recall(unit[0], unit[1], np.arange(len(ours)), 1)


def main() -> None:
    """Writes ``OUT/recipe.md``."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.recipe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the training texts")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--every", type=int, default=EVERY, help="one in so many texts is learnt from")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    table = arguments.out / "recipe.md"
    if not table.exists():
        table.write_text(HEAD, "utf-8")
    texts = read_texts(arguments.data, HeldOut(arguments.data.parent / "testsets"), Recipe().seed)
    for name, variant in VARIANTS.items():
        if f"| {name} |" not in table.read_text("utf-8"):
            cells = run(variant, texts, arguments.data, arguments.out, arguments.every)
            with table.open("a", encoding="utf-8") as file:
                file.write(f"| {name} | {cells} |\n")


if __name__ == "__main__":
    main()

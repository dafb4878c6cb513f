"""Trains the bundled encoder: ``python -m index.training --data FOLDER --out FOLDER``."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from index.training.dictionary import write_dictionary
from index.training.export import export
from index.training.extend import extend
from index.training.heldout import HeldOut
from index.training.loop import Trainer
from index.training.prepare import Prepared, prepare
from index.training.recipe import Recipe
from index.training.score import score
from index.training.sources import read_texts
from index.training.unpack import sentence_transformer
from index.training.words import glossed_words


def main() -> None:
    """Trains, or goes on with what was begun in ``OUT/work``, then writes the encoder into OUT.

    At full precision it stays in ``OUT/work/full``, as a sentence-transformers model.
    """
    arguments = _arguments()
    recipe = replace(Recipe(), epochs=arguments.epochs)
    work: Path = arguments.out / "work"
    torch.manual_seed(recipe.seed)
    held_out = HeldOut(arguments.testsets or arguments.data.parent / "testsets")
    texts = read_texts(arguments.data, held_out, recipe.seed)
    taught = extend(glossed_words(recipe.words), recipe.max_tokens)
    with _progress() as bar:
        reading = bar.add_task("the teacher reads", total=None)
        prepared = prepare(
            texts, taught, work, recipe, lambda done, total: bar.update(reading, completed=done, total=total)
        )
        bar.remove_task(reading)
        _train(prepared, recipe, work, bar)
    bert = prepared.student.bert().cpu()
    sentence_transformer(bert, prepared.tokenizer, recipe.max_tokens).save(str(work / "full"))
    export(bert, prepared.tokenizer, prepared.calibration(), recipe.max_tokens, arguments.out)
    write_dictionary(arguments.out)
    sys.stderr.write(f"encoder written to {arguments.out}\n")


def _train(prepared: Prepared, recipe: Recipe, work: Path, bar: Progress) -> None:
    trainer = Trainer(prepared.student, prepared.material, recipe, work)
    task = bar.add_task("training", total=trainer.steps, completed=trainer.done)
    losses: dict[str, float] = {}

    def progress(done: int, kind: str, loss: float) -> None:
        losses[kind] = 0.98 * losses.get(kind, loss) + 0.02 * loss
        bar.update(task, completed=done)

    def scored(done: int) -> None:
        shown = "  ".join(f"{name} {value:.2f}" for name, value in sorted(losses.items()))
        scores = score(prepared.student, prepared.pairs, prepared.reading)
        bar.console.print(f"step {done} of {trainer.steps}: {scores}  losses: {shown}")

    if trainer.done == 0:
        scored(0)
    trainer.run(progress, scored)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn()
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the training texts")
    parser.add_argument("--testsets", type=Path, help="what may not be trained on; beside --data unless told")
    parser.add_argument("--out", type=Path, required=True, help="where the encoder is written")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    return parser.parse_args()


if __name__ == "__main__":
    main()

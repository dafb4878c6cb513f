"""The training loop: seeded, resumable, scored at intervals."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from index.training.losses import at_widths, distance, reading_loss, translation_loss
from index.training.material import Reading, Translations
from index.training.recipe import Recipe
from index.training.student import Student
from index.training.texts import pad

CHECKPOINT = "checkpoint.pt"
READING = "reading"
Step = tuple[str, NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Material:
    """What is trained on: translations by kind with how often each comes in an epoch, and passages with questions."""

    translations: Mapping[str, tuple[Translations, int]]
    reading: Reading

    def epoch(self, recipe: Recipe, epoch: int) -> list[Step]:
        """The steps of an epoch, in an order that the seed decides."""
        rng = np.random.default_rng([recipe.seed, epoch])
        steps: list[Step] = []
        for kind, (texts, rounds) in self.translations.items():
            for _ in range(rounds):
                steps += [(kind, batch) for batch in texts.batches(recipe.batch_tokens, recipe.batch_texts, rng)]
        steps += [(READING, batch) for batch in self.reading.batches(rng)]
        return [steps[i] for i in rng.permutation(len(steps))]


class Trainer:
    """Trains a student step by step; a run that was ended goes on from its checkpoint."""

    def __init__(self, student: Student, material: Material, recipe: Recipe, folder: Path) -> None:
        """:param folder: where the checkpoint is kept, and read from if there is one."""
        self.student = student
        self._material = material
        self._recipe = recipe
        self._checkpoint = folder / CHECKPOINT
        self._table = torch.optim.SparseAdam([student.table.weight], lr=recipe.table_rate)
        self._layers = torch.optim.AdamW(student.layers.parameters(), lr=recipe.layer_rate, weight_decay=0.01)
        self._everything = torch.from_numpy(
            np.concatenate([texts.targets for texts, _ in material.translations.values()])
        )
        epochs = [material.epoch(recipe, epoch) for epoch in range(recipe.epochs)]
        self._steps = [step for epoch in epochs for step in epoch][: recipe.most_steps]
        self.steps = len(self._steps)
        self.done = 0
        if self._checkpoint.exists():
            self._restore()

    def run(self, progress: Callable[[int, str, float], None], score: Callable[[int], None]) -> None:
        """Trains to the end.

        :param progress: told the number, the kind and the loss of each step.
        :param score: called at intervals and at the end with the number of the step.
        """
        for kind, batch in self._steps[self.done :]:
            loss = self._step(kind, batch)
            self.done += 1
            progress(self.done, kind, loss)
            if self.done % self._recipe.checkpoint_steps == 0 or self.done == self.steps:
                self._save()
            if self.done % self._recipe.score_steps == 0 or self.done == self.steps:
                score(self.done)

    def _step(self, kind: str, batch: NDArray[np.int64]) -> float:
        rate = self._rate()
        for optimizer, peak in ((self._table, self._recipe.table_rate), (self._layers, self._recipe.layer_rate)):
            optimizer.param_groups[0]["lr"] = rate * peak
        loss = self._reading(batch) if kind == READING else self._translation(kind, batch)
        loss.backward()
        self.student.collect_gradients()
        torch.nn.utils.clip_grad_norm_(self.student.layers.parameters(), 1.0)
        for optimizer in (self._table, self._layers):
            optimizer.step()
            optimizer.zero_grad()
        self.student.refresh()
        return float(loss.detach())

    def _rate(self) -> float:
        """Share of the peak: a linear rise, then half a cosine to a hundredth."""
        warm = self._recipe.warm_up * self.steps
        if self.done < warm:
            return (self.done + 1) / warm
        return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (self.done - warm) / (self.steps - warm)))

    def _translation(self, kind: str, batch: NDArray[np.int64]) -> torch.Tensor:
        texts, _ = self._material.translations[kind]
        rng = np.random.default_rng([self._recipe.seed, self.done])
        device = self.student.table.weight.device
        teacher = torch.from_numpy(texts.targets[batch]).to(device).float()
        others = self._everything[rng.integers(len(self._everything), size=self._recipe.negatives)].to(device).float()
        chinese = self.student(pad([texts.zh[i] for i in batch]))
        loss = at_widths(translation_loss, self._recipe.widths, chinese, teacher, others)
        held = rng.permutation(len(batch))[: math.ceil(len(batch) * self._recipe.english)]
        if not len(held):
            return loss
        return loss + distance(self.student(pad([texts.en[batch[i]] for i in held])), teacher[held])

    def _reading(self, batch: NDArray[np.int64]) -> torch.Tensor:
        texts = self._material.reading
        asked = texts.asked(batch)
        position = {int(passage): row for row, passage in enumerate(batch)}
        answered_by = torch.tensor([position[int(texts.answered_by[i])] for i in asked])
        passages = self.student(pad([texts.passages[i] for i in batch]))
        questions = self.student(pad([texts.questions[i] for i in asked]))
        loss = partial(reading_loss, answered_by=answered_by.to(passages.device))
        return at_widths(loss, self._recipe.widths, questions, passages)

    def _save(self) -> None:
        state: dict[str, Any] = {
            "done": self.done,
            "steps": self.steps,
            "student": self.student.state_dict(),
            "table": self._table.state_dict(),
            "layers": self._layers.state_dict(),
        }
        partial = self._checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self._checkpoint)

    def _restore(self) -> None:
        state = torch.load(self._checkpoint, map_location=self.student.table.weight.device)
        if state["steps"] != self.steps:
            raise ValueError(f"{self._checkpoint} is of a run of {state['steps']} steps, not {self.steps}")
        self.done = state["done"]
        self.student.load_state_dict(state["student"])
        self._table.load_state_dict(state["table"])
        self._layers.load_state_dict(state["layers"])
        self.student.refresh()

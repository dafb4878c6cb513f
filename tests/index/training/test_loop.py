from collections.abc import Callable

import pytest
import torch

from index.training.loop import Trainer
from index.training.prepare import Prepared
from index.training.score import score

Run = Callable[[], tuple[Prepared, Trainer]]


def weights(trainer: Trainer) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in trainer.student.state_dict().items()}


def train(trainer: Trainer, until: int | None = None) -> list[float]:
    losses: list[float] = []

    def progress(done: int, _kind: str, loss: float) -> None:
        losses.append(loss)
        if done == until:
            raise KeyboardInterrupt

    trainer.run(progress, lambda _: None)
    return losses


def test_a_run_that_was_killed_goes_on_from_its_checkpoint(run: Run) -> None:
    _, first = run()
    with pytest.raises(KeyboardInterrupt):
        train(first, until=4)  # the checkpoint is of step 3
    _, second = run()
    assert second.done == 3
    train(second)
    ended = weights(second)
    second._checkpoint.unlink()
    _, whole = run()
    train(whole)
    assert whole.done == second.done == whole.steps
    assert all(torch.allclose(ended[name], value, atol=1e-4) for name, value in weights(whole).items())


def test_what_is_trained_on_is_learnt_and_english_stays(run: Run) -> None:
    prepared, trainer = run()
    english = trainer.student.table.weight[~trainer.student.chinese].clone()
    before = score(trainer.student, prepared.material.translations["sentences"][0], prepared.reading)
    train(trainer)
    after = score(trainer.student, prepared.material.translations["sentences"][0], prepared.reading)
    assert after.zh_en >= before.zh_en
    assert after.english > 0.95
    assert torch.equal(english, trainer.student.table.weight[~trainer.student.chinese])


def test_a_checkpoint_of_another_run_is_refused(run: Run) -> None:
    _, trainer = run()
    trainer.steps += 1
    trainer._save()
    with pytest.raises(ValueError, match="steps"):
        run()

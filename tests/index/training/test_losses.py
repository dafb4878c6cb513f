import torch
from torch.nn.functional import normalize

from index.training.losses import at_widths, distance, reading_loss, translation_loss


def unit(rows: int, seed: int) -> torch.Tensor:
    return normalize(torch.randn(rows, 32, generator=torch.Generator().manual_seed(seed)), dim=1)


def test_a_student_is_better_off_the_closer_it_is() -> None:
    teacher, others, noise = unit(8, 0), unit(16, 1), unit(8, 2)
    losses = [float(translation_loss(normalize(teacher + by * noise, dim=1), teacher, others)) for by in (0, 0.5, 1, 2)]
    assert losses == sorted(losses)
    assert losses[0] < 0.1
    assert float(distance(teacher, teacher)) < 1e-5


def test_a_text_is_not_told_apart_from_its_double() -> None:
    teacher, others = unit(8, 0), unit(16, 1)
    doubled = torch.cat([teacher, teacher])
    assert float(translation_loss(doubled, doubled, others)) < 0.1
    assert float(translation_loss(teacher, teacher, torch.cat([others, teacher]))) < 0.1


def test_questions_are_drawn_to_their_passages() -> None:
    passages = unit(4, 0)
    wanted = torch.tensor([2, 0, 3, 1, 1])
    assert float(reading_loss(passages[wanted], passages, wanted)) < 0.05
    assert float(reading_loss(passages[wanted], passages, (wanted + 1) % 4)) > 5


def test_a_loss_at_several_widths_is_the_mean_of_theirs() -> None:
    ours, theirs = unit(8, 0), unit(8, 1)
    alone = [float(at_widths(distance, [width], ours, theirs)) for width in (32, 8)]
    assert abs(float(at_widths(distance, (32, 8), ours, theirs)) - sum(alone) / 2) < 1e-6
    assert abs(alone[0] - float(distance(ours, theirs))) < 1e-6

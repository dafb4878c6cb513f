"""Trains the head for reading over the bundled encoder, which stays as it is.

``python -m index.training.reading --data FOLDER --out FOLDER``: minutes on two cores.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch.nn import functional

from index.bundled_encoder import BUNDLED_FOLDER, BundledEncoder, Vectors
from index.reading import HEAD_FILE, WIDEST
from index.training.heldout import HeldOut
from index.training.questions import Exercise, exercises

_SEED = 20_261_128
_WIDTH, _WANTED = 128, 48  # how wide what is compared is
_HELD_OUT = 250  # exercises of CMRC and DRCD that measure
_TOGETHER, _QUESTIONS, _TOKENS = 5, 6, 100  # exercises in a batch, questions of each, tokens of a text
_ROUNDS_OF_LIBRARY = 2
_GLOSSED, _TAKEN_AWAY, _DROPPED = 0.4, 0.25, 0.1  # shares: of wordings, of answers, of the states
_RATE, _DECAY = 7e-4, 0.05

States = dict[str, torch.Tensor]


class Head(torch.nn.Module):  # type: ignore[misc]  # torch comes untyped
    """What `index.reading.ReadingHead` computes, for all pairs of questions and passages of a batch."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.question = torch.nn.Parameter(torch.nn.init.orthogonal_(torch.empty(hidden, _WIDTH)))
        self.passage = torch.nn.Parameter(self.question.detach().clone())
        self.counts = torch.nn.Parameter(torch.zeros(hidden))
        self.wanted = torch.nn.Parameter(torch.randn(hidden, _WANTED) / hidden**0.5)
        self.answers = torch.nn.Parameter(torch.randn(hidden, _WANTED) / hidden**0.5 / _WANTED**0.5)
        self.scale = torch.nn.Parameter(torch.tensor(2.5))  # its logarithm
        self.share = torch.nn.Parameter(torch.tensor(0.3))
        self.nothing = torch.nn.Parameter(torch.tensor(6.0))

    def forward(
        self, asked: tuple[torch.Tensor, torch.Tensor], read: tuple[torch.Tensor, torch.Tensor]
    ) -> torch.Tensor:
        """float[questions, passages + 1]: scores, the last that of no answer; each side is states and bool mask."""
        (questions, kept), (passages, there) = asked, read
        counts = (questions @ self.counts).masked_fill(~kept, -1e4).softmax(-1)
        ours = functional.normalize(questions @ self.question, dim=-1).flatten(0, 1)
        theirs = functional.normalize(passages @ self.passage, dim=-1).flatten(0, 1)
        alike = (ours @ theirs.T).view(*questions.shape[:2], *passages.shape[:2])
        words = (alike.masked_fill(~there, -1e4).amax(-1) * counts[:, :, None]).sum(1)
        mean = (questions * kept[..., None]).sum(1) / kept.sum(1, keepdim=True)
        answer = (mean @ self.wanted @ (passages @ self.answers).flatten(0, 1).T).view(
            len(questions), *passages.shape[:2]
        )
        answer = WIDEST * torch.tanh(answer.masked_fill(~there, -1e4).amax(-1) / WIDEST)
        scores = self.scale.exp() * words + self.share * answer
        return torch.cat([scores, self.nothing.expand(len(scores), 1)], 1)

    def save(self, file: Path) -> None:
        """Writes it as `index.reading.ReadingHead` reads it."""
        weights = {name: weight.detach().numpy() for name, weight in self.named_parameters()}
        weights["scale"] = np.exp(weights["scale"])
        np.savez(
            file, **{name: weight.astype(np.float16 if weight.ndim else np.float32) for name, weight in weights.items()}
        )


def main() -> None:
    """Trains, and writes the head into OUT."""
    arguments = _arguments()
    torch.manual_seed(_SEED)
    rng = Random(_SEED)  # noqa: S311  (nothing secret)
    held_out = HeldOut(arguments.testsets or arguments.data.parent / "testsets")
    reading, library = exercises(arguments.data, held_out, _SEED)
    rng.shuffle(reading)
    states = _states(BundledEncoder(BUNDLED_FOLDER), [*reading, *library])
    head = Head(next(iter(states.values())).shape[1])
    learnt = reading[_HELD_OUT:] + library * _ROUNDS_OF_LIBRARY
    for loss in _train(head, learnt, states, arguments.epochs, rng):
        score = _score(head, reading[:_HELD_OUT], states)
        sys.stderr.write(f"loss {loss:.3f}, sentence found: {score[0]:.3f}, glossed {score[1]:.3f}\n")
        head.save(arguments.out / HEAD_FILE)


def _states(encoder: BundledEncoder, found: Sequence[Exercise]) -> States:
    texts = {text for one in found for text in one.passages}
    texts |= {wording for one in found for wordings, _ in one.questions for wording in wordings}
    ordered = sorted(texts)
    states: list[Vectors] = [each for _, each in encoder.states(ordered)]
    return {
        text: torch.from_numpy(each[:_TOKENS].astype(np.float16)) for text, each in zip(ordered, states, strict=True)
    }


def _train(head: Head, learnt: Sequence[Exercise], states: States, epochs: int, rng: Random) -> Iterator[float]:
    """The mean loss of each epoch's end."""
    plain = [weight for weight in head.parameters() if weight.ndim]
    scalars = [weight for weight in head.parameters() if not weight.ndim]
    groups = [{"params": plain}, {"params": scalars, "lr": 5 * _RATE, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=_DECAY)
    steps = epochs * -(-len(learnt) // _TOGETHER)
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 40) * max(0.03, 1 - step / steps)
    )
    for _ in range(epochs):
        losses = []
        order = rng.sample(learnt, len(learnt))
        for at in range(0, len(order), _TOGETHER):
            loss = _loss(head, order[at : at + _TOGETHER], states, rng)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            rates.step()
            losses.append(float(loss.detach()))
        yield sum(losses[-100:]) / len(losses[-100:])


def _loss(head: Head, batch: Sequence[Exercise], states: States, rng: Random) -> torch.Tensor:
    """Of the answers, or of none: where there is none, or where the answers are taken away."""
    wordings: list[str] = []
    right: list[list[int]] = []
    passages: list[str] = []
    for one in batch:
        for (first, *others), answering in rng.sample(one.questions, min(_QUESTIONS, len(one.questions))):
            wordings.append(rng.choice(others) if others and rng.random() < _GLOSSED else first)
            right.append([len(passages) + at for at in answering])
        passages += one.passages
    scores = head(_padded(wordings, states, _DROPPED), _padded(passages, states, _DROPPED))
    losses = []
    for row, answers in zip(scores, right, strict=True):
        is_away = bool(answers) and rng.random() < _TAKEN_AWAY
        kept = row.index_fill(0, torch.tensor(answers), -1e4) if is_away else row
        wanted = [len(passages)] if is_away or not answers else answers
        losses.append(-kept.log_softmax(-1)[wanted].logsumexp(0))
    return torch.stack(losses).mean()


def _padded(texts: Sequence[str], states: States, dropped: float = 0.0) -> tuple[torch.Tensor, torch.Tensor]:
    """float[n, t, h] states and bool[n, t], where there are any."""
    found = [states[text].float() for text in texts]
    padded = torch.nn.utils.rnn.pad_sequence(found, batch_first=True)
    lengths = torch.tensor([len(one) for one in found])
    return functional.dropout(padded, dropped), torch.arange(padded.shape[1]) < lengths[:, None]


def _score(head: Head, measured: Sequence[Exercise], states: States) -> tuple[float, float]:
    """For how many questions the right sentence scores best, as they are and glossed."""
    found: list[tuple[bool, bool]] = []
    with torch.no_grad():
        for one in measured:
            read = _padded(one.passages, states)
            both = [
                head(_padded([w[i] for w, _ in one.questions], states), read)[:, :-1].argmax(1).tolist() for i in (0, 1)
            ]
            rows = zip(*both, (answers for _, answers in one.questions), strict=True)
            found += [(plain in answers, glossed in answers) for plain, glossed, answers in rows]
    return sum(plain for plain, _ in found) / len(found), sum(glossed for _, glossed in found) / len(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.training.reading", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the training texts")
    parser.add_argument("--testsets", type=Path, help="what may not be trained on; beside --data unless told")
    parser.add_argument("--out", type=Path, required=True, help="where the head is written")
    parser.add_argument("--epochs", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()

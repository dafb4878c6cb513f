"""Fits what the reader asks of evidence: ``python -m evals.benchmarks.limits [--rounds N]``.

Over the sets that ship but for the blind ones, and no others, each over its own library. What the search finds for each
question is judged once. The weights of evidence are those under which the passages that hold the facts are likeliest:
the softmax of the scores against the share of the facts that each passage holds (ListNet, Cao et al. 2007). Then the
limits of the reader are moved one at a time, as long as that makes fewer misses: answers without the facts, and answers
where there is none.
A fit on either half of the questions, scored on the other half, tells what to expect of questions that nobody has seen.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.choice import LIMITS, Limits
from assistant.evidence import WEIGHTS, Evidence, Weights, score_of
from assistant.passages import passages
from assistant.question import Question
from assistant.reader import Finding, Part, answers, judged_for
from assistant.searching import search
from assistant.turns import Turns
from evals.cases import Case, ShippedSet, history, load_cases, shipped_sets
from evals.graders import passages_meet
from evals.libraries import library_of
from index.encoders import load_encoder
from index.search import Searcher

_STEPS = (0.6, 0.8, 0.9, 1.1, 1.25, 1.6)
_HELD_BACK = 0.01  # how much large weights cost
_SEED = 20_261_128

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A case, and the evidence that was judged for each part of its question."""

    case: Case
    parts: tuple[tuple[Part, tuple[Evidence, ...]], ...]

    def findings(self, weights: Weights, limits: Limits) -> list[Finding]:
        """What the reader finds with these settings."""
        return answers([(part, _ordered(evidence, weights)) for part, evidence in self.parts], limits)

    def missed(self, weights: Weights, limits: Limits) -> float:
        """1 for an answer that lacks the facts, or that should not be; a refusal is better than a wrong answer.

        A false premise may be answered by what the document says instead.
        """
        texts = [passage.text for finding in self.findings(weights, limits) for passage in finding.passages]
        if not texts:
            return 0.9 * self.case.answerable
        is_told = bool(self.case.answer_facts) and passages_meet(texts, self.case)
        return float(not is_told)


def _ordered(evidence: Sequence[Evidence], weights: Weights) -> list[Evidence]:
    """Best first by other weights than those in force."""
    rescored = [replace(one, score=score_of(one.signs, weights)) for one in evidence]
    return sorted(rescored, key=lambda one: -one.score)


def asked() -> list[Asked]:
    """The questions of all sets with their evidence."""
    encoder = load_encoder()
    by_library: dict[Path | None, list[ShippedSet]] = {}
    for shipped in shipped_sets():
        if not shipped.is_blind:
            by_library.setdefault(shipped.documents, []).append(shipped)
    found: list[Asked] = []
    for documents, sets in by_library.items():
        with library_of(documents, encoder) as library:
            searcher = Searcher(library, encoder)
            for of_set in ({case.id: case for case in load_cases(shipped.path)} for shipped in sets):
                found += [_asked(case, history(case, of_set), searcher) for case in of_set.values()]
    return found


def _asked(case: Case, earlier: tuple[str, ...], searcher: Searcher) -> Asked:
    searched = search(Turns(searcher).resolved(Question(case.question, history=earlier)), searcher)
    judged = [
        (part, tuple(judged_for(part.query, passages(hits, searcher.library), searcher.encoder)))
        for part, hits in searched.parts
    ]
    return Asked(case, tuple(judged))


def misses(questions: Sequence[Asked], weights: Weights, limits: Limits) -> float:
    """The mean over the questions; answerable and unanswerable ones count as they come."""
    return sum(one.missed(weights, limits) for one in questions) / len(questions)


def fit(questions: Sequence[Asked], limits: Limits, rounds: int) -> tuple[Weights, Limits]:
    """The likeliest weights, and limits with fewer misses under them, by moving one at a time."""
    weights = likeliest(questions)
    least = misses(questions, weights, limits)
    for _ in range(rounds):
        before = least
        for name in asdict(limits):
            for changed in _moved(getattr(limits, name)):
                tried = replace(limits, **{name: changed})
                if (now := misses(questions, weights, tried)) < least:
                    limits, least = tried, now
        if least == before:
            break
    return weights, limits


def likeliest(questions: Sequence[Asked]) -> Weights:
    """The weights under which the passages that hold the facts are likeliest, a little held back from large ones."""
    names = list(asdict(WEIGHTS))
    lists = [
        (_signs(evidence, names), held)
        for one in questions
        for _, evidence in one.parts
        if (held := _held(one.case, evidence)).any() and not held.all()
    ]
    spread = np.vstack([signs for signs, _ in lists]).std(axis=0) + 1e-6

    def loss(weights: Array) -> tuple[float, Array]:
        value, slope = _HELD_BACK * float(weights @ weights), 2 * _HELD_BACK * weights
        for signs, held in lists:
            scores = signs @ (weights / spread)
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            wanted = held / held.sum()
            value -= float(wanted @ np.log(shares + 1e-12)) / len(lists)
            slope = slope + (signs / spread).T @ (shares - wanted) / len(lists)
        return value, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread
    return Weights(**{name: round(float(weight), 2) for name, weight in zip(names, found, strict=True)})


def _signs(evidence: Sequence[Evidence], names: Sequence[str]) -> Array:
    return np.array([[one.signs.get(name, 0.0) for name in names] for one in evidence])


def _held(case: Case, evidence: Sequence[Evidence]) -> Array:
    """For each passage the share of the facts that it holds; 0 for those of documents that are not the case's."""
    facts = [replace(case, answer_facts=(fact,), min_match=None) for fact in case.answer_facts]
    shares = [sum(passages_meet([one.passage.text], fact) for fact in facts) / max(len(facts), 1) for one in evidence]
    right = [{one.passage.document.id, one.passage.document.original_id} & {*case.source_ids} for one in evidence]
    return np.array([share if is_right else 0.0 for share, is_right in zip(shares, right, strict=True)])


def _moved(value: float) -> list[float]:
    return [round(value * step, 3) for step in _STEPS]


def told(questions: Sequence[Asked], weights: Weights, limits: Limits) -> str:
    """The figures in one line: facts and false refusals of the answerable, refusals of the others."""
    found = [(one, one.findings(weights, limits)) for one in questions]
    answerable = [(one, findings) for one, findings in found if one.case.answerable]
    others = [one.missed(weights, limits) > 0 for one, _ in found if not one.case.answerable]
    met = sum(one.missed(weights, limits) == 0 for one, _ in answerable) / len(answerable)
    refused = sum(not findings for _, findings in answerable) / len(answerable)
    recall = 1 - sum(others) / max(len(others), 1)
    return f"facts {met:.3f}, false refusals {refused:.3f}, refusal recall {recall:.3f}"


def main() -> None:
    """Fits on either half and on all, and says what came of it."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.limits", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    questions = asked()
    Random(_SEED).shuffle(questions)  # noqa: S311  (nothing secret)
    halves = questions[::2], questions[1::2]
    print(f"in force, all: {told(questions, WEIGHTS, LIMITS)}", flush=True)  # noqa: T201
    for seen, unseen in (halves, halves[::-1]):
        settings = fit(seen, LIMITS, arguments.rounds)
        before, after = told(unseen, WEIGHTS, LIMITS), told(unseen, *settings)
        print(f"other half: {before}; fitted: {after}; seen: {told(seen, *settings)}", flush=True)  # noqa: T201
    weights, limits = fit(questions, LIMITS, arguments.rounds)
    print(f"fitted on all: {told(questions, weights, limits)}\n{weights}\n{limits}")  # noqa: T201


if __name__ == "__main__":
    main()

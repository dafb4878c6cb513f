import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch

from index.reading import ReadingHead
from index.training import questions
from index.training.heldout import HeldOut
from index.training.questions import exercises
from index.training.reading import Head

TEXT = "锣鼓经是戏曲里打击乐的口诀。广茂铁路全长三百五十七公里。它在一九九一年通车。"


def test_an_exercise_knows_which_sentence_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [
        {"text": "三百五十七公里", "answer_start": TEXT.index("三百")},
        {"text": "一九九一年", "answer_start": 0},
    ]
    asked = [
        {"question": one, "answers": [answer]}
        for one, answer in zip(("铁路全长多少？", "何时通车？"), answers, strict=True)
    ]
    for name in questions.READING_FILES:
        data = [{"paragraphs": [{"context": TEXT, "qas": asked}]}] if name == questions.READING_FILES[0] else []
        (tmp_path / name).write_text(json.dumps({"data": data}), encoding="utf-8")
    testsets = tmp_path / "testsets"
    testsets.mkdir()
    for name in ("tatoeba.cmn", "tatoeba.eng"):
        (testsets / name).write_text("", encoding="utf-8")
    for language in ("en", "zh"):
        (testsets / f"xquad.{language}.json").write_text(json.dumps({"data": []}), encoding="utf-8")
    monkeypatch.setattr(questions, "_of_library", lambda _: [])
    (exercise,), _ = exercises(tmp_path, HeldOut(testsets), 1)
    assert [answering for _, answering in exercise.questions] == [{1}, {2}]
    assert "how many" in exercise.questions[0][0][1]


def test_questions_of_the_library_are_answered_by_what_has_their_figures() -> None:
    found = questions._of_library(Random(1))
    answered = [(one, worded, right) for one in found for worded, right in one.questions if right]
    unanswered = [(one, worded) for one in found for worded, right in one.questions if not right]
    assert len(answered) > 500
    assert len(unanswered) > 500
    one, worded, right = answered[0]
    assert all(0 <= at < len(one.passages) for at in right)
    assert all(worded)


def test_what_is_trained_and_what_runs_score_alike(tmp_path: Path) -> None:
    torch.manual_seed(1)
    head = Head(16)
    with torch.no_grad():
        for weight in head.parameters():
            weight.add_(0.1 * torch.randn_like(weight))
    head.save(tmp_path / "head.npz")
    running = ReadingHead(tmp_path / "head.npz")
    rng = np.random.default_rng(1)
    question, passage = (rng.normal(size=(n, 16)).astype(np.float32) for n in (5, 9))
    padded = torch.zeros(1, 12, 16)
    padded[0, :9] = torch.from_numpy(passage)
    asked = torch.from_numpy(question)[None], torch.ones(1, 5, dtype=torch.bool)
    row = head(asked, (padded, torch.arange(12)[None] < 9))[0]
    vector = np.zeros(4, np.float32)
    told = running.asked(vector, question).score(running.read(vector, passage))
    assert told == pytest.approx(float(row[0].detach() - row[1].detach()), abs=0.05)

from pathlib import Path

import numpy as np
import pytest

from index.bundled_encoder import BUNDLED_FOLDER
from index.encoders import Encoder, Headless
from index.reading import HEAD_FILE, Asked, Read

READ = [
    (
        "2021年成都有多少家人工智能企业？",
        "2021年，成都市共有人工智能企业597家，数量居全国第五。",
        "成都市支持企业参与国际标准的制定。",
    ),
    (
        "How many AI companies did Chengdu have in 2021?",
        "2021年，成都市共有人工智能企业597家。",
        "成都市支持企业参与国际标准。",
    ),
    (
        "誰來主管這部法律？",
        "The central authority is the National Science and Technology Council.",
        "It has 20 articles.",
    ),
    ("How many articles does the act have?", "The act has 20 articles.", "The act is in force for two years."),
]


@pytest.mark.parametrize(("question", "answer", "other"), READ)
def test_what_answers_scores_above_what_does_not(encoder: Encoder, question: str, answer: str, other: str) -> None:
    asked = encoder.ask(question)
    right, wrong = (asked.score(read) for read in encoder.read([answer, other]))
    assert right > wrong


def test_scores_do_not_depend_on_what_is_read_along(encoder: Encoder) -> None:
    question, answer, other = READ[0]
    asked = encoder.ask(question)
    alone, along = encoder.read([answer])[0], encoder.read([other, answer, other * 3])[1]
    assert asked.score(alone) == pytest.approx(asked.score(along), abs=0.05)
    assert np.allclose(alone.vector, along.vector, atol=1e-3)


def test_the_vectors_are_those_that_are_searched_by(encoder: Encoder) -> None:
    question, answer, _ = READ[0]
    assert np.allclose(encoder.ask(question).vector, encoder.encode([question], "query")[0], atol=1e-3)
    assert np.allclose(encoder.read([answer])[0].vector, encoder.encode([answer])[0], atol=1e-3)


def test_an_encoder_without_a_head_tells_nothing() -> None:
    class Plain(Headless):
        def encode(self, texts: list[str], kind: str = "passage") -> np.ndarray:  # type: ignore[override]
            return np.eye(len(texts), 4, dtype=np.float32)

    asked = Plain().ask("算力")
    assert [asked.score(read) for read in Plain().read(["算力规模", "数据"])] == [0.0, 0.0]
    assert Asked(np.zeros(4, np.float32)).score(Read(np.zeros(4, np.float32))) == 0.0


def test_the_head_is_small_and_of_plain_arrays() -> None:
    file: Path = BUNDLED_FOLDER / HEAD_FILE
    assert file.stat().st_size < 500_000
    with np.load(file, allow_pickle=False) as saved:
        assert {*saved.files} == {"question", "passage", "counts", "wanted", "answers", "scale", "share", "nothing"}

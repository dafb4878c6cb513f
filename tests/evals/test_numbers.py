from pathlib import Path

import pytest

from evals.benchmarks.numbers import judge
from evals.numbers import SETS, NumberPair, read_pairs


@pytest.mark.parametrize(
    ("name", "pairs", "precision", "recall"), [("numbers", 400, 0.98, 0.98), ("numbers-blind", 120, 0.96, 0.98)]
)
def test_the_number_check_tells_right_from_wrong(name: str, pairs: int, precision: float, recall: float) -> None:
    verdicts = judge(read_pairs(SETS / f"{name}.tsv"))
    assert verdicts.pairs >= pairs
    assert verdicts.precision >= precision
    assert verdicts.recall >= recall


def test_half_of_the_first_set_is_wrong() -> None:
    pairs = read_pairs(SETS / "numbers.tsv")
    assert abs(sum(pair.right for pair in pairs) / len(pairs) - 0.5) < 0.01
    assert len({(pair.source, pair.answer) for pair in pairs}) == len(pairs)


def test_a_line_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("# words\n=\tsource\n+\tkind\tanswer\n", encoding="utf-8")
    assert read_pairs(path) == (NumberPair("source", "answer", "kind", True),)
    path.write_text("+\tkind\tanswer without a source\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_pairs(path)

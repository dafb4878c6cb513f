from pathlib import Path

from evals.benchmarks.crash import COMMANDS, Kills, read_while_written, write_together
from index.encoders import Encoder


def test_a_killed_writer_loses_nothing(tmp_path: Path, encoder: Encoder) -> None:
    kills = Kills(tmp_path, encoder, files=3)
    for kind in COMMANDS * 2:
        kills.once(kind)
    assert kills.killed.total() + kills.late == 8
    assert kills.killed.total() > 0


def test_readers_see_one_state_at_a_time(tmp_path: Path) -> None:
    for states, searches in read_while_written(tmp_path, readers=2, rounds=2, files=2):
        assert set(states) <= {0, 1, 2}
        assert len(states) > 1
        assert searches > 0


def test_two_writers_both_do_their_work(tmp_path: Path) -> None:
    assert write_together(tmp_path, writers=2, files=2) == 4

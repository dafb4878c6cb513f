from pathlib import Path

from index.training.heldout import HeldOut
from index.training.sources import is_policy_test, passages, policy_pairs, policy_test, sentence_pairs


def test_no_test_sentence_is_trained_on_and_passages_are_joined(folders: tuple[Path, Path]) -> None:
    data, tests = folders
    pairs = sentence_pairs(data, HeldOut(tests), seed=0)
    assert all("喝茶" not in pair.zh for pair in pairs)
    assert any(pair.en == "The bridge was built in the twelfth century." for pair in pairs)
    assert max(pair.zh.count("第") for pair in pairs) > 3


def test_every_tenth_policy_pair_is_held_out(folders: tuple[Path, Path]) -> None:
    data, tests = folders
    candidates, held_out = policy_test(data)
    assert (len(candidates), held_out) == (20, [0, 9, 10, 19])
    trained = policy_pairs(data, HeldOut(tests))
    assert len(trained) == 16
    assert not {candidates[i].zh for i in held_out if is_policy_test(i)} & {pair.zh for pair in trained}


def test_questions_come_with_the_passage_that_answers_them(folders: tuple[Path, Path]) -> None:
    data, tests = folders
    found = {question: passage.text for passage in passages(data, HeldOut(tests)) for question in passage.questions}
    assert "東海" in found["長江流入哪裡？"]
    assert "竹子" in found["大熊猫主要吃什么？"]

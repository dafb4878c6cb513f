from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from index.dictionary import DICTIONARY_FILE, Dictionary
from index.training.dictionary import write_dictionary
from index.training.export import export
from index.training.loop import Trainer
from index.training.prepare import Prepared


def test_words_start_beside_their_glosses(run: Callable[[], tuple[Prepared, Trainer]], tmp_path: Path) -> None:
    prepared, _ = run()
    export(prepared.student.bert(), prepared.tokenizer, prepared.calibration(), 256, tmp_path)
    assert write_dictionary(tmp_path) > 0
    known = Dictionary(tmp_path / DICTIONARY_FILE)
    for chinese, english in (("茶", "tea"), ("河", "river"), ("枢纽", "hub")):
        assert next(iter(known.others(chinese))) == english
        assert chinese in known.others(english)


def test_no_encoder(tmp_path: Path) -> None:
    with pytest.raises(PolicyLensError):
        write_dictionary(tmp_path)

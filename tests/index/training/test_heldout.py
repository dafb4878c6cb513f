import unicodedata
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PolicyLensError
from index.training.heldout import HeldOut, key


@pytest.mark.parametrize(
    "text", ["我喜歡喝茶", "我 喜欢喝茶！！", "「我喜欢喝茶」", "i AM fond of tea", "Ｉ am fond of tea?"]
)
def test_another_spelling_of_a_test_sentence_is_left_out(folders: tuple[Path, Path], text: str) -> None:
    held_out = HeldOut(folders[1])
    assert not held_out.allows("别的句子", text)
    assert held_out.allows("别的句子", "我喜欢喝咖啡")


def test_without_test_sets_nothing_is_trained(tmp_path: Path) -> None:
    with pytest.raises(PolicyLensError, match=r"tatoeba\.cmn"):
        HeldOut(tmp_path)


@given(st.text("四川省人工智能产业规模，。！ aB1"))
def test_script_width_case_and_punctuation_do_not_tell_texts_apart(text: str) -> None:
    traditional = opencc.OpenCC("s2t").convert(text)
    assert key(traditional) == key(text)
    assert key(unicodedata.normalize("NFKC", f"{text.upper()}。")) == key(text)

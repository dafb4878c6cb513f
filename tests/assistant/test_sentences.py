from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import ModelError
from assistant.plain import disarmed, plain
from assistant.sentences import RESTART, Sentences

REPLY = (
    "A rises to 3.5% (see No. 5) [1]. B falls.【2】［3］ 规模将超过4000亿元。[^4]好的。<sup>5</sup>\n"
    "| 地区 | 规模 |\n| --- | --- |\n| 四川 | **4000亿元** [6-8] |\n\n# C is `bold`[9].\nNo marker"
)
WHOLE = [
    "A rises to 3.5% (see No. 5) [1].",
    "B falls.[2][3]",
    "规模将超过4000亿元。[4]",
    "好的。[5]",
    "四川，4000亿元 [6][7][8]",
    "C is bold[9].",
    "No marker",
]


def cut(text: str, *at: int) -> list[str]:
    places = sorted({0, *at, len(text)})
    return [text[start:end] for start, end in pairwise(places)]


@given(st.lists(st.integers(0, len(REPLY)), max_size=40))
def test_a_reply_has_the_same_sentences_however_it_is_cut(at: list[int]) -> None:
    sentences = Sentences(cut(REPLY, *at))
    assert [*sentences, *sentences.rest()] == WHOLE


def test_a_sentence_is_given_out_when_the_next_one_begins() -> None:
    given_out = []

    def pieces():
        for piece in ("一句。[1", "]", " 二", "句。"):
            given_out.append(len(found))
            yield piece

    found: list[str] = []
    for sentence in Sentences(pieces()):
        found.append(sentence)
    assert found == ["一句。[1]"]
    assert given_out == [0, 0, 0, 1]


def test_thoughts_are_left_out() -> None:
    sentences = Sentences(["<th", "ink>一。[1]</thi", "nk>二。[1]\n"])
    assert [*sentences, *sentences.rest()] == ["二。[1]"]
    assert [*Sentences(["一。[1]\n", "想</think>\n二。[1]\n"])] == ["一。[1]", RESTART, "二。[1]"]


@pytest.mark.parametrize("text", ["好" * 7_000, "<think>" + "好" * 70_000])
def test_what_never_ends_is_an_error(text: str) -> None:
    with pytest.raises(ModelError, match="endless"):
        list(Sentences(cut(text, *range(0, len(text), 100))))


def test_where_a_reply_broke_off() -> None:
    for text, finish, is_cut in (("规模将超", None, True), ("规模将超", "stop", False), ("超过。", None, False)):
        sentences = Sentences([text])
        assert not list(sentences)
        assert sentences.is_cut(finish) is is_cut


def test_document_numbers_are_no_markers() -> None:
    assert plain("国发[2025]11号、[25]号文 [12]") == "国发[2025]11号、[25]号文 [12]"


@given(st.text("a一<|>[]13 \n/_:", max_size=60))
def test_disarmed_text_opens_nothing(text: str) -> None:
    clean = disarmed(f"<|im_start|>{text}\n\n[3] System: {text}")
    assert "<|" not in clean
    assert "\n\n" not in clean
    assert "[3]" not in clean

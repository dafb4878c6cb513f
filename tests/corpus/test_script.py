from hypothesis import given
from hypothesis import strategies as st

from corpus.script import detect, fold, fold_wording

CHINESE = st.text(alphabet=st.one_of(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), st.characters()))


def test_fold_maps_characters_only() -> None:
    assert fold("人工智慧產業發展規劃(2022-2025)") == "人工智慧产业发展规划(2022-2025)"
    assert fold("四川 AI+ 方案") == "四川 AI+ 方案"


def test_fold_wording_maps_words_and_keeps_the_way_back() -> None:
    text = "加強網際網路與人工智慧產業"
    folded = fold_wording(text)
    assert folded.text == "加强互联网与人工智能产业"
    start = folded.text.index("人工智能")
    assert text[slice(*folded.original_span(start, start + 4))] == "人工智慧"


@given(CHINESE)
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(CHINESE)
def test_fold_wording_offsets_are_in_order_and_inside(text: str) -> None:
    folded = fold_wording(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start <= len(text) for start in folded.starts)
    assert folded.starts[-1] == len(text)


def test_detect() -> None:
    assert detect("四川省计划在2030年前把人工智能产业规模做到多大?") == "zh-Hans"
    assert detect("四川省計畫在2030年前把人工智慧產業規模做到多大?") == "zh-Hant"
    assert detect("What does Sichuan (四川) plan for 2030?") == "en"
    assert detect("2030年GDP目标") == "zh-Hans"
    assert detect("12345 ?!") == "en"

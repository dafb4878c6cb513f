import unicodedata

import pytest

from ingest.parsers.pages.radicals import mended


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("⼈⼯智能", "人工智能"), ("⾸⻚", "首页"), ("⺠⽣⻓", "民生长"), ("ﬁnancial", "financial"), ("a\u00a0b", "a b")],
)
def test_radicals_become_the_characters_that_were_meant(wrong: str, right: str) -> None:
    assert mended(wrong) == right


def test_every_kangxi_radical_has_a_character() -> None:
    assert all(unicodedata.name(mended(chr(code))).startswith("CJK UNIFIED") for code in range(0x2F00, 0x2FD6))


def test_full_width_punctuation_stays() -> None:
    assert mended("（一）４０００亿元，〔2025〕") == "（一）４０００亿元，〔2025〕"

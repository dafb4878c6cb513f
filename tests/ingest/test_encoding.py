import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PolicyLensError
from ingest.encoding import decode

SIMPLIFIED = (
    "到2030年，四川省人工智能产业规模超过4000亿元，“三步走”路线图分为三个节点。\n各市（州）人民政府应当认真贯彻落实。"
)
TRADITIONAL = "到2030年，四川省人工智慧產業規模超過4000億元，「三步走」路線圖分為三個節點。\n請抓好貫徹落實。"
ENGLISH = "By 2030, Sichuan's AI industry is to exceed RMB 400 billion — “three steps” in all.\n"

CODED = [
    *((text, coding) for text in (SIMPLIFIED, TRADITIONAL, ENGLISH) for coding in ("utf-8", "utf-8-sig", "utf-16")),
    *((text, "gb18030") for text in (SIMPLIFIED, TRADITIONAL, ENGLISH * 3 + SIMPLIFIED)),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "big5hkscs"),
    (ENGLISH * 3 + TRADITIONAL, "big5"),
    (ENGLISH, "cp1252"),
]


@pytest.mark.parametrize(("text", "coding"), CODED)
def test_policy_texts_in_the_encodings_of_their_places(text: str, coding: str) -> None:
    assert decode(text.encode(coding)) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_any_text_with_a_mark_or_in_utf_8(text: str) -> None:
    assert decode(text.encode()) == text
    assert decode(text.encode("utf-8-sig")) == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == text


def test_newlines_are_one_character_and_nul_is_none() -> None:
    assert decode(b"a\r\nb\rc\nd\0e") == "a\nb\nc\nde"


def test_what_a_file_says_of_its_encoding_is_believed_unless_it_cannot_be() -> None:
    short = "方案"
    assert decode(short.encode("big5"), "Big5") == short
    assert decode(short.encode("gb18030"), "gb2312") == short
    assert decode(short.encode(), "gb2312") == short
    assert decode(TRADITIONAL.encode("big5"), "unicode_escape") == TRADITIONAL


@given(st.binary())
def test_bytes_are_text_or_a_clear_error(content: bytes) -> None:
    try:
        text = decode(content)
    except PolicyLensError as error:
        assert "encoding" in str(error)
    else:
        assert not set("\0\r") & set(text.encode("utf-8").decode())

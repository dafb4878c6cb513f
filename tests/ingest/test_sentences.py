from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import sentence_spans

BULLETS = set("-–—•·*▪◦")
TEXT = st.text() | st.text(alphabet="人工智能，。！？；”）.!? \n-•\"')]A a1[3]No")


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["到2030年，规模超过4000亿元。", "“要抓好落实！”", "（完）"],
        ["Growth was 3.5 percent.", "It reached 4.0 in Art. 5 of No. 7, i.e. Schedule A. Smith said so."],
        ["The plan has twelve actions [1].", "It adds ten measures [1][2].", "Costs fall."],
        ["Up to 70% by 2027 [1]", "By 2035, all of it [2]."],
        ["一、总体要求", "（一）指导思想。"],
        ["Is it so?", "Yes!", "成文日期:2022年12月28日"],
        ["第一句……", "第二句。[3]", "第三句"],
        ["Circulated as Yun Fu Ban Han [2024] No. 69 (云府办函〔2024〕69号) to all cities [1].", "It is new."],
    ],
)
def test_parts_are_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts).replace("一、总体要求 ", "一、总体要求\n")) == parts


def test_bullets_go_and_signs_stay() -> None:
    assert sentences("- First point.\n• 第二点。\n——第三点\n-5% was lost.") == [
        "First point.",
        "第二点。",
        "第三点",
        "-5% was lost.",
    ]


@given(TEXT, st.data())
def test_nothing_but_blanks_and_bullets_is_left_out(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = sentence_spans(text, start, end)
    edges = [start, *(offset for span in spans for offset in span), end]
    assert edges == sorted(edges)
    assert all(text[a:b] and text[a:b] == text[a:b].strip() for a, b in spans)
    gaps = "".join(text[a:b] for a, b in list(pairwise(edges))[::2])
    assert all(character.isspace() or character in BULLETS for character in gaps)

from fractions import Fraction

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.quantities import find_quantities
from ingest.quantities.numerals import find_numerals, fold

whole = st.integers(min_value=1, max_value=10**15)


@given(whole)
def test_arabic(value: int) -> None:
    for text in (f"共{value}个", f"共{value:,}个", f"共{value:,}个".replace(",", "，")):
        assert [(q.low, q.unit) for q in find_quantities(text)] == [(value, "")]


@given(whole)
def test_chinese(value: int) -> None:
    text = cn2an.an2cn(value)
    assert [q.low for q in find_quantities(f"共{text}个")] == [value]
    traditional = text.translate(str.maketrans("万亿两", "萬億兩"))
    assert [q.low for q in find_quantities(f"共{traditional}個")] == [value]


@given(
    st.integers(min_value=1, max_value=99_999),
    st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("億", 10**8)]),
)
def test_chinese_scales(value: int, scale: tuple[str, int]) -> None:
    assert [(q.low, q.unit) for q in find_quantities(f"{value}{scale[0]}元")] == [(value * scale[1], "CNY")]
    decimal = Fraction(value, 10)
    assert [q.low for q in find_quantities(f"{value / 10}{scale[0]}元")] == [decimal * scale[1]]


@given(
    st.integers(1, 999),
    st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9), ("bn", 10**9), ("trillion", 10**12)]),
)
def test_english_scales(value: int, scale: tuple[str, int]) -> None:
    assert [(q.low, q.unit) for q in find_quantities(f"{value} {scale[0]} yuan")] == [(value * scale[1], "CNY")]


ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
)
ONES += ["eighteen", "nineteen"]
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(value: int) -> str:
    if value < 20:
        return ONES[value - 1]
    if value < 100:
        return TENS[value // 10 - 2] + ("-" + ONES[value % 10 - 1] if value % 10 else "")
    for scale, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            rest = value % scale
            tail = f" and {in_words(rest)}" if 0 < rest < 100 else f" {in_words(rest)}" if rest else ""
            return f"{in_words(value // scale)} {word}{tail}"
    raise AssertionError(value)


@given(st.integers(2, 10**12 - 1))
def test_english_words(value: int) -> None:
    assert [q.low for q in find_quantities(f"There are {in_words(value)} sites")] == [value]


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("text", ["三三四", "一二三", "百千万", "万一", "九九九九九", "二百十百", "零", "五" * 50])
def test_what_is_no_numeral(text: str) -> None:
    assert all(numeral.low == 0 for numeral in find_numerals(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("两三百", 200, 300),
        ("十七八", 17, 18),
        ("七八千万", 70_000_000, 80_000_000),
        ("一万二千亿", 12 * 10**11, 12 * 10**11),
        ("百亿亿", 10**18, 10**18),
        ("一亿二", 120_000_000, 120_000_000),
        ("二百五", 250, 250),
        ("2.5 million", 2_500_000, 2_500_000),
        ("two and a half million", 2_500_000, 2_500_000),
        ("1½", Fraction(3, 2), Fraction(3, 2)),
        ("10²⁵", 10**25, 10**25),
    ],
)
def test_value(text: str, low: int, high: int) -> None:
    assert [(numeral.low, numeral.high) for numeral in find_numerals(text)] == [(low, high)]

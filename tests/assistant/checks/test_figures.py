import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.checks.figures import check_numbers


def passes(words: str, quote: str, title: str = "") -> bool:
    citation = Citation(1, "d", title, "p", None, 0, len(quote), quote)
    return all(check.ok for check in check_numbers(words, [citation]))


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("At least 80 firms.", "企业80家以上。"),  # 以上 takes in the figure, by article 1259 of the Civil Code
        ("More than 80 firms.", "企业超过80家。"),
        ("三分之一的企业参加。", "One third of the firms take part."),
        ("75%的企业参加。", "Three quarters of the firms take part."),
        ("产量增长两倍。", "Output tripled."),
        ("单户上限80万元。", "The cap for one firm is 800,000 yuan."),
        ("The first three quarters brought 5%.", "前三季度增长5%。"),
    ],
)
def test_what_the_source_says_passes(words: str, quote: str) -> None:
    assert passes(words, quote)


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("More than 80 firms.", "企业80家以上。"),
        ("At least 80 firms.", "企业超过80家。"),
        ("每名服务至少300户。", "每名服务不超过300户。"),
        ("补贴5000万元。", "补贴15000万元。"),
        ("75%的企业参加。", "Two thirds of the firms take part."),
    ],
)
def test_what_the_source_does_not_say_fails(words: str, quote: str) -> None:
    assert not passes(words, quote)


def test_the_title_names_the_place_where_the_quote_does_not() -> None:
    quote = "对标北京市，产业规模达到300亿元。"
    assert passes("湖南省产业规模达到300亿元。", quote, title="湖南省产业规划")
    assert not passes("湖南省产业规模达到300亿元。", quote)


def test_a_figure_told_twice_keeps_the_words_about_it() -> None:
    quote = "Output was close to 350 billion yuan in 2024 and reached about 450 billion yuan in 2025."
    told = "Output was close to 350 billion yuan（3500亿元） in 2024 and reached about 450 billion yuan（4500亿元） in 2025."
    assert passes(f"（英文原文）{told}", quote)
    assert not passes(f"（英文原文）{told.replace('4500', '5400')}", quote)
    swapped = "Output was about 450 billion yuan（4500亿元） in 2024 and close to 350 billion yuan（3500亿元） in 2025."
    assert not passes(f"（英文原文）{swapped}", quote)


def test_one_of_several_citations_is_enough() -> None:
    quotes = ["浙江省建成600万亩。", "福建省建成200万亩。"]
    citations = [Citation(n, "d", "", "p", None, 0, len(quote), quote) for n, quote in enumerate(quotes, 1)]
    assert [check.citation for check in check_numbers("福建建成200万亩。", citations)] == [2]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from("浙江省 2025年 超过600万亩 ，草原 70%以上 。 第二批 和 5家企业 three firms , by 2030".split()),
        max_size=14,
    )
)
def test_a_quote_bears_itself(pieces: list[str]) -> None:
    assert passes("".join(pieces), "".join(pieces))

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks.context import figures
from ingest.quantities import find_quantities


def test_each_figure_has_its_place_and_year() -> None:
    found = figures("浙江省2025年建成600万亩，福建省2026年建成200万亩。")
    assert [(sorted(figure.places), figure.years) for figure in found] == [
        (["CN-ZJ"], (2025, 2025)),
        (["CN-FJ"], (2026, 2026)),
    ]


def test_a_silent_figure_takes_over_place_and_year() -> None:
    last = figures("浙江省2025年绿地面积为600万亩，草原面积为200万亩。")[1]
    assert (last.places, last.years) == ({"CN-ZJ"}, (2025, 2025))


def test_the_next_sentence_says_nothing_of_a_figure() -> None:
    texts = (
        "By 2030, the scale is 400 billion yuan. By 2035, all is done.",
        "到2030年，规模达到4000亿元。到2035年全部完成。",
    )
    for text in texts:
        assert [figure.years for figure in figures(text)] == [(2030, 2030)]


def test_respectively_gives_each_place_its_figure() -> None:
    found = figures("河北省和山西省分别设立80亿元和45亿元的基金。")
    assert [figure.places for figure in found] == [{"CN-HE"}, {"CN-SX"}]


def test_a_condition_is_a_key() -> None:
    found = figures("营业收入突破10亿元的，给予300万元奖励。")
    assert found[1].keys == {("CNY", 10**9)}


def test_words_are_cut_between_figures() -> None:
    first, second = figures("Renewables supplied 62% of electricity and 28% of heat.")
    assert "heat" in second.words
    assert "heat" not in first.words


PIECES = "浙江省 福建 2025年 超过 600万亩 70% ， 。 、 和 的 的，给予 分别 France  and  to  in 2024 EUR 3 million or  | \n".split(
    " "
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)))
def test_any_text_gives_figures_of_its_quantities(text: str) -> None:
    found = [figure.quantity for figure in figures(text)]
    assert set(found) <= set(find_quantities(text))
    assert [one.start for one in found] == sorted(one.start for one in found)

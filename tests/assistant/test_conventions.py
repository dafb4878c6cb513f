import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conventions import told_figure, with_conventions
from ingest.document import Language
from ingest.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("规模超过4000亿元。", "en", "规模超过4000亿元 (400 billion yuan)。"),
        ("达到1.5万名", "en", "达到1.5万名 (15,000)"),
        ("智能算力3万P", "en", "智能算力3万P (30,000 PFlops)"),
        ("投入5亿新元", "en", "投入5亿新元 (500 million Singapore dollars)"),
        ("more than 400 billion yuan by 2030", "zh-Hans", "more than 400 billion yuan（4000亿元） by 2030"),
        ("EUR 35 million", "zh-Hans", "EUR 35 million（3500万欧元）"),
        ("GBP 2 billion", "zh-Hant", "GBP 2 billion（20億英鎊）"),
        ("2500家企业，占70%", "en", "2500家企业，占70%"),
        ("at least 2,500 companies", "zh-Hans", "at least 2,500 companies"),
    ],
)
def test_large_numbers_stand_in_both_conventions(text: str, language: Language, told: str) -> None:
    assert with_conventions(text, language) == told


@given(st.integers(1, 999_999), st.sampled_from(["万", "亿", "万亿"]), st.sampled_from(["元", "家", "P", "美元"]))
def test_what_is_added_is_worth_the_same(number: int, size: str, unit: str) -> None:
    text = f"达到{number}{size}{unit}。"
    values = {quantity.low for quantity in find_quantities(with_conventions(text, "en"))}
    assert len(values) == 1


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("超过4000亿元", "en", "more than 400 billion yuan (4000亿元)"),
        ("超过4000亿元", "zh-Hans", "超过4000亿元"),
        ("超过4000亿元", "zh-Hant", "超過4000億元"),
        ("90%以上", "en", "at least 90%"),
        ("建设200家工厂", "en", "200"),
        ("3-5家", "en", "3–5"),
        ("约3万P", "en", "about 30,000 PFlops (3万P)"),
        ("up to EUR 35 million", "zh-Hans", "最多3500万欧元（EUR 35 million）"),
        ("at least 2,500 companies", "zh-Hans", "至少2500"),
        ("below 3 milliseconds", "zh-Hans", "低于3 milliseconds"),
    ],
)
def test_a_figure_is_told_with_its_bound(text: str, language: Language, told: str) -> None:
    (quantity,) = find_quantities(text)
    assert told_figure(quantity, text, language) == told

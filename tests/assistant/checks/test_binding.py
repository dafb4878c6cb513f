import pytest

from assistant.checks.binding import bound_alike, related
from assistant.checks.context import figures


def alike(claim: str, source: str, bearing: int) -> bool:
    sources = figures(source)
    return bound_alike(figures(claim)[0], sources, (), [place == bearing for place in range(len(sources))])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("福建建成600万亩。", "浙江建成600万亩，福建建成200万亩。"),
        ("Scale in 2030 is 50 billion yuan.", "2025年规模达到500亿元，2030年规模达到1000亿元。"),
        ("第二批有12个城市。", "首批有12个城市，第二批有20个城市。"),
        ("草原面积为300万亩。", "公益林面积为300万亩，草原面积为50万亩。"),
    ],
)
def test_what_is_said_of_another_figure_is_told(claim: str, source: str) -> None:
    assert not alike(claim, source, 0)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("浙江建成600万亩。", "浙江建成600万亩，福建建成200万亩。"),
        ("建成600万亩。", "浙江建成600万亩，福建建成200万亩。"),  # no place in the claim: nothing is concluded
        ("中国建成600万亩。", "浙江建成600万亩。"),  # one lies in the other
    ],
)
def test_what_cannot_be_told_passes(claim: str, source: str) -> None:
    assert alike(claim, source, 0)


def test_places_are_related_upwards_and_downwards() -> None:
    assert related("CN-SC", "CN-SC-Chengdu")
    assert related("CN-SC-Chengdu", "CN")
    assert not related("CN-SC", "CN-ZJ")

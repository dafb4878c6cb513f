import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.enumerations import enumerations


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("Work is coordinated in policy formulation, funding support, the environment, and risk supervision.", (4,)),
        ("By 2027, coordination will be improved in farms, mines and ports.", (3,)),
        ("By 2027, the city will build data centres and chips.", (2,)),
        ("It covers hiring, loans and medical advice.", (3,)),
        ("What it does, which is new, hurts workers, farmers and shops.", (3,)),
        ("Income was 1,000 yuan in 2020.", ()),
        ("重点包括算力、数据、模型和人才。", (4,)),
        ("面向电网、新能源、水电、火电、核电、煤炭、油气等领域", (7,)),
        ("到2027年，推动算力、数据与模型协同，形成产业集聚区。", (3,)),
        ("一要建平台；二要建队伍；三要建制度。", (3,)),
        ("到2030年，建成两百家工厂。", ()),
    ],
)
def test_enumerations_are_told_with_their_lengths(text: str, lengths: tuple[int, ...]) -> None:
    assert enumerations(text) == lengths


@given(st.lists(st.sampled_from(["港口", "矿山", "农田", "学校", "医院"]), min_size=2, max_size=9))
def test_every_chinese_item_counts_once(items: list[str]) -> None:
    assert enumerations(f"支持{'、'.join(items)}等场景。") == (len(items),)
    assert enumerations(f"支持{'、'.join(items[:-1])}和{items[-1]}。") == (len(items),)


@given(st.lists(st.sampled_from(["ports", "iron mines", "rural schools", "wind farms"]), min_size=3, max_size=9))
def test_every_english_item_counts_once(items: list[str]) -> None:
    told = f"{', '.join(items[:-1])} and {items[-1]}"
    assert enumerations(f"By 2030, the plan supports {told}.") == (len(items),)
    assert enumerations(f"The plan supports {told}, which is new.") == (len(items),)

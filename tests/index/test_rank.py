import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import analyze
from index.rank import WEIGHTS, fuse, signs
from ingest.document import Chunk, Document, Metadata

RANKINGS = st.dictionaries(st.text(max_size=3), st.lists(st.integers(0, 20), unique=True), max_size=4)


def found(question: str, text: str = "", title: str = "t", **known: str) -> dict[str, float]:
    document = Document("d", title, "zh-Hans", "d", "m", "0", text, metadata=Metadata(**known))  # type: ignore[arg-type]
    return signs(analyze(question), Chunk("d#0", "d", (), None, 0, len(text), text), document)


def test_fuse_is_the_sum_of_reciprocal_ranks_over_the_best() -> None:
    scores = fuse({"a": [1, 2, 3], "b": [3, 4]})
    best = 1 / 63 + 1 / 61
    assert scores == pytest.approx({1: 1 / 61 / best, 2: 1 / 62 / best, 3: 1, 4: 1 / 62 / best})
    assert fuse({}) == fuse({"a": []}) == {}


@given(RANKINGS)
def test_fused_scores_go_from_0_to_1(rankings: dict[str, list[int]]) -> None:
    scores = fuse(rankings)
    assert scores.keys() == {key for keys in rankings.values() for key in keys}
    assert all(0 < score <= 1 for score in scores.values())
    assert not scores or max(scores.values()) == 1
    assert scores == pytest.approx(fuse(dict(reversed(rankings.items()))))


@pytest.mark.parametrize(
    ("question", "place", "weight"),
    [
        ("四川的规模", "CN-SC", WEIGHTS.same_place),
        ("四川的规模", "CN-SC-Chengdu", WEIGHTS.inner_place),
        ("四川的规模", "CN", WEIGHTS.outer_place),
        ("四川的规模", "CN-JX", WEIGHTS.wrong_place),
        ("四川和江西", "CN-JX", WEIGHTS.same_place),
        ("规模", "CN-JX", 0),
        ("四川的规模", None, 0),
        ("四川的规模", "Atlantis", 0),
    ],
)
def test_place(question: str, place: str | None, weight: float) -> None:
    known = {"jurisdiction": place} if place else {}
    assert found(question, **known).get("place", 0) == weight


@pytest.mark.parametrize("asked", ["成新经济〔2022〕49号", "请问成新经济[2022]49号", "成新經濟（2022） 49 號"])
def test_document_number_in_any_brackets_and_script(asked: str) -> None:
    assert found(f"{asked}是什么?", document_number="成新经济〔2022〕49号") == {
        "document_number": WEIGHTS.document_number
    }
    assert found(f"{asked}是什么?", document_number="成新经济〔2022〕4号") == {}
    assert found(f"{asked}是什么?") == {}


def test_years_and_what_was_replaced() -> None:
    assert found("2030年的目标", text="到2030年") == {"year_in_text": WEIGHTS.year_in_text}
    assert found("2025年的规划", title="规划(2022-2025)") == {"year_of_document": WEIGHTS.year_of_document}
    assert found("规划的目标", status="draft") == {"replaced": WEIGHTS.replaced}
    assert found("规划的目标", status="in force") == {}
    assert found("2025年的目标", status="draft") == {}

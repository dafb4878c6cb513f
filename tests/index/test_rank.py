from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoders import Encoder
from index.query import analyze
from index.rank import WEIGHTS, Candidate, content_signs, document_signs, rank
from ingest.document import Chunk, Document, Metadata


def candidate(text: str = "", title: str = "t", key: int = 0, **known: object) -> Candidate:
    document = Document(f"d{key}", title, "zh-Hans", "d", "m", "0", text, metadata=Metadata(**known))  # type: ignore[arg-type]
    return Candidate(key, Chunk(f"d{key}#0", f"d{key}", (), None, 0, len(text), text), document, 0.5, 0.5)


def known_of(question: str, **known: object) -> dict[str, float]:
    one = candidate(**known)  # type: ignore[arg-type]
    return dict(document_signs(analyze(question), one.document, (), ()))


@pytest.mark.parametrize(
    ("question", "place", "sign"),
    [
        ("四川的规模", "CN-SC", "same_place"),
        ("四川的规模", "CN-SC-Chengdu", "inner_place"),
        ("四川的规模", "CN", "outer_place"),
        ("四川的规模", "CN-JX", "other_place"),
        ("四川和江西", "CN-JX", "same_place"),
        ("规模", "CN-JX", None),
        ("四川的规模", None, None),
        ("四川的规模", "Atlantis", None),
    ],
)
def test_place(question: str, place: str | None, sign: str | None) -> None:
    assert known_of(question, jurisdiction=place) == ({sign: 1.0} if sign else {})


@pytest.mark.parametrize(
    ("question", "text", "place", "sign"),
    [
        ("四川的规模", "四川要领先。江西也要。", None, "same_place"),
        ("四川的规模", "成都要领先。", None, "inner_place"),
        ("四川的规模", "江西要领先。", None, "other_place"),
        ("四川的规模", "规模要翻番。", None, None),
        ("规模", "江西要领先。", None, None),
        ("四川的规模", "四川要领先。", "CN-JX", None),  # its document's place counts
    ],
)
def test_a_chunk_of_a_page_of_several_places_is_of_those_that_it_names(
    question: str, text: str, place: str | None, sign: str | None
) -> None:
    signs = content_signs(analyze(question), candidate(text, jurisdiction=place))
    assert [name for name in signs if name.endswith("_place")] == ([sign] if sign else [])


@pytest.mark.parametrize("asked", ["成新经济〔2022〕49号", "请问成新经济[2022]49号", "成新經濟（2022） 49 號"])
def test_document_number_in_any_brackets_and_script(asked: str) -> None:
    assert "document_number" in known_of(f"{asked}是什么?", document_number="成新经济〔2022〕49号")
    assert "document_number" not in known_of(f"{asked}是什么?", document_number="成新经济〔2022〕4号")
    assert "document_number" not in known_of(f"{asked}是什么?")


def test_what_was_replaced_and_what_is_a_draft() -> None:
    assert known_of("规划的目标", status="draft") == known_of("规划的目标", status="ended") == {"replaced": 1.0}
    assert known_of("规划的目标", status="in force") == {}
    assert known_of("征求意见稿的目标", status="in force") == {"other_stage": 1.0}
    assert "other_stage" not in known_of("征求意见稿的目标", status="draft")
    one = candidate()
    assert document_signs(analyze("规划"), one.document, (), {one.document.original_id})["replaced"] == 1.0


def test_a_successor_comes_before_what_it_replaced(encoder: Encoder) -> None:
    old, new = candidate("算力规划", key=0), candidate("算力规划", key=1)
    assert [one.candidate.key for one in rank(analyze("算力规划"), [old, new], encoder)] == [0, 1]
    assert [one.candidate.key for one in rank(analyze("算力规划"), [old, new], encoder, {"d0"})] == [1, 0]


def test_the_document_that_is_named_comes_first(encoder: Encoder) -> None:
    plans = [
        candidate("目标是一百家。", title, key)
        for key, title in enumerate(["数据条例草案", "算力发展规划", "人才办法"])
    ]
    best = rank(analyze("《算力发展规划》的目标是多少？"), plans, encoder)[0]
    assert (best.candidate.key, best.signs["named"]) == (1, 1.0)


def test_the_year_in_the_text_counts(encoder: Encoder) -> None:
    texts = ["到2027年建成十个。", "到2030年建成十个。"]
    ranked = rank(analyze("2030年建成几个？"), [candidate(text, key=key) for key, text in enumerate(texts)], encoder)
    assert [(one.candidate.key, one.signs["year"], one.signs["other_year"]) for one in ranked] == [(1, 1, 0), (0, 0, 1)]


@given(st.permutations(range(40)))
def test_the_order_does_not_depend_on_that_of_the_candidates(encoder: Encoder, order: list[int]) -> None:
    found = [candidate(f"第{key % 7}项", key=key) for key in range(40)]
    ranked = rank(analyze("第3项"), [found[key] for key in order], encoder)
    assert ranked == rank(analyze("第3项"), found, encoder)
    assert len(ranked) == len(found)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


def test_a_score_is_the_sum_of_the_weighed_signs(encoder: Encoder) -> None:
    ranked = rank(
        analyze("四川2030年的算力"), [candidate("算力", jurisdiction="CN-SC"), candidate("2027年", key=1)], encoder
    )
    for one in ranked:
        assert one.score == pytest.approx(sum(asdict(WEIGHTS)[name] * value for name, value in one.signs.items()))


def test_nothing_found(encoder: Encoder) -> None:
    assert rank(analyze("规模"), [], encoder) == []

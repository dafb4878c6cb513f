from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.choice import LIMITS, choose
from assistant.evidence import Evidence
from assistant.passages import passages
from assistant.reader import judged_for
from index.encoders import Encoder
from index.library import Library
from index.search import Searcher


def judged(library: Library, encoder: Encoder, question: str) -> tuple[Searcher, Sequence[Evidence]]:
    searcher = Searcher(library, encoder)
    result = searcher.search(question, 10)
    return searcher, judged_for(result.query, passages(result.hits, library), encoder)


@pytest.fixture(scope="module")
def sichuan(library: Library, encoder: Encoder) -> Sequence[Evidence]:
    return judged(library, encoder, "四川到2030年的人工智能产业规模目标是多少？")[1]


QUERY = "四川到2030年的人工智能产业规模目标是多少？"


@given(scores=st.lists(st.floats(-5, 5), min_size=16, max_size=16))
def test_what_is_told_is_short_of_one_work_and_not_twice(
    sichuan: Sequence[Evidence], library: Library, encoder: Encoder, scores: list[float]
) -> None:
    query = Searcher(library, encoder).search(QUERY, 1).query
    shuffled = sorted(
        (replace(one, score=score) for one, score in zip(sichuan, scores, strict=False)), key=lambda one: -one.score
    )
    chosen = choose(query, shuffled, LIMITS)
    assert len(chosen) <= 3
    spans = [(one.passage.document.id, one.passage.start, one.passage.end) for one in chosen]
    assert all(a[0] != b[0] or a[2] <= b[1] or b[2] <= a[1] for i, a in enumerate(spans) for b in spans[:i])
    assert len({one.passage.document.original_id for one in chosen if not one.years}) <= 1


def test_less_is_told_the_surer_the_first_is(sichuan: Sequence[Evidence], library: Library, encoder: Encoder) -> None:
    query = Searcher(library, encoder).search(QUERY, 1).query
    alike = [replace(one, score=0.0) for one in sichuan]
    apart = [replace(one, score=-10.0 * at) for at, one in enumerate(sichuan)]
    assert len(choose(query, alike, LIMITS)) > len(choose(query, apart, LIMITS)) == 1

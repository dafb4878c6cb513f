"""Each of several things that a question asks for is searched by itself, too."""

from assistant.question import Question
from assistant.searching import search
from index.encoders import Encoder
from index.library import Library
from index.search import Searcher


def test_one_thing_is_searched_once(library: Library, encoder: Encoder) -> None:
    found = search(Question("四川2030年人工智能产业规模目标是多少？"), Searcher(library, encoder))
    ((_, hits),) = found.parts
    assert hits == found.hits
    assert found.result.hits == found.hits


def test_each_side_of_a_comparison_has_hits_of_its_own(library: Library, encoder: Encoder) -> None:
    found = search(
        Question("四川2025年11月的征求意见稿和2026年5月正式方案的产业规模目标有何变化？"), Searcher(library, encoder)
    )
    draft, final = ({hit.chunk.document_id for hit in hits[:10]} for _, hits in found.parts)
    assert "cn-sc-ai-plus-draft-2025" in draft
    assert "cn-sc-ai-plus-2026" in final
    every = [hit.chunk.id for hit in found.hits]
    assert len(every) == len({*every})
    assert {hit.chunk.id for _, hits in found.parts for hit in hits} == {*every}
    assert [hit.rank for hit in found.hits] == list(range(1, len(every) + 1))

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import BlockKind, Document
from ingest.split import split
from ingest.structure import Piece, assemble
from ingest.tokens import count_tokens

KINDS: list[BlockKind] = ["paragraph", "list_item", "table_row", "title"]
LINE = st.text(min_size=1) | st.text("人工智能产业，。 -•\n规模2030\u3000", min_size=1, max_size=400)
LONG = st.builds(lambda text, times: text * times, st.text(min_size=1, max_size=20), st.integers(1, 60))
PIECES = st.lists(
    st.builds(Piece, st.just("heading"), st.text(min_size=1, max_size=30), st.integers(1, 5))
    | st.builds(Piece, st.sampled_from(KINDS), LINE | LONG),
    max_size=12,
)


def document(pieces: list[Piece]) -> Document:
    text, blocks = assemble(pieces)
    return Document("d", "t", "en", "d.md", "text/markdown", "0", text, blocks=blocks)


@settings(max_examples=200)
@given(PIECES, st.integers(8, 300))
def test_chunks_hold_the_blocks_within_the_budget(pieces: list[Piece], budget: int) -> None:
    whole = document(pieces)
    chunks = split(whole, budget)
    at = 0
    for chunk in chunks:
        assert chunk.text == whole.text[chunk.start : chunk.end]
        assert count_tokens(chunk.text) <= budget
        assert at <= chunk.start < chunk.end
        assert not whole.text[at : chunk.start].strip()
        at = chunk.end
    assert not whole.text[at:].strip()
    assert [chunk.id for chunk in chunks] == sorted({chunk.id for chunk in chunks})
    assert all(chunk.document_id == whole.id for chunk in chunks)


def test_headings_stay_with_what_they_head() -> None:
    text = "到2030年，人工智能产业规模超过4000亿元，集聚企业超过2500家，建成200家先进智能工厂。"
    last = f"二、目标\n（一）产业\n{text}"
    first = [Piece("title", "方案", 1), Piece("paragraph", "已印发。")]
    headings = [Piece("heading", "二、目标", 2), Piece("heading", "（一）产业", 3)]
    chunks = split(document([*first, *headings, Piece("paragraph", text)]), budget=count_tokens(last))
    assert [chunk.text for chunk in chunks] == ["方案\n已印发。", last]
    assert [chunk.headings for chunk in chunks] == [(), ("二、目标", "（一）产业")]


def test_a_heading_begins_a_chunk_when_there_is_much_before_it() -> None:
    pieces = [
        Piece("paragraph", "人工智能产业规模超过4000亿元。" * 5),
        Piece("heading", "二、保障", 2),
        Piece("paragraph", "a"),
    ]
    assert [chunk.text[:4] for chunk in split(document(pieces), budget=100)] == ["人工智能", "二、保障"]


def test_headings_of_a_chunk_are_those_that_its_blocks_share() -> None:
    pieces = [Piece("heading", "一", 2), Piece("heading", "甲", 3), Piece("paragraph", "a")]
    (chunk,) = split(document([*pieces, Piece("heading", "乙", 3), Piece("paragraph", "b")]))
    assert chunk.headings == ("一",)


def test_a_long_sentence_is_cut_at_a_space() -> None:
    words = "computing power vouchers " * 100
    chunks = split(document([Piece("paragraph", words.strip())]), budget=20)
    assert all(chunk.text.split()[-1] in {"computing", "power", "vouchers"} for chunk in chunks)
    assert " ".join(chunk.text.strip() for chunk in chunks) == words.strip()


def test_what_holds_no_sentence_is_no_obstacle() -> None:
    assert split(document([Piece("paragraph", " " * 5000)])) == []
    assert "".join(chunk.text for chunk in split(document([Piece("paragraph", "-" * 3000)]))) == "-" * 3000

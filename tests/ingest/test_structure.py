import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure import Piece, assemble, classify_lines, heading_level, with_title

LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)
PIECES = st.lists(
    st.builds(Piece, st.just("heading"), LINE, st.integers(1, 6))
    | st.builds(Piece, st.sampled_from(["title", "paragraph", "list_item", "table_row"]), LINE)
)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第一编 总则", 2),
        ("第三章 促进措施", 3),
        ("Chapter IV Governance", 3),
        ("第二節 數據", 4),
        ("一、总体要求", 5),
        ("（二）加强算力支撑", 6),
        ("(三)人才", 6),
        ("一、到2030年，规模超过4000亿元。", 0),
        ("第一条 为了促进发展，制定本法。", 0),
        ("1. 目标", 0),
        (f"一、{'很长' * 30}", 0),
        ("2027年", 0),
    ],
)
def test_heading_level(line: str, level: int) -> None:
    assert heading_level(line) == level


def test_classify_lines() -> None:
    lines = [
        "  一、目标 ",
        "",
        "- 第一点",
        "1.第二点",
        "第五条 罚款。",
        "The plan aims",
        "at growth.",
        "A new line",
        "  ",
    ]
    assert [(piece.kind, piece.text) for piece in classify_lines(lines)] == [
        ("heading", "一、目标"),
        ("list_item", "第一点"),
        ("list_item", "1.第二点"),
        ("list_item", "第五条 罚款。"),
        ("paragraph", "The plan aims at growth."),
        ("paragraph", "A new line"),
    ]


@given(st.lists(st.text()))
def test_no_character_of_a_line_is_lost(lines: list[str]) -> None:
    kept = "".join(piece.text for piece in classify_lines(lines))
    bullets = set("-*•·▪◦●")
    assert [c for c in kept if not c.isspace() and c not in bullets] == [
        c for line in lines for c in line if not c.isspace() and c not in bullets
    ]


def test_with_title_marks_the_line_that_reads_like_it_and_only_one() -> None:
    pieces = [Piece("paragraph", "a"), Piece("paragraph", "T"), Piece("paragraph", "T")]
    assert [piece.kind for piece in with_title(pieces, "T")] == ["paragraph", "title", "paragraph"]
    titled = [Piece("title", "X", 1), *pieces]
    assert with_title(titled, "T") == titled


def test_headings_are_those_above() -> None:
    _, blocks = assemble(
        [
            Piece("title", "T", 1),
            Piece("heading", "一", 2),
            Piece("heading", "（一）", 4),
            Piece("paragraph", "a"),
            Piece("heading", "1", 3),
            Piece("paragraph", "b"),
            Piece("heading", "二", 2),
            Piece("paragraph", "c"),
        ]
    )
    assert [block.headings for block in blocks] == [
        (),
        (),
        ("一",),
        ("一", "（一）"),
        ("一",),
        ("一", "1"),
        (),
        ("二",),
    ]


@given(PIECES)
def test_blocks_are_the_pieces(pieces: list[Piece]) -> None:
    text, blocks = assemble(pieces)
    assert text == "\n".join(piece.text for piece in pieces)
    assert [(block.kind, text[block.start : block.end]) for block in blocks] == [(p.kind, p.text) for p in pieces]
    for i, block in enumerate(blocks):
        path, below = list[str](), pieces[i].level if pieces[i].kind == "heading" else 99
        for above in reversed([piece for piece in pieces[:i] if piece.kind == "heading"]):
            if above.level < below:
                path, below = [above.text, *path], above.level
        assert block.headings == tuple(path)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure import Piece, assemble, classify_lines, heading_level, outlined, with_title

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
        ("第五条", 7),
        ("第五条 适用范围", 7),
        ("第五条 国家支持人工智能基础理论研究、算法", 0),
        ("CHAPTER II", 3),
        ("Annex III High-risk systems", 2),
        ("附件1 任务分工表", 2),
        ("Article 6 Classification rules", 7),
        ("Article 6 of the Act applies.", 0),
        ("SEC. 2. DEFINITIONS.", 4),
        ("1.2 Scope of application", 9),
        ("1.2.3 数据安全", 10),
        ("1.5 亿元", 0),
        ("1.5 million people took part.", 0),
        ("2.1 企业应当登记，并公开信息", 0),
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
        "The plan for the coming five years in the whole province aims",
        "at growth.",
        "A new line",
        "  ",
    ]
    assert [(piece.kind, piece.text) for piece in classify_lines(lines)] == [
        ("heading", "一、目标"),
        ("list_item", "第一点"),
        ("list_item", "1.第二点"),
        ("list_item", "第五条 罚款。"),
        ("paragraph", "The plan for the coming five years in the whole province aims at growth."),
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


def test_what_reads_like_a_heading_beside_others_is_one() -> None:
    text = "These rules apply to all who collect data."
    lines = [
        "1 Scope",
        "1.1 Persons",
        text,
        "2. Duties",
        text,
        "CHAPTER I",
        "General Provisions",
        "3. Fees",
        "4. Forms",
    ]
    found = [(piece.kind, piece.text, piece.level) for piece in outlined(classify_lines(lines))]
    assert found == [
        ("heading", "1 Scope", 8),
        ("heading", "1.1 Persons", 9),
        ("paragraph", text, 0),
        ("heading", "2. Duties", 8),
        ("paragraph", text, 0),
        ("heading", "CHAPTER I General Provisions", 3),
        ("list_item", "3. Fees", 0),
        ("list_item", "4. Forms", 0),
    ]


def test_lines_with_a_label_in_brackets_head_the_items_of_a_digest() -> None:
    text = "到2027年，产业规模超过3000亿元。"
    lines = [
        "【苏州】一次铺开",
        text,
        "[Hohhot] Cold air, cheap power",
        text,
        "【免责声明】仅供参考。",
        "【打印】【关闭】",
    ]
    found = [(piece.kind, piece.text) for piece in outlined(classify_lines(lines)) if piece.kind == "heading"]
    assert found == [("heading", "【苏州】一次铺开"), ("heading", "[Hohhot] Cold air, cheap power")]
    alone = outlined(classify_lines([text, "【时效性】已失效", text]))
    assert [piece.kind for piece in alone] == ["paragraph"] * 3


@given(
    PIECES
    | st.lists(st.sampled_from(["1 A", "1.1 B", "2. C", "CHAPTER I", "D", "e.", "第一章", "【G】", "【H】I"])).map(
        classify_lines
    )
)
def test_outlining_keeps_the_words_in_their_order(pieces: list[Piece]) -> None:
    found = outlined(pieces)
    assert " ".join(piece.text for piece in found) == " ".join(piece.text for piece in pieces)
    assert [piece for piece in found if piece.kind == "table_row"] == [p for p in pieces if p.kind == "table_row"]


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

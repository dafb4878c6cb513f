import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document
from ingest.outline import article, caption, lead_in
from ingest.structure import Piece, assemble

LAW = [
    Piece("heading", "第一章 总则", 3),
    Piece("paragraph", "第五条 国家支持创新。"),
    Piece("paragraph", "各部门应当配合。"),
    Piece("list_item", "第六条 企业不得有下列行为："),
    Piece("list_item", "（1）出售数据；"),
    Piece("list_item", "（2）伪造记录。"),
    Piece("paragraph", "违反前款的，给予警告。"),
    Piece("paragraph", "表1 年度目标"),
    Piece("table_header", "指标 | 数值"),
    Piece("table_row", "规模 | 4000亿元"),
    Piece("paragraph", "说明如上。"),
    Piece("table_header", "项目 | 金额"),
    Piece("table_row", "补贴 | 100万元"),
    Piece("heading", "第二章 附则", 3),
    Piece("paragraph", "另行规定。"),
]
PIECES = st.lists(
    st.builds(
        Piece,
        st.sampled_from(["paragraph", "list_item", "table_header", "table_row", "heading"]),
        st.text(min_size=1, max_size=40)
        | st.sampled_from(["第五条 有下列：", "如下：", "表1 目标", "Article 5", "以下行为"]),
        st.integers(1, 5),
    ),
    max_size=12,
)


def document(pieces: list[Piece]) -> Document:
    text, blocks = assemble(pieces)
    return Document("d", "t", "zh-Hans", "d.md", "text/markdown", "0", text, blocks=blocks)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("第五条 国家", ("", "", "")),
        ("各部门", ("第五条", "", "")),
        ("（1）", ("第六条", "第六条 企业不得有下列行为：", "")),
        ("伪造", ("第六条", "第六条 企业不得有下列行为：", "")),
        ("违反前款", ("第六条", "", "")),
        ("指标", ("第六条", "", "表1 年度目标")),
        ("规模", ("", "", "表1 年度目标")),
        ("补贴", ("", "", "")),
        ("另行", ("", "", "")),
    ],
)
def test_what_a_piece_hangs_on(words: str, expected: tuple[str, str, str]) -> None:
    law = document(LAW)
    at = law.text.index(words)
    assert (article(law, at), lead_in(law, at), caption(law, at)) == expected


@given(PIECES, st.integers(0, 300))
def test_it_stands_above_in_the_text(pieces: list[Piece], offset: int) -> None:
    whole = document(pieces)
    for words in (article(whole, offset), lead_in(whole, offset), caption(whole, offset)):
        assert words in whole.text[:offset]
        assert len(words) <= 200


@given(PIECES)
def test_a_row_has_the_header_of_its_own_table(pieces: list[Piece]) -> None:
    whole = document(pieces)
    for row in (block for block in whole.blocks if block.kind == "table_row"):
        header = whole.table_header(row.start)
        between = [b for b in whole.blocks if header and header.start < b.start < row.start]
        assert all(block.kind == "table_row" for block in between)

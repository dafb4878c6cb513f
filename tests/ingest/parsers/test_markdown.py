import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PolicyLensError
from ingest.parsers.markdown import markdown_pieces, parse
from ingest.structure import Piece, assemble

PAGE = """# 四川省**“人工智能+”**方案

引言
第二行 [链接](https://example.org) 与 `代码`、![图](x.png)。

## 目标

- 到2027年
  超过70%
- 到2030年

1. first
2. second

| 指标 | 数值 |
| --- | ---: |
| 规模 | **4000**亿元 |
| 企业 | 2500\\|家 |

> 引文

一、正文里的标题

# 第二章 附则

完 &amp; <b>印</b>
"""


def test_pieces_are_free_of_markup() -> None:
    assert markdown_pieces(PAGE) == [
        Piece("title", "四川省“人工智能+”方案", 1),
        Piece("paragraph", "引言"),
        Piece("paragraph", "第二行 链接 与 代码、图。"),
        Piece("heading", "目标", 2),
        Piece("list_item", "到2027年 超过70%"),
        Piece("list_item", "到2030年"),
        Piece("list_item", "first"),
        Piece("list_item", "second"),
        Piece("table_header", "指标 | 数值"),
        Piece("table_row", "规模 | 4000亿元"),
        Piece("table_row", "企业 | 2500|家"),
        Piece("paragraph", "引文"),
        Piece("heading", "一、正文里的标题", 5),
        Piece("heading", "第二章 附则", 1),
        Piece("paragraph", "完 & 印"),
    ]


def test_a_chapter_ends_the_sections_before_it() -> None:
    _, blocks = assemble(markdown_pieces("# T\n## 甲\n# 第二章\n文"))
    assert blocks[-1].headings == ("第二章",)


def test_markup_of_web_pages_is_text_too() -> None:
    table = (
        "<table>\n<tr><th>指标</th><th>数值</th></tr>\n<tr><td>规模 &lt;估&gt;</td>\n<td>4000亿元</td></tr>\n</table>"
    )
    page = f"<div>\n正文\n</div>\n\n{table}\n\n<!-- 注 -->\n\n<script>\nalert(1)\n</script>\n\n<p>尾"
    assert [piece.text for piece in markdown_pieces(page)] == ["正文", "指标 | 数值", "规模 <估> | 4000亿元", "尾"]


def test_code_is_kept_line_by_line() -> None:
    assert [piece.text for piece in markdown_pieces("```\n一\n\n二\n```\n\n    三")] == ["一", "二", "三"]


def test_front_matter_stays_as_it_is_written() -> None:
    plain = "issued: 2025-12\nid: 007\nplace: NO\nnumber: 1.10\nempty:\nnone: null\nlist: [2025-01-01, yes]"
    stated = plain + '\nemoji: "\\ud83d\\ude00"'
    assert parse(f"---\n{stated}\n---\ntext".encode()).properties == {
        "issued": "2025-12",
        "id": "007",
        "place": "NO",
        "number": "1.10",
        "empty": None,
        "none": None,
        "list": ["2025-01-01", "yes"],
        "emoji": "😀",
    }


@pytest.mark.parametrize(
    "stated",
    [
        "just text",
        "- a\n- b",
        "a: [b",
        "a: b: c",
        "\ta: b",
        "a: *b",
        "? [a]: b\n? {b: c}",
        "a: " + "[" * 5000,
        "a: \x01",
    ],
)
def test_front_matter_that_is_none_is_an_error_in_one_line(stated: str) -> None:
    with pytest.raises(PolicyLensError, match=r"^its front matter[^\n]*$"):
        parse(f"---\n{stated}\n---\ntext".encode())


def test_a_text_without_front_matter_has_no_properties() -> None:
    assert parse(b"text\n\n---\n\nmore").properties == {}


@given(st.text() | st.text(alphabet="#|->*`1.[]()<>!& \n\t~_人工智能a"))
def test_any_text_has_pieces_of_one_line(text: str) -> None:
    pieces = markdown_pieces(text)
    assert all(piece.text and "\n" not in piece.text for piece in pieces)
    assert sum(piece.kind == "title" for piece in pieces) <= 1

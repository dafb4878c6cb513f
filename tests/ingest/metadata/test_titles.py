from hypothesis import given
from hypothesis import strategies as st

from ingest.metadata.titles import title_of
from ingest.structure import Piece, classify_lines


def test_title() -> None:
    body, headline, line = "很长的正文。" * 30, "江西出台方案", "新浪财经·2026-01-17 07:28"
    assert title_of([Piece("paragraph", "a"), Piece("title", "T", 1)], "stem") == "T"
    assert title_of(classify_lines([headline, body]), "stem") == headline
    assert title_of(classify_lines([body, headline, line]), "stem") == headline
    assert title_of(classify_lines([body, "b"]), "stem") == "很长的正文。"
    assert title_of(classify_lines(["-" * 200, "=" * 10, headline]), "stem") == headline
    assert title_of(classify_lines(["*" * 200]), "stem") == "stem"


def test_what_stands_over_a_title_is_none() -> None:
    above = ["索引号：1", "发文机关：某市人民政府", "2025年3月3日", "某市人民政府", "国发〔2025〕11号"]
    assert title_of(classify_lines([*above, "示例办法", "正文。"]), "stem") == "示例办法"
    assert title_of(classify_lines(["某部：新办法将出台", "正文。"]), "stem") == "某部：新办法将出台"
    assert title_of(classify_lines(["索引号：1", "标题：示例办法", "正文。"]), "stem") == "示例办法"


@given(st.text(), st.lists(st.text() | st.text("-—* 。a", min_size=100)))
def test_any_text_has_a_title(stem: str, lines: list[str]) -> None:
    title = title_of(classify_lines(lines), stem)
    assert title == stem or 0 < len(title) <= 300

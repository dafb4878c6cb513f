from hypothesis import given
from hypothesis import strategies as st

from ingest.boilerplate import without_boilerplate
from ingest.structure import Piece, classify_lines

AROUND = [
    "免责声明:投资有风险,本文并非投资建议。",
    "版權聲明：本文版權歸原作者所有。",
    "© 2026 Deep News. All rights reserved.",
    "分享到微信",
    "责任编辑：王某",
    "Share this article",
    "上一篇：关于印发某方案的通知",
]
ARTICLE = [
    "四川省方案",
    "一、总体要求",
    "到2030年，规模超过4000亿元。",
    "1. 加强监管",
    "风险评估每年一次。",
    "2026-05-06",
]


def kept(lines: list[str]) -> list[str]:
    return [piece.text for piece in without_boilerplate(classify_lines(lines))]


def test_what_stands_around_an_article_goes() -> None:
    assert kept([*ARTICLE, *AROUND]) == ARTICLE


def test_a_list_of_links_goes_with_its_heading_and_the_article_after_it_stays() -> None:
    links = ["相關詞條", "人工智慧", "成都高新區", "1.", "熱門詞條", "數據要素"]
    after = "本规划自印发之日起施行，有效期至2025年12月31日。"
    assert kept([*ARTICLE, *links, after, "一、附件"]) == [*ARTICLE, after, "一、附件"]


def test_the_title_stands_once() -> None:
    title = "成都市规划(2022-2025)"
    lines = [title, title, f"{title} - 政府网", f"{title}_百科", f"{title}印发了。", "正文"]
    assert kept(lines) == [title, f"{title}印发了。", "正文"]


def test_empty_list_items_go_and_figures_in_paragraphs_stay() -> None:
    pieces = [Piece("paragraph", "产值"), Piece("list_item", "1. 10"), Piece("paragraph", "4000")]
    assert without_boilerplate(pieces) == [pieces[0], pieces[2]]


@given(st.lists(st.sampled_from([*AROUND, *ARTICLE, "相关阅读", "About us", "联系我们", "人工智能", "3"])))
def test_it_only_takes_away(lines: list[str]) -> None:
    pieces = classify_lines(lines)
    rest = iter(pieces)
    assert all(piece in rest for piece in without_boilerplate(pieces))

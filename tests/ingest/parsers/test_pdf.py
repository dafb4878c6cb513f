"""PDF files of our own making, read through the registry as users' files are."""

from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from evals.benchmarks.papers.content import Article, Part
from evals.benchmarks.papers.pages import pdf
from evals.benchmarks.papers.shelf import articles
from ingest.parsers import parse
from ingest.structure import Piece

LONG = articles()[0]


def pieces(content: bytes) -> list[Piece]:
    return parse(Path("a.pdf"), content)[1].pieces


def test_pages_are_kept_for_citations() -> None:
    found = pieces(pdf(LONG))
    pages = [piece.page for piece in found]
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert pages[0] == 1
    assert pages[-1] == 3


def test_title_headings_items_and_table() -> None:
    found = pieces(pdf(LONG))
    assert (found[0].kind, found[0].text) == ("title", LONG.title)
    headings = [piece.text for piece in found if piece.kind == "heading"]
    assert headings == [part.text for part in LONG.parts if part.kind == "heading"]
    assert [piece.text for piece in found if piece.kind == "table_header"] == ["指标名称 | 规模 | 完成时间"]
    rows = [piece.text for piece in found if piece.kind == "table_row"]
    assert rows == [" | ".join(row) for row in LONG.parts[-1].rows[1:]]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_pages_are_read_as_they_are_shown(turned: int) -> None:
    assert pieces(pdf(LONG, turned=turned)) == pieces(pdf(LONG))


def test_a_paragraph_over_a_page_end_is_one() -> None:
    sentence = "各地区各部门要结合实际认真落实本方案提出的各项任务并及时报告进展情况"
    text = "，".join([sentence] * 60) + "。"
    found = pieces(pdf(Article("zh-Hans", (Part("title", "某某方案"), Part("paragraph", text)))))
    assert [piece.text for piece in found] == ["某某方案", text]


def test_a_cell_with_several_lines_is_one() -> None:
    measure = "推动人工智能与制造业、农业、服务业深度融合，建设示范应用场景，培育智能原生企业"
    table = Part("table", rows=(("任务", "单位"), (measure, "发展改革委"), ("其他任务", "科技厅")))
    found = pieces(pdf(Article("zh-Hans", (Part("title", "任务分工表"), table))))
    assert f"{measure} | 发展改革委" in [piece.text for piece in found]


def test_a_password_is_named() -> None:
    with pytest.raises(PolicyLensError, match="password"):
        pieces(pdf(LONG, password="secret"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_off_is_read_or_named(share: float) -> None:
    content = pdf(LONG)
    try:
        found = pieces(content[: round(share * len(content))])
    except PolicyLensError as error:
        assert "damaged" in str(error)
    else:
        assert all(piece.text for piece in found)

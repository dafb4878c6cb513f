import pytest

from ingest.parsers.html import parse

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>四川省方案 - 政府網</title>
<meta name="publishdate" content="2026-05-06"><script>var hot = "熱議";</script></head>
<body><nav><a href="/">首頁</a><a href="/news">新聞</a></nav>
<article><h1>四川省方案</h1><p>到2030年，全省產業超過4000億元，由有關部門認真落實。</p>
<h2>一、目標</h2><ul><li>建成200家先進工廠</li><li>集聚2500家企業</li></ul>
<table><tr><th>指標</th><th>數值</th></tr><tr><td>普及率</td><td>70%</td></tr></table>
<p>本方案自印發之日起施行，各市州應當認真貫徹落實有關要求。</p></article>
<footer>版權所有</footer></body></html>"""


@pytest.mark.parametrize(("charset", "coding"), [("utf-8", "utf-8"), ("big5", "big5"), ("gb2312", "gb18030")])
def test_the_article_is_taken_out_of_the_page(charset: str, coding: str) -> None:
    parsed = parse(PAGE.replace("{charset}", charset).encode(coding))
    pieces = [(piece.kind, piece.text) for piece in parsed.pieces]
    for piece in (
        ("title", "四川省方案"),
        ("paragraph", "到2030年，全省產業超過4000億元，由有關部門認真落實。"),
        ("heading", "一、目標"),
        ("list_item", "建成200家先進工廠"),
        ("table_header", "指標 | 數值"),
        ("table_row", "普及率 | 70%"),
    ):
        assert piece in pieces
    assert "熱議" not in str(pieces)
    assert "首頁" not in str(pieces)
    assert parsed.properties["issued"] == "2026-05-06"
    assert "四川省方案" in parsed.properties["title"]


@pytest.mark.parametrize("content", [b"", b"<html>", b"<<<>>>", b"\x00", b"<p>" * 3000])
def test_a_page_without_an_article_has_no_pieces(content: bytes) -> None:
    assert parse(content).pieces == []


def test_an_encoding_is_read_from_a_page_that_is_mostly_script() -> None:
    script = "<script>" + "function a(x) { return x + 1; }\n" * 500 + "</script>"
    page = PAGE.replace("{charset}", "big5").replace("<body>", f"<body>{script}")
    assert "到2030年，全省產業超過4000億元" in str(parse(page.encode("big5")).pieces)

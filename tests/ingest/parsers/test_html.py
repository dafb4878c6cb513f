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


def test_a_page_whose_facts_stand_in_a_list_keeps_that_and_its_headings() -> None:
    page = """<!DOCTYPE html><html><head><title>雲州港口方案_百科</title></head><body><nav><a href="/">首頁</a></nav>
    <h1>雲州港口方案</h1><p>《雲州港口方案》是雲州市人民政府發布的政策文件，目的是以智慧碼頭帶動全市港口升級。</p>
    <h2>基本介紹</h2><ul><li>發布單位：雲州市人民政府</li><li>發文字號：雲府發〔2026〕7號</li><li>成文日期：2026年2月3日</li></ul>
    <h2>發展目標</h2><p>方案提出，到2030年，建成智慧碼頭80個，港口吞吐量突破3億噸，形成一批綠色航線和港口產業園區。</p>
    <h2>主要內容</h2><p>方案分為碼頭改造、無人駁船和船員培訓三個部分，由交通部門會同有關單位分頭推進，並按年度檢查落實情況。</p>
    <table><tr><th>板塊</th><th>重點</th></tr><tr><td>碼頭</td><td>岸橋、堆場</td></tr></table></body></html>"""
    pieces = [(piece.kind, piece.text) for piece in parse(page.encode()).pieces]
    assert ("heading", "基本介紹") in pieces
    assert ("list_item", "發文字號：雲府發〔2026〕7號") in pieces


@pytest.mark.parametrize("content", [b"", b"<html>", b"<<<>>>", b"\x00", b"<p>" * 3000])
def test_a_page_without_an_article_has_no_pieces(content: bytes) -> None:
    assert parse(content).pieces == []


def test_an_encoding_is_read_from_a_page_that_is_mostly_script() -> None:
    script = "<script>" + "function a(x) { return x + 1; }\n" * 500 + "</script>"
    page = PAGE.replace("{charset}", "big5").replace("<body>", f"<body>{script}")
    assert "到2030年，全省產業超過4000億元" in str(parse(page.encode("big5")).pieces)

import pytest

from assistant.bylines import is_byline

TITLE = "云州出台港口方案 部署八项行动"


@pytest.mark.parametrize(
    "line",
    [
        "Morning Harbour News·2026-01-17 07:28",
        f"{TITLE} - Harbour Daily",
        TITLE,
        "来源：云州日报　编辑：小周",
        "Deep Harbour / 05/06",
        "港口筆記　專欄作者：陳大文　2025-10-08　閱讀時間約五分鐘",
        "【打印】【关闭】",
        "（公开时间：2026年1月7日　来源：综合司　字号：大 中 小）",
        "By Anna Okafor · 4 min read",
        "2024-07-26 18:20　　字体：大 中 小　　分享到：微信 微博",
    ],
)
def test_lines_about_the_page(line: str) -> None:
    assert is_byline(line, TITLE)


@pytest.mark.parametrize(
    "line",
    [
        "施行日期：2025-09-01",
        "By its title, the draft carries out the national action.",
        "By 2030, the port handles 300 million tonnes.",
        "记者：为什么要建码头？",
        "2026年1月17日，云州市公布港口方案。",
        "1 August 2024 - entry into force",
        "云州市人民政府",
        "到2028年，云州市智慧码头达到12个",
    ],
)
def test_lines_about_what_the_page_is_about(line: str) -> None:
    assert not is_byline(line, TITLE)

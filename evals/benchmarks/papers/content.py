"""What the files say: articles out of the built-in library, and what surrounds them on pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.library import DOCUMENTS

Kind = Literal["title", "heading", "paragraph", "item", "table"]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a paragraph, an item of a list (`text`), or a table (`rows`, its header first)."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """All that it says."""
        return self.text or " ".join(cell for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Article:
    """What a file should yield, and the language it is in."""

    language: Literal["zh-Hans", "zh-Hant", "en"]
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """Its first line."""
        return self.parts[0].text

    @property
    def words(self) -> str:
        """All that it says, a line a part."""
        return "\n".join(part.words for part in self.parts)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file: its name, its bytes, what it should yield and what it should not."""

    name: str
    content: bytes
    article: Article
    surroundings: tuple[str, ...] = ()
    picture: bool = False


SURROUNDINGS = {
    "zh-Hans": {
        "head": "某某市人民政府公报二〇二六年增刊",
        "foot": "内部资料注意保存 编印单位政策研究室",
        "navigation": ("网站首页", "政务公开", "办事大厅", "互动交流", "数据开放"),
        "hot": ("热门推荐", "夏季旅游优惠券开抢", "新款手机限时降价", "本周天气早知道", "球队夺冠之夜"),
        "cookies": "本网站使用 Cookie 改善浏览体验，点击接受即表示同意。",
        "advert": "广告：装修贷款，低至三厘，立即拨打。",
        "disclaimer": "免责声明：本文内容仅供参考，不构成任何投资建议。",
        "tools": ("分享到微信", "打印本页", "返回顶部"),
        "owner": "版权所有 © 某某市人民政府办公室 网站标识码 4400000001",
    },
    "zh-Hant": {
        "head": "某某縣政府公報二〇二六年增刊",
        "foot": "內部資料請妥為保存 編印單位研究室",
        "navigation": ("網站首頁", "政務公開", "便民服務", "意見信箱", "開放資料"),
        "hot": ("熱門推薦", "夏季旅遊優惠券開搶", "新款手機限時降價", "本週天氣早知道", "球隊奪冠之夜"),
        "cookies": "本網站使用 Cookie 改善瀏覽體驗，點選接受即表示同意。",
        "advert": "廣告：裝修貸款，利率超低，立即撥打。",
        "disclaimer": "免責聲明：本文內容僅供參考，不構成任何投資建議。",
        "tools": ("分享到臉書", "列印", "返回頂部"),
        "owner": "版權所有 © 某某縣政府 資訊中心維護",
    },
    "en": {
        "head": "Gazette of the Example City Council, Supplement",
        "foot": "For internal use, kept by the Research Office",
        "navigation": ("Home", "Open government", "Services", "Have your say", "Data"),
        "hot": ("Trending now", "Summer holiday coupons are here", "New phone at half price", "Weather this week"),
        "cookies": "We use cookies to improve your experience; by continuing you accept them.",
        "advert": "Advertisement: home loans from three per cent, call now.",
        "disclaimer": "Disclaimer: this page is for information only and is no investment advice.",
        "tools": ("Share this page", "Print this page", "Back to top"),
        "owner": "© Example City Council. All rights reserved.",
    },
}


def article(name: str, table: Sequence[Sequence[str]] = ()) -> Article:
    """A document of the library, with a table at its end.

    :param name: its file's name without the ending.
    """
    source = (DOCUMENTS / f"{name}.md").read_text(encoding="utf-8")
    front, body = source.split("---\n", 2)[1:]
    if "language: en" in front:
        body = _HAN.sub("", body)
    parts = [_part(line) for line in body.splitlines() if line.strip() and not line.startswith("|")]
    if table:
        parts.append(Part("table", rows=tuple(map(tuple, table))))
    language = re.search(r"^language: (\S+)$", front, re.MULTILINE)
    return Article(language.group(1) if language else "en", tuple(parts))  # type: ignore[arg-type]


def _part(line: str) -> Part:
    plain = re.sub(r"[*`]", "", line).strip()
    marks: tuple[tuple[str, Kind], ...] = (("# ", "title"), ("## ", "heading"), ("### ", "heading"), ("- ", "item"))
    for mark, kind in marks:
        if plain.startswith(mark):
            return Part(kind, plain.removeprefix(mark).strip())
    return Part("paragraph", plain)


_HAN = re.compile(r" ?[(（]?[\u3007-\u9fff〔〕《》]+[\d〔〕\u3007-\u9fff]*[)）]?")  # which the fonts for English lack


def surroundings(language: str) -> tuple[str, ...]:
    """All the lines that surround an article in that language."""
    found: list[str] = []
    for lines in SURROUNDINGS[language].values():
        found += [lines] if isinstance(lines, str) else lines
    return tuple(found)

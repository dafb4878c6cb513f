"""What web pages put around an article: disclaimers, hot lists, related links, ways to share."""

import re
from collections.abc import Sequence

from corpus.script import has_han
from ingest.structure import Piece

_DISCLAIMER = re.compile(
    r"(?:版权所有|版權所有|著作权所有|網站標識碼|网站标识码|[京沪津渝蜀粤]ICP备|"
    r"免责声明|免責聲明|风险提示|風險提示|版权声明|版權聲明|特别声明|特別聲明|本文仅供参考|本文僅供參考"
    r"|disclaimer\b|copyright\s*(?:©|\(c\))|©|all rights reserved)",
    re.IGNORECASE,
)
# Headings of lists of links. The list that follows goes with its heading.
_LINK_LIST = re.compile(
    r"(?:热议股票|熱議股票|热门(?:文章|新闻|词条|推荐|股票|标签)|熱門(?:文章|新聞|詞條|推薦|股票|標籤)"
    r"|相关(?:词条|阅读|新闻|文章|推荐|链接|报道)|相關(?:詞條|閱讀|新聞|文章|推薦|連結|報導)"
    r"|推荐阅读|推薦閱讀|延伸阅读|延伸閱讀|猜你喜欢|猜你喜歡|最新文章|排行榜|友情链接|友情連結"
    r"|联系我们|聯絡我們|聯繫我們|关于我们|關於我們|网站地图|網站地圖"
    r"|related (?:articles|links|news|posts|stories)|read (?:more|next)|hot (?:stocks|topics|list)|trending(?: now)?"
    r"|most (?:read|popular)|recommended(?: reading)?|you may also like|contact us|about us|site ?map)\s*[:：]?",
    re.IGNORECASE,
)
_PAGE_TOOL = re.compile(
    r"(?:分享(?:到|至).{0,20}|打印本?页?|列印|关闭窗口|關閉視窗|【?字体[:：].{0,12}|返回顶部|上一[篇页].{0,60}|下一[篇页].{0,60}"
    r"|扫一扫.{0,20}|责任编辑[:：].{0,20}"
    r"|accept (?:all )?cookies.{0,40}|share (?:this|on).{0,30}|print(?: this page)?|back to top)",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"[\W\d_]*")
_SENTENCE_END = re.compile(r"[。！？；.!?;]")
_LINK_MOST, _LATIN_LINK_MOST = 60, 100


def without_boilerplate(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that belong to the article, in order."""
    kept: list[Piece] = []
    in_link_list = False
    for piece in pieces:
        text = piece.text.strip()
        if _LINK_LIST.fullmatch(text):
            in_link_list = True
        elif in_link_list and (_is_link(text) or _NO_WORDS.fullmatch(text)):
            continue
        else:
            in_link_list = False
            if not _is_boilerplate(piece, kept):
                kept.append(piece)
    return kept


def _is_boilerplate(piece: Piece, before: Sequence[Piece]) -> bool:
    text = piece.text.strip()
    if _DISCLAIMER.match(text) or _PAGE_TOOL.fullmatch(text):
        return True
    if piece.kind == "list_item" and _NO_WORDS.fullmatch(text):
        return True
    return bool(before) and _repeats_title(text, before[0].text.strip())


def _is_link(text: str) -> bool:
    return len(text) <= (_LINK_MOST if has_han(text) else _LATIN_LINK_MOST) and _SENTENCE_END.search(text) is None


def _repeats_title(text: str, title: str) -> bool:
    """The first line again, alone or as a browser shows it: ``Title - Site``, ``Title | Site``, ``Title_Site``."""
    if not title or not text.startswith(title):
        return False
    rest = text[len(title) :].strip()
    return not rest or (rest[0] in "-–—|_" and len(rest) <= 30)

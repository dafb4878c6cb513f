"""What a page says of itself: who wrote it and when, where it is from, its title once more, tools to print it.

Such lines are no part of what the page is about. They are dates and bodies of the page at most.
"""

import re

_MOST = 100  # characters of such a line
_STOPS = ("。", ".", "！", "？", "!", "?", "；", ";", "：", ":")
_STAMP = re.compile(
    r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?<![\d:])\d{1,2}:\d{2}(?![\d:])|[·|/]\s*\d{1,2}[-/]\d{1,2}\s*$"
)
_OF_PAGE = re.compile(
    r"[（(【\[]?(?:[本此]期)?(?:来源|來源|信息来源|稿件来源|作者|专栏作者|專欄作者|编辑|編輯|责编|责任编辑|責任編輯|记者|記者|校对|审核"
    r"|原标题|原標題|公开时间|公開時間|字号|字號|字体|字體|浏览|瀏覽|阅读量|閱讀量|点击|點擊)\s?[:：]"
    r"|[【\[]?(?:打印|列印|关闭|關閉|分享|收藏|点赞|转发)[】\]]|扫一扫|掃一掃|(?:转载|轉載)请?請?注明|下期[预預]告"
    r"|(?:source|author|editor|edited|reported|written|posted|updated|published|photo|share|print|tags?|filed)"
    r"(?: by| in| on)?\s?[:：]|by (?-i:[A-Z])[\w.'-]+(?: (?-i:[A-Z])[\w.'-]+){0,3}(?:$|\s?[,|·/—-])"
    r"|[—–-]{1,3}\s?(?:本期)?完\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^:：]{2,16}[:：]\s?\S")  # 施行日期：2025-09-01 tells of what the page is about


def is_byline(text: str, title: str) -> bool:
    """Whether a line tells of its page: a byline, a dateline, a source, a tool, or the title once more."""
    line = " ".join(text.split())
    if len(line) > max(_MOST, len(title) + 40):
        return False
    if _repeats(line, " ".join(title.split())):
        return True
    if len(line) > _MOST or line.endswith(_STOPS) or "，" in line or "。" in line:
        return False
    is_labelled = _LABEL.match(line) and not _OF_PAGE.search(line)
    return bool(_OF_PAGE.match(line) or (_STAMP.search(line) and not is_labelled))


def _repeats(line: str, title: str) -> bool:
    """Whether a line is the title, alone or with the name of a site after it."""
    if not title or not line.startswith(title):
        return False
    rest = line[len(title) :].strip()
    return not rest or (rest[0] in "-–—|_" and len(rest) <= 40)

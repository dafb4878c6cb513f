"""What a document is called."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.script import fold as fold_script
from ingest.metadata.bodies import is_body
from ingest.metadata.numbers import DOCUMENT_NUMBER
from ingest.quantities.dates import find_dates
from ingest.quantities.glyphs import fold as fold_glyphs
from ingest.sentences import sentence_spans
from ingest.structure import Piece

_MOST = 120
_JOINED_MOST = 300
_HEAD = 30
_DATE = r"(\d{4})\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})"
_PUBLISHED = re.compile(rf"^[^\n。.!?]{{0,40}}[·|\s]\s*{_DATE}(?:\s?日)?(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\s*$")
_LABELLED = re.compile(
    r"(?:标\s?题|標\s?題|文件名称|文件名稱|法规名称|法規名稱|名\s?称|名\s?稱|主旨|(?i:title|subject))\s*[:|]\s*(\S.*)"
)
_LABEL = re.compile(
    r"(?:索引号|主题分类|主题词|公开类别|体裁分类|分类|发文机关|发文单位|发布机构|发布机关|发布单位|成文日期|印发日期|发布日期|发布时间|公布日期|修正日期|生效日期|发文日期|日期|时间"
    r"|发文字号|文号|来源|信息来源|作者|责任编辑|浏览次数|有效性|时效性|效力状态|效力级别|语言|地址|致|.{0,2}档号|承办人|电话|受文者|速别|密等.{0,10}|附件|联系方式"
    r"|(?i:agency|action|dates?|from|to|published|updated|last updated|status|reference|ref|issued|issued by"
    r"|document (?:number|no)|version|author|source))\s*\.?[:|]\s*\S"
)
_ORDER = re.compile(
    r"[\u4e00-\u9fff ]{2,40}令(?:\s?[（(]?\d{4}年?[)）]?)?(?:\s?第\s?\w{1,6}\s?[号號])?"
    r"|[\u4e00-\u9fff ]{2,40}(?:公告|通告)(?:\s?[（(]?\d{4}年?[)）]?)?\s?第\s?\w{1,6}\s?[号號]"
    r"|第\s?\w{1,6}\s?[号號]|[\u4e00-\u9fff]{2,30} ?[函令]"
)
_NOTICE = re.compile(
    r"\d{4}年第\s?\d+\s?[号號].{0,8}|(?:STATUTORY INSTRUMENTS?|\d{4} No\.? ?\d+|(?:Public Law|Pub\.).{0,20}"
    r"|\d+th Congress|An Act|AN ACT)$"
)
_ISSUED = re.compile(r"《([^《》]{4,80}(?:〈[^〉]*〉[^《》]{0,40})?)》(?:已|业经|業經)")
_CITED = re.compile(r"may be cited as (?:the )?[“\"]?([A-Z][^“”\"\n]{5,110}?)(?:[”\"]|\.$| and come|$)")
_ACT = re.compile(r"(?:REGULATION|DIRECTIVE|DECISION|IMPLEMENTING|COMMISSION|COUNCIL)[ A-Z]*\((?:EU|EC)")
_GOES_ON = re.compile(r"(?:of \d|on |amending |laying |and |repealing |establishing )")


def title_of(pieces: Sequence[Piece], stem: str) -> str:
    """The piece marked as title; else a title that a label gives; else the first line, when it is short enough for one.

    Lines that stand over a title are passed over: labels, orders and their numbers, names of bodies. A page may begin
    with its body and have its headline at the end, before the line with source and date. Else the first sentence
    serves, cut; a document without any words is called by its file's stem. Lines of dashes do not count.
    """
    pieces = [piece for piece in pieces if any(map(str.isalnum, piece.text))]
    for piece in pieces:
        if piece.kind == "title":
            return piece.text
    if not pieces:
        return stem
    head = [piece.text for piece in pieces[:_HEAD]]
    for found in (_labelled(head), _ordered(head), _cited(head), _act(head), _first(head)):
        if found and any(map(str.isalnum, found)):
            return found
    first = pieces[0].text
    for piece, following in pairwise(pieces[1:]):
        if len(piece.text) <= _MOST and _PUBLISHED.match(following.text):
            return piece.text
    start, end = sentence_spans(first)[0]
    return first[start:end][:_MOST]


def fold(line: str) -> str:
    """Simplified characters and half-width signs, at the same offsets."""
    return fold_glyphs(fold_script(line))


def _labelled(head: Sequence[str]) -> str | None:
    """What follows 标题: among other labels."""
    for line in head[:12]:
        match = _LABELLED.fullmatch(fold(line))
        if match and len(match[1]) <= _MOST:
            return line[match.start(1) :]
    return None


def _ordered(head: Sequence[str]) -> str | None:
    """Under an order's name stands, in 《》, what it promulgates; a line of its own with that name need not follow."""
    if not _ORDER.fullmatch(head[0]):
        return None
    names = [match[1] for line in head[1:5] if (match := _ISSUED.match(line))]
    return names[0] if names else None


def _cited(head: Sequence[str]) -> str | None:
    """The short title of an act or instrument, as its own line has it, when it begins with its number."""
    if not _NOTICE.match(head[0]):
        return None
    cited = next((match[1].strip() for line in head if (match := _CITED.search(line))), None)
    return next((line for line in head if cited and line.removeprefix("The ") == cited), cited)


def _act(head: Sequence[str]) -> str | None:
    """The title of an act of the Union goes over several lines: its number, its date, what it is on."""
    if not _ACT.match(head[0]):
        return None
    lines = [head[0]]
    for line in head[1:5]:
        if not _GOES_ON.match(line):
            break
        lines.append(line)
    title = " ".join(lines)
    return title if len(title) <= _JOINED_MOST else head[0]


def _first(head: Sequence[str]) -> str | None:
    """The first line that is no more than a title and does not stand over one."""
    if not _is_short(head[0]):
        return None
    return next((line for line in head if _is_short(line) and not _stands_over(line)), head[0])


def _is_short(line: str) -> bool:
    """Whether a line is short enough for a title; English takes twice the characters."""
    return len(line) <= _MOST or (line.isascii() and len(line) <= 2 * _MOST and not line.endswith("."))


def _stands_over(line: str) -> bool:
    folded = fold(line)
    is_label = _LABEL.match(folded) is not None
    is_number = DOCUMENT_NUMBER.fullmatch(line) is not None or bool(_ORDER.fullmatch(line) or _NOTICE.fullmatch(line))
    is_date = any(date.start == 0 and date.end == len(folded) for date in find_dates(folded))
    return is_label or is_number or is_date or (is_body(folded) and len(folded.split()) <= 8)

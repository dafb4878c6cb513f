"""Whether a passage is of the kind that a question asks for: a figure of that unit, a date, a cause, an achievement."""

import re
from functools import cache

from corpus.script import fold
from index.query import Query
from ingest.metadata import DOCUMENT_NUMBER
from ingest.quantities import find_quantities

_LATIN_NUMBER = re.compile(
    r"[\[(（]?20\d{2}[\])）]?,? No\. ?\d+|\(EU\) ?20\d{2}/\d+|\bNo\. ?(?!1\b)\d+|\bCP \d+|第 ?\d+号"
)

# What a question for a figure says of its unit; a figure of that kind is the least that answers it.
_UNITS = (
    ("percent", r"比例|比率|占比|百分|普及率|转化率|几成|份额|\b(?:share|percentage|proportion|percent|rate)\b"),
    (
        "money",
        r"多少(?:亿|万)?(?:元|钱|资金|日元|美元|欧元|港元)|多少亿|亿元|金额|预算|经费|产值|罚款|罚多少"
        r"|\b(?:yuan|rmb|dollars?|euros?|pounds?|yen|money|fined?|fines|budget|spend\w*|cost)\b",
    ),
)
_ASKS_WHY = re.compile(r"为什么|为何|什么原因|原因是|凭什么|\bwhy\b|\bwhat reason\b")
_TELLS_WHY = re.compile(
    r"因为|由于|因此|原因|鉴于|为了|以便|旨在|\bbecause\b|\bdue to\b|\breason|\bsince\b|\bso that\b|\bin order to\b"
)
_ASKS_PROGRESS = re.compile(
    r"目前|至今|迄今|已经|已(?:完成|建成|达到|实现)|实际|完成了|实现了|做到了|达到了|进展"
    r"|\balready\b|\bso far\b|\bto date\b|\bactual(?:ly)?\b|\bfinished\b"
    r"|\bhas .{1,60} (?:reached|met|achieved|built|spent)\b"
)
_ASKS_OF_PAST = re.compile(r"\b(?:what|how (?:much|many|large|big|high)) (?:[a-z'-]+ ){0,3}?(?:was|were|did|had)\b")
_ASKS_OF_PLANS = re.compile(
    r"\b(?:target|goal|plan|draft|aim|hop|set|want|ask|expect|propos|blueprint|promis|pledg|supposed)"
)
_IS_TARGET = re.compile(
    r"目标|到20\d\d年|20\d\d年前|要(?:达到|建|形成|集聚|超过|成为|培育)|力争|计划|将|想|预留|安排|拨出|推出\d|打造|推广\d"
    r"|\btarget|\bgoal|\baims?\b|\bby 20\d\d|\bis to\b|\bare to\b|\bwill\b|\bplans? to\b|\bwants? to\b|\bshould\b"
    r"|\bset(?:s|ting)? aside\b|\bearmark|\bexpects?\b|\bhopes?\b"
)
# What somebody is asked to have done, or money to be for, and what tells of that; who issued it is told in many ways.
_DEEDS = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (
            r"(?:谁|哪[一几]?[家个位]).{0,10}(?:起草|执笔)|(?:起草|执笔)(?:人|单位|者)|\bwho (?:drafted|wrote)\b",
            r"起草|执笔|撰写|编写|编制|\bdraft|\bwrote|\bwritten|\bauthor",
        ),
        (
            r"(?:谁|哪[一几]?[家个]).{0,6}(?:承建|建设|建造|运营)|\bwho (?:built|builds|runs)\b",
            r"建|运营|\bbuil|\boperat|\bruns?\b",
        ),
        (
            r"(?:投资|投入|花|拨|斥资)了?(?:多少|几)|\bhow much .{0,60}\b(?:spen[dt]|invest(?:ed)?|cost|allocated?)\b",
            r"投|花|拨|安排|预算|资金|经费|资助|补|斥资"
            r"|\bspen|\binvest|\bcost|\ballocat|\bbudget|\bfund|\bset aside|\bsubsid|\bgrant",
        ),
    )
)
_ASKS_ARTICLE = re.compile(r"第几[条章款]|\b(?:which|what) (?:article|section|chapter)\b")
_ARTICLE = re.compile(r"第[\d一二三四五六七八九十百]+[条章款]|\b(?:article|section|chapter) \w+", re.IGNORECASE)
_ASKS_HOW_OFTEN = re.compile(r"多久|\bhow (?:often|long)\b")
_TELLS_HOW_OFTEN = re.compile(r"每|[年月周日天]|\b(?:every|annual\w*|yearly|year|month|week|day)", re.IGNORECASE)
_DEFINES = re.compile(
    r"是指|指的是|所指|即[^便使将可刻日时]|又称|简称|称为|叫做?|就是|是[^否]"
    r"|\b(?:means?|refers? to|stands? for|defined|known as|called|that is|(?:is|are) (?:an?|the|what)\b)"
)
_DENIES = re.compile(r"未|没有|并非|\b(?:not|no|none|never)\b", re.IGNORECASE)
# What a text says of itself, its sources and its page, and what a question for that says.
_ASIDE = re.compile(
    r"来源材料|网页|网站|不(?:应|可|得)采用|凭记忆|未经.{0,6}核对|回译|推定|据此推断|据推断|转载|不构成|仅供参考|免责|版权"
    r"|\bweb ?pages?\b|\bweb ?sites?\b|\bmust not be used\b"
    r"|\bthe sources?\b(?! of)|\bfrom memory\b|\bnot checked\b|\bback-translat|\binferred\b"
    r"|\bdisclaimer|\bdoes not constitute|\bfor reference only\b|\ball rights reserved\b",
    re.IGNORECASE,
)
_ASKS_OF_TEXT = re.compile(
    r"来源|网页|网站|原文|出处|核对|推断|推定|记忆|转载|\b(?:sources?|web|memory|infer|translat|page|article)",
    re.IGNORECASE,
)
_DIGITS = "零一二三四五六七八九十"
_WHICH = re.compile(rf"哪([{_DIGITS[2:]}])[^月日号天年]")
_MOST_ITEMS = 40
_ITEMS = re.compile(r"[、；;：:]|, | and |[和及]")
_ASKS_OF_EACH = re.compile(r"各|分别|\beach\b|\bboth\b|\brespectively\b|\bor\b|\bvs\b")
_BODY = re.compile(
    r"[部委局院厅]|办公室|政府|机关|机构|单位|(?:印发|发布|制定|组织|牵头|召集)"
    r"|\b(?:ministry|department|commission|council|government|office|administration|agency|committee|parliament|authority)"
    r"|\b(?:issued|published|released|organi[sz]ed|led|chaired|convened) by\b",
    re.IGNORECASE,
)

_ASKS_BODIES = re.compile(
    r"哪[一二三四五六七八九十几些两]+[个家]?(?:部门|部委|单位|机构)|哪[二三四五六七八九十几些两]+家.{0,4}(?:发|牵头|制定)"
    r"|\bwhich (?:\w+ )?(?:departments|ministries|agencies|bodies|authorities)\b"
)

# What sort of body is asked for, and how such are called.
_SORTS_OF_BODY = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (r"哪一?[个家]?厅", r"厅|\bdepartment"),
        (r"哪一?[个家]?局", r"局|\b(?:bureau|administration)"),
        (r"哪一?[个家]?委(?!托)", r"委|\bcommission"),
        (r"哪一?[个家]?部(?![分法])(?!门)|\bwhich ministry", r"部(?!门|分|署)|\bministry"),
        (r"\bwhich commission", r"委|\bcommission"),
        (r"哪一?[个家]?(?:法院|检察院)|\bwhich court", r"法院|检察院|\bcourt"),
    )
)


@cache
def asked_in(question: str) -> str:
    """A question as the patterns read it."""
    return fold(question).lower()


def compares(query: Query) -> bool:
    """Whether the same is asked of each of several places."""
    return query.kind == "comparison" or bool(_ASKS_OF_EACH.search(asked_in(query.text)))


def fits(query: Query, text: str, around: str = "") -> bool:
    """Whether the text holds the kind of thing that the question asks for.

    :param around: what else tells what the text is about: the head of its table.
    """
    asked = asked_in(query.text)
    folded = fold(f"{around} {text}").lower()
    if _ASKS_WHY.search(asked) and not _TELLS_WHY.search(folded):
        return False
    if _asks_of_fact(asked) and _IS_TARGET.search(folded):
        return False
    if any(wanted.search(asked) and not told.search(folded) for wanted, told in _DEEDS):
        return False
    return _is_of_kind(query, asked, text)


def _asks_of_fact(asked: str) -> bool:
    """Whether it is asked what has come to be, and not what is planned."""
    return bool(_ASKS_PROGRESS.search(asked) or (_ASKS_OF_PAST.search(asked) and not _ASKS_OF_PLANS.search(asked)))


def _is_of_kind(query: Query, asked: str, text: str) -> bool:
    match query.kind:
        case "figure":
            return _has_figure(asked, text)
        case "date":
            return any(quantity.kind in {"date", "year"} for quantity in find_quantities(text))
        case "document_number":
            return bool(DOCUMENT_NUMBER.search(text) or _LATIN_NUMBER.search(text))
        case "list":
            return bool(_ITEMS.search(text)) and (not _ASKS_BODIES.search(asked) or bool(_BODY.search(fold(text))))
        case "body":
            return _has_body(asked, fold(text).lower())
        case _:
            return True


def _has_body(asked: str, text: str) -> bool:
    """Whether the text names a body, of the sort that is asked for if one is."""
    sort = next((told for wanted, told in _SORTS_OF_BODY if wanted.search(asked)), _BODY)
    return bool(sort.search(text))


def _has_figure(asked: str, text: str) -> bool:
    if _ASKS_ARTICLE.search(asked):
        return bool(_ARTICLE.search(fold(text)))
    if _ASKS_HOW_OFTEN.search(asked):
        return bool(_TELLS_HOW_OFTEN.search(fold(text)))
    ordinals = set() if "第几" in asked else {"ordinal"}
    kinds = {quantity.kind for quantity in find_quantities(text)} - {"year", "date"} - ordinals
    unit = next((unit for unit, pattern in _UNITS if re.search(pattern, asked)), None)
    return unit in kinds if unit else bool(kinds)


def defines(text: str) -> bool:
    """Whether the text says what something is."""
    return bool(_DEFINES.search(fold(text).lower()))


def denies(text: str) -> bool:
    """Whether the text says of something that it is not so."""
    return bool(_DENIES.search(text))


def is_aside(query: Query, text: str) -> bool:
    """Whether the text speaks of itself and its sources, and the question does not."""
    return bool(_ASIDE.search(fold(text))) and not _ASKS_OF_TEXT.search(asked_in(query.text))


def numbers_of_items(query: Query) -> frozenset[int]:
    """How many things the question wants named: three measures, 四项."""
    return _numbers(query.text)


@cache
def _numbers(question: str) -> frozenset[int]:
    counts = (q for q in find_quantities(question) if q.kind == "number" and q.low == q.high and not q.unit)
    stated = [int(quantity.low) for quantity in counts]
    which = [_DIGITS.index(digit) for digit in _WHICH.findall(fold(question))]
    return frozenset(number for number in (*stated, *which) if 1 < number < _MOST_ITEMS)

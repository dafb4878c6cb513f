"""The sides of a question that compares: each place or document with the year and the words that stand by it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.fit import compares
from assistant.naming import TITLE, Span, dated, documents_in
from corpus.jurisdictions import gazetteer
from corpus.script import fold, has_han
from index.query import YEAR, AnswerKind, Query, analyze, places_in
from ingest.metadata import DOCUMENT_NUMBER

_MOST = 4
_JOINS = re.compile(
    r"(?:,? (?:and|or|with|against|versus|vs\.?|v\.|than|from)(?: that of| with)? (?:the )?"
    r"|[、，]|[和与及跟]|还是|到(?=正式|最终|[定终]稿)|(?<![占对相])比(?![例率重]))",
    re.IGNORECASE,
)
_ONLY_JOINS = re.compile(r"\W*(?:and|or|versus|vs?\.?|[和与及、])?\W*(?:the|its)?\W*", re.IGNORECASE)
_EACH_ZH = "各(?![项类种省市地级界国])"
_SHARED = re.compile(rf"[，,;；。？?！!：:]|\s-\s|{_EACH_ZH}|分别|依次|\b(?:each|respectively)\b")
_ROW_WORD = re.compile(r"^[两三四][省市地区者份]|^省份?|^全[省市州区国]")
# What a question says of comparing, which no side is about.
_MORE_ZH = r"[高大多低小少早晚快](?=一?些|[，,。；？?！!\s]|$)"
_MORE_EN = r"(?:higher|larger|bigger|greater|lower|smaller|fewer|earlier|later|first)"
_WHICH_ZH = r"(?:哪一?[个部份家项座省市国](?:省份?|城市|市|地区?|地方|国家?|文件|方案|计划|规划)?|谁)的?"
_WHICH_EN = (
    r"\b(?:which|who)\b(?: (?:one|province|city|country|region|place|plan|document|law|of (?:them|these|the two)))?"
)
_COMPARING = re.compile(
    rf"{_WHICH_ZH}(?=[^，。？?]{{0,14}}(?:{_MORE_ZH}|更[早晚先]|先(?!进)))|[高大多低小少](?:多少|出?几个?(?:百分点)?)(?=[？?]|$)"
    rf"|(?:较|比较|最){_MORE_ZH}|更[高大多低小少早晚快先]|(?<![多大]){_MORE_ZH}|(?<![领优率])先(?=[出发公印通施立制]|$)|相比(?:如何)?|比一比|对比|比较|[两三四](?:省市?|市|地|国|者)(?!级)|有(?:何|什么)(?:不同|变化|差异|区别)|有没有[改变]|改成(?:什么样|多少)?了?|{_EACH_ZH}自?|分别|依次|是否一致|都(?=.*吗)"
    rf"|{_WHICH_EN}(?: (?:has|have|had|sets?|is|was|are|wants|plans|aims for))?(?: (?:the|an?))?(?: \w+)?"
    rf" (?:{_MORE_EN}|more)\b"
    rf"|\bis (?:bigger|larger|higher)\b|\b{_MORE_EN}(?= *[?,]|$)"
    r"|\bwhich (?:one )?(?:came|comes)(?: out)? first\b|\bcompare[ds]?\b|\bset\b|\bgive both(?: dates| figures)?\b"
    r"|这?两[份部个](?=[^，。]{0,4}(?:方案|计划|规划|文件|法律?|办法|意见))"
    r"|\b(?:the )?two\b(?= (?:\w+ )?(?:plan|law|act|strateg|polic|document|paper))"
    r"|\b(?:each|both|respectively|differ\w*)\b(?: of (?:them|these|the two)\b)?",
    re.IGNORECASE,
)
# What tells that two are compared, besides what tells it of any question.
_BESIDE = re.compile(
    rf"{_WHICH_ZH}[^，。？?]{{0,14}}(?:先(?!进)|更[早晚先]|更?{_MORE_ZH})|(?<![占对相])比(?![例率重较])[^，。？]{{2,16}}[多高大早晚低小少]|一致|都.*吗|还是|从.+到.+改|有没有[改变]|改成|变成|(?:变|改)了|怎么[改变]"
    r"|\bmore\b.*\bthan\b|\b\w+er than\b|\bfirst\b|\b(?:set|hold|put|weigh)\b.+\bagainst\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"从([^，。从到]{2,20})到(正式|最终|[定终]稿)")
_STAGES = re.compile(
    r"(?:(?:19|20)\d{2}年(?:\d{1,2}月)?的?)?(?:征求意见稿|意见稿|草案)"
    r"|(?:(?:19|20)\d{2}年(?:\d{1,2}月)?的?)?(?:后来)?(?:正式|最终)(?:发布|印发|出台)?的?(?:方案|文件|版本|稿)|定稿|终稿"
    r"|\b(?:consultation )?draft\b(?: plan| version)?|\b(?:final|adopted) (?:version|plan|text|one)\b",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"[谁哪][^，。？]{0,8}(?:先(?!进)|更?[早晚])|先后|相隔|间隔|相差多久|[各在是]哪[天日]"
    r"|\b(?:came|comes?)(?: out)? first\b|\bearlier\b|\bwhich\b.{0,40}\bfirst\b|\bwh(?:at|ich) days?\b|\bdates?\b"
    r"|\b(?:publish|issue|release|act|adopt|pass|move|legislate)\w*(?: \w+){0,4} first\b",
    re.IGNORECASE,
)
_ON_WHAT_DAY = re.compile(r",? (?:and )?on (?:which|what) (?:days?|dates?)\b", re.IGNORECASE)
_DAY_OF = re.compile(
    r"施行|生效|发布|公布|印发|通过|出台|截止"
    r"|\b(?:force|effect|appl\w+|publish\w*|issued?|releas\w+|adopt\w+|pass\w*|valid)\b"
)
_FIGURES = re.compile(
    rf"更{_MORE_ZH}|[哪谁][^，。？]{{0,14}}{_MORE_ZH}|多少|几[个家项条趴成]"
    r"|上限|数量|规模|比例|占比|普及率|算力|营收|收入|产值|增速|\b(?:higher|larger|bigger|greater|lower|smaller|fewer)\b"
    r"|\b(?:how many|how much|number|rates?|scale|size|revenue|thresholds?|share|computing power|compute|cap|ceiling)\b"
    rf"|\bmore\b.*\bthan\b|{_WHICH_EN} (?:\w+ ){{1,3}}more\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    rf"{_WHICH_ZH}[^，。？?]{{0,14}}[多少](?=[？?]|$)|{_WHICH_EN} (?:has|have|had|counts?) (?:more|fewer)\b", re.I
)
_METRICS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("percent", r"比例|占比|普及率|转化率|比重|\b(?:rates?|shares?|percentages?)\b"),
        ("compute", r"算力|智算|\b(?:computing|compute|computational)\b"),
        (
            "money",
            r"罚款|罚金|最高罚|\bfines?\b"
            r"|产业规模|营收|营业收入|产值|增加值|基金|投资"
            r"|\b(?:revenue|output value|scale of .{0,40}industr|funds?)\b",
        ),
    )
)
_MEASURES = {
    *"number figur actual goal target scale size level count plan".split(),
    *"数量 规模 实际 实有 水平 目标".split(),
}
_OF_MEASURING = re.compile(r"\b(?:actual|goal|target|planned|number)s?\b|实际|实有|目标", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that a question compares: what is asked of it, and for a place its code."""

    text: str
    kind: AnswerKind
    place: str | None


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a thing that is compared is named."""

    start: int
    end: int
    place: str | None = None


@dataclass(frozen=True, slots=True)
class _Segment:
    """The stretch of a question that belongs to one side: its name, and what is said before and after it."""

    lead: str
    name: str
    rest: str


def sides(text: str, query: Query) -> list[Side]:
    """What a question sets side by side, each with what is asked of it; none when it compares nothing.

    :param query: the question, analysed.
    """
    folded = fold(text)
    text = _FROM_TO.sub(r" \1和\2", folded if len(folded) == len(text) else text)
    named = sorted(_named(text, query), key=lambda one: one.start)
    if not 2 <= len(named) <= _MOST:
        return []
    before, segments, shared = _segments(text, named)
    place = next((mention.text for mention in gazetteer().find(text)), "")
    counts = bool(_COUNTS.search(text))
    found = []
    for at, one in enumerate(named):
        asked = _asked(before, segments[at], [*segments[at + 1 :], *segments[:at]], shared)
        if place and not places_in(asked):
            asked = f"{asked} {place}"
        kind = _kind(text, asked)
        found.append(Side(_completed(asked, kind, counts), kind, one.place))
    return found


def metric(asked: str) -> str | None:
    """The kind of quantity (`ingest.quantities`) in which what is compared is told; None when that cannot be said."""
    return next((kind for kind, pattern in _METRICS if pattern.search(fold(asked))), None)


def without_comparing(text: str) -> str:
    """What is compared, without the words that compare."""
    return _COMPARING.sub(" ", text)


def _named(text: str, query: Query) -> list[_Named]:
    """The things that are compared: two documents by number or title, places, or documents by stage, year or name."""
    are_compared = compares(query) or bool(_BESIDE.search(text))
    names = documents_in(text)
    numbers = [span for span in names if DOCUMENT_NUMBER.fullmatch(text[slice(*span)])]
    titles = [match.span() for match in TITLE.finditer(text)]
    for spans in (numbers, titles):
        if len({text[slice(*span)] for span in spans}) > 1:
            return [_Named(*span) for span in spans] if are_compared or _are_joined(text, spans) else []
    if not are_compared:
        return []
    if len(query.places) > 1:
        first = {mention.code: mention for mention in reversed(gazetteer().find(text))}
        return [_Named(first[code].start, first[code].end, code) for code in query.places if code in first]
    stages = [match.span() for match in _STAGES.finditer(text)]
    for spans in (stages, dated(text), names if _are_joined(text, names) else []):
        if len(spans) > 1:
            return [_Named(*span) for span in spans]
    return []


def _are_joined(text: str, spans: Sequence[Span]) -> bool:
    """Whether nothing but and, or, 和 stands between them."""
    return all(_ONLY_JOINS.fullmatch(text[end:start]) for (_, end), (start, _) in pairwise(spans))


def _segments(text: str, named: Sequence[_Named]) -> tuple[str, list[_Segment], str]:
    """What is said before the first side, the stretches of the sides, and what is asked of all after the last one.

    Between two names the text is cut at the last word that joins, which belongs to neither.
    """
    starts, stops = [named[0].start], []
    for one, other in pairwise(named):
        joins = list(_JOINS.finditer(text, one.end, other.start))
        stops.append(joins[-1].start() if joins else other.start)
        starts.append(joins[-1].end() if joins else other.start)
    shared = _SHARED.search(text, named[-1].end)
    stops.append(shared.start() if shared else len(text))
    segments = [
        _Segment(text[start : one.start], text[one.start : one.end], text[one.end : stop])
        for one, start, stop in zip(named, starts, stops, strict=True)
    ]
    return text[: named[0].start], segments, text[stops[-1] :]


def _asked(before: str, own: _Segment, others: Sequence[_Segment], shared: str) -> str:
    """What is asked of one side. A bare name shares what stands by the next one; else only a topic is taken over."""
    lead, rest = own.lead, _ROW_WORD.sub("", own.rest)
    lacks = not _has_content(f"{before} {lead} {rest} {shared}")
    lender = next((other for other in others if _has_content(f"{other.lead} {other.rest}")), None)
    if not _COMPARING.sub("", f"{lead}{rest}").strip(" '’s"):
        lender = lender or next((other for other in others if other.rest.strip()), None)
        lead, rest = (lender.lead if lacks else lead, _ROW_WORD.sub("", lender.rest)) if lender else (lead, rest)
    elif lacks and lender:
        borrowed = _OF_MEASURING.sub(" ", f"{lender.lead} {lender.rest}")
        rest = f"{rest} {YEAR.sub(' ', borrowed) if YEAR.search(f'{before}{rest}{shared}') else borrowed}"
    asked = _COMPARING.sub(" ", _joined(before, lead, own.name, rest, f" {shared}"))
    return " ".join(asked.strip(" ,，").split())


def _joined(*pieces: str) -> str:
    """The pieces one after the other, with a blank where two words would become one."""
    text = ""
    for piece in pieces:
        glued = text[-1:].isascii() and text[-1:].isalnum() and piece[:1].isalnum()
        text += f" {piece}" if glued else piece
    return text


def _has_content(text: str) -> bool:
    """Whether the text says what is compared, and not just that its number or goal is."""
    words = (word for concept in analyze(_COMPARING.sub(" ", text)).concepts for word in concept.forms[0])
    return any(word not in _MEASURES for word in words)


def _completed(asked: str, kind: AnswerKind, counts: bool) -> str:
    """What is asked of a side, with what only the whole question says: for which date, and that it is counted."""
    if kind == "date":
        return _dated(asked)
    if kind == "figure" and counts:
        thing = asked.strip(" ?？")
        return f"{thing}有多少个？" if has_han(thing) else f"How many {thing}?"
    return asked


def _dated(asked: str) -> str:
    """A question for a date, with that of issue when it does not say for which."""
    asked = _ON_WHAT_DAY.sub(" ", asked)
    if _DAY_OF.search(asked):
        return asked
    return f"{asked} {'发布日期' if has_han(asked) else 'date of issue'}"


def _kind(text: str, asked: str) -> AnswerKind:
    """What kind of thing is compared, by the question as a whole and by what is asked of a side."""
    if _DATES.search(fold(text)):
        return "date"
    kind = analyze(asked).kind
    if kind not in {"statement", "comparison", "list"}:
        return kind
    return "figure" if _FIGURES.search(fold(text)) else "comparison"

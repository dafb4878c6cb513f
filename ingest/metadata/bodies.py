"""Who issued a document."""

import re
from collections.abc import Iterator

from ingest.metadata.page import Fact, Page, Span, dates_in

_LABEL = re.compile(
    r"(?:发文机关|发文单位|发布单位|发布机构|发布机关|颁布单位|制定机关|印发机关|(?i:issuing (?:body"
    r"|authority|agency)|issued by(?: the)?|agency|from))"
    r"\s*(?:[:|]\s*|(?<=[关位构by])(?=\S)(?![为是、和,。及])| )(?P<body>(?:[^\n:|,。;]"
    r"|, (?=[A-Z])){2,120}?)\.?(?=\s+\S{2,6}[:|]|\s{2,}|\s*\||$)",
    re.MULTILINE,
)
_SOURCE = re.compile(r"来源[:|]\s*(?P<body>[^\s:|]{3,40})")
_KINDS = (
    "人民政府|政府|办公厅|办公室|委员会|发展改革委|科技委|国资委|网信办|厅|局|署|院|部|司|处|(?:科|经信|卫健|发改|党|住建|建|科工)委|常务委员会|常委会|大会|国会"
    "|监会|银行|总统府|局长|司长|部门|协会|管委会|法院|检察院|集团|中心|白宫|委"
)
_BODY = re.compile(
    rf"[\u4e00-\u9fff、 ()0-9“”+·]{{0,60}}(?:{_KINDS})(?:等)?(?:(?:[0-9]{{1,2}}"
    rf"|[二三四五六七八九十]{{1,3}})(?:个)?部门)?"
)
_ENGLISH_KINDS = (
    "Ministry|Department|Office|Commission|Committee|Government|Council|Bureau|Agency|Authority|Administration|Congress"
    "|Parliament|Board|Service|House|Secretariat|Diet|Assembly|Yuan|Institute"
)
_ENGLISH_KIND = re.compile(rf"\b(?:{_ENGLISH_KINDS})\b", re.IGNORECASE)
_SMALL = frozenset("of and for the on in with other others two three four five six seven eight nine ten".split())
_TITLE = re.compile(rf"^(?P<body>[\u4e00-\u9fff 、]{{2,50}}?(?:{_KINDS}))(?:关于|印发|公布|发布)")
_ENGLISH_TITLE = re.compile(
    rf"^(?:Notice|Circular|Decision|Opinions?|Order|Announcement) (?:of"
    rf"|by) (?:the )?(?P<body>.+?(?:{_ENGLISH_KINDS}).*?) (?:on|regarding|concerning|to)\b"
)
_ORDER = re.compile(r"(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff]{2,30}?) ?(?:令| 函$|公告$)")
_BY = re.compile(
    rf"由(?P<body>[^,。;:]{{2,80}}?(?:{_KINDS}|(?:{_KINDS})等(?:\w{{1,4}}部门)?|[省市区]|[0-9二三四五六七八九十]+部门))(?=于|在|[0-9]|以|印发|发布|公布|公开|通过|联合|三读)"
)
_ISSUES = re.compile(
    rf"^(?:[^,。]{{0,30}}日,)?\s?(?P<body>[^,。;:《]{{2,60}}?(?:{_KINDS})等?)(?:正式|今日|近日|日前|于|[^,。;:《]{{0,16}}日\)?)?(?:联合)?(?:印发|发布|公布|出台)"
    r"[^,。;《]{0,6}《(?P<named>[^《》]+)》"
)
_IS = re.compile(
    r"(?:发文机关|发布单位|发布机构|发布机关|印发机关|制定机关)(?:和\w{2,6})?(?:均?为|是)(?P<body>[^,。;]{2,80})"
)
_ENGLISH_IS = re.compile(
    r"[Ii]ssuing bod(?:y|ies) of (?P<of>.{4,160}?) (?:is|are) (?:the )?(?P<body>.+?)(?=, and the |\.$|;|$)"
)
_DOCUMENT_OF = re.compile(
    r"(?:is|are) an? (?:\w+ ){0,2}(?:document|plan|strategy|law|act) of (?:the )?(?P<body>[A-Z][^,.;]+)"
    r"|是(?P<body_zh>[^,。;]{2,30}?)(?:于.{4,12})?(?:出台)?的一份\w*(?:文件|方案)"
)
_SEVERAL = re.compile(
    r"(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,3})个?(?:部门|单位)[^,。;:]{0,16}:(?P<body>[^。;:]{4,200})"
)
_UNION_ACT = re.compile(
    r"(?:Regulation|Directive|Decision) \(E[UC]\) [\d/]+ of the (?P<body>European Parliament and (?:of the )?Council)"
)
_SESSION = re.compile(
    r"第[^,。()]{1,6}届(?P<body>全国人民代表大会(?:常务委员会)?|[\u4e00-\u9fff]{2,8}人民代表大会(?:常务委员会)?)第"
)
_LOCAL_SESSION = re.compile(
    r"(?P<place>(?!日)[\u4e00-\u9fff]{2,12}?)第[^,。()]{1,6}届(?P<body>人民代表大会(?:常务委员会)?)第"
)
_MEETING = re.compile(r"经(?P<body>[^,。;:经]{0,30}(?:委员会|政府|国务院))[^,。;:]{0,20}会议")
_ENGLISH_BY = re.compile(
    r"(?:issued|published|released|promulgated|adopted|passed|made|launched|opened for comment|approved)"
    r" (?:jointly )?by (?:a notice of )?(?:the |China's )?(?P<body>[A-Z].+?)(?= on \d| on [A-Z][a-z]+ \d"
    r"| in \d{4}| in [A-Z][a-z]+ \d| as | under | Order No|, dated|, document|\.$|;|$)"
)
_MAKER = re.compile(r"^The (?P<body>[A-Z][\w' ]+?(?: of [A-Z]\w+)?) makes? (?:these|this) ")
_ENGLISH_ISSUES = re.compile(
    rf"^(?:\d+(?:\.\d+)* )?(?:The )?(?P<body>[A-Z][\w' ]*?(?:{_ENGLISH_KINDS})[\w' ]*?) (?:issued|adopted"
    rf"|published|released|promulgated) (?P<of>th(?:is|ese) \w+)"
)
_UNION = re.compile(r"OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL", re.IGNORECASE)
_AMERICAN = ((re.compile("^Public Law |^An Act$"), "Congress"), (re.compile("Executive Order"), "The White House"))
_STATEMENTS = (
    _SEVERAL,
    _IS,
    _ENGLISH_IS,
    _BY,
    _ENGLISH_BY,
    _ISSUES,
    _ENGLISH_ISSUES,
    _MAKER,
    _SESSION,
    _MEETING,
    _UNION_ACT,
    _DOCUMENT_OF,
)
_ENACTED = re.compile(
    r"(?:中华民国)?\d{2,4}年\d+月\d+日(?P<body>[\u4e00-\u9fff]{2,20}?)(?:\(\d+\))?[\u4e00-\u9fff]{1,10}字第.{4,16}号[令函]?(?:制定|订定|修正|公布)"
)
_UNION_BODY = re.compile(r"THE (?P<body>EUROPEAN [A-Z ]{4,40}|COUNCIL OF THE EUROPEAN UNION),?")
_LINES_MOST = 6


def is_body(line: str) -> bool:
    """Whether folded text is the name of a body, or of several, and nothing else."""
    if len(line) > 100:
        return False
    if not line.isascii():
        return _BODY.fullmatch(line) is not None
    words = line.split()
    return bool(_ENGLISH_KIND.search(line)) and all(w[0].isupper() or w in _SMALL or not w[0].isalpha() for w in words)


def issuing_body(page: Page) -> Fact | None:
    """Labelled, in the order's or the notice's name, under the text, or stated in a sentence about the document."""
    finders = (_labelled, _ordered, _signed, _titled, _union, _local_session, _stated, _implied, _source, _headed)
    return next((fact for find in finders for fact in find(page)), None)


def _labelled(page: Page) -> Iterator[Fact]:
    for match in _LABEL.finditer(page.folded, 0, page.lines[min(39, len(page.lines) - 1)].end if page.lines else 0):
        line_start = page.folded.rfind("\n", 0, match.start()) + 1
        if match.start() - line_start <= 60 and (match.group()[0].isupper() or not match.group()[0].isascii()):
            yield page.fact("issuing_body", *match.span("body"))


def _ordered(page: Page) -> Iterator[Fact]:
    """某部令 above its number."""
    for line in page.head[:4]:
        enacted = _ENACTED.match(line.text)
        if enacted and is_body(enacted["body"]):
            yield page.fact("issuing_body", line.start + enacted.start("body"), line.start + enacted.end("body"))
        match = _ORDER.match(line.text)
        if (
            match
            and is_body(match["body"])
            and re.fullmatch(r"(?:公告|函)?(?: ?\(?\d{4}年?\)?)? ?第?.{0,8}号?", line.text[match.end() :])
        ):
            yield page.fact("issuing_body", line.start + match.start("body"), line.start + match.end("body"))


def _signed(page: Page) -> Iterator[Fact]:
    """The lines with bodies over the date of the signature."""
    for at, line in enumerate(page.lines):
        if at == 0 or len(line.text) > 40 or not re.search("[0-9〇]", line.text):
            continue
        day = next(dates_in(line.text), None)
        if day is None or not day.day:
            continue
        start = line.text[: day.start].strip(" ,·")
        if start and is_body(start) and re.fullmatch(r"印发|发布|\.?", line.text[day.end :].strip()):
            yield page.fact("issuing_body", line.start, line.start + len(line.text[: day.start].rstrip(" ,·")))
        elif not start and len(line.text) - (day.end - day.start) <= 8:
            signatories = _above(page, at)
            if signatories:
                names = "、".join(page.text[one.start : one.end] for one in signatories)
                yield Fact("issuing_body", names, signatories[0].start, signatories[-1].end)


def _above(page: Page, at: int) -> list[Span]:
    found: list[Span] = []
    for line in reversed(page.lines[max(1, at - _LINES_MOST) : at]):
        if not is_body(line.text):
            break
        found.insert(0, line)
    return found


def _titled(page: Page) -> Iterator[Fact]:
    for pattern in (_TITLE, _ENGLISH_TITLE):
        for line in page.head[:5]:
            match = pattern.match(line.text)
            if match and page.text[line.start : line.end] in page.title:
                yield page.fact("issuing_body", line.start + match.start("body"), line.start + match.end("body"))


def _union(page: Page) -> Iterator[Fact]:
    for line in page.head[:3]:
        match = _UNION.search(line.text)
        if match and (line is page.head[0] or page.text[line.start : line.end] in page.title):
            yield Fact(
                "issuing_body", "European Parliament and Council", line.start + match.start(), line.start + match.end()
            )
    for line in page.head[:8]:
        match = _UNION_BODY.fullmatch(line.text)
        if match:
            name = (
                page.text[line.start + match.start("body") : line.start + match.end("body")]
                .title()
                .replace(" Of The ", " of the ")
            )
            yield Fact("issuing_body", name, line.start + match.start("body"), line.start + match.end("body"))


def _headed(page: Page) -> Iterator[Fact]:
    """The last of the lines with bodies that the page begins with, or that stand below its title."""
    lines = [line for line in page.head[:6] if is_body(line.text) and page.text[line.start : line.end] != page.title]
    for line in lines[-1:]:
        name = line.text.partition(", ")[0]
        yield page.fact("issuing_body", line.start, line.start + len(name))


def _stated(page: Page) -> Iterator[Fact]:
    """由某某印发; issued by; adopted by the session of a congress; the first is the surest."""
    for pattern in _STATEMENTS:
        for sentence in page.sentences:
            match = pattern.search(sentence.text)
            if match and (pattern in {_MAKER, _ENGLISH_ISSUES} or _speaks_of_own(page, sentence.text, match)):
                start, end = match.span("body" if match["body"] else "body_zh")
                yield page.fact("issuing_body", sentence.start + start, sentence.start + end)


def _local_session(page: Page) -> Iterator[Fact]:
    """青岛市第十七届人民代表大会常务委员会 is called without the count of its session."""
    for line in page.head[:6]:
        match = _LOCAL_SESSION.search(line.text)
        if match and line.text.startswith("("):
            start, end = line.start + match.start(), line.start + match.end("body")
            name = (
                page.text[start : line.start + match.end("place")] + page.text[line.start + match.start("body") : end]
            )
            yield Fact("issuing_body", name, start, end)


def _speaks_of_own(page: Page, text: str, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return (
        page.is_own_name(groups["named"]) if groups.get("named") else page.own(groups.get("of") or _before(text, match))
    )


def _before(text: str, match: re.Match[str]) -> str:
    """What a sentence says before a body; a note in parentheses speaks of what stands above it."""
    return "" if text.startswith("(") else re.sub(r"于?[\d年月日]*$", "", text[: match.start()])


def _implied(page: Page) -> Iterator[Fact]:
    for line in page.head[:4]:
        for cue, body in _AMERICAN:
            if match := cue.search(line.text):
                yield Fact("issuing_body", body, line.start + match.start(), line.start + match.end())


def _source(page: Page) -> Iterator[Fact]:
    """The source that a site names, where it is a body and no newspaper."""
    for line in page.head[:8]:
        match = _SOURCE.search(line.text)
        if match and is_body(match["body"]):
            yield page.fact("issuing_body", line.start + match.start("body"), line.start + match.end("body"))

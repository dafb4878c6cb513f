"""What questions call documents: their titles and numbers, short names for them, and the years that tell them apart."""

import re
from collections.abc import Iterator

from corpus.jurisdictions import gazetteer
from corpus.script import fold
from index.query import YEAR
from ingest.metadata import DOCUMENT_NUMBER

Span = tuple[int, int]

TITLE = re.compile(r"《[^》]+》")
_QUOTED = r"“[^”]*”|「[^」]*」|\"[^\"]*\""
_DRAFT = r"征求意见稿|意见稿|草案"

# Words that end the name of a document. 计划, 意见 and 规划 are verbs as well, 法 ends many other words.
_KIND_ZH = (
    rf"{_DRAFT}|方案|(?:行动|发展|工作|总体|三年)计划|规划(?!建设)|(?<!征求)意见(?!稿)|办法|措施|条例|指引|指南"
    r"|战略(?!本部|特别)|决定|(?<![方办立违非合依用手做说语算书执司无看想设])法(?![律规定院案制治子])"
)
_NAME_ZH = re.compile(
    rf"(?:{_QUOTED}|[^\s，。；？！：、的在按对里中了是有把给向从到年月和与及为份部那这该请归《》〔〕“”「」\"?,;:!]){{1,24}}?"
    rf"(?:{_KIND_ZH})|正式(?:发布|印发|出台)?的?(?:方案|文件|版本|稿)|最终的?(?:方案|文件|版本|稿)"
    r"|[^\s，。；？！：、的在那这后来]{2,8}[那这]份(?:方案|计划|规划|意见|文件|办法)"
)
_NO_NAME = re.compile(r"什么|多少|哪|几|怎|如何|打算|采取|相当于|征询|落实|出台|列出|^\d")
_KIND_EN = r"Act|Law|Plan|Measures|Regulations?|Opinions|Strategy(?! Headq)|Guidelines?|Decision|Draft|Omnibus"
_WORD_EN = r"(?:[A-Z][\w.+’'-]*|\"[^\"]+\"|“[^”]+”)"
_NAME_EN = re.compile(
    r"(?<![\w’'])(?!(?:The|Under|In|By|When|What|Which|Who|How|Does|Do|Did|Is|And|Give|Compare|Until|For|Set|Of|Since|With|On|As)\b)"
    rf"{_WORD_EN}(?: (?:(?:of|for|on|the|to|and) ){{0,2}}{_WORD_EN}){{0,8}}? (?:{_KIND_EN})\b(?: \d\.\d)?"
)
_NOT_IN_NAME = (
    r"(?!(?:to|of|for|in|by|and|or|with|what|which|do|does|did|is|are|was|want|wants|set|sets|that|two|both|own)\b)"
)
_SHORT_EN = re.compile(
    rf"(?:\b(?:the|its)|[’']s) (?P<name>(?:{_NOT_IN_NAME}[\w+\"“”-]+ ){{1,5}}?"
    rf"(?:{_KIND_EN.lower()}|paper|blueprint|roadmap|chain plan)s?)\b(?! of (?:the )?[A-Z])"
)
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{4,}(?: \d\.\d)?(?![A-Za-z])")

_DATED_ZH = re.compile(
    rf"(?<!到)(?<!\d)(?:(?:19|20)\d{{2}}[-–—])?(?:19|20)\d{{2}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?"
    rf"(?:的|那份|那个|这份|正式|发布|公布|印发|出台|公开|后来){{0,3}}"
    rf"(?:{_QUOTED}|[三五]年|[^，。；？！：、的和与及年要“”]){{0,12}}?(?:{_KIND_ZH}|(?<=的)计划|(?<!年)计划(?=[，。、和与及的？?]|$)|要点|文件)"
)
_DATED_EN = re.compile(
    rf"(?:(?<=\bthe )|(?<=\bits )|(?<=[’']s )|(?<![’'])\b(?!(?:the|its) ))(?:{_NOT_IN_NAME}[\w+\"“”-]+ ){{0,4}}?"
    rf"(?:{_KIND_EN.lower()}|paper|\"[^\"]+\")s?,? (?:of|from|dated|issued in|released in|published in) "
    rf"(?:[A-Z][a-z]+ )?(?:19|20)\d{{2}}\b"
    rf"|\b(?:(?:19|20)\d{{2}}[-–—])?(?:19|20)\d{{2}} "
    rf"(?:{_NOT_IN_NAME}[\w+\"“”-]+ ){{0,5}}?(?:{_KIND_EN.lower()}|paper)s?\b",
    re.IGNORECASE,
)


def documents_in(text: str) -> list[Span]:
    """Where the text names documents, in order, none overlapping another. A bare 方案 or plan is no name."""
    folded = fold(text)
    same = folded if len(folded) == len(text) else text
    found: list[Span] = []
    for span in (
        *(span for span in dated(text) if not _is_bare(text, span)),
        *(match.span() for match in TITLE.finditer(text)),
        *(_without_joiner(text, *match.span()) for match in DOCUMENT_NUMBER.finditer(text)),
        *(match.span() for match in _NAME_EN.finditer(text)),
        *(match.span("name") for match in _SHORT_EN.finditer(text)),
        *_chinese(text, same),
        *(match.span() for match in _ACRONYM.finditer(text)),
    ):
        if all(span[1] <= start or end <= span[0] for start, end in found):
            found.append(span)
    return sorted(found)


def _is_bare(text: str, span: Span) -> bool:
    """Whether a document is told by its year alone: 2024年的行动计划."""
    return bool(re.fullmatch(rf"\d{{4}}年(?:\d+月)?的?(?:{_KIND_ZH})|\d{{4}} \w+", text[slice(*span)]))


def _without_joiner(text: str, start: int, end: int) -> Span:
    return (start + (text[start] in "和与與及、"), end)


def _chinese(text: str, folded: str) -> Iterator[Span]:
    """Names without title marks: 产业链方案, 个人信息保护法; without the place before them."""
    places = gazetteer().find(text)
    for match in _NAME_ZH.finditer(folded):
        start, end = match.span()
        start = max([start, *(place.end for place in places if start < place.end < end)])
        kind = re.search(rf"(?:{_KIND_ZH})$", folded[start:end])
        is_bare = kind is not None and kind.start() == 0 and not re.fullmatch(_DRAFT, folded[start:end])
        if end > start and not is_bare and not _NO_NAME.search(folded[start:end]):
            yield start, end


def dated(text: str) -> list[Span]:
    """Where the text tells a document by its year: 2024年的行动计划, the draft of 2025."""
    folded = fold(text)
    pattern = _DATED_ZH if len(folded) == len(text) else re.compile(r"(?!)")
    return sorted(match.span() for match in (*pattern.finditer(folded), *_DATED_EN.finditer(text)))


def issue_years(text: str) -> frozenset[str]:
    """The years by which the text tells documents, and not what they say of a year."""
    return frozenset(year for start, end in dated(text) for year in YEAR.findall(text[start:end]))

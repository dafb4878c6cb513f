"""What a follow-up points to in the answer before it: the second one, the first two of those years, 较高的那个.

Only that it points is told here, by its words and those of the question before; what it means is found in the answer.
"""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.naming import documents_in
from corpus.jurisdictions import gazetteer
from corpus.script import fold

Kind = Literal["item", "year", "more", "less", "later", "earlier", "other", "figure", "document"]

_NUMBERS = {
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=True)),
    **dict(zip("first second third fourth fifth sixth seventh eighth ninth tenth".split(), range(1, 11), strict=True)),
    **dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True)),
    **{"两": 2, "former": 1, "latter": 2, "last": -1, "final": -1},
}
_WAYS: dict[str, Kind] = {
    **dict.fromkeys("大高多", "more"),
    **dict.fromkeys("bigger larger higher greater".split(), "more"),
    **dict.fromkeys("低小少", "less"),
    **dict.fromkeys("smaller lower fewer".split(), "less"),
    **dict.fromkeys("晚新", "later"),
    **dict.fromkeys("later newer".split(), "later"),
    **dict.fromkeys("早旧", "earlier"),
    **dict.fromkeys("earlier older".split(), "earlier"),
}

_N_ZH = r"[一二两三四五六七八九十]|\d{1,2}"
_UNIT = r"(?:[个项种类点块座家份位款名]|大?[类块]|步|阶段|部|档|批|年)"
_OF_TIME = re.compile(r"年|步|阶段|years?$|steps?$|stages?$|phases?$|milestones?$|dates?$|days?$|日[子期]?")
_STEPS = re.compile(r"[分几两三四五]个?(?:步|阶段)|节点|\b(?:years|steps|stages|phases|milestones)\b", re.IGNORECASE)
_THOSE = r"(?:(?:在|这|那)?(?:其中|里面|当中)|[这那](?:[几些两二三四五]|十)*[个项年]?(?:里面?|中|当中)?的?)"
_POINTS_ZH = re.compile(
    rf"(?P<those>{_THOSE})?[的，,]?"
    rf"(?:第(?P<at>{_N_ZH})(?P<one>{_UNIT}|条)|(?P<last>最[后末]|末)(?P<fewer>[两二三四])?[那这]?一?(?P<end>{_UNIT}|条)"
    rf"|(?<![以之])前(?P<many>[两二三四五])(?P<each>{_UNIT}|条))(?P<noun>日子|日期|年份|阶段)?"
)
_AFTER = re.compile(
    r"\s*(?:$|[，。？?、！!]|[呢是的讲说叫指包具有没要管又和与里中呀啊]|什么|怎么|由|在|\d|到|从|每|最|主要|将|应|可以|需|属于|靠|为|何时|如何|是否|多少|对应)"
)
_YEARS_ZH = re.compile(r"[这那](?:[几些两三四五]|十几)年|[这那](?:[几两三四五])个(?:年份|阶段|步骤|时间?节点)")
_MORE_ZH = re.compile(
    rf"(?:[较更最]|比较)?(?P<way>[大高多低小少早晚新旧])一?[些点]?的?[那这]一?{_UNIT}(?:省份?|城市|市|地区?|地方|文件|方案)?"
    r"|[较更](?P<who>[大高多低小少早晚])者"
)
_OTHER_ZH = re.compile(rf"另外?一?{_UNIT}(?=[，。？?呢是的要有]|$|什么|怎么)")
_FIGURE_ZH = re.compile(r"[这那该]一?个?(?:数字|数值|数目|金额)")

_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|former|latter"
_POINTS_EN = re.compile(
    rf"\b(?:the )?(?P<at>{_ORDINAL})(?: (?P<many>two|three|four))?"
    r"(?P<of> of (?:these|those|them|the)(?: \w+(?= \w+s\b))?"
    r"(?: (?!do|does|did|is|are|was|were|go|goes|has|have)(?P<noun>\w+s))?\b| ones?\b"
    r"| (?P<bare>[a-z]{3,})(?! (?:of|to|that|which|in|on|at|for|from|with)\b)\b|(?=\W*$)"
    r"|(?<=former|latter)(?=['’]s| (?:is|was|has|does|did)\b))",
    re.IGNORECASE,
)
_YEARS_EN = re.compile(r"\b(?:those|these)(?: two| three| four)? (?:years|stages|steps|phases|milestones)\b", re.I)
_MORE_EN = re.compile(
    r"\bthe (?P<way>bigger|larger|higher|greater|smaller|lower|fewer|earlier|later|newer|older)"
    r"(?: one\b| of (?:the two|them|those|these)\b)",
    re.IGNORECASE,
)
_OTHER_EN = re.compile(r"\bthe other(?: one)?(?=\W*$|[,?.;]|'s|’s| (?:is|was|does|did|has|have|want|set)\b)", re.I)
_FIGURE_EN = re.compile(r"\b(?:that|this) (?:figure|number|amount)\b", re.I)

# A follow-up on the document that an answer is from: by a word for it, or by what only a document has.
_DOCUMENT = re.compile(
    r"(?:这|那|该)一?[份部个项]?(?:文件|方案|计划|规划|意见|办法|措施|条例|法律|指引|政策)"
    r"|\b(?:the|that|this) (?:plan|act|law|document|paper|measures|opinions|guideline|policy)\b(?! (?:of|for|to|on)\b)",
    re.IGNORECASE,
)
_OF_A_DOCUMENT = re.compile(
    r"它?是?(?:什么时候|何时|哪一?[天年]|由?谁|由?哪个(?:部门|机构|单位))(?:印发|发布|公布|出台|施行|生效)"
    r"|(?:它?的?)(?:文号|发文字号|发文机关)"
    r"|(?:and )?when was it (?:issued|published|released)\b|(?:and )?who issued it\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a follow-up points into the answer before it, text[start:end], and to which of what that tells.

    `at` counts from 1, -1 is the last one, 0 all of them; `many` are as many from there on, or up to there.
    `may_be_year` is said of steps and stages, which an answer may tell by their years.
    """

    kind: Kind
    start: int
    end: int
    at: int = 0
    many: int = 1
    may_be_year: bool = False

    def of(self, told: "list[str]") -> list[str]:
        """Those of what is told that are meant; none if there are not as many."""
        if self.at == 0:
            return told
        if self.at < 0:
            return told[-self.many :] if len(told) >= max(self.many, 2) else []
        last = self.at - 1 + self.many
        return told[self.at - 1 : last] if len(told) >= max(last, 2) else []


def pointer(text: str, before: str) -> Pointer | None:
    """Where the follow-up points into the answer to the question before it; None if it does not."""
    asked, earlier = fold(text), fold(before)
    if len(asked) != len(text):
        return None
    for find in (_years, _ordinal_zh, _ordinal_en, _way, _document):
        if (found := find(asked, earlier)) is not None:
            return found
    return None


def _years(text: str, _before: str) -> Pointer | None:
    ordered = _POINTS_ZH.search(text) or _POINTS_EN.search(text)
    match = _YEARS_ZH.search(text) or _YEARS_EN.search(text)
    is_all = match is not None and (ordered is None or not ordered.start() <= match.start() < ordered.end())
    return Pointer("year", *match.span()) if match and is_all else None


def _ordinal_zh(text: str, before: str) -> Pointer | None:
    for match in _POINTS_ZH.finditer(text):
        unit = match["one"] or match["end"] or match["each"]
        after = text[match.end() :]
        named = after[:2] if after[:2] in before and re.match(r"[一-鿿]{2}", after) else ""
        is_meant = match["those"] or match["noun"] or _AFTER.match(after) or named
        if not is_meant or (unit == "条" and not (match["those"] or match["last"])):
            continue
        at = 1 if match["many"] else -1 if match["last"] else _number(match["at"])
        kind: Kind = "year" if unit == "年" or match["noun"] == "年份" else "item"
        many = _number(match["many"] or match["fewer"] or "1")
        of_time = bool(_OF_TIME.search(f"{unit}{match['noun'] or ''}") or (unit == "个" and _STEPS.search(before)))
        return Pointer(kind, match.start(), match.end() + len(named), at, many, of_time)
    return None


def _ordinal_en(text: str, before: str) -> Pointer | None:
    for match in _POINTS_EN.finditer(text):
        noun, bare = (match["noun"] or "").lower(), (match["bare"] or "").lower()
        if bare and bare not in {"year", "step", "stage", "phase"} and f"{bare}s" not in before.lower():
            continue
        at = _number(match["at"].lower())
        named = noun or bare
        kind: Kind = "year" if named in {"year", "years"} else "item"
        many = _number((match["many"] or "one").lower())
        of_time = bool(_OF_TIME.search(named) if named else _STEPS.search(before))
        return Pointer(kind, *match.span(), at, many, of_time)
    return None


def _way(text: str, _before: str) -> Pointer | None:
    """Points to the larger, the later or the other one of two, or to the figure."""
    if match := _MORE_ZH.search(text):
        return Pointer(_WAYS[match["way"] or match["who"]], *match.span())
    if match := _MORE_EN.search(text):
        return Pointer(_WAYS[match["way"].lower()], *match.span())
    if match := _OTHER_ZH.search(text) or _OTHER_EN.search(text):
        return Pointer("other", *match.span())
    match = _FIGURE_ZH.search(text) or _FIGURE_EN.search(text)
    return Pointer("figure", *match.span()) if match else None


def _document(text: str, before: str) -> Pointer | None:
    """Points to the document that the answer is from, which neither question has named."""
    if documents_in(text) or documents_in(before) or gazetteer().find(text):
        return None
    if match := _DOCUMENT.search(text):
        return Pointer("document", *match.span())
    if not _OF_A_DOCUMENT.match(text):
        return None
    pronoun = re.search(r"它|\bit\b", text)
    return Pointer("document", *(pronoun.span() if pronoun else (0, 0)))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words]

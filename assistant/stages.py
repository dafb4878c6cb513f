"""Stages in running text: sentences in a row that begin with their years, their dates or their ordinals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.naming import issue_years
from corpus.script import fold
from index.query import YEAR, Query

_BETWEEN = 2  # sentences that may stand between two beginnings, which tell more of the first
_LONGEST = 900  # characters of stages that are told as one
_FEWEST = 3  # without anything that announces them
_DIGITS = "一二三四五六七八九十"
_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")

_YEAR = re.compile(
    r"(?:[一二三四五六七]是)?(?:力争|预计|计划|其中|再|最后)?(?:到|至|在|自|从|截至)?\s?(?P<zh>20\d\d)\s?年"
    r"|(?:and |then |finally, )?(?:by|in|from|on|since|until|before|after|as of)\b[^,.;:]{0,24}?\b(?P<en>20\d\d)\b"
    r"|(?P<bare>20\d\d)(?= ?[:：–—-])"
    r"|(?:[^，。；,;]{0,12}[:：] )?[^，。；,.;:：]{2,30}?(?P<label>20\d\d)年?[^，。；,.;:：]{0,8}(?:[:：]| [-–—] )",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"第(?P<zh>[{_DIGITS}])(?:步|阶段|批|期|个(?:阶段|日子|日期|节点|时间点)?|项|是|，|、)"
    rf"|(?P<is>[{_DIGITS}])是"
    rf"|(?:the |in the )?(?P<en>{'|'.join(_WORDS)})(?:ly)?(?:,| (?:phase|stage|step|date|batch|milestone|tranche)\b)"
    r"|(?:phase|stage|step) (?P<number>\d|one|two|three|four|five)\b",
    re.IGNORECASE,
)
_NUMBERS = ("one", "two", "three", "four", "five")
_ANNOUNCES = re.compile(
    r"[步批期]走|阶段|分[两三四五几]?[步批期]|节点|里程碑|路线图|时间表|逐年|陆续"
    r"|\b(?:phase|stage|milestone|road ?map|step|timetable|timeline|schedule|in turn|batch|year by year|tranche)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"20\d\d年?\s?(?:[-–—~～至到]+|to|through|until)\s?20\d\d")
_COLON = re.compile(r"[：:]\s*")
_STEP = re.compile(r"[步批期]|阶段|日子|节点|时间点|phase|stage|step|date|batch|milestone|tranche", re.IGNORECASE)
_OF_TIME = re.compile(
    rf"{_ANNOUNCES.pattern}|时间|年份|日期|日子|[分逐按]年|几年|^(?:year|date|time|grow|evolv)", re.IGNORECASE
)
_WANTS = re.compile(
    r"节点|里程碑|时间表|路线图|按时间|按年|逐年|一年一年|各[个]?(?:阶段|年份|时间点)|分[两三四五几]?个?(?:步|阶段|批|期)"
    r"|[两三四五几]个?(?:步|阶段|批次|年份|日期|日子)|[哪那]些(?:阶段|年份|日期|日子|时间点)|分阶段|分批|[两三四几]步走"
    r"|\bmilestones?\b|\btime-?lines?\b|\btimetables?\b|\broad ?maps?\b|\byear by year\b|\bstep by step\b"
    r"|\bphase[sd]?\b|\bstages?\b|\b(?:which|what) (?:\w+ )?(?:years|dates)\b|\bschedule\b",
    re.IGNORECASE,
)


_GROWS = re.compile(
    r"\bhow .{0,80}\b(?:grow|evolve)\b|(?:如何|怎么|怎样)(?:逐步|一步步|逐年)?(?:增长|演进|递增)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stages:
    """Sentences `first` to `last`, the latter not among them, that hold `items` stages with what announces them.

    `staged` says that they begin with years, dates or steps, and not with plain ordinals ("First, ...").
    """

    first: int
    last: int
    items: int
    staged: bool


def wants_stages(query: Query) -> bool:
    """Whether a question asks for several dates, years or steps; not where it asks for one year's."""
    years = {*query.years} - issue_years(query.text)
    text = fold(query.text)
    return bool(_WANTS.search(text) or _GROWS.search(text)) and len(years) != 1


def years_named(text: str) -> int:
    """How many years a text names, one by one: of a span of years (2025 to 2027) neither end counts."""
    return len({*YEAR.findall(_SPAN.sub("", fold(text)))})


def begins_stage(text: str) -> bool:
    """Whether a text begins with the year, the date or the ordinal of a stage."""
    beginning = _beginning(text)
    return bool(beginning.year or beginning.ordinal)


def ascend(texts: Sequence[str]) -> bool:
    """Whether texts each begin with a stage that is later than the one before."""
    run = _run([_beginning(text) for text in texts], 0)
    return run is not None and len(run) == len(texts)


def are_stages(texts: Sequence[str]) -> bool:
    """Whether texts each begin with a year, a date or a step that is later than the one before."""
    return ascend(texts) and all(_beginning(text).staged for text in texts)


def names_stages(words: str) -> bool:
    """Whether words say only that something goes by stages, by years or over time."""
    return bool(_OF_TIME.search(fold(words)))


def stages(sentences: Sequence[str]) -> list[Stages]:
    """The stages that sentences tell one after the other, two and more where something announces them, else three."""
    if not sentences[1:]:
        return []
    beginnings = [_beginning(sentence) for sentence in sentences]
    found: list[Stages] = []
    at = 0
    while at < len(sentences):
        run = _run(beginnings, at)
        led = at > 0 and not beginnings[at].announced and bool(_ANNOUNCES.search(fold(sentences[at - 1])))
        if run is None or len(run) < (2 if led or _is_plain([beginnings[one] for one in run]) else _FEWEST):
            at += 1
            continue
        first, last = at - led, run[-1] + 1
        if sum(map(len, sentences[first:last])) <= _LONGEST:
            found.append(Stages(first, last, len(run), all(beginnings[one].staged for one in run)))
        at = last
    return found


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What a sentence begins with: a year, 0 for none; an ordinal, 0 for none.

    `label` says that the year is in a label, `staged` that there is a year, or that the ordinal is that of a step,
    `announced` that it comes after words that announce stages and a colon.
    """

    year: int
    ordinal: int
    label: bool
    staged: bool
    announced: bool = False


def _is_plain(run: Sequence[_Beginning]) -> bool:
    """Whether two beginnings are enough to tell stages: they are announced, or labels."""
    return run[0].announced or all(one.label for one in run)


def _beginning(sentence: str) -> _Beginning:
    """What a sentence begins with; or what comes after the colon of what it announces (in two steps: by 2030, ...)."""
    text = fold(sentence)
    own = _begun(text)
    if own.year or own.ordinal:
        return own
    for colon in _COLON.finditer(text):
        after = _begun(text[colon.end() :])
        if after.staged and _ANNOUNCES.search(text, 0, colon.start()):
            return replace(after, announced=True)
    return own


def _begun(text: str) -> _Beginning:
    year, ordinal = _YEAR.match(text), _ORDINAL.match(text)
    named = next((int(one) for one in year.groups() if one), 0) if year else 0
    is_step = bool(named or (ordinal and _STEP.search(ordinal.group())))
    return _Beginning(named, _ordinal(ordinal) if ordinal else 0, bool(year and year["label"]), is_step)


def _ordinal(match: re.Match[str]) -> int:
    sign = (match["zh"] or match["is"] or match["en"] or match["number"]).lower()
    if sign.isdigit():
        return int(sign)
    row = next(row for row in (_DIGITS, _WORDS, _NUMBERS) if sign in row)
    return row.index(sign) + 1


def _run(beginnings: Sequence[_Beginning], at: int) -> list[int] | None:
    """The sentences that begin stages of one kind from here on; None where none begins here, or ordinals not with 1."""
    start = beginnings[at]
    if not start.year and start.ordinal != 1:
        return None
    run = [at]
    for other in range(at + 1, len(beginnings)):
        if other - run[-1] > _BETWEEN + 1:
            break
        before, now = beginnings[run[-1]], beginnings[other]
        follows = now.ordinal == before.ordinal + 1 if start.ordinal else now.year > before.year
        if follows:
            run.append(other)
    return run if len(run) > 1 else None

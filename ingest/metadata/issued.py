"""When a document was issued."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.metadata.bodies import is_body
from ingest.metadata.page import LINK, Fact, Page, Span, dated, dates_in
from ingest.quantities.years import Date

# Labels and what else directly precedes a date, the surest first; the rank goes on through `_SENTENCES`. A document is
# as old as its signature, not as its publication.
_LABELS = (
    (
        10,
        rf"(?:成文|落款|发文|签署|签发|修正)(?:日期|时间){LINK}|\[?Approved:? ?$|^Made(?: on)?:? $|^\[(?=[^\]]*\]?$)"
        rf"|^Dated?(?: of signature)?: ?$",
    ),
    (
        10,
        r"(?:Done at|Signed at|Given at) [\w ,]{3,40}?,? (?:on )?(?:this )?$|(?:Regulation|Directive"
        r"|Decision).{0,90}^of $",
    ),
    (
        40,
        rf"(?:印发|颁布|公布)(?:日期|时间){LINK}|^(?i:date of issue|issued(?: on)?|date of (?:adoption"
        rf"|promulgation)){LINK}",
    ),
    (41, rf"发布(?:日期|时间){LINK}"),
    (
        90,
        rf"(?:^日期|时间|来源[:|].{{0,40}}|更新日期){LINK}|^(?i:published|posted|date|updated"
        rf"|last updated)(?: on)?{LINK}",
    ),
)
_SENTENCES = (
    (15, r"签署|签发|(?i:signed)"),
    (20, r"(?:落款|成文|印发)?日期[为是]|(?i:\bdated\b)"),
    (50, r"印发|下发|(?i:\bissued\b)"),
    (60, r"公布(?!施行)|颁布|(?i:promulgated|enacted)"),
    (70, r"通过(?!电子)|(?i:\badopted|\bpassed)"),
    (65, r"批准|(?i:\bapprov(?:ed|al)\b)"),
    (80, r"发布(?!会)|出台|发表|推出|(?i:released|published|made public|launched|unveiled|presented|delivered)"),
    (92, r"见诸报道|(?i:\breported\b)"),  # for want of anything better
)
_ADOPTED = re.compile(r"\(?[^()]{0,12}\d{4}.{0,160}(?:通过|修正|修订|公布|批准)[^()]{0,20}\)?$")
_ENACTED = re.compile(r"(?:中华民国)?\d{2,4}年\d+月\d+日.{4,50}号[令函]?(?:制定|订定|修正|公布)")
_REPLACES = re.compile(r"(?i:replac|rescind|repeal|revok|supersed|under |pursuant|accordance|regard)")
_SIGNED_MOST = 60
_NOT_ISSUE = re.compile("征求意见|反馈|截止|deadline|comment|until|新闻发布会|consult")


def issued(page: Page) -> Fact | None:
    """The date of the document itself: of its signature, else of its issue, adoption or publication."""
    found = [*_labelled(page), *_signed(page), *_adopted(page), *_said(page), *_bylines(page)]
    return min(found, key=lambda ranked: (ranked[0], ranked[1].start), default=(0, None))[1]


def _labelled(page: Page) -> Iterator[tuple[int, Fact]]:
    for before, line in zip(("", *(line.text for line in page.lines)), page.lines, strict=False):
        if len(line.text) > 300 or not any(character.isdigit() for character in line.text):
            continue
        for day in dates_in(line.text):
            start = line.text[: day.start]
            if start == "of " and re.match(r"(?i:regulation|directive|decision)\b.*\d", before):
                yield 10, dated("issued", line, day)
            for rank, label in _LABELS:
                if re.search(label, start):
                    yield rank, dated("issued", line, day)


def _signed(page: Page) -> Iterator[tuple[int, Fact]]:
    """The first line that is a date, or a body and a date, after a line with a body: the signature."""
    for before, line in pairwise((Span(0, 0, ""), *page.lines)):
        if len(line.text) > _SIGNED_MOST or not re.search("[0-9〇]", line.text):
            continue
        day = next(dates_in(line.text), None)
        if day is None or not day.day or not re.fullmatch(r"\)?(?:\(?星期.\)?|印发|发布|\.| )*", line.text[day.end :]):
            continue
        start = line.text[: day.start].strip(" ,·")
        if is_body(start):
            yield 30, dated("issued", line, day)
        elif start in {"", "日期:", "("}:
            yield 30 if is_body(before.text) or _is_name(before.text) else 85, dated("issued", line, day)


def _is_name(line: str) -> bool:
    """Whether a line is the name of the one who signs: 主任：某某, 省长 某某."""
    return re.fullmatch(r"[\u4e00-\u9fff]{2,8}[: ]\s?[\u4e00-\u9fff·]{2,10}", line) is not None


def _adopted(page: Page) -> Iterator[tuple[int, Fact]]:
    """The note under the title of a law, in parentheses, whose last date is that of the text as it stands."""
    for line in page.head[:6]:
        if _ENACTED.match(line.text):
            yield 45, dated("issued", line, next(dates_in(line.text)))
        if line.text.startswith("(") and len(line.text) <= 400 and _ADOPTED.match(line.text):
            for day in list(dates_in(line.text))[-1:]:
                yield 45, dated("issued", line, day)


def _said(page: Page) -> Iterator[tuple[int, Fact]]:
    for sentence in page.sentences:
        text = sentence.text
        cues = [(rank, match) for rank, cue in _SENTENCES if (match := re.search(cue, text))]
        if not cues or not re.search(r"\d|二〇", text):
            continue
        days = list(dates_in(text))
        for rank, cue in cues:
            day = _near(days, cue, text)
            if day and _speaks_of_own(page, text, cue, day) and not _NOT_ISSUE.search(text[day.start : cue.start()]):
                yield rank + (0 if day.day else 5), dated("issued", sentence, day)


def _speaks_of_own(page: Page, text: str, cue: re.Match[str], day: Date) -> bool:
    """Whether what is issued is the document: what a Chinese verb has for its object, else the subject."""
    if re.search("(?:取代|代替|替代|根据|依据|按照|原)$", text[: day.start]) or _REPLACES.search(text[: cue.start()]):
        return False
    issued_here = re.match("[^,。;《]{0,12}《([^《》]+)》", text[cue.end() :])
    return page.is_own_name(issued_here[1]) if issued_here else page.own(text[: min(day.start, cue.start())])


def _near(days: list[Date], cue: re.Match[str], text: str) -> Date | None:
    """The date that a verb goes with: right before it in Chinese (于2025年3月3日印发), the next one in English."""
    if cue.group().isascii():
        days = [d for d in days if not d.is_year or text[: d.start].endswith("in ")]
        return next(
            (d for d in days if d.start >= cue.end() and not re.search("[.;]|until", text[cue.end() : d.start])), None
        )
    if cue.group().endswith(("为", "是")):
        return next((d for d in days if 0 <= d.start - cue.end() <= 2), None)
    before = [d for d in days if d.end <= cue.start() and not re.search("[;。]|记者|报道", text[d.end : cue.start()])]
    return before[-1] if before else None


def _bylines(page: Page) -> Iterator[tuple[int, Fact]]:
    """A short line that ends in a date, with the time of day or not, after the name of who publishes it."""
    for line in page.lines:
        if len(line.text) > _SIGNED_MOST:
            continue
        for day in dates_in(line.text):
            rest = re.fullmatch(r"\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?", line.text[day.end :])
            if rest and day.day and re.search(r"[·|:\s]\s*$", line.text[: day.start]) and "," not in line.text:
                yield 91, dated("issued", line, day)

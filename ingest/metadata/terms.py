"""From when a document applies, and until when."""

import re
from datetime import date, timedelta

from ingest.metadata.page import LINK, Fact, Page, dated, dates_in
from ingest.quantities.years import to_int

_SINCE = r"(?:正式)?(?:施行|实施|生效|执行|适用|起效)"
_EFFECTIVE = (
    (
        10,
        rf"(?:施行|实施|生效)(?:日期|时间){LINK}|(?i:effective date|coming into force"
        rf"|date of entry into force){LINK}",
    ),
    (
        20,
        r"(?i:(?:enter|enters|entered|come|comes|came|coming|go|goes|went) into (?:force|effect"
        r"|operation) ?(?:on|from)?) ?$",
    ),
    (
        20,
        r"(?i:(?:take|takes|took|taking) effect ?(?:on|from|as of)?|in force since|(?:is|are|be|become"
        r"|becomes) effective ?(?:on|from|as of)?) ?$",
    ),
    (20, r"(?i:^effective(?: from| on| as of|:)?|took effect in .{0,60}provisions on) ?$"),
    (20, r"(?:有效期|适用期|施行期)限?[:为是]?自\s*$"),
    (30, r"(?i:(?:applies|apply|applied|valid) from) ?$"),
)
_LABELLED = 10
_UNTIL = re.compile(
    r"(?:有效期|适用期|施行期|试行期|期限)(?:限)?[:为是]?(?:自.{0,24})?(?:截至|截止到?|至|到)\s*$|(?:有效|施行|执行|适用|试行|实施)至\s*$"
    r"|(?i:(?:valid|in force|in effect|effective|appl(?:y|ies|ied)|remains?) (?:until|till|through|to)"
    r"|\bran (?:until|to)|(?:appl(?:y|ies|ied)|valid|in force) from .{6,20} to|expires?(?: on)?|(?:ceases?"
    r"|cease) to (?:have effect|apply) on) ?$"
)
_TERM = re.compile(
    r"(?:有效期|试行期|施行期)限?[:为是]?\s?(?:自[^,。;]{2,24}起)?\s?(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2}|两)\s?(?P<unit>年|个月)"
    r"|(?i:valid|in force|effective) for (?P<m>\d{1,2}) (?P<word>years?|months?)"
)
_FROM_ISSUE = re.compile(
    rf"自(?:公布|发布|印发|颁布|签发|签署|印发布)之日(?:起|始){_SINCE}|(?i:on the (?:day|date) of (?:its"
    rf"|their) (?:publication|promulgation|issuance))"
)
_AFTER = re.compile(
    rf"\s?(?:起|始)[^。;,]{{0,6}}{_SINCE}|\s?(?:正式)?(?:公布施行|施行|起施行|生效|实施)(?!方案|意见|细则)"
)


def effective_from(page: Page, day_of_issue: Fact | None) -> Fact | None:
    """From when the document applies; the day of issue where it says so."""
    found: list[tuple[int, Fact]] = []
    for sentence in page.sentences:
        text = sentence.text
        if not re.search("起|施行|生效|实施|(?i:effect|force|appl)", text):
            continue
        for day in dates_in(text):
            before = text[: day.start]
            if _AFTER.match(text, day.end) and page.own(re.sub("(?:自|于|从)$", "", before)):
                found.append((20, dated("effective_from", sentence, day)))
            for rank, cue in _EFFECTIVE:
                match = re.search(cue, before)
                if match and (rank == _LABELLED or page.own(before[: match.start()])):
                    found.append((rank, dated("effective_from", sentence, day)))
        since = _FROM_ISSUE.search(text)
        if since and day_of_issue and page.own(text[: since.start()]):
            at = (sentence.start + since.start(), sentence.start + since.end())
            found.append((25, Fact("effective_from", day_of_issue.value, *at)))
    return min(found, key=lambda ranked: (ranked[0], ranked[1].start), default=(0, None))[1]


def effective_to(page: Page, begins: Fact | None) -> Fact | None:
    """Until when the document applies: as a date, or as a term from the day on which it begins.

    :param begins: the day from which it applies, or on which it was issued.
    """
    for sentence in page.sentences:
        text = sentence.text
        if not re.search("[至到期]|(?i:until|till|through|expire|cease|for)", text):
            continue
        for day in dates_in(text):
            match = _UNTIL.search(text[: day.start])
            ends = re.match(r"\s?止", text[day.end :]) and re.search("[至到]$", text[: day.start])
            if (match or ends) and page.own(text[: match.start() if match else day.start]):
                return dated("effective_to", sentence, day)
        term = _TERM.search(text)
        if term and begins and page.own(text[: term.start()]) and (last := _last_day(begins.value, term)):
            return Fact("effective_to", last, sentence.start + term.start(), sentence.start + term.end())
    return None


def _last_day(first: str, term: re.Match[str]) -> str | None:
    """The last day of a term of years or months that begins on a day."""
    count = to_int(term["n"] or term["m"]) or 2
    months = count * (12 if (term["unit"] or term["word"]).startswith(("年", "y")) else 1)
    try:
        day = date.fromisoformat(first)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return (date(year, month + 1, min(day.day, 28)) + timedelta(days=day.day - min(day.day, 28) - 1)).isoformat()
    except ValueError:
        return None

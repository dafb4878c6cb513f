"""Ordinals and numbers that name: 第十二条, 11号, Article 12, No. 11, 12th, first, 首次."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ingest.quantities.number_words import HAN, ORDINALS
from ingest.quantities.numerals import Numeral, numeral_at
from ingest.quantities.units import measure_after


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A span of folded text that names by number; `high` differs from `low` in 第二三类."""

    start: int
    end: int
    low: Fraction
    high: Fraction


_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NAMED = (
    r"(?i:articles?|art\.|sections?|sec\.|chapters?|annex(?:es)?|paragraphs?|para\.|clauses?|recitals?|nos?\.|№)"
    r"|Order|Document|Parts?|Steps?|Phases?|Stages?|Items?|Tables?|Figures?|Titles?|Rules?|EO|CP"
)
_LINK = re.compile(r"\s?[-~至到]\s?(?!第)")
_INSERTED = re.compile(r"\(([0-9]{1,2})\)|-([0-9]{1,2})(?![0-9.,%])")
_GOING_ON = re.compile(
    r"\(([0-9]{1,2})\)|(?:,\s?(?:and\s|or\s)?|\s(?:and|or|to)\s|\s?[-&]\s?)([0-9]{1,3})"
    r"(?![0-9.,]?[0-9%]| (?:per ?cent|million|billion))"
)


@cache
def _pattern() -> re.Pattern[str]:
    """Compile on first use; the name of a group says how to read the number that begins there."""
    words = "|".join(sorted(ORDINALS, key=len, reverse=True))
    return re.compile(
        rf"(?:第|(?P<annex>附[件表录图]))\s?(?P<di>(?=[0-9{HAN}]))"
        r"|(?P<shou>首)[次个批家例款座部届台项条](?!脑)"
        rf"|(?<![0-9{HAN}.,前])(?=[0-9{HAN}]{{1,9}}(?P<tail>届|号|世纪|中全会|季度|读))(?P<counted>)"
        rf"|(?<=届)(?=[{HAN}]{{1,3}}(?P<session>次))"
        r"|(?:党的|共)(?P<congress>十[一二三四五六七八九]|二十一?)大"
        rf"|(?<![A-Za-z])(?:{_NAMED})\s?"
        r"(?P<named>(?=[0-9]|(?i:one|two|three|four|five|six|seven|eight|nine|ten)(?![a-z])))"
        # what follows a year that was blanked out: 〔2025〕11号, (EU) 2024/1689
        r"|(?<=\0[〕\]】)])\s?(?P<after>(?=[0-9]{1,5}\s?号))|(?<=\0〕)\s?(?P<bare>(?=[0-9]))"
        r"|(?<=\0/)(?P<eu>(?=[0-9]{3,5}(?![0-9/])))"
        r"|(?<![A-Za-z0-9.,])(?P<suffixed>[0-9]{1,3}(?:,[0-9]{3})?)(?:st|nd|rd|th)(?![A-Za-z])"
        r"|(?<![A-Za-z-])(?<![0-9] )(?<![Oo]ne )(?<!per )(?<!every )"
        rf"(?P<word>(?:(?i:{'|'.join(_TENS)})[- ])?(?i:{words}))(?![A-Za-z])"
    )


def find_ordinals(text: str) -> Iterator[Ordinal]:
    """Yield the ordinals of folded text in order; dates must be blanked out before."""
    pos = 0
    while match := _pattern().search(text, pos):
        found = _words(text, match) or _digits(text, match)
        yield from found
        pos = max(match.end(), match.start() + 1, found[-1].end if found else 0)


def _words(text: str, match: re.Match[str]) -> list[Ordinal]:
    """Read 首次, 12th, third and twenty-first, which need no look at what follows."""
    value = Fraction(1)
    if match["suffixed"]:
        value = Fraction(match["suffixed"].replace(",", ""))
    elif match["word"]:
        start, end = match.span()
        speech = match[0][0].isupper() and text[end : end + 1] == ","  # 'First, ...'
        if speech or (text[start - 2 : start] == "a " and text[end : end + 3] == " of"):  # 'a third of'
            return []
        *tens, one = re.split("[- ]", match["word"].lower())
        value = Fraction(ORDINALS[one] + (20 + 10 * _TENS.index(tens[0]) if tens else 0))
    elif not match["shou"]:
        return []
    return [Ordinal(*match.span(), value, value)]


def _digits(text: str, match: re.Match[str]) -> list[Ordinal]:
    """Read the numeral that follows 第 or Article, or that stands before 届."""
    name = match.lastgroup or ""
    if name in ("word", "shou", "suffixed"):
        return []
    numeral = numeral_at(text, match.start("congress") if name == "congress" else match.end())
    if numeral is None or not _names(text, numeral, match):
        return []
    if name == "di":
        return _counted(text, numeral.start if match["annex"] else match.start(), numeral)
    end = numeral.end
    if name in ("counted", "session", "congress"):
        end += len(match["tail"] or match["session"] or "大")
    elif text.startswith("号", end):
        end += 1
    found = [Ordinal(numeral.start, end, numeral.low, numeral.high)]
    if name == "named":
        found += _chain(text, end, plural=match[0].strip().lower().rstrip(".").endswith("s"))
    return found


def _names(text: str, numeral: Numeral, match: re.Match[str]) -> bool:
    """Say whether a numeral at such a place names something: it is whole, and no year after Order or Part."""
    if numeral.low.denominator != 1 or numeral.more:
        return False
    if match.lastgroup in ("counted", "session"):
        tail = match["tail"] or match["session"]
        known = numeral.script == "arabic" or tail != "号" or numeral.low > 10  # 一号 is mostly a name
        return known and text.startswith(tail, numeral.end)
    year_like = match.lastgroup == "named" and match[0][0] in "ODPSITFR" and 1900 <= numeral.low <= 2100
    return not year_like and (match.lastgroup != "named" or numeral.scale == 1)


def _counted(text: str, start: int, numeral: Numeral) -> list[Ordinal]:
    """Take in the measure word after 第五; the 七 of 第五至七条 and the 二 of 第十条之二 are ordinals of their own."""
    end = _measure_end(text, numeral.end)
    link = _LINK.match(text, numeral.end)
    second = numeral_at(text, link.end()) if link else None
    if second and second.low > numeral.high and (stop := _measure_end(text, second.end)) > second.end:
        first = Ordinal(start, numeral.end, numeral.low, numeral.high)
        return [first, Ordinal(second.start, stop, second.low, second.high)]
    found = [Ordinal(start, end, numeral.low, numeral.high)]
    inserted = numeral_at(text, end + 1) if text[end - 1 : end + 1] == "条之" else None
    if inserted and inserted.script == "chinese":
        found.append(Ordinal(inserted.start, inserted.end, inserted.low, inserted.high))
    return found


def _measure_end(text: str, end: int) -> int:
    """Return where the measure word of an ordinal ends; `end` itself where there is none."""
    return end + 1 if text[end : end + 1] in tuple("条款号届编目代") else measure_after(text, end) or end


def _chain(text: str, end: int, *, plural: bool) -> list[Ordinal]:
    """Read what goes on after a named number: (2) of Article 50(2), 2 of Article 10-2, and after a plural 'and 13'."""
    found: list[Ordinal] = []
    while match := (_GOING_ON if plural else _INSERTED).match(text, end):
        group = 1 if match[1] else 2
        value = Fraction(match[group])
        found.append(Ordinal(*match.span(group), value, value))
        end = match.end()
    return found

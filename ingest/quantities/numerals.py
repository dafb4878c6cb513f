"""Where the numerals of a Chinese or English text stand, and what they are worth, exactly.

Offsets are code points. Everything here reads folded text (see `glyphs`), which is as long as the original.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ingest.quantities.glyphs import fold
from ingest.quantities.number_words import (
    DIGITS,
    HAN,
    LONGEST,
    SCALES,
    chinese_scale,
    chinese_span,
    chinese_value,
    english_pattern,
    english_value,
)

__all__ = ["Numeral", "find_numerals", "fold", "numeral_at"]

_VULGAR = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SHORT = {"bn": 10**9, "bln": 10**9, "mn": 10**6, "mln": 10**6, "tn": 10**12, "trn": 10**12}
_LETTER = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "B": 10**9, "T": 10**12}
_HAN_SCALE = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}

# Thousands: 4,000, or with a no-break space, or with a space where the last group is 000. Possessive (++): digits are
# read once, however many there are.
_ARABIC = (
    r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})++(?![0-9])|[1-9][0-9]{0,2}(?:\u00a0[0-9]{3})++(?![0-9])"
    r"|[1-9][0-9]{0,2}(?: [0-9]{3}){0,3} 000(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
)
_ARABIC_AT = re.compile(_ARABIC)


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral; `high` differs from `low` where it is itself a span (两三, 十七八).

    `scale` is the multiplier that a range shares with its first end (10-20万: 10**4). `more` is '>' after 多 or 余 and
    '>=' after a plus sign. `percent` is set where the numeral says so itself: 百分之七十 has the value 70.
    """

    start: int
    end: int
    low: Fraction
    high: Fraction
    script: str  # 'arabic' | 'chinese' | 'english'
    scale: int = 1
    more: str = ""
    percent: bool = False


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of folded text in order, without judging what they count."""
    pos = 0
    while match := _start().search(text, pos):
        numeral = _read(text, match)
        if numeral:
            yield numeral
        pos = max(match.start() + 1, numeral.end if numeral else match.end())


def numeral_at(text: str, pos: int) -> Numeral | None:
    """Return the numeral that begins exactly at `pos` of folded text, or None."""
    match = _start().match(text, pos)
    return _read(text, match) if match else None


@cache
def _start() -> re.Pattern[str]:
    """Compile, on first use, what a numeral can begin with; the name of the alternative says how to read it."""
    number = rf"(?:{_ARABIC}|[{HAN}]++(?:点[{DIGITS}]++)?)"
    alternatives = (
        rf"(?P<power>(?<![0-9.,])(?:(?P<times>{_ARABIC})\s?[×x*]\s?)?10(?: ?\^ ?\{{?(?P<caret>[0-9]{{1,3}})\}}?"
        r"| to the (?:power of )?(?P<word>[0-9]{1,2})(?:th power)?(?![0-9A-Za-z])"
        r"|的(?P<han>[0-9]{1,3})次方|(?P<raised>[⁰¹²³⁴-⁹]{1,3})))",
        rf"(?P<share>(?P<whole>(?<![0-9.,])[0-9]{{1,6}}|(?<![{HAN}几数])[{HAN}]{{1,8}}+)分之(?P<part>{number}))",
        r"(?P<half>(?<![上下前后大多过])半(?=年(?![级终度报])|个月|小时)|一半|半数"
        r"|(?<=[过超])半(?=[数,。.;、\s)]|$))",
        r"(?P<slash>(?<![0-9/.,-])(?P<top>[1-9][0-9]?)/(?P<bottom>[1-9][0-9]{0,2})(?![0-9/]))",
        r"(?P<vulgar>(?<![0-9])[0-9]{0,6}[½⅓⅔¼¾])",
        rf"(?P<arabic>(?<![0-9])(?<![0-9]\.){_ARABIC})",
        rf"(?P<chinese>(?<![{HAN}])[{HAN}]++(?:点[{DIGITS}]++(?!十)[百千万亿]*+)?)",
        rf"(?P<english>(?<![A-Za-z])(?i:{english_pattern()}))",
    )
    return re.compile("|".join(alternatives))


_HAN_TAIL = re.compile(  # 千 of 千瓦, 百 of 百分点 and 万 of 万物 are no scale
    r"(?: (?=[万亿]))?"
    r"((?:百(?![分度])|千(?![瓦克米卡伏赫兆字])|万(?![物众科向达])|亿|兆(?=[元美日韩新台欧]))+)"
)
_HAN_REST = re.compile(r"零?([0-9]{1,4})((?:百(?!分)|千(?![瓦克米卡])|万)+)")
_HAN_LAST = re.compile(r"([1-9五六七八九])(?![0-9A-Za-z.,%年月日天号成倍至到~/十百千万亿-])")
_MORE = re.compile(r" ?(?:[多余几](?![样层方边维模语云部领渠额热量]|元化)|(\+)(?![0-9A-Za-z(]))")
_ENGLISH_TAIL = re.compile(
    r"(?i:[ \u00a0\n-]?(hundred|dozen|thousand|million|billion|trillion)s?"
    r"|[ \u00a0]?(bn|bln|mn|mln|tn|trn))(?![A-Za-z])|([mkMKBT])(?![A-Za-z0-9²³])"
)
_QUARTERS = re.compile(r"(?:\0|(?i:first|last|past|next|final)) [a-z]+ quarters$")  # of a year, no share
_COIN_BEFORE = re.compile(r"(?:[$€£¥₩]|RMB|CNY|USD|EUR|GBP|HKD|SGD|TWD|JPY|KRW)\s?$")
_COIN_AFTER = re.compile(r" ?(?i:yuan|euros?|dollars?|pounds?|rmb|usd|eur|users|people|compan|parameters)|参数")


def _read(text: str, match: re.Match[str]) -> Numeral | None:
    """Turn a match of `_start` into a numeral, or None where the characters make no number."""
    name = match.lastgroup
    start, end = match.span()
    if name == "english":
        return _english(text, match)
    if end - start > LONGEST:
        return None
    if name == "arabic" or (name == "slash" and int(match["top"]) >= int(match["bottom"])):
        return _arabic(text, start)
    if name == "chinese":
        return _chinese(text, start, end)
    return _part(match)


def _english(text: str, match: re.Match[str]) -> Numeral | None:
    """Read a number in words."""
    quarters = _QUARTERS.search(text, max(0, match.start() - 9), match.end())
    phrase = match[0].split()[0] if quarters else match[0]
    read = english_value(phrase)
    if read is None:
        return None
    value, length = read
    scale = SCALES.get(re.split("[ -]", phrase[:length].lower())[-1], 1)
    return Numeral(match.start(), match.start() + length, value, value, "english", scale)


def _part(match: re.Match[str]) -> Numeral | None:
    """Read halves, thirds, powers of ten, 三分之二 and, as percent, 百分之七十 and 千分之三."""
    value, percent, script = Fraction(1, 2), False, "arabic"
    if match.lastgroup == "half":
        script = "chinese"
    elif match.lastgroup == "share":
        whole, part = _plain(match["whole"]), _plain(match["part"])
        if not whole or part is None:
            return None
        script, percent = "chinese", whole in (100, 1000, 10000)
        value = part / whole * (100 if percent else 1)
    elif match.lastgroup == "power":
        power = match["caret"] or match["word"] or match["han"] or match["raised"].translate(_SUPERSCRIPT)
        value = (_plain(match["times"] or "1") or Fraction(1)) * 10 ** int(power)
    elif match.lastgroup == "slash":
        value = Fraction(int(match["top"]), int(match["bottom"]))
    else:
        value = int(match[0][:-1] or 0) + _VULGAR[match[0][-1]]
    return Numeral(*match.span(), value, value, script, percent=percent)


def _plain(digits: str) -> Fraction | None:
    """Return the value of Arabic or Chinese digits, with a point or 点; None where they make no number."""
    whole, _, places = digits.replace("点", ".").partition(".")
    if whole[:1] in HAN:
        value = chinese_value(whole)
        places = "".join(str(chinese_value(char)) for char in places)
    else:
        value = int(re.sub("[, \u00a0]", "", whole))
    if value is None:
        return None
    return Fraction(value) + (Fraction(int(places), 10 ** len(places)) if places else 0)


def _chinese(text: str, start: int, end: int) -> Numeral | None:
    """Read a run of Chinese numeral characters; 千 goes to 千瓦, 千克 and 千米 where these follow."""
    if text[end - 1] == "千" and text[end : end + 1] in tuple("瓦克米卡伏赫字"):
        end -= 1
    whole, _, rest = text[start:end].partition("点")
    places = rest.rstrip("百千万亿")
    span = chinese_span(whole) if whole else None
    if not span:
        return None
    scale = chinese_scale(rest) if rest else 1
    decimals = (_plain("零点" + places) or Fraction(0)) if places else Fraction(0)
    low, high = ((value + decimals) * scale for value in span)
    return _with_more(text, Numeral(start, end, low, high, "chinese", scale if rest else chinese_scale(whole)))


def _arabic(text: str, start: int) -> Numeral | None:
    """Read Arabic digits and the scale that follows: 1.5万, 2亿3000万, 1万5, 3千, 35 million, $5bn."""
    match = _ARABIC_AT.match(text, start)
    value = _plain(match[0]) if match and match.end() - start <= LONGEST else None
    if match is None or value is None:
        return None
    end, scale = match.end(), 1
    if han := _HAN_TAIL.match(text, end):
        scale = _product(han[1])
        value, end = _lower_places(text, han.end(), value * scale, scale)
    elif (english := _ENGLISH_TAIL.match(text, end)) and (not english[3] or _is_scale(text, start, english)):
        word = (english[1] or english[2] or "").lower()
        scale = SCALES.get(word) or _SHORT.get(word) or _LETTER[english[3]]
        value, end = value * scale, english.end()
    return _with_more(text, Numeral(start, end, value, value, "arabic", scale))


def _product(scales: str) -> int:
    """Return 10**12 for 万亿."""
    product = 1
    for char in scales:
        product *= _HAN_SCALE[char]
    return product


def _lower_places(text: str, end: int, value: Fraction, scale: int) -> tuple[Fraction, int]:
    """Add what follows a scale: the 3000万 of 2亿3000万, the 5 (thousand) of 1万5. Return value and end."""
    while rest := _HAN_REST.match(text, end):
        lower = _product(rest[2])
        if lower >= scale or int(rest[1]) * lower >= scale:
            break
        value, end, scale = value + int(rest[1]) * lower, rest.end(), lower
    last = _HAN_LAST.match(text, end)
    if last and text[end - 1] in "万千" and value % scale == 0 and value < 1000 * scale:
        return value + (_plain(last[1]) or Fraction(0)) * scale / 10, last.end()
    return value, end


def _is_scale(text: str, start: int, tail: re.Match[str]) -> bool:
    """Say whether a letter after digits is a scale: $5B, 35m euros, 35M are; 4K video, 7B and 100 m are not."""
    if _COIN_BEFORE.search(text[max(0, start - 5) : start]) or _COIN_AFTER.match(text, tail.end()):
        return True
    return tail[3] in "kmM"


def _with_more(text: str, numeral: Numeral) -> Numeral:
    """Take in 多, 余 or + after a numeral, and the scale after that (20多万)."""
    more = _MORE.match(text, numeral.end)
    if not more:
        return numeral
    tail = _HAN_TAIL.match(text, more.end())
    factor = _product(tail[1]) if tail else 1
    end = tail.end() if tail else more.end()
    low, high = numeral.low * factor, numeral.high * factor
    return Numeral(numeral.start, end, low, high, numeral.script, numeral.scale * factor, ">=" if more[1] else ">")

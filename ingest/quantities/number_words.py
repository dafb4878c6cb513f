"""The value of numbers written in words: 四千亿, 一万五, 两三百; two hundred and fifty, half a million, two thirds."""

import re
from fractions import Fraction

DIGITS = "零〇一二两三四五六七八九"
HAN = DIGITS + "十百千万亿廿卅"  # every character of a Chinese numeral, Simplified
LONGEST = 40  # characters of one numeral; what is longer is no quantity of a policy
_DIGIT = {"零": 0, "两": 2} | {char: value for value, char in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_UNIT = _SMALL | _LARGE

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORD = {word: value for value, word in enumerate(_ONES)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_BIG = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALES = {"hundred": 100, "dozen": 12} | _BIG
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_PARTS |= {"ninth": 9, "tenth": 10}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()
_ORDINALS += "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}


def chinese_value(run: str) -> int | None:
    """Return the value of a Chinese numeral in Simplified characters, or None where it is not well formed.

    Understands 一万二千亿, 亿亿 and the elliptical 一万五 (15000). Digits alone are read by position when there are
    four of them or one is a zero (二〇二五); others (三四, 八六三) are no exact number.
    """
    if not run or len(run) > LONGEST:
        return None
    run = run.replace("廿", "二十").replace("卅", "三十")
    if len(run) > 1 and all(char in _DIGIT for char in run):
        by_position = len(run) == 4 or set(run) & {"〇", "零"}
        return int("".join(str(_DIGIT[char]) for char in run)) if by_position else None
    return _by_units(run)


def chinese_span(run: str) -> tuple[int, int] | None:
    """Return both ends of a run of numeral characters: equal in 三百, apart in 两三百 and 十七八; None for others."""
    value = chinese_value(run)
    if value is not None:
        return value, value
    pairs = [i for i in range(len(run) - 1) if run[i] in DIGITS[2:] and run[i + 1] in DIGITS[2:]]
    if len(pairs) != 1 or len(run) > LONGEST:
        return None
    at = pairs[0]
    low, high = chinese_value(run[: at + 1] + run[at + 2 :]), chinese_value(run[:at] + run[at + 1 :])
    return (low, high) if low and high and _DIGIT[run[at + 1]] - _DIGIT[run[at]] == 1 else None


def chinese_scale(run: str) -> int:
    """Return the product of the hundreds and larger that end a run: 10**12 for 万亿, 1 for 十二."""
    scale = 1
    for char in reversed(run):
        if char not in "百千万亿":
            break
        scale *= _UNIT[char]
    return scale


def _by_units(run: str) -> int | None:
    """Read 'digit unit digit unit ...': sections of four places, closed by 万 or 亿."""
    total = section = last_large = 0
    last_small = 10**4
    digit: int | None = None
    zero = False
    for index, char in enumerate(run):
        if char in _DIGIT:
            if digit is not None:
                return None
            zero, digit = (True, None) if _DIGIT[char] == 0 and len(run) > 1 else (zero, _DIGIT[char])
            continue
        if char in _SMALL:
            if _SMALL[char] >= last_small or (digit is None and index and char != "十"):
                return None
            section, last_small = section + (1 if digit is None else digit) * _SMALL[char], _SMALL[char]
        else:
            closed = _close(total, section + (digit or 0), _LARGE[char], last_large, first=not index)
            if closed is None:
                return None
            total, section, last_small, last_large = closed, 0, 10**4, _LARGE[char]
        digit, zero = None, False
    return _finish(run, total + section, digit, zero)


def _close(total: int, amount: int, unit: int, last: int, *, first: bool) -> int | None:
    """Return the total after 万 or 亿: 一万|亿 multiplies it, 一亿二千|万 adds to it."""
    if not amount:
        return unit if first else total * unit or None
    if unit == last:
        return None
    return (total + amount) * unit if unit > last else total + amount * unit


def _finish(run: str, value: int, digit: int | None, zero: bool) -> int | None:
    """Add the last digit, which after 百, 千, 万 or 亿 without 零 counts the next lower place (一万五)."""
    if digit is None:
        return None if zero else value
    before = run[-2] if len(run) > 1 else "十"
    if zero or before == "十":
        return value + digit
    return value + digit * _UNIT[before] // 10 if run[0] in _DIGIT or run[0] == "十" else None


def english_pattern() -> str:
    """Return a regular expression, to be used in any case, for a run of number words; `english_value` judges it."""
    scales, coin = "|".join(_BIG), "(?:yuan|rmb|dollar|euro|pound)"
    plain = "|".join(sorted(_WORD, key=len, reverse=True))
    any_word = f"(?:{plain}|hundred|dozen|{scales})(?![a-z])"
    parts = "|".join(list(_PARTS)[1:])
    first = rf"(?:half an?|an?)[ -](?=(?:hundred|dozen|{scales})(?![a-z]))|(?=(?:{plain})(?![a-z]))"
    first += rf"|(?=hundred[ -](?:{scales})-)|(?=(?:{scales})-(?:{coin}|level))"
    return "|".join(
        (
            rf"(?:one|two|three|four|five|six|seven)[ -](?:{parts})s?(?![-a-z])|an? (?:{parts})(?= of(?![a-z]))",
            r"half(?:-(?=year)| an?(?= (?:year|day|hour|decade|month|mu|hectare)))?(?![-a-z]| an? )",
            r"an?(?= decade)|once(?= (?:a|an|per|every|each) )|(?<=least )once|twice(?! as )",
            # nine trillion-yuan clusters: 9, and 10**12 yuan
            rf"(?:{first}){any_word}"
            rf"(?:(?:-|(?: and)? (?!(?:{scales})-{coin})){any_word}| and a half(?![a-z])){{0,24}}",
        )
    )


def english_value(phrase: str) -> tuple[Fraction, int] | None:
    """Return the value of the number that begins a phrase of `english_pattern`, and its length in characters."""
    words = [(match[0].lower(), match.end()) for match in re.finditer("[A-Za-z]+", phrase)]
    names = [name for name, _ in words]
    if names[0] in ("once", "twice"):
        return Fraction(1 if names[0] == "once" else 2), len(phrase)
    if names[0] == "half" and len(names) <= 2:
        return Fraction(1, 2), len(phrase)
    if len(names) == 2 and names[1].rstrip("s") in _PARTS:
        return Fraction(_WORD.get(names[0], 1), _PARTS[names[1].rstrip("s")]), len(phrase)
    value, count = _sum_words(names)
    return (value, words[count - 1][1]) if count else None


def _sum_words(names: list[str]) -> tuple[Fraction, int]:
    """Read groups of falling scale (two million three hundred thousand); return the value and the words read."""
    total, at, last = Fraction(0), 0, 10**15
    while True:
        skip = at + 1 if at and at < len(names) and names[at] == "and" else at
        group, end = _group(names, skip)
        scale = _BIG.get(names[end], 1) if end < len(names) else 1
        if end == skip and (at or scale == 1):
            return total, at
        if scale >= last or (at and last == 1):
            return total, at
        total, last = total + (group if end > skip else 1) * scale, scale
        at = end + 1 if scale > 1 else end


def _group(names: list[str], at: int) -> tuple[Fraction, int]:
    """Read a number under 1000 from word `at` on; return it and the index after it (`at` where there is none)."""
    value, end = _below_hundred(names, at)
    if names[at : at + 2] == ["half", "a"] or names[at : at + 2] == ["half", "an"]:
        value, end = Fraction(1, 2), at + 2
    elif names[at : at + 1] in (["a"], ["an"]):
        value, end = Fraction(1), at + 1
    if end < len(names) and names[end] in ("hundred", "dozen"):
        value, end = (value or Fraction(1)) * SCALES[names[end]], end + 1
        rest, stop = _below_hundred(names, end + (names[end : end + 1] == ["and"]))
        if rest and names[stop : stop + 1] != ["hundred"]:
            value, end = value + rest, stop
    if names[end : end + 3] == ["and", "a", "half"]:
        value, end = value + Fraction(1, 2), end + 3
    return value, end


def _below_hundred(names: list[str], at: int) -> tuple[Fraction, int]:
    """Read 'twelve' or 'twenty five'; return the value and the index after it."""
    value = _WORD.get(names[at]) if at < len(names) else None
    if value is None:
        return Fraction(0), at
    ones = _WORD.get(names[at + 1], 0) if at + 1 < len(names) else 0
    if value >= 20 and 0 < ones < 10:
        return Fraction(value + ones), at + 2
    return Fraction(value), at + 1

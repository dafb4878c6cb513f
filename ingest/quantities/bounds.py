"""Words that bound a quantity: 超过, 不少于, 以上, 左右; more than, at least, up to, or more.

以上 and 以下 take in the figure itself, 超过 and 不满 do not (Civil Code of China, article 1259): '>=' and '<=', '>'
and '<'. 多 and 余 after a numeral are '>'.
"""

import re
from functools import cache

# symbol -> words before the quantity, in Chinese, and in English (any case)
_OF = "(?:[\u4e00-\u9fff]{2,8}的)?"  # 超过全国总量的40%
_SUM = "(?:[\u4e00-\u9fff]{2,8})?"  # 不超过采购额10%
_DO = "[\u4e00-\u9fff]{0,7}"  # 至少组织一次, 最高可处
_WORDS: dict[str, tuple[str, str]] = {
    ">=": (
        rf"不(?:得|能|应|可)?(?:少于|低于|小于|短于){_OF}|不下于?|至少{_DO}|最少|最低|最短|起码|≥|>=",
        "(?:no|not) (?:fewer|less|lower|shorter|younger) than|at least|(?:a )?minimum(?: of)?",
    ),
    "<=": (
        rf"不(?:得|能|应|可)?(?:超过|高于|多于|大于|长于|超){_SUM}|可达|(?:至多|最多|最长){_DO}"
        rf"|最高(?!人民|法院|检|级|水平){_DO}|上限为?|≤|<=",
        "(?:no|not) (?:more|higher|greater|longer|older) than|not (?:to )?exceed(?:ing)?"
        "|up to|at most"
        "|(?:a )?maximum(?: of)?|capped at|as (?:much|many) as|within|(?:a )?ceiling of"
        "|(?:cap|ceiling|upper limit)(?: [a-z]+){0,5} (?:is|at)"
        "|(?:fines?|penalt(?:y|ies))(?: [a-z]+){0,6} reach(?:es|ing)?",
    ),
    ">": (
        rf"超过{_OF}|超出|高出|超|突破|破|逾|高于|大于|多于|不止|(?<![A-Za-z0-9\"'/=>-])>(?=\s?[0-9])",
        "(?:more|greater|higher|larger|longer|older) than|over(?: the age of)?|exceed(?:s|ed|ing)?|above"
        "|surpass(?:es|ed|ing)?|in excess of|upwards of|topped|passed",
    ),
    "<": (
        rf"低于|少于|(?:不到|不足){_OF}|小于|未满|不满|<",
        "(?:less|fewer|lower|smaller|shorter|younger) than|under(?: the age of)?|below",
    ),
    "~": (
        rf"大约|(?<![节预条公合契制履违签解盟])约|(?:将|接)近{_OF}|(?<![最附新邻靠临亲远])近|大概|大致|≈|~",
        "about|around|approximately|approx\\.?|roughly|nearly|almost|some|circa|close to",
    ),
}
_GROUPS = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<", "ap": "~"}
_GIVEN = "给予|奖励|补贴|支持|资助|补助|达到|可获|可|达|到|有|为|占|了|在|是"
_MARKS = r"[\s*_“\"「『(]{0,4}"


@cache
def _before() -> re.Pattern[str]:
    """Compile on first use; the leftmost word that reaches the quantity wins, so that 不超过 is not read as 超过."""
    groups = []
    for name, symbol in _GROUPS.items():
        chinese, english = _WORDS[symbol]
        groups.append(f"(?P<{name}>{chinese}|(?<![A-Za-z])(?i:{english})(?![A-Za-z]))")
    return re.compile(f"(?:{'|'.join(groups)})(?:(?:{_GIVEN}){{0,3}}|[为占是][\u4e00-\u9fff]{{1,6}}的){_MARKS}$")


_AFTER = re.compile(
    r"[\s*_]{0,3}(?:\(含[^()]{0,6}\))?(?:"
    r"(?P<ge>(?:[\u4e00-\u9fff]{1,4}(?=以上的))?[及或]?以上(?!所述)|\+(?![0-9A-Za-z])"
    r"|(?: [a-z]{2,15})? (?:or|and) (?:more|above|over|higher)(?![a-z]))"
    r"|(?P<le>[及或]?以下(?!简称|统称|称|几|文|情形|条件|内容|措施|任务|方面|问题)|以内|之内|封顶"
    r"|(?: [a-z]{2,15})? (?:or|and) (?:less|fewer|below|under|lower)(?![a-z]))"
    r"|(?P<ap>左右|上下(?![文游级])| or so(?![a-z]))"
    r"|(?P<gt>多(?![样层方边维模语云部领渠种媒发])|有余|余(?![额热量下]))"
    r")"
)


_PAST = re.compile("[过上][半百千万亿]")  # 过半, 上百家


def bound_of(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the bound of the quantity text[start:end] of folded text, and the word that says it; ('', '') for none."""
    if _PAST.match(text, start - 1) and text[start - 2 : start - 1] not in tuple("通经不以"):
        return (">" if text[start - 1] == "过" else ">="), text[start - 1]
    before = _before().search(text, max(0, start - 48), start)
    if before and before.lastgroup:
        return _GROUPS[before.lastgroup], before[before.lastgroup].lower()
    after = _AFTER.match(text, end)
    if after and after.lastgroup:
        return _GROUPS[after.lastgroup], after[after.lastgroup].strip()
    return "", ""

"""Units that follow a numeral, currencies that stand before one, and measure words.

Base units: money in the currency itself, compute in PFlops, area in m2, mass in kg, energy in kWh, power in kW, length
in m, durations in years (month, decade) or days (second to week), data in bytes. Multiples are 'x'; percentage points
are 'pp'.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

_DAY = Fraction(1)
_YEAR = Fraction(1)
_RUNNING = "(?:(?:consecutive|straight|full|additional|more) )?"

# kind, unit, factor, what follows a numeral in Chinese, the same in Latin letters (in any case, save between < and >).
# The first row that matches wins, so the longer name stands before the shorter.
_ROWS: tuple[tuple[str, str, Fraction | int, str, str], ...] = (
    ("percent", "pp", 1, "个?百分点", r"percentage[ -]points?|pp|pcp"),
    ("percent", "%", 1, "%", r"per ?cent|pct|percent"),
    ("percent", "%", Fraction(1, 10), "‰", "per mille"),
    ("percent", "%", 10, "折(?![旧扣合叠线])|成(?![立为本果员功效熟长交都绩就型品份形分年套体活片])", ""),
    ("money", "USD", 1, "美元|美金", r"u\.?s\.? dollars?|usd|dollars?"),
    ("money", "HKD", 1, "港元|港币", r"hong kong dollars?|hk dollars?|hkd"),
    ("money", "TWD", 1, "新?台币元?", r"(?:new )?taiwan(?:ese)? dollars?|nt dollars?|twd|ntd"),
    ("money", "SGD", 1, "新加坡元|新元|坡元|新币", r"singapore(?:an)? dollars?|sgd"),
    ("money", "EUR", 1, "欧元", r"euros?|eur|€(?! ?[0-9])"),
    ("money", "GBP", 1, "英镑", r"pounds?(?: sterling)?|gbp"),
    ("money", "JPY", 1, "日元|日圆|日币|円", r"yen|jpy"),
    ("money", "KRW", 1, "韩元|韩圆|韩币", r"(?:south )?(?:korean )?won|krw"),
    ("money", "AUD", 1, "澳元", r"australian dollars?|aud"),
    ("money", "CAD", 1, "加元", r"canadian dollars?|cad"),
    (
        "money",
        "CNY",
        1,
        "元人民币|人民币元?|[元圆](?![宇素器件旦桌形满组]|化|论)",
        r"(?:chinese )?yuan|rmb|cny|renminbi",
    ),
    ("compute", "FLOP", 1, "次浮点运算(?!/秒|每秒)", r"floating[- ]point operations|flops?(?!/s)"),
    ("energy", "kWh", 1, "千瓦时|度电|(?<=[万亿])度(?![角假])", r"<kWh|KWH|kwh|kW·h>|kilowatt[ -]?hours?"),
    ("energy", "kWh", 10**3, "兆瓦时", r"<MWh>|megawatt[ -]?hours?"),
    ("energy", "kWh", 10**6, "吉瓦时", r"<GWh>|gigawatt[ -]?hours?"),
    ("energy", "kWh", 10**9, "太瓦时", r"<TWh>|terawatt[ -]?hours?"),
    ("power", "kW", 1, "千瓦", r"<kW|KW|kw>|kilowatts?"),
    ("power", "kW", 10**3, "兆瓦", r"<MW>|megawatts?"),
    ("power", "kW", 10**6, "吉瓦", r"<GW>|gigawatts?"),
    ("power", "kW", Fraction(1, 1000), "瓦(?!斯|房)", r"<W>|watts?"),
    ("area", "m2", Fraction(2000, 3), "亩", r"<mu>"),
    ("area", "m2", 10**4, "公顷", r"hectares?|<ha>"),
    ("area", "m2", 10**6, "平方公里|平方千米", r"square kilomet(?:er|re)s?|sq\.? ?km|<km[²2]>"),
    ("area", "m2", 1, "平方米|平米|㎡", r"square met(?:er|re)s?|sq\.? ?m|sqm|<m[²2]>|㎡"),
    ("mass", "kg", 1000, "吨", r"(?:metric )?tons?|tonnes?"),
    ("mass", "kg", 1, "公斤|千克", r"<kg>|kilograms?|kilogrammes?"),
    ("mass", "kg", Fraction(1, 2), "斤", "jin|catt(?:y|ies)"),
    ("length", "m", 1000, "公里|千米", r"<km>|kilomet(?:er|re)s?"),
    ("length", "m", Fraction(1, 100), "厘米", r"<cm>|centimet(?:er|re)s?"),
    ("length", "m", Fraction(1, 1000), "毫米", r"<mm>|millimet(?:er|re)s?"),
    ("length", "m", Fraction(1, 10**9), "纳米", r"<nm>|nanomet(?:er|re)s?"),
    ("length", "m", 1, "米", r"<m>|met(?:er|re)s?"),
    ("number", "x", 1, "倍", r"fold|times(?! (?:a|an|per|each|every) )|[xX×](?![0-9A-Za-z])"),
    ("duration", "workday", 1, "个?工作日", r"(?:working|business|work)[ -]?days?"),
    ("duration", "year", _YEAR / 12, "个月", rf"{_RUNNING}months?"),
    ("duration", "year", _YEAR * 10, "", r"decades?"),
    ("number", "", 1, "周?岁", r"years?[ -]olds?|years of age"),
    ("duration", "year", _YEAR, "年(?![级代度版份终轮龄])|个年[度头]", rf"{_RUNNING}years?"),
    ("duration", "day", 7 * _DAY, "个?星期|周(?![年岁边期报末一二三四五六日])", r"weeks?"),
    ("duration", "day", _DAY, "天|日(?![元本均报常志益程期历])|个?自然日|个日历日", rf"{_RUNNING}(?:calendar )?days?"),
    ("duration", "day", _DAY / 24, "个?小时", r"hours?|hrs?"),
    ("duration", "day", _DAY / 96, "刻钟", ""),
    ("duration", "day", _DAY / 1440, "分钟", r"minutes?|mins?"),
    ("duration", "day", _DAY / 86_400_000, "毫秒", r"<ms>|milliseconds?"),
    ("duration", "day", _DAY / 86_400, "秒", r"seconds?|secs?"),
    ("number", "byte", 10**6, "", "<MB>"),
    ("number", "byte", 10**9, "", "<GB>"),
    ("number", "byte", 10**12, "", "<TB>"),
    ("number", "byte", 10**15, "", "<PB>"),
    ("number", "byte", 10**18, "", "<EB>"),
    ("number", "Hz", 10**6, "兆赫", "<MHz>"),
    ("number", "Hz", 10**9, "吉赫", "<GHz>"),
)
_PREFIX = {"m": -9, "g": -6, "t": -3, "p": 0, "e": 3, "z": 6}
_FLOPS = re.compile(r"[ \u00a0-]?(?i:(peta|exa|tera|giga|zetta|[gtpez])[ -]?flop/?s?(?:/s)?(?![a-z]))")
_LETTER = re.compile(r"[ \u00a0]?([PE])(?![A-Za-z0-9/])")
_COMPUTE_NEAR = re.compile(r"算力|智算|超算|(?i:flops|comput)")
_SPEED = re.compile(r"亿亿|[千百]万亿")

# Measure words proper: after four digits they say that the digits are no year.
_CLASSIFIERS = (
    "个 家 项 条 种 名 座 款 套 件 台 所 只 支 张 份 枚 颗 辆 艘 架 株 例 笔 宗 户 场 次 篇 位(?![数体于置]) 人次 "
    "人(?![工民才社大形机力均]) 卡 片 处 周年 英寸 点钟"
).split()
# What a single Chinese digit may count besides: 三大, 两步, 四部分, 六省, 五方面.
_COUNTED = (
    "类 大(?![于约都概致部会学]) 步 级 部分 部门 部 章 节 期(?!间|望) 轮(?!流) 组 层 方面 领域 地(?![方区位]) 地市 "
    "城市 省份? 市 县 区 国(?!家) 部委 阶段 要素 环节 行动 任务 工程 板块 维度 层面 层次 方向 赛道 校 园区 平台 基地 "
    "集群 企业 门 卷 册 间 起(?![来步草到]) 队 批次? 点(?=要求|意见|建议|措施) 季度 核 路 车 词 字 页 集(?!群) "
    "本(?!身|次|科) 对 系列 指标 目标 措施 标准 机制 体系 能力 支柱 重点 主体 模型 场景 中心 原则 抓手"
).split()

_BEFORE: tuple[tuple[str, str], ...] = (
    ("CNY", r"人民币|R(?i:mb)|CNY|CN¥|¥"),
    ("HKD", r"HK\$|HKD|港币|港元"),
    ("TWD", r"NT\$|TWD|NTD|新?台币"),
    ("SGD", r"S\$|SGD|新加坡元"),
    ("AUD", r"A\$|AUD"),
    ("CAD", r"C\$|CAD"),
    ("EUR", r"€|EUR|欧元"),
    ("GBP", r"£|GBP|英镑"),
    ("KRW", r"₩|KRW|韩元"),
    ("JPY", r"JPY|JP¥|日元"),
    ("USD", r"US\$|USD|美元|美金|\$"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found at some place: where it ends, the kind of quantity, the base unit and how many of these it is."""

    end: int
    kind: str
    name: str
    factor: Fraction


@cache
def _after() -> re.Pattern[str]:
    """Compile the units on first use: one group a row."""
    groups = []
    for chinese, latin in ((row[3], row[4]) for row in _ROWS):
        cased = latin.replace("<", "(?-i:").replace(">", ")")
        word = rf"[ \u00a0\n-]?(?i:{cased})(?![A-Za-z])" if latin else ""
        groups.append("(" + "|".join(part for part in (rf" ?(?:{chinese})" if chinese else "", word) if part) + ")")
    return re.compile("|".join(groups))


@cache
def _measure(*, strict: bool) -> re.Pattern[str]:
    """Compile the measure words on first use."""
    words = _CLASSIFIERS + ([] if strict else _COUNTED)
    return re.compile(" ?(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")")


@cache
def _before() -> re.Pattern[str]:
    """Compile the currency signs on first use."""
    groups = (f"(?P<{code}>{names})" for code, names in _BEFORE)
    return re.compile(r"(?<![A-Za-z])(?:" + "|".join(groups) + r")\s?$")


def unit_after(text: str, start: int, end: int) -> Unit | None:
    """Return the unit that follows the numeral text[start:end] of folded text, or None."""
    if compute := _compute_after(text, start, end):
        return compute
    match = _after().match(text, end)
    if not match or match.lastindex is None:
        return None
    kind, name, factor, _, _ = _ROWS[match.lastindex - 1]
    return Unit(match.end(), kind, name, Fraction(factor))


def _compute_after(text: str, start: int, end: int) -> Unit | None:
    """Read PFlops and its kin, P and E where computing is spoken of, and 百亿亿次 or 次/秒."""
    if match := _FLOPS.match(text, end):
        return Unit(match.end(), "compute", "PFlops", Fraction(10) ** _PREFIX[match[1][0].lower()])
    near = text[max(0, start - 24) : start] + text[end : end + 24]
    if match := _LETTER.match(text, end):
        if _COMPUTE_NEAR.search(near) or (
            match[1] == "P" and end - start > 1 and text[start:end] not in ("480", "720", "1080")
        ):
            return Unit(match.end(), "compute", "PFlops", Fraction(10) ** _PREFIX[match[1].lower()])
        return None
    if text.startswith("次", end):
        rate = text[max(0, start - 6) : start].rstrip().endswith("每秒") or text.startswith(("/秒", "每秒"), end + 1)
        if rate or _SPEED.search(text[start:end]):
            length = 3 if text.startswith(("/秒", "每秒"), end + 1) else 1
            return Unit(end + length, "compute", "PFlops", Fraction(1, 10**15))
    return None


def measure_after(text: str, end: int, *, strict: bool = False) -> int | None:
    """Return where a measure word (个, 家, 项 ...) that begins at `end` stops, or None.

    Unless `strict`, nouns that a single Chinese digit counts directly (三大, 四部分) are taken too.
    """
    match = _measure(strict=strict).match(text, end)
    return match.end() if match else None


def currency_before(text: str, start: int) -> tuple[int, str] | None:
    """Return where a currency sign before `start` begins, and its ISO code; None without one."""
    match = _before().search(text[max(0, start - 6) : start])
    if not match or match.lastgroup is None:
        return None
    return max(0, start - 6) + match.start(), match.lastgroup

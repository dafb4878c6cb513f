from datetime import date
from fractions import Fraction
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.quantities import Quantity, find_quantities, is_article, numbers, same_quantity, supports

N, P, M, O, Y, D = "number", "percent", "money", "ordinal", "year", "duration"  # noqa: E741
B, W = 10**9, 10**4

# text with one quantity, kind, low, high, unit, bound
ONE = [
    # Arabic figures, separators, full width, scales
    ("4000家", N, 4000, 4000, "", ""),
    ("4,000家企业", N, 4000, 4000, "", ""),
    ("4，000家", N, 4000, 4000, "", ""),
    ("４，０００家", N, 4000, 4000, "", ""),
    ("2,500 AI companies", N, 2500, 2500, "", ""),
    ("1.5万", N, 15000, 15000, "", ""),
    ("3千", N, 3000, 3000, "", ""),
    ("1萬5", N, 15000, 15000, "", ""),
    ("1万5千人", N, 15000, 15000, "", ""),
    ("1萬5名", N, 15000, 15000, "", ""),
    ("一萬五", N, 15000, 15000, "", ""),
    ("15,000 people", N, 15000, 15000, "", ""),
    ("2亿3000万人", N, 230_000_000, 230_000_000, "", ""),
    ("约2.3亿用户", N, 230_000_000, 230_000_000, "", "~"),
    ("about 230 million users", N, 230_000_000, 230_000_000, "", "~"),
    ("10k companies", N, 10_000, 10_000, "", ""),
    ("500 000 000 records", N, 500_000_000, 500_000_000, "", ""),
    ("1\u00a0234\u00a0567 people", N, 1_234_567, 1_234_567, "", ""),
    ("20 key tasks", N, 20, 20, "", ""),
    ("20项重点任务", N, 20, 20, "", ""),
    ("3.14", N, Fraction(157, 50), Fraction(157, 50), "", ""),
    ("10的25次方", N, 10**25, 10**25, "", ""),
    ("10 to the power of 25", N, 10**25, 10**25, "", ""),
    # Chinese numerals
    ("十二大重点行动", N, 12, 12, "", ""),
    ("十二", N, 12, 12, "", ""),
    ("一百二十", N, 120, 120, "", ""),
    ("四千亿", N, 400 * B, 400 * B, "", ""),
    ("兩千五百家", N, 2500, 2500, "", ""),
    ("一千零五", N, 1005, 1005, "", ""),
    ("廿五项", N, 25, 25, "", ""),
    ("三步走", N, 3, 3, "", ""),
    ("两大方向", N, 2, 2, "", ""),
    ("五座", N, 5, 5, "", ""),
    ("四部分内容", N, 4, 4, "", ""),
    ("教育部等九部门", N, 9, 9, "", ""),
    ("前三季度", N, 3, 3, "", ""),
    ("三点五亿", N, 350_000_000, 350_000_000, "", ""),
    ("万亿级产业", N, 10**12, 10**12, "", ""),
    ("上百家企业", N, 100, 100, "", ">="),
    ("近千家", N, 1000, 1000, "", "~"),
    ("万卡集群", N, 10_000, 10_000, "", ""),
    # English words
    ("twelve actions", N, 12, 12, "", ""),
    ("two hundred and fifty firms", N, 250, 250, "", ""),
    ("seventy-five", N, 75, 75, "", ""),
    ("one million two hundred thousand", N, 1_200_000, 1_200_000, "", ""),
    ("half a million", N, 500_000, 500_000, "", ""),
    ("a hundred typical scenarios", N, 100, 100, "", ""),
    ("a dozen pilots", N, 12, 12, "", ""),
    ("a three-phase roadmap", N, 3, 3, "", ""),
    ("one advanced foundation model", N, 1, 1, "", ""),
    ("at least once a year", N, 1, 1, "", ">="),
    ("1.2 trillion", N, 12 * 10**11, 12 * 10**11, "", ""),
    # parts
    ("1/2", N, Fraction(1, 2), Fraction(1, 2), "", ""),
    ("二分之一", N, Fraction(1, 2), Fraction(1, 2), "", ""),
    ("三分之二以上", N, Fraction(2, 3), Fraction(2, 3), "", ">="),
    ("一半", N, Fraction(1, 2), Fraction(1, 2), "", ""),
    ("超半数", N, Fraction(1, 2), Fraction(1, 2), "", ">"),
    ("only about half of Beijing's", N, Fraction(1, 2), Fraction(1, 2), "", "~"),
    ("約為北京的1/2", N, Fraction(1, 2), Fraction(1, 2), "", "~"),
    ("about one eighth of the total", N, Fraction(1, 8), Fraction(1, 8), "", "~"),
    ("two-thirds", N, Fraction(2, 3), Fraction(2, 3), "", ""),
    # percent
    ("70%", P, 70, 70, "%", ""),
    ("７０％", P, 70, 70, "%", ""),
    ("70 percent", P, 70, 70, "%", ""),
    ("70 per cent", P, 70, 70, "%", ""),
    ("seventy percent", P, 70, 70, "%", ""),
    ("百分之七十", P, 70, 70, "%", ""),
    ("百分之七十点五", P, Fraction(141, 2), Fraction(141, 2), "%", ""),
    ("七成", P, 70, 70, "%", ""),
    ("七成五", P, 75, 75, "%", ""),
    ("七成以上", P, 70, 70, "%", ">="),
    ("千分之三", P, Fraction(3, 10), Fraction(3, 10), "%", ""),
    ("3个百分点", P, 3, 3, "pp", ""),
    ("1.5 percentage points", P, Fraction(3, 2), Fraction(3, 2), "pp", ""),
    ("超70%", P, 70, 70, "%", ">"),
    ("over 70%", P, 70, 70, "%", ">"),
    ("30%-40%", P, 30, 40, "%", ""),
    ("30-40%", P, 30, 40, "%", ""),
    ("百分之三十至百分之四十", P, 30, 40, "%", ""),
    ("between 30 and 40 percent", P, 30, 40, "%", ""),
    # multiples
    ("翻一番", N, 2, 2, "x", ""),
    ("翻两番", N, 4, 4, "x", ""),
    ("增长一倍", N, 2, 2, "x", ""),
    ("doubled", N, 2, 2, "x", ""),
    ("is to double", N, 2, 2, "x", ""),
    ("at least 20-fold", N, 20, 20, "x", ">="),
    ("3倍", N, 3, 3, "x", ""),
    ("about three times the number", N, 3, 3, "x", "~"),
    # money
    ("4000亿元", M, 400 * B, 400 * B, "CNY", ""),
    ("4000億元人民幣", M, 400 * B, 400 * B, "CNY", ""),
    ("400 billion yuan", M, 400 * B, 400 * B, "CNY", ""),
    ("RMB 400bn", M, 400 * B, 400 * B, "CNY", ""),
    ("CNY400bn", M, 400 * B, 400 * B, "CNY", ""),
    ("¥400 billion", M, 400 * B, 400 * B, "CNY", ""),
    ("超过人民币4000亿元", M, 400 * B, 400 * B, "CNY", ">"),
    ("a 100-billion-yuan industry", M, 100 * B, 100 * B, "CNY", ""),
    ("trillion-yuan clusters", M, 10**12, 10**12, "CNY", ""),
    ("亿元级企业", M, 10**8, 10**8, "CNY", ""),
    ("500万元", M, 500 * W, 500 * W, "CNY", ""),
    ("最高给予500万元补贴", M, 500 * W, 500 * W, "CNY", "<="),
    ("up to 5 million yuan", M, 500 * W, 500 * W, "CNY", "<="),
    ("3亿至5亿元", M, 3 * 10**8, 5 * 10**8, "CNY", ""),
    ("3000—5000万元", M, 3000 * W, 5000 * W, "CNY", ""),
    ("3500万欧元", M, 35_000_000, 35_000_000, "EUR", ""),
    ("EUR 35 million", M, 35_000_000, 35_000_000, "EUR", ""),
    ("€35m", M, 35_000_000, 35_000_000, "EUR", ""),
    ("EUR 35 000 000", M, 35_000_000, 35_000_000, "EUR", ""),
    ("35 million euros", M, 35_000_000, 35_000_000, "EUR", ""),
    ("10亿美元", M, B, B, "USD", ""),
    ("US$1 billion", M, B, B, "USD", ""),
    ("$10-20 million", M, 10_000_000, 20_000_000, "USD", ""),
    ("HK$1 billion", M, B, B, "HKD", ""),
    ("10億港元", M, B, B, "HKD", ""),
    ("新台幣1000億元", M, 100 * B, 100 * B, "TWD", ""),
    ("NT$1.5 trillion", M, 1500 * B, 1500 * B, "TWD", ""),
    ("S$500 million", M, 500_000_000, 500_000_000, "SGD", ""),
    ("5亿新元", M, 500_000_000, 500_000_000, "SGD", ""),
    ("14 billion pounds", M, 14 * B, 14 * B, "GBP", ""),
    ("£14bn", M, 14 * B, 14 * B, "GBP", ""),
    ("100亿日元", M, 10 * B, 10 * B, "JPY", ""),
    ("30 million won", M, 30_000_000, 30_000_000, "KRW", ""),
    ("1.5兆元", M, 1500 * B, 1500 * B, "CNY", ""),
    # compute
    ("5000PFlops", "compute", 5000, 5000, "PFlops", ""),
    ("5,000 PFLOPS", "compute", 5000, 5000, "PFlops", ""),
    ("5 EFlops", "compute", 5000, 5000, "PFlops", ""),
    ("5E算力", "compute", 5000, 5000, "PFlops", ""),
    ("above 100 EFLOPS", "compute", 100_000, 100_000, "PFlops", ">"),
    ("1155P", "compute", 1155, 1155, "PFlops", ""),
    ("54,000 P", "compute", 54_000, 54_000, "PFlops", ""),
    ("2万P", "compute", 20_000, 20_000, "PFlops", ""),
    ("百亿亿次", "compute", 1000, 1000, "PFlops", ""),
    ("more than 10^25 FLOPs", "compute", 10**25, 10**25, "FLOP", ">"),
    # other units
    ("300亩", "area", 200_000, 200_000, "m2", ""),
    ("50公顷", "area", 500_000, 500_000, "m2", ""),
    ("3平方公里", "area", 3_000_000, 3_000_000, "m2", ""),
    ("5 km²", "area", 5_000_000, 5_000_000, "m2", ""),
    ("100平方米", "area", 100, 100, "m2", ""),
    ("200万吨", "mass", 2_000_000_000, 2_000_000_000, "kg", ""),
    ("3千克", "mass", 3, 3, "kg", ""),
    ("5000千瓦时", "energy", 5000, 5000, "kWh", ""),
    ("2亿度电", "energy", 200_000_000, 200_000_000, "kWh", ""),
    ("3 TWh", "energy", 3 * B, 3 * B, "kWh", ""),
    ("百万千瓦", "power", 1_000_000, 1_000_000, "kW", ""),
    ("10 GW", "power", 10_000_000, 10_000_000, "kW", ""),
    ("1000公里", "length", 1_000_000, 1_000_000, "m", ""),
    ("三年行动计划", D, 3, 3, "year", ""),
    ("Three-Year Action Plan", D, 3, 3, "year", ""),
    ("over five years", D, 5, 5, "year", ""),
    ("近三年", D, 3, 3, "year", ""),
    ("一年半", D, Fraction(3, 2), Fraction(3, 2), "year", ""),
    ("6个月", D, Fraction(1, 2), Fraction(1, 2), "year", ""),
    ("every half year", D, Fraction(1, 2), Fraction(1, 2), "year", ""),
    ("提前30日", D, 30, 30, "day", ""),
    ("180 days", D, 180, 180, "day", ""),
    ("两周", D, 14, 14, "day", ""),
    ("10个工作日", D, 10, 10, "workday", ""),
    ("at least 2 seconds", D, Fraction(1, 43200), Fraction(1, 43200), "day", ">="),
    ("over 30 PB", N, 30 * 10**15, 30 * 10**15, "byte", ">"),
    # ranges of counts
    ("2-3个", N, 2, 3, "", ""),
    ("2～3个", N, 2, 3, "", ""),
    ("2—3家", N, 2, 3, "", ""),
    ("1至2个", N, 1, 2, "", ""),
    ("两到三个", N, 2, 3, "", ""),
    ("一个至两个", N, 1, 2, "", ""),
    ("two to three clusters", N, 2, 3, "", ""),
    ("one or two clusters", N, 1, 2, "", ""),
    ("2–3 industrial clusters", N, 2, 3, "", ""),
    ("两三百家", N, 200, 300, "", ""),
    ("10-20万户", N, 100_000, 200_000, "", ""),
    ("2 to 3 million people", N, 2_000_000, 3_000_000, "", ""),
    # bounds
    ("超过2500家", N, 2500, 2500, "", ">"),
    ("突破2500家", N, 2500, 2500, "", ">"),
    ("不少于5个", N, 5, 5, "", ">="),
    ("至少组织5次", N, 5, 5, "", ">="),
    ("不低於5個", N, 5, 5, "", ">="),
    ("10个以上", N, 10, 10, "", ">="),
    ("1000多家", N, 1000, 1000, "", ">"),
    ("20餘項", N, 20, 20, "", ">"),
    ("20多万人", N, 200_000, 200_000, "", ">"),
    ("500+ scenarios", N, 500, 500, "", ">="),
    ("不超过3个", N, 3, 3, "", "<="),
    ("不得超过全省总数的5%", P, 5, 5, "%", "<="),
    ("不足5%", P, 5, 5, "%", "<"),
    ("5%以下", P, 5, 5, "%", "<="),
    ("70%左右", P, 70, 70, "%", "~"),
    ("节约10%", P, 10, 10, "%", ""),
    ("通过10项", N, 10, 10, "", ""),
    ("no fewer than five scenarios", N, 5, 5, "", ">="),
    ("no more than 5", N, 5, 5, "", "<="),
    ("more than **2,500** companies", N, 2500, 2500, "", ">"),
    ("nearly 700 companies", N, 700, 700, "", "~"),
    ("fewer than 20", N, 20, 20, "", "<"),
    ("10 people or more", N, 10, 10, "", ">="),
    ("≥30%", P, 30, 30, "%", ">="),
    # ordinals
    ("第十二条", O, 12, 12, "", ""),
    ("第12条", O, 12, 12, "", ""),
    ("Article 12", O, 12, 12, "", ""),
    ("the 12th session", O, 12, 12, "", ""),
    ("the twenty-first century", O, 21, 21, "", ""),
    ("21世纪", O, 21, 21, "", ""),
    ("第一批", O, 1, 1, "", ""),
    ("首次", O, 1, 1, "", ""),
    ("十四届全国人大", O, 14, 14, "", ""),
    ("三季度", O, 3, 3, "", ""),
    ("令第15号", O, 15, 15, "", ""),
    ("Order No. 790", O, 790, 790, "", ""),
    ("Executive Order 14179", O, 14179, 14179, "", ""),
    # years
    ("到2025年", Y, 2025, 2025, "", ""),
    ("by 2030", Y, 2030, 2030, "", ""),
    ("the 2025 plan", Y, 2025, 2025, "", ""),
    ("2025世界人工智能大会", Y, 2025, 2025, "", ""),
    ("(2024版)", Y, 2024, 2024, "", ""),
    ("二〇二五年", Y, 2025, 2025, "", ""),
    ("二零三五年", Y, 2035, 2035, "", ""),
    ("民國114年", Y, 2025, 2025, "", ""),
    ("up on 2020", Y, 2020, 2020, "", ""),
    ("(2022-2025)", Y, 2022, 2025, "", ""),
    ("2022—2025年", Y, 2022, 2025, "", ""),
    ("2022年至2025年", Y, 2022, 2025, "", ""),
    ("from 2022 to 2025", Y, 2022, 2025, "", ""),
    ("in 2026-27", Y, 2026, 2027, "", ""),
    ("“十四五”期间", Y, 2021, 2025, "", ""),
    ("「十三五」", Y, 2016, 2020, "", ""),
    ("十五五规划", Y, 2026, 2030, "", ""),
    ("the 14th Five-Year Plan", Y, 2021, 2025, "", ""),
    # not years
    ("2025 companies", N, 2025, 2025, "", ""),
    ("over 2000 AI companies", N, 2000, 2000, "", ">"),
    ("2000家", N, 2000, 2000, "", ""),
    ("2000-3000家", N, 2000, 3000, "", ""),
    ("2024万", N, 20_240_000, 20_240_000, "", ""),
    ("2000 yuan", M, 2000, 2000, "CNY", ""),
    ("2030 MW", "power", 2_030_000, 2_030_000, "kW", ""),
]

DATES = [
    ("2025年9月1日", "2025-09-01"),
    ("2025 年 9 月 1 日", "2025-09-01"),
    ("2025-09-01", "2025-09-01"),
    ("2025/9/1", "2025-09-01"),
    ("2025.09.01", "2025-09-01"),
    ("1 September 2025", "2025-09-01"),
    ("September 1, 2025", "2025-09-01"),
    ("Sept. 1 2025", "2025-09-01"),
    ("the 1st of September 2025", "2025-09-01"),
    ("二〇二五年九月一日", "2025-09-01"),
    ("民國114年12月23日", "2025-12-23"),
    ("2025年12月", "2025-12"),
    ("2025-12", "2025-12"),
    ("December 2025", "2025-12"),
    ("9月1日", "--09-01"),
    ("1 September", "--09-01"),
    ("on May 6", "--05-06"),
    ("in September", "--09"),
    ("9月份", "--09"),
    ("每月5日前", "---05"),
    ("by the 5th of each month", "---05"),
]

NO_QUANTITY = [
    *"一定 一般 一批 一系列 统一 一体化 唯一 进一步 万一 十分重要 一方面 三农 千行百业 一带一路 四川 三亚".split(),
    *"五粮液 百姓 千方百计 一网通办 一号创新工程 新一代人工智能 双重 第三方 两会 一次性 数十家 几百万 成百上千".split(),
    *"三甲医院 零部件 周三 三位一体 百年大计 五一 二次开发 第三产业 二十国集团 一国两制 十六进制".split(),
    *"GPT-4|AI4S|5G|6G|B2B|COVID-19|GB/T 1234|GB 45438-2025|v2.0|战略2.0|NAIS 2.0|Web3.0|1.2.3".split("|"),
    *"H800|IPv6|4K|ISO/IEC 42001:2023|DeepSeek-R1|F5G-A|工业4.0".split("|"),
    "It says so [5].",
    "It says so [5][6].",
    "如此[12]。",
    "as shown [3, 7]",
    "1. A part",
    "三、重点任务",
    "（十二）推进落实",
    "one of the firms",
    "on one hand",
    "no one",
    "one-stop services",
    "the No. 1 Innovation Project",
    "companies may follow",
    "单位：亿元",
    "(亿元)",
    "dozens of firms",
    "hundreds of pilots",
    "https://www.example.gov.cn/2025/12/a_5.html",
    "the second half of",
    "9" * 60,
    "",
]


def one(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("text", "kind", "low", "high", "unit", "bound"), ONE)
def test_one_quantity(text: str, kind: str, low: Fraction, high: Fraction, unit: str, bound: str) -> None:
    found = one(text)
    assert (found.kind, found.low, found.high, found.unit, found.bound) == (kind, low, high, unit, bound)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_one_date(text: str, iso: str) -> None:
    assert (one(text).kind, one(text).date) == ("date", iso)


@pytest.mark.parametrize("text", NO_QUANTITY)
def test_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    "text", ["up to EUR 35 million or 7%", "最高3500万欧元或营业额的7%", "fines reach EUR 35 million or 7%"]
)
def test_a_bound_holds_for_what_or_adds(text: str) -> None:
    assert [q.bound for q in find_quantities(text)] == ["<=", "<="]


def test_spans_hold_numeral_and_unit() -> None:
    text = "人工智能企业超2500家，产业规模超过人民币4000亿元，普及率约70%（RMB 400bn）。"
    assert [q.text for q in find_quantities(text)] == ["2500家", "人民币4000亿元", "70%", "RMB 400bn"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国发〔2025〕11号", [(Y, 2025), (O, 11)]),
        ("[2025] No. 11", [(Y, 2025), (O, 11)]),
        ("成新經濟〔2022〕49號", [(Y, 2022), (O, 49)]),
        ("Regulation (EU) 2024/1689", [(Y, 2024), (O, 1689)]),
        ("Article 50(2)", [(O, 50), (O, 2)]),
        ("第五条第二款", [(O, 5), (O, 2)]),
        ("第五至七条", [(O, 5), (O, 7)]),
        ("Articles 5, 6 and 7", [(O, 5), (O, 6), (O, 7)]),
        ("from 30% to 40%", [(P, 30), (P, 40)]),
        ("从30%提高到40%", [(P, 30), (P, 40)]),
        ("from 60 to 30 working days", [(D, 60), (D, 30)]),
        ("nine trillion-yuan clusters", [(N, 9), (M, 10**12)]),
        ("the first three quarters of 2025", [(O, 1), (N, 3), (Y, 2025)]),
        ("18 to 25 November 2025", [("date", 20251118), ("date", 20251125)]),
        ("11月18日至25日", [("date", 1118), ("date", 1125)]),
        ("2025年1—3月", [("date", 20250100), ("date", 20250300)]),
        ("5+6", [(N, 5), (N, 6)]),
        ("more than 5 bases and 30 datasets by 2030", [(N, 5), (N, 30), (Y, 2030)]),
        ("milestones in 2027, 2030 and 2035", [(Y, 2027), (Y, 2030), (Y, 2035)]),
    ],
)
def test_several_quantities(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(q.kind, q.low) for q in find_quantities(text)] == expected


SAME = [
    ("4000亿元", "400 billion yuan"),
    ("4000亿元", "RMB 400bn"),
    ("4000亿", "RMB 400bn"),
    ("400 billion", "4,000億元"),
    ("七成", "70 percent"),
    ("百分之七十", "70%"),
    ("5000 PFlops", "5 EFlops"),
    ("1萬5", "15,000"),
    ("1.5万", "15,000"),
    ("十二", "twelve"),
    ("12", "twelve"),
    ("3500万欧元", "EUR 35 million"),
    ("€35m", "35 million euros"),
    ("2-3个", "two to three"),
    ("1/2", "一半"),
    ("第四批", "batch 4"),
    ("第十二条", "Article 12"),
    ("2025年9月1日", "September 1, 2025"),
    ("三年", "three years"),
    ("“十四五”", "2021-2025"),
    ("翻一番", "doubled"),
]
DIFFERENT = [
    ("4000亿元", "400 billion US dollars"),
    ("4000亿元", "4000亿美元"),
    ("70%", "70"),
    ("70%", "70个百分点"),
    ("2-3个", "3个"),
    ("2030年", "2030家"),
    ("第12条", "12条"),
    ("500 companies", "500 yuan"),
    ("2000万人", "2000万元"),
    ("5 EFlops", "5 PFlops"),
    ("2025年9月1日", "2025年9月2日"),
    ("3倍", "3"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same(a: str, b: str) -> None:
    assert same_quantity(one(a), one(b))
    assert same_quantity(one(b), one(a))


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different(a: str, b: str) -> None:
    assert not same_quantity(one(a), one(b))
    assert not same_quantity(one(b), one(a))


@pytest.mark.parametrize(
    ("source", "claim", "expected"),
    [
        ("超过4000亿元", "more than 400 billion yuan", True),
        ("超过4000亿元", "400 billion yuan", True),
        ("最高3500万欧元", "up to EUR 35 million", True),
        ("超过4000亿元", "at least 400 billion yuan", False),
        ("4000亿元", "more than 400 billion yuan", False),
        ("不少于5个", "at least five", True),
        ("不少于5个", "no fewer than five", True),
        ("不少于5个", "more than five", False),
        ("约70%", "about 70%", True),
        ("2025年9月1日", "in 2025", True),
        ("2025年9月1日", "September 2025", True),
        ("2025年9月1日", "1 September", True),
        ("2025年9月1日", "1 September 2025", True),
        ("2025年", "1 September 2025", False),
        ("9月1日", "1 September 2025", False),
        ("2025年", "by 2025", True),
        ("2022-2025", "by 2025", False),
        ("2-3个", "3个", False),
        ("2-3个", "two or three", True),
    ],
)
def test_supports(source: str, claim: str, expected: bool) -> None:
    assert supports(one(source), one(claim)) is expected


def test_year_is_backed_by_a_date_on_the_source_side_only() -> None:
    assert same_quantity(one("2025年9月1日"), one("2025年"))
    assert not same_quantity(one("2025年"), one("2025年9月1日"))


def test_numbers_are_comparable_across_languages() -> None:
    chinese = "到2030年，建成2-3个集群，规模超过4000亿元，普及率超90%，自2025年9月1日起施行。"
    english = "By 2030, two to three clusters, RMB 400bn, 90 percent, from 1 September 2025."
    assert numbers(chinese) == numbers(english)
    assert ("year", Fraction(2025)) in numbers(english)


def test_plain_yuan_takes_the_currency_of_the_place() -> None:
    assert [q.unit for q in find_quantities("489億元、新台幣5元、人民币3元", yuan="TWD")] == ["TWD", "TWD", "CNY"]
    assert (("TWD", Fraction(3))) in numbers("3元", yuan="TWD")


@pytest.mark.parametrize(
    ("text", "expected"), [("一个", True), ("一年", True), ("至少一个", False), ("1个", False), ("一半", False)]
)
def test_article(text: str, expected: bool) -> None:
    assert is_article(one(text)) is expected


PIECES = [
    "2025",
    "年",
    "9",
    "月",
    "1",
    "日",
    "三",
    "十",
    "百",
    "万",
    "亿元",
    "个",
    "%",
    "百分之",
    "分之",
    "-",
    "至",
    "to ",
    " million",
    "RMB ",
]
PIECES += [
    "第",
    "条",
    "No. ",
    "[5]",
    "一带一路",
    ",",
    "，",
    ".",
    "超过",
    "以上",
    "多",
    "/",
    "two ",
    "half ",
    "a ",
    "May ",
    "P",
    "半",
    "点",
    "\n",
    "^",
]
PIECES += [
    "10",
    "000",
    "\u00a0",
    "½",
    "hundred ",
    "〔",
    "〕",
    "号",
    "十四五",
    "民國",
    "th",
    "翻",
    "番",
    "每秒",
    "次",
    "〇",
    "(",
    ")",
    "+",
    "~",
    "€",
]


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)))
def test_any_text_gives_consistent_spans(text: str) -> None:
    found = find_quantities(text)
    assert all(0 <= q.start < q.end <= len(text) and text[q.start : q.end] == q.text for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.low <= q.high and q.bound in ("", ">", ">=", "<", "<=", "~") for q in found)
    assert all((q.date is not None) == (q.kind in ("date", "year")) for q in found)
    assert all(same_quantity(q, q) and supports(q, q) for q in found)
    numbers(text)


@pytest.mark.parametrize(
    "piece", ["1", "一", "a", "1,", "one ", "a.", "1-", "2025-", "三个", "至少", "[1,", "\n", "百分之", "1 000"]
)
def test_long_input_takes_linear_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = perf_counter()
    find_quantities(text)
    assert perf_counter() - began < 3


@given(
    st.integers(1, 9999), st.sampled_from([10**6, 10**8, 10**9, 10**12]), st.sampled_from(["超过", "不少于", "约", ""])
)
def test_either_convention_gives_the_same_money(count: int, scale: int, bound: str) -> None:
    value = Fraction(count * scale)
    english = {"超过": "more than ", "不少于": "at least ", "约": "about ", "": ""}[bound]
    chinese = one(f"{bound}{float(value / 10**8):.2f}亿元")
    assert chinese.low == value
    assert supports(chinese, one(f"{english}{float(value / 10**9):.3f} billion yuan"))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))  # the years that four bare digits may stand for
def test_either_form_of_a_date_is_the_same(day: date) -> None:
    iso = f"{day:%Y-%m-%d}"
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert one(text).date == iso

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from corpus.script import fold
from evals.cases import Case
from evals.graders import cited_facts_met, facts_met, passages_meet, strip_markers

MET = [
    # numerals by value, whatever they are written in
    ("5", "不少于5个"),
    ("5", "at least five scenarios"),
    ("5", "不少於五個"),
    ("5", "每年推出５个"),
    ("12", "十二大行动"),
    ("十二", "12 actions"),
    ("twelve", "共12项"),
    ("twelve", "twelve actions"),
    ("4000", "more than 4,000 companies"),
    ("4,000", "4000家"),
    ("2,500", "超2500家"),
    ("两千五百", "2,500 companies"),
    ("200", "建成200家"),
    ("十", "十条措施"),
    ("10", "十条措施"),
    ("30", "more than thirty datasets"),
    # magnitudes
    ("4000亿", "超过4000亿元"),
    ("4000亿", "more than 400 billion yuan"),
    ("4000億", "四千亿元"),
    ("400 billion", "4000亿元人民币"),
    ("400bn", "4,000亿元"),
    ("4,000亿", "RMB 400 billion"),
    ("3500万", "3500万欧元"),
    ("3500万", "EUR 35 million"),
    ("35 million", "3500万欧元"),
    ("35m", "up to EUR 35 000 000"),
    ("15,000", "1.5万人"),
    ("15,000", "15000"),
    ("1萬5", "15,000 practitioners"),
    ("1萬5", "1萬5千人"),
    ("1.5萬", "1.5万人"),
    ("RMB 400", "RMB 400"),
    # shares
    ("30%", "30％以上"),
    ("30%", "at least 30 percent"),
    ("30%", "达到30 %"),
    ("70%", "七成"),
    ("70%", "百分之七十"),
    ("七成", "超过70%"),
    ("70 per cent", "70%"),
    ("1/2", "约为北京的1/2"),
    ("1/2", "北京的二分之一"),
    # ranges
    ("2-3", "培育2-3个产业集群"),
    ("2-3", "2—3个"),
    ("2-3", "2至3个"),
    ("2-3", "two to three clusters"),
    ("two to three", "2~3个"),
    ("3", "2-3个集群"),
    # years and dates
    ("2027", "到2027年"),
    ("2027", "by 2027, 2030 and 2035"),
    ("2025", "2022-2025年规划"),
    ("2027", "by the end of December 2027"),
    ("2026-01-17", "2026年1月17日"),
    ("2026-01-17", "published on 17 January 2026"),
    ("2026年1月17日", "2026-01-17"),
    ("December 18, 2025", "2025年12月18日"),
    ("12月18日", "2025年12月18日"),
    ("9月1日", "自2025年9月1日起施行"),
    ("2026/1/17", "2026-01-17"),
    # document numbers
    ("[2025] No. 11", "Guo Fa [2025] No. 11"),
    ("[2025] No. 11", "Guofa [2025] No.11 of 26 August"),
    ("国发〔2025〕11号", "國發〔2025〕11號"),
    ("国发〔2025〕11号", "国发〔2025〕 11 号"),
    ("〔2022〕49", "成新经济〔2022〕49号"),
    ("2022) No. 49", "(2022) No. 49"),
    # words
    ("comput", "computing power"),
    ("data", "Data elements"),
    ("data", "数据（data）"),
    ("data", "用data做"),
    ("computing power voucher", "computing power\nvouchers"),
    ("Belt and Road", "the BELT AND ROAD countries"),
    ("算力券", "發放「算力券」"),
    ("人工智能", "人工\n智能"),
    ("一带一路", "共建“一带一路”国家"),
    ("三步", "分三步走"),
    ("两步", "分兩步走"),
    ("三个阶段", "分为3个阶段"),
    ("three phases", "in 3 phases"),
    ("high-risk", "High-Risk systems"),
    ("€35m", "€35m"),
    ("管理", "智慧管理"),
    ("Rongcheng", "Smart Rongcheng"),
    ("yes", "Yes, both do"),
]

UNMET = [
    ("5", "50个"),
    ("5", "2025年"),
    ("5", "1.5"),
    ("5", "5.6%"),
    ("5", "15"),
    ("5", "5亿元"),
    ("5", "十五个"),
    ("5", "有五十家"),
    ("5", "5,000"),
    ("5", "fifty"),
    ("十", "十二条"),
    ("10", "2010"),
    ("ten", "often"),
    ("ten", "tens"),
    ("200", "2000"),
    ("200", "1,200"),
    ("200", "200亿"),
    ("4000亿", "4000"),
    ("4000亿", "4000万元"),
    ("4000亿", "14000亿元"),
    ("400 billion", "400 million"),
    ("400bn", "4000 billion"),
    ("RMB 400", "RMB 400 million"),
    ("RMB 400", "RMB 4000"),
    ("15,000", "150,000"),
    ("1萬5", "1萬"),
    ("30%", "30"),
    ("30%", "130%"),
    ("30%", "3.30%"),
    ("30%", "30万"),
    ("7%", "70%"),
    ("7%", "17%"),
    ("70%", "60%"),
    ("1/2", "1/20"),
    ("1/2", "11/2"),
    ("1/2", "2026/1/2"),
    ("2-3", "12-3"),
    ("2-3", "2-30"),
    ("2-3", "2-4个"),
    ("2-3", "2026-2-3"),
    ("2-3", "2个"),
    ("2027", "20270"),
    ("2027", "12027"),
    ("2026-01-17", "2026-01-18"),
    ("2026-01-17", "2026-01-1"),
    ("2026-01-17", "2026年1月"),
    ("12月18日", "12月1日"),
    ("1月17日", "11月17日"),
    ("[2025] No. 11", "[2025] No. 110"),
    ("[2025] No. 11", "[2024] No. 11"),
    ("[2025] No. 11", "2025, 11"),
    ("国发〔2025〕11号", "国发〔2025〕1号"),
    ("〔2022〕49", "〔2022〕490号"),
    ("data", "metadata"),
    ("data", "Big_data"),
    ("comput", "supercomputer"),
    ("AI", "Shanghai"),
    ("公共服务", "服务公共"),
    ("三步", "十三步"),
    ("两步", "第二步，到2035年"),
    ("5", "第五条"),
    ("5", "2025年5月"),
    ("three phases", "13 phases"),
    ("public service", "republic service"),
    ("yes", "eyes"),
    # markers
    ("5", "推出若干场景[5]"),
    ("5", "推出若干场景[3, 5]"),
    ("5", "推出若干场景［5］"),
    ("5", "若干[4][5]"),
    ("11", "国发[11]"),
]


def one_fact(*any_of: str) -> Case:
    return Case("a", "en", "?", "numeric", True, answer_facts=(any_of,), source_ids=("d",))


@pytest.mark.parametrize(("fact", "text"), MET)
def test_met(fact: str, text: str) -> None:
    assert facts_met(text, one_fact(fact))


@pytest.mark.parametrize(("fact", "text"), UNMET)
def test_unmet(fact: str, text: str) -> None:
    assert not facts_met(text, one_fact(fact))


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("四千亿元[1]。", "四千亿元。"),
        ("Both do [1, 2]; one more [3,12].", "Both do ; one more ."),
        ("共[1][2]", "共"),
        ("Guo Fa [25] No. 11", "Guo Fa [25] No. 11"),
        ("Guo Fa [2025] No. 11 [1]", "Guo Fa [2025] No. 11 "),
        ("国发[2025]11号[2]", "国发[2025]11号"),
        ("第[3]号", "第[3]号"),
    ],
)
def test_markers_are_stripped_and_document_numbers_are_not(text: str, stripped: str) -> None:
    assert strip_markers(text) == stripped


def test_min_match_lowers_how_many_facts_are_needed() -> None:
    facts = (("5",), ("2027", "2030"), ("算力",))
    every = Case("a", "en", "?", "list", True, answer_facts=facts, source_ids=("d",))
    two = replace(every, min_match=2)
    assert facts_met("到2030年，5个算力中心", every)
    assert not facts_met("到2030年，5个中心", every)
    assert facts_met("到2030年，5个中心", two)
    assert not facts_met("5个中心", two)


def test_passages_and_quotes_hold_the_facts_between_them(make_answer: Callable[..., Answer]) -> None:
    both = Case("a", "en", "?", "list", True, answer_facts=(("4000亿",), ("算力券",)), source_ids=("d",))
    assert passages_meet(["超过4000亿元", "发放算力券"], both)
    assert not passages_meet(["超过4000亿元"], both)
    assert not passages_meet([], both)
    assert cited_facts_met(make_answer("?", quotes=[("d", "400 billion yuan"), ("d", "算力券")]), both)
    assert not cited_facts_met(make_answer("?", "4000亿元，算力券", quotes=[("d", "算力券")]), both)


def test_neighbouring_passages_make_no_number_between_them() -> None:
    assert not passages_meet(["共十", "二项任务"], one_fact("12"))
    assert not passages_meet(["4000", "亿元"], one_fact("4000亿"))
    assert not passages_meet(["人工", "智能"], one_fact("人工智能"))


answers = st.sampled_from(sorted({text for _, text in MET + UNMET}))
facts = st.sampled_from(sorted({fact for fact, _ in MET + UNMET}))
markers = st.lists(st.integers(1, 99), min_size=1, max_size=3).map(lambda numbers: f"[{', '.join(map(str, numbers))}]")


@given(answers, facts, markers, markers)
def test_markers_never_matter(text: str, fact: str, first: str, second: str) -> None:
    case = one_fact(fact)
    assert facts_met(f"{text}{first}{second}。", case) == facts_met(f"{text}。", case)


@given(answers, facts)
def test_script_never_matters(text: str, fact: str) -> None:
    case = one_fact(fact)
    assert facts_met(text, case) == facts_met(fold(text), case) == facts_met(text, one_fact(fold(fact)))


@given(answers, facts)
def test_what_is_met_stays_met_in_a_longer_answer(text: str, fact: str) -> None:
    case = one_fact(fact)
    if facts_met(text, case):
        assert facts_met(f"据文件记载。\n\n{text}\n\n以上摘自原文。", case)


@given(st.text())
def test_any_text_can_be_graded(text: str) -> None:
    facts_met(text, one_fact("5", "算力", text.strip() or "data"))

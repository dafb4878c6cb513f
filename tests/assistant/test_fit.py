import pytest

from assistant.fit import fits, lacks_acronym
from index.query import analyze


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("普及率要达到多少？", "到2027年，普及率超过70%。", True),
        ("普及率要达到多少？", "到2027年，企业超过2500家。", False),
        ("How many yuan is it?", "an industry scale exceeding 400 billion yuan", True),
        ("How many yuan is it?", "more than 2,500 companies", False),
        ("How many factories?", "By 2030, there will be factories.", False),
        ("何时施行？", "自2025年9月1日起施行。", True),
        ("何时施行？", "由国家网信办发布。", False),
        ("发文字号是什么？", "发文字号为赣府发〔2025〕16号。", True),
        ("What is the document number?", "It is Regulation (EU) 2024/1689.", True),
        ("为什么推迟？", "自2023年8月15日起施行。", False),
        ("Has it already reached 2,500 companies?", "By 2030 it is to have 2,500 companies.", False),
        ("2021年实际有多少家企业？", "2021年，全市共有企业597家。", True),
    ],
)
def test_fits(question: str, text: str, expected: bool) -> None:
    assert fits(analyze(question), text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What share of GDP will it be?", "普及率超过90%。", True),
        ("What share of GDP will it be?", "占国内生产总值的10%。", False),
        ("GDP占比是多少？", "It is to be 10% of GDP.", False),
        ("What share will it be?", "普及率超过90%。", False),
    ],
)
def test_lacks_acronym(question: str, text: str, expected: bool) -> None:
    assert lacks_acronym(analyze(question), text) is expected

import pytest

from assistant.fit import defines, fits, is_aside, numbers_of_items
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
        ("是哪四家联合发的？", "网信办牵头，另外三家是工业和信息化部、公安部、广电总局。", True),
        ("是哪四家联合发的？", "文本、图片、音频、视频等都算。", False),
        ("有幾位委員？", "一年至少開會一次。", True),
        ("方案由哪个厅牵头？", "由省政府各部门牵头。", False),
        ("方案由哪个厅牵头？", "由工业和信息化厅牵头。", True),
        ("Which ministry enforces it?", "A council chaired by the prime minister enforces it.", False),
        ("Which ministry enforces it?", "The Ministry of Ports enforces it.", True),
        ("分级制度写在第几条？", "第二十一条规定分级保护。", True),
        ("分级制度写在第几条？", "分级保护共三级。", False),
        ("Which article sets up the scheme?", "Its Article 21 sets up the scheme.", True),
        ("Who drafted the port plan?", "The plan was issued by the Ministry of Ports.", False),
        ("Who drafted the port plan?", "The plan was written by the Ministry of Ports.", True),
        ("港口中心由谁承建？", "方案由港口局印发。", False),
        ("港口中心由谁承建？", "中心由港口局承建。", True),
        ("港口一共投资多少亿元？", "到2030年，港口产业规模超过600亿元。", False),
        ("港口一共投资多少亿元？", "港口建设资金共600亿元。", True),
        ("What was the scale of the port industry in 2025?", "By 2025 the scale was to be 10 billion yuan.", False),
        ("What was the scale of the port industry in 2025?", "In 2025 the scale was 10 billion yuan.", True),
        ("What was the target for 2025?", "By 2025 the scale was to be 10 billion yuan.", True),
        ("How much has actually been spent on ports?", "1 billion yuan is set aside for ports.", False),
    ],
)
def test_fits(question: str, text: str, expected: bool) -> None:
    assert fits(analyze(question), text) is expected


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("List the eight foundational supports.", {8}),
        ("要写哪三样？", {3}),
        ("六大行动是哪六个？", {6}),
        ("有哪些措施？", set()),
        ("到2030年要有2500家吗？", set()),
    ],
)
def test_how_many_things_are_wanted(question: str, numbers: set[int]) -> None:
    assert numbers_of_items(analyze(question)) == numbers


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("隐式标识是指写进文件数据的标识。", True),
        ("A token means a piece of a word.", True),
        ("到2027年，普及率超过70%。", False),
        ("By 2027 it exceeds 70%.", False),
    ],
)
def test_what_defines(text: str, does: bool) -> None:
    assert defines(text) is does


def test_a_table_s_head_tells_targets_from_what_is_reached() -> None:
    query = analyze("How many factories has it already finished?")
    assert fits(query, "Factories | 300 | 2027")
    assert not fits(query, "Factories | 300 | 2027", "Indicator | Target | Year")


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("人工智能券是什么？", "“人工智能券”一词凭记忆写出。", True),
        ("“人工智能券”一词的来源是什么？", "“人工智能券”一词凭记忆写出。", False),
        ("What are the three steps?", "A web page describes other steps; it must not be used.", True),
        ("What are the three steps?", "The plan goes in three steps.", False),
        ("What are the main sources of funding?", "The sources of funding are bonds.", False),
    ],
)
def test_a_text_on_itself_answers_only_what_is_asked_of_it(question: str, text: str, expected: bool) -> None:
    assert is_aside(analyze(question), text) is expected

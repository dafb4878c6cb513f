import pytest

from assistant.assistant import Assistant
from assistant.open_parts import is_about, is_open, words_of_part
from assistant.passages import Passage
from index.encoders import Encoder
from index.library import Library
from index.query import analyze
from ingest.document import Block, Document


@pytest.fixture(scope="module")
def assistant(library: Library, encoder: Encoder) -> Assistant:
    return Assistant(library, encoder)


@pytest.mark.parametrize(
    ("question", "found", "left"),
    [
        ("重庆2027年的普及率和智能算力分别是多少？", "超过80%", "未找到：“重庆2027年的智能算力是多少”"),
        (
            "四川2027年和2045年的人工智能产业规模分别是多少？",
            "2000亿元",
            "未找到：“四川2045年的人工智能产业规模是多少”",
        ),
        (
            "How many AI companies does Sichuan want by 2030, and how many vouchers?",
            "2,500 AI companies",
            "Not found: “how many vouchers”",
        ),
        ("湖南2027年的智能算力和教师人数分别是多少？", "5.25 EFlops", "未找到：“湖南2027年的教师人数是多少”"),
        ("台灣人工智慧基本法有幾條原則，罰款多少？", "七項原則", "未找到：「罰款多少」"),
    ],
)
def test_a_part_that_nothing_answers_is_named(assistant: Assistant, question: str, found: str, left: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == "answered"
    assert found in answer.text
    assert answer.text.splitlines()[-1] == left
    assert all(check.ok for check in answer.checks)


@pytest.mark.parametrize(
    "question",
    [
        "新加坡2024年财政预算案给AI追加了多少钱，分几年投？",  # one sentence says both
        "《网络数据安全管理条例》共几章几条，何时施行？",
        "Who issued the UK AI Opportunities Action Plan and how many recommendations does it have?",
        "四川到2030年的人工智能产业规模目标是多少？",
    ],
)
def test_nothing_is_said_of_parts_that_are_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == "answered"
    assert "未找到" not in answer.text
    assert "Not found" not in answer.text


def test_where_nothing_at_all_is_found_no_part_is_named(assistant: Assistant) -> None:
    answer = assistant.answer("火星上有多少家企业？企鹅又有多少？")
    assert answer.status == "not_found"
    assert "未找到：" not in answer.text


@pytest.mark.parametrize(
    ("part", "question", "words"),
    [
        ("how many vouchers? Sichuan 2030", "How many firms by 2030, and how many vouchers?", "how many vouchers"),
        ("云州到2030年分别要建多少个园区？", "云州到2027年、2030年分别要建多少个园区？", "云州到2030年要建多少个园区"),
        ("What are its goals for 2030 ?", "What are its goals for 2027 and 2030?", "What are its goals for 2030"),
        ("人才又有多少？ 江西", "江西有多少家企业？人才又有多少？", "人才又有多少"),
    ],
)
def test_a_part_is_told_in_the_words_of_the_question(part: str, question: str, words: str) -> None:
    assert words_of_part(part, question) == words


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("安徽有多少智能算力？", "安徽的智能算力超过3万P。", True),
        ("安徽有多少智能算力？", "安徽投入使用的人工智能应用超过1万个。", False),
        (
            "安徽的水牛有多少头？",
            "安徽投入使用的人工智能应用超过1万个。",
            True,
        ),  # what is no term may be said otherwise
        ("安徽的智能算力由谁负责？", "安徽投入使用的人工智能应用超过1万个。", True),  # no figure is asked for
    ],
)
def test_a_figure_is_of_a_term_that_is_asked_about(question: str, text: str, expected: bool) -> None:
    block = Block("paragraph", (), None, 0, len(text))
    document = Document("d", "方案", "zh-Hans", "d.md", "text/markdown", "", text, blocks=(block,))
    assert is_about(analyze(question), [Passage(document, block, 0, len(text), "", 1)]) is expected


def test_words_of_the_question_are_not_missed_in_another_language() -> None:
    text = "The action plan includes twelve key actions."
    block = Block("paragraph", (), None, 0, len(text))
    document = Document("d", "Plan", "en", "d.md", "text/markdown", "", text, blocks=(block,))
    told = [Passage(document, block, 0, len(text), "", 1)]
    assert not is_open(analyze("云州部署了几大重点行动小组？"), told)
    assert is_open(analyze("云州部署了几家独角兽企业？"), told)

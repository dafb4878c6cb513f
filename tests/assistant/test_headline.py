import pytest

from assistant.assistant import Assistant
from assistant.headline import headline
from assistant.passages import Passage
from index.encoders import Encoder
from index.hits import Filters
from index.library import Library
from index.query import analyze
from ingest.document import Block, Document, Language


@pytest.fixture(scope="module")
def assistant(library: Library, encoder: Encoder) -> Assistant:
    return Assistant(library, encoder)


def told(question: str, text: str, language: Language, kind: str = "paragraph") -> str:
    block = Block("table_row" if kind == "table_row" else "paragraph", (), None, 0, len(text))
    own: Language = "en" if text.isascii() else "zh-Hans"
    document = Document("d", "t", own, "d.md", "text/markdown", "", text, blocks=(block,))
    return headline(Passage(document, block, 0, len(text), "", 1), [analyze(question)], language)


@pytest.mark.parametrize(
    ("question", "text", "language", "expected"),
    [
        (
            "云州2030年人工智能产业规模是多少？",
            "到2030年，人工智能产业规模要超过4000亿元。",
            "zh-Hans",
            "人工智能产业规模：超过4000亿元",
        ),
        (
            "2030年人工智慧產業規模是多少？",
            "到2030年，人工智能产业规模要超过4000亿元。",
            "zh-Hant",
            "人工智能產業規模：超過4000億元",
        ),
        (
            "How large will the AI industry be by 2030?",
            "到2030年，人工智能产业规模要超过4000亿元。",
            "en",
            "AI industry scale: more than 400 billion yuan (4000亿元)",
        ),
        (
            "2030年人工智能产业规模是多少？",
            "By 2030 the scale of the AI industry is to be more than 400 billion yuan.",
            "zh-Hans",
            "人工智能产业规模：超过4000亿元（400 billion yuan）",
        ),
        ("2030年要建成多少家智能工厂？", "到2030年，要建成200家智能工厂。", "zh-Hans", "智能工厂：200家"),
        (
            "How many smart factories by 2030?",
            "到2030年，要建成不少于200家智能工厂。",
            "en",
            "Smart factory: at least 200",
        ),
        ("How many AI companies by 2027?", "It is to have 2,500 AI companies by 2027.", "en", ""),  # it may be anything
        ("How many AI companies by 2027?", "By 2027 there are to be 2,500 AI companies.", "en", ""),
        ("How many AI companies in 2027?", "In 2027 Shenzhen had 2,500 AI companies.", "en", "AI companies: 2,500"),
        (
            "2030年智能终端和智能体普及率是多少？",
            "到2030年，智能体普及率要达到90%以上。",
            "zh-Hans",
            "智能体普及率：至少90%",
        ),
    ],
)
def test_the_figure_is_told_with_what_it_is_of(question: str, text: str, language: Language, expected: str) -> None:
    assert told(question, text, language) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2030年人工智能产业规模是多少？", "到2030年，人工智能产业规模的年增长率要超过30%。"),  # of another measure
        ("2030年人工智能产业规模是多少？", "到2030年，人工智能核心产业规模要超过4000亿元。"),  # of a part
        ("2030年人工智能产业规模是多少？", "到2030年，规模以上的人工智能产业规模要超过4000亿元。"),
        ("2030年人工智能产业规模是多少？", "到2027年，人工智能产业规模要超过4000亿元。"),  # of another year
        ("2030年人工智能产业规模是多少？", "人工智能产业规模要超过4000亿元。"),  # of no year
        (
            "2030年人工智能产业规模是多少？",
            "到2030年，人工智能产业规模要超过4000亿元，其中软件1000亿元。",
        ),  # two figures
        ("2030年人工智能产业规模是多少？", "方案未提出到2030年人工智能产业规模超过4000亿元。"),  # denied
        ("2030年人工智能产业规模是多少？", "到2030年，人工智能产业带动相关产业规模4000亿元。"),
        ("四川2030年人工智能产业规模是多少？", "到2030年，江西人工智能产业规模要超过4000亿元。"),  # of another place
        ("人工智能产业由谁负责？", "人工智能产业规模要超过4000亿元。"),  # no figure is asked for
        ("2030年要建成多少家智能工厂？", "到2030年，要建成200家智能工厂试点企业。"),  # of something narrower
        ("How many smart factories in 2030?", "In 2030 it had 200 pilot smart factories run by AI."),
        ("How many yuan is the AI industry in 2030?", "In 2030 the AI industry got loans of 400 billion yuan."),
    ],
)
def test_where_it_is_not_certain_what_a_figure_is_of_none_is_told(question: str, text: str) -> None:
    assert told(question, text, "en" if text.isascii() else "zh-Hans") == ""


def test_a_row_says_by_itself_what_its_figure_is_of() -> None:
    assert told("2030年人工智能企业有多少家？", "人工智能企业 | 超过2500家 | 2030", "zh-Hans", "table_row") == ""


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "How large is Hunan's AI industry to be by 2027?",
            "**AI industry scale: more than 120 billion yuan (1200亿元)** — (Chinese original) "
            "到2027年，湖南人工智能产业规模超过1200亿元 (120 billion yuan)。",
        ),
        (
            "深圳2026年要有多少家人工智能企业？",
            "**人工智能企业：超过3000家**——到2026年，深圳市人工智能企业要超过3000家。",
        ),
        ("天津2027年的標桿場景有多少個？", "**標杆場景：30個**——到2027年，天津市要有30个标杆场景。"),
    ],
)
def test_an_answer_begins_with_the_figure(assistant: Assistant, question: str, line: str) -> None:
    answer = assistant.answer(question, filters=Filters(originals_only=True))
    assert answer.text.splitlines()[0].startswith(line)
    assert all(check.ok for check in answer.checks)


def test_a_figure_that_nobody_asked_for_is_not_put_first(assistant: Assistant) -> None:
    assert "**" not in assistant.answer("四川“人工智能+”方案何时发布？").text

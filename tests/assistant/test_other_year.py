import pytest

from assistant.other_year import is_of_another_year
from assistant.passages import Passage
from index.query import analyze
from ingest.document import Block, Document


def is_told(question: str, text: str) -> bool:
    block = Block("paragraph", (), None, 0, len(text))
    document = Document(
        "d", "t", "en" if text.isascii() else "zh-Hans", "d.md", "text/markdown", "", text, blocks=(block,)
    )
    return is_of_another_year(analyze(question), Passage(document, block, 0, len(text), "", 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2027年，智能工厂达到20家。", True),
        ("到2027年，要建成20家智能工厂。", True),
        ("智能工厂 | 不少于20家 | 2027 | 四川省", True),
        ("In 2027 there are to be more than 20 smart factories.", True),
        ("到2030年，智能工厂达到20家。", False),  # of the year asked about
        ("智能工厂达到20家。", False),  # of no year
        ("2026年和2027年，智能工厂都达到20家。", False),
        ("到2027年，智能工厂占比达到20%。", False),  # another measure
        ("到2027年，智能工厂达到20家，其中龙头5家。", False),  # two figures
        ("到2027年，数字车间达到20家。", False),  # another thing
        ("到2027年，智能工厂带动的企业达到20家。", False),
        ("到2027年，未要求智能工厂达到20家。", False),
    ],
)
def test_a_figure_of_the_same_thing_for_another_year(text: str, expected: bool) -> None:
    assert is_told("四川2030年有多少家智能工厂？", text) is expected


@pytest.mark.parametrize(
    "question", ["四川2030年的智能工厂由谁负责？", "四川有多少家智能工厂？", "四川2030年有多少家？"]
)
def test_only_where_a_figure_of_a_thing_is_asked_for_one_year(question: str) -> None:
    assert not is_told(question, "到2027年，智能工厂达到20家。")

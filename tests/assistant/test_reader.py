"""Answers to questions with several parts, from pages of our own."""

import pytest

from assistant.assistant import Assistant
from assistant.phrases import phrase
from index.encoders import Encoder
from index.library import open_library
from index.update import ingest
from ingest.sources import discover

_HEAD = "---\ntitle: {title}\nlanguage: zh-Hans\njurisdiction: {place}\nlevel: province\nissued: {issued}\nstatus: {status}\n---\n"
_PAGES = (
    (
        "青海省智慧港口行动方案（征求意见稿）",
        "CN-QH",
        "2024-03-01",
        "draft",
        "按照征求意见稿，到2027年，青海省要建成30个智慧码头。",
    ),
    (
        "青海省智慧港口行动方案",
        "CN-QH",
        "2025-09-10",
        "in force",
        "《青海省智慧港口行动方案》于2025年9月10日印发。\n\n到2027年，青海省要建成45个智慧码头。\n\n到2030年，青海省要建成80个智慧码头。\n\n到2030年，西宁市要建成9个智慧码头。",
    ),
    (
        "甘肃省智慧港口行动方案",
        "CN-GS",
        "2026-02-20",
        "in force",
        "《甘肃省智慧港口行动方案》于2026年2月20日印发。\n\n2021年，甘肃省有12个智慧码头。\n\n到2030年，甘肃省要建成60个智慧码头。",
    ),
)


@pytest.fixture(scope="module")
def ports(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("ports")
    for number, (title, place, issued, status, text) in enumerate(_PAGES):
        head = _HEAD.format(title=title, place=place, issued=issued, status=status)
        (folder / f"{number}.md").write_text(f"{head}\n# {title}\n\n{text}\n", encoding="utf-8")
    ingest(folder / "data", encoder, discover(sorted(folder.glob("*.md"))), corpus=False)
    library = open_library(folder / "data")
    assert library
    return Assistant(library, encoder)


@pytest.mark.parametrize(
    ("question", "facts", "not_facts"),
    [
        ("青海2030年的智慧码头目标和甘肃2021年实有的数量各是多少？", ["80个", "12个"], ["60个"]),
        ("甘肃和青海两省2030年的智慧码头目标，哪个更高？", ["60个", "80个"], ["12个"]),
        ("青海的征求意见稿和正式方案，2027年的智慧码头目标各是多少？", ["30个", "45个"], []),
        ("甘肃2021年的方案里有多少个智慧码头？", ["12个"], ["60个"]),  # of no document of that year
        ("青海和西宁2030年的智慧码头目标各是多少？", ["80个", "9个"], []),  # the city in the province's plan
        ("青海2024年的方案2027年要建多少个智慧码头？", ["30个"], ["45个"]),
        ("青海的智慧港口行动方案和甘肃的智慧港口行动方案，哪个先印发？", ["2025年9月10日", "2026年2月20日"], []),
    ],
)
def test_each_side_is_answered_by_its_own(
    ports: Assistant, question: str, facts: list[str], not_facts: list[str]
) -> None:
    text = ports.answer(question).text
    assert all(fact in text for fact in facts)
    assert not any(fact in text for fact in not_facts)


def test_a_comparison_says_of_which_place_nothing_was_found(ports: Assistant) -> None:
    rows = ports.answer("甘肃2030年的智慧码头目标和湖北的，哪个更高？").text.split("\n")
    assert any(row.startswith("| 甘肃省 |") and "60个" in row for row in rows)
    assert f"| 湖北省 | {phrase('place_not_found', 'zh-Hans')} |" in rows


def test_a_comparison_of_places_that_are_not_held_is_not_found(ports: Assistant) -> None:
    assert ports.answer("湖北和湖南2030年的智慧码头目标各是多少？").status == "not_found"


def test_a_figure_of_another_place_is_none_of_the_one_asked_for(ports: Assistant) -> None:
    """A page of Qinghai tells one of Xining, too, which is a part of it."""
    answer = ports.answer("青海省到2030年要建成几个智慧码头？")
    assert "80个" in answer.text
    assert "9个" not in answer.text
    assert "9个" in ports.answer("西宁市到2030年要建成几个智慧码头？").text

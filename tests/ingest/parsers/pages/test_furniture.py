import pytest

from ingest.parsers.pages.furniture import without_furniture
from ingest.parsers.pages.words import Page, Run

HIGH = 800.0


def line(text: str, top: float) -> Run:
    return Run(text, 100, 100 + 10 * len(text), top, top + 10)


def kept(*pages: list[Run]) -> list[list[str]]:
    made = [Page(number, 600, HIGH, tuple(runs)) for number, runs in enumerate(pages, 1)]
    return [[run.text for run in page.runs] for page in without_furniture(made)]


def test_running_heads_and_feet_are_dropped() -> None:
    pages = [[line("某某公报", 30), line(f"正文{name}", 300), line("编印单位", 770)] for name in "甲乙丙"]
    assert kept(*pages) == [["正文甲"], ["正文乙"], ["正文丙"]]


def test_heads_that_count_the_pages_are_dropped() -> None:
    pages = [[line(f"公报 第{n}期 12", 30), line("正文", 300)] for n in (1, 2, 3)]
    assert kept(*pages) == [["正文"]] * 3


def test_numbers_that_do_not_count_the_pages_stay() -> None:
    pages = [[line(f"指标 {n}亿元", 770), line("正文", 300)] for n in (120, 7, 55)]
    assert kept(*pages) == [["指标 120亿元", "正文"], ["指标 7亿元", "正文"], ["指标 55亿元", "正文"]]


def test_what_repeats_amid_the_pages_stays() -> None:
    assert kept(*[[line("第一条", 300)]] * 3) == [["第一条"]] * 3


@pytest.mark.parametrize("number", ["3", "- 3 -", "— 3 —", "第3页", "第 3 页 共 12 页", "Page 3 of 12", "3 / 12", "iv"])
def test_a_page_number_is_dropped(number: str) -> None:
    assert kept([line("正文", 300), line(number, 770)]) == [["正文"]]


@pytest.mark.parametrize("text", ["2026年3月", "第三章", "3亿元", "3.5%"])
def test_what_is_no_page_number_stays(text: str) -> None:
    assert kept([line("正文", 300), line(text, 770)]) == [["正文", text]]


def small(text: str, top: float) -> Run:
    return Run(text, 100, 100 + 8 * len(text), top, top + 8)


def test_a_head_in_small_print_well_above_the_text_is_dropped_from_a_single_page() -> None:
    body = [line("正文", 300), line("又一行", 320)]
    assert kept([small("某某公报增刊", 30), *body]) == [["正文", "又一行"]]
    assert kept([small("某府〔2026〕7号", 30), *body]) == [["某府〔2026〕7号", "正文", "又一行"]]
    assert kept([line("某某方案", 30), *body]) == [["某某方案", "正文", "又一行"]]


def test_what_stands_beside_a_page_s_number_is_its_foot() -> None:
    number = Run("- 1 -", 500, 530, 770, 780)
    assert kept([line("正文", 300), line("编印单位", 770), number]) == [["正文"]]
    assert kept([line("正文", 300), line("合计", 770), Run("25", 500, 520, 770, 780)]) == [["正文", "合计", "25"]]

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ingest.parsers.pages.columns import in_reading_order
from ingest.parsers.pages.words import Line, Page, Run, Table

WIDE, HIGH = 600.0, 800.0


def column(name: str, left: float, top: float, lines: int, width: float = 230.0) -> list[Run]:
    return [Run(f"{name}{i}", left, left + width, top + 16 * i, top + 16 * i + 10) for i in range(lines)]


def words(page: Page) -> list[str]:
    return [item.text if isinstance(item, Line) else "table" for item in in_reading_order(page)]


def test_the_left_column_is_read_before_the_right_one_below_a_title_across_both() -> None:
    title = Run("title", 150, 450, 20, 40)
    runs = (title, *column("r", 310, 60, 8), *column("l", 50, 60, 8))
    assert words(Page(1, WIDE, HIGH, runs)) == ["title", *(f"l{i}" for i in range(8)), *(f"r{i}" for i in range(8))]


def test_cells_are_read_line_by_line() -> None:
    runs = (*column("a", 50, 60, 8, 40), *column("b", 300, 60, 8, 60))
    assert words(Page(1, WIDE, HIGH, runs)) == [f"a{i} b{i}" for i in range(8)]


def test_a_table_stands_between_the_lines_of_its_column() -> None:
    table = Table((("x", "y"),) * 6, (310, 400, 540), 60, 180)
    runs = (*column("l", 50, 60, 10), *column("r", 310, 200, 4))
    expected = [*(f"l{i}" for i in range(10)), "table", *(f"r{i}" for i in range(4))]
    assert words(Page(1, WIDE, HIGH, runs, (table,))) == expected


RUNS = st.builds(
    lambda text, x, y, wide, high: Run(text, x, x + wide, y, y + high),
    st.text("字词ab", min_size=1, max_size=4),
    st.floats(0, 500),
    st.floats(0, 780),
    st.floats(1, 300),
    st.floats(4, 30),
)


@given(st.lists(RUNS, max_size=60))
def test_no_words_are_lost_or_read_twice(runs: list[Run]) -> None:
    read = Counter(
        run
        for item in in_reading_order(Page(1, WIDE, HIGH, tuple(runs)))
        if isinstance(item, Line)
        for run in item.runs
    )
    assert read == Counter(runs)

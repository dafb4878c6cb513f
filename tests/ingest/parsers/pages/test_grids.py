from ingest.parsers.pages.grids import Rule, tables_among
from ingest.parsers.pages.words import Run


def run(text: str, x: float, y: float) -> Run:
    return Run(text, x, x + 10 * len(text), y, y + 10)


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    return [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]


def test_words_in_cells_are_rows_and_others_stay() -> None:
    words = [run("上文", 50, 10), run("任务", 60, 55), run("单位", 210, 55), run("甲", 60, 85), run("乙", 210, 85)]
    tables, rest = tables_among(words, grid([50, 200, 350], [50, 80, 110]), 1)
    assert [table.rows for table in tables] == [(("任务", "单位"), ("甲", "乙"))]
    assert [one.text for one in rest] == ["上文"]


def test_a_cell_over_two_rows_says_the_same_of_both() -> None:
    rules = [*grid([200, 350], [50, 80, 110, 140]), *grid([50, 200], [50, 80, 140])]
    words = [run("类", 60, 55), run("项", 210, 55), run("大类", 60, 105), run("甲", 210, 85), run("乙", 210, 115)]
    tables, _ = tables_among(words, rules, 1)
    assert tables[0].rows == (("类", "项"), ("大类", "甲"), ("大类", "乙"))


def test_a_line_below_the_head_is_no_table() -> None:
    words = [run("标题", 50, 30), run("正文", 50, 80)]
    assert tables_among(words, [(50, 44, 400, 44)], 1) == ([], words)


def test_a_frame_around_the_page_is_no_table() -> None:
    words = [run("标题", 60, 60), run("正文", 60, 80)]
    assert tables_among(words, grid([50, 400], [50, 700]), 1) == ([], words)

import pytest

from assistant.answer import Citation
from assistant.verify import check_statement, statements

QUOTES = {
    1: "到2030年，四川省人工智能产业规模要超过4000亿元。",
    2: "fines reach EUR 35 million or 7% of worldwide turnover",
}


def failed(statement: str) -> set[str]:
    citations = {
        marker: Citation(marker, "d", "t", "p", None, 0, len(quote), quote) for marker, quote in QUOTES.items()
    }
    return {check.kind for check in check_statement(statement, citations) if not check.ok}


@pytest.mark.parametrize(
    "statement",
    [
        "四川2030年产业规模超过4000亿元。 [1]",
        "Sichuan aims at more than 400 billion yuan by 2030 [1].",
        "罚款最高3500万欧元或营业额的7%。[2]",
        "最高罚百分之七。[2]",
    ],
)
def test_what_the_quote_says_passes(statement: str) -> None:
    assert failed(statement) == set()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("四川2030年产业规模超过5000亿元。[1]", "number"),
        ("四川2030年产业规模超过4000万元。[1]", "number"),
        ("四川2035年产业规模超过4000亿元。[1]", "number"),
        ("Fines reach EUR 35 million or 8%. [2]", "number"),
        ("Fines reach EUR 35 million. [1]", "number"),
        ("四川产业规模很大。", "citation"),
        ("四川产业规模很大。[3]", "citation"),
    ],
)
def test_what_the_quote_does_not_say_fails(statement: str, kind: str) -> None:
    assert kind in failed(statement)


def test_statements_keep_their_markers() -> None:
    assert statements("一句话。 [1]\n另一句。[2] 第三句。 [3]") == ["一句话。 [1]", "另一句。[2]", "第三句。 [3]"]
    assert statements("| 地区 | 原文 |\n| --- | --- |\n| 四川 | 超过2500家 [1] |") == ["| 四川 | 超过2500家 [1] |"]


@pytest.mark.parametrize("row", ["| 四川 | 未找到 |", "| Sichuan | not found |"])
def test_a_row_where_nothing_was_found_states_nothing(row: str) -> None:
    assert statements(f"| a | b |\n| --- | --- |\n{row}\n| 江西 | 超过70% [1] |") == ["| 江西 | 超过70% [1] |"]


def test_a_row_that_says_more_is_a_statement() -> None:
    assert statements("| a | b |\n| --- | --- |\n| 四川4000亿元 | 未找到 |") == ["| 四川4000亿元 | 未找到 |"]

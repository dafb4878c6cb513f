import pytest

from assistant.answer import Citation
from assistant.verify import check, check_refusal, check_statement, statements
from index.library import Library

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


@pytest.mark.parametrize(
    "line", ["未找到：“重庆2035年的智能算力是多少”", "未找到：「罰款多少」", "Not found: “How many by 2030? And more”"]
)
def test_a_line_about_a_part_that_nothing_answers_states_nothing(library: Library, line: str) -> None:
    assert check(line, (), library) == ()
    assert check(f"{line}。超过5000亿元。", (), library)
    assert not any(one.ok for one in check(f"{line}。超过5000亿元。", (), library))


def test_a_refusal_may_say_so_without_a_citation_and_not_state_numbers_of_its_own(library: Library) -> None:
    document = library.document("cn-sc-ai-plus-2026")
    quote = "到2030年，四川省人工智能产业规模要超过4000亿元。"
    start = document.text.index(quote)
    cited = (Citation(1, document.id, document.title, document.path, None, start, start + len(quote), quote),)
    assert all(one.ok for one in check_refusal("没有找到。\n- 方案：2030年的：“超过4000亿元” [1]", cited, library))
    assert not all(one.ok for one in check_refusal("没有找到。\n- 方案：2035年的：“超过4000亿元” [1]", cited, library))

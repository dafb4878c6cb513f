import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parsers.pages.paragraphs import joined, pieces_of
from ingest.parsers.pages.words import Page, Run

SIZE = 10.0


def page(*lines: tuple[float, str], number: int = 1, start: float = 200.0) -> Page:
    """Lines of wide characters, each set in by so many of them."""
    runs = [
        Run(text, 50 + SIZE * left, 50 + SIZE * (left + len(text)), start + 16 * row, start + 16 * row + SIZE)
        for row, (left, text) in enumerate(lines)
    ]
    return Page(number, 600, 800, tuple(runs))


def texts(*pages: Page) -> list[str]:
    return [piece.text for piece in pieces_of(pages)]


FULL = "推动人工智能与经济社会各行业各领域广泛深度融合发展"


def test_lines_that_reach_the_edge_go_on_and_an_indent_begins_anew() -> None:
    lines = [(2, FULL[2:]), (0, FULL), (0, "到此为止。"), (2, FULL[2:]), (0, "又是一段。")]
    assert texts(page(*lines)) == [FULL[2:] + FULL + "到此为止。", FULL[2:] + "又是一段。"]


def test_a_mark_begins_an_item() -> None:
    assert texts(page((0, FULL), (0, "（一）" + FULL[3:]), (0, "（二）其他"))) == [
        FULL,
        "（一）" + FULL[3:],
        "（二）其他",
    ]


def test_a_paragraph_goes_on_over_a_page_s_end_unless_a_sentence_ends_there() -> None:
    assert texts(page((0, FULL)), page((0, "的方案。"), (0, FULL), number=2)) == [FULL + "的方案。", FULL]
    ended = FULL[:-1] + "。"
    assert texts(page((0, ended)), page((0, "各部门负责。"), (0, FULL), number=2)) == [ended, "各部门负责。", FULL]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["中国的", "方案"], "中国的方案"),
        (["the artifi-", "cial mind"], "the artificial mind"),
        (["the AI-", "Plus plan"], "the AI- Plus plan"),
        (["two", "words"], "two words"),
        (["使用 AI", "技术"], "使用 AI技术"),
    ],
)
def test_lines_are_joined_as_their_script_wants(lines: list[str], text: str) -> None:
    assert joined(lines) == text


@given(st.lists(st.tuples(st.integers(0, 20), st.text("推动融合发展，。一", min_size=1, max_size=25)), max_size=12))
def test_no_character_is_lost(lines: list[tuple[float, str]]) -> None:
    assert sorted("".join(texts(page(*lines)))) == sorted("".join(text for _, text in lines))

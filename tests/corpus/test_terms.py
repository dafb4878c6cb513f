import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.script import fold
from corpus.terms import Term, TermBase, term_base

BASE = TermBase(
    (
        Term(("人工智能",), ("artificial intelligence", "AI"), "tech"),
        Term(("人工智能产业",), ("AI industry",), "tech"),
        Term(("数据",), ("data",), "tech"),
    )
)


def found(text: str, base: TermBase = BASE) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.term.chinese[0]) for mention in base.find(text)]


def test_the_longest_term_wins() -> None:
    assert found("人工智能产业的数据") == [("人工智能产业", "人工智能产业"), ("数据", "数据")]
    assert found("the AI industry, and AI") == [("AI industry", "人工智能产业"), ("AI", "人工智能")]


def test_either_script_and_wording_and_number_at_their_own_offsets() -> None:
    assert found("發展人工智慧產業") == [("人工智慧產業", "人工智能产业")]
    assert found("the ai  INDUSTRY") == [("ai  INDUSTRY", "人工智能产业")]
    base = TermBase((Term(("标准",), ("standard",), "gov"),))
    assert found("Standards", base) == [("Standards", "标准")]


def test_words_are_whole() -> None:
    assert found("said, aim, database") == []


def test_the_built_in_entries_are_clean_and_find_themselves() -> None:
    base = term_base()
    assert len(base.terms) > 2000
    for term in base.terms:
        assert all(form == form.strip() and form for form in (*term.chinese, *term.english))
        assert term.chinese[0] == fold(term.chinese[0])
        for form in (term.chinese[0], term.english[0]):
            (mention,) = base.find(form)
            assert re.fullmatch(r"\W*", form[: mention.start] + form[mention.end :])


@given(st.text() | st.text(alphabet="人工智能慧產业业数据據 AIaidts\n0"))
def test_mentions_are_in_order_and_do_not_overlap(text: str) -> None:
    ends = [0]
    for mention in term_base().find(text):
        assert ends[-1] <= mention.start < mention.end <= len(text)
        ends.append(mention.end)

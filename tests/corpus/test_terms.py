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
    base = TermBase((Term(("政策", "新区"), ("policy", "tax", "process"), "gov"),))
    assert [text for text, _ in found("Policies, taxes, processes", base)] == ["Policies", "taxes", "processes"]


def test_terms_end_at_punctuation_that_is_not_their_own() -> None:
    base = TermBase(
        (Term(("数据安全", "党中央、国务院"), ("data security",), "gov"), Term(("安全",), ("security",), "gov"))
    )
    assert found("数据。安全；数据、安全", base) == [("安全", "安全"), ("安全", "安全")]
    assert found("data, security; data\nsecurity", base) == [("security", "安全"), ("data\nsecurity", "数据安全")]
    assert found("党中央、国务院", base) == [("党中央、国务院", "数据安全")]
    assert found("党中央国务院", base) == [("党中央国务院", "数据安全")]


def test_a_plus_belongs_to_its_term() -> None:
    base = TermBase((Term(("人工智能+",), ("AI+",), "tech"), *BASE.terms))
    assert found("“人工智能＋”行动、人工智能", base) == [("人工智能＋", "人工智能+"), ("人工智能", "人工智能")]
    assert found("the AI+ plan", base) == [("AI+", "人工智能+")]


def test_words_are_whole() -> None:
    assert found("said, aim, database") == []


def test_the_built_in_entries_are_clean_and_find_themselves() -> None:
    base = term_base()
    assert len(base.terms) > 3800
    for term in base.terms:
        assert all(form == form.strip() and form for form in (*term.chinese, *term.english))
        assert term.chinese[0] == fold(term.chinese[0])
        for form in (term.chinese[0], term.english[0]):
            (mention,) = base.find(form)
            assert re.fullmatch(r"\W*", form[: mention.start] + form[mention.end :])


def test_no_form_stands_in_two_built_in_entries() -> None:
    base = term_base()
    for term in base.terms:
        for form in (*term.chinese, *term.english):
            assert [mention.term for mention in base.find(form)] == [term], form


@given(st.text() | st.text(alphabet="人工智能慧產业业数据據 AIaidts\n0"))
def test_mentions_are_in_order_and_do_not_overlap(text: str) -> None:
    ends = [0]
    for mention in term_base().find(text):
        assert ends[-1] <= mention.start < mention.end <= len(text)
        ends.append(mention.end)

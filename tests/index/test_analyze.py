import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyze import STOP_WORDS, content_terms, terms


def test_chinese_is_cut_for_search() -> None:
    assert {"人工", "智能", "人工智能", "产业"} <= set(terms("人工智能产业"))


def test_english_is_stemmed_and_numbers_are_plain() -> None:
    assert terms("Plans' 2,500 companies, 3.5% in 2030") == ["plan", "2500", "compani", "3.5", "in", "2030"]
    assert terms("4，000家")[0] == "4000"


def test_either_script_and_wording_has_the_terms_of_the_other() -> None:
    assert set(terms("人工智能产业")) <= set(terms("人工智慧產業"))
    assert set(terms("人工智慧")) & set(terms("人工智慧產業"))


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("四川省有多少家人工智能企业?", {"四川", "四川省", "人工", "智能", "人工智能", "企业"}),
        ("What is the maximum fine under the EU AI Act?", {"maximum", "fine", "eu", "ai", "act"}),
        ("的了吗 what is the", set()),
    ],
)
def test_content_terms_say_what_it_is_about(question: str, content: set[str]) -> None:
    assert set(content_terms(question)) == content


@given(st.text(st.characters()) | st.text("人工智慧網際軟體1,.2'sAI \n\ud800"))
def test_terms_of_any_text_are_words(text: str) -> None:
    found = terms(text)
    assert all(term and not any(map(str.isspace, term)) for term in found)
    content = content_terms(text)
    assert len(content) == len(set(content))
    assert set(content) <= set(found) - STOP_WORDS

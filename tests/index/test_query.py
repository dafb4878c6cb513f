import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import AnswerKind, analyze, places_in


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("四川省人工智能产业规模目标是多少?", "figure"),
        ("四川省計畫在2030年前把人工智慧產業規模做到多大?", "figure"),
        ("How many AI companies does Sichuan plan to gather?", "figure"),
        ("本办法何时施行?", "date"),
        ("When does the EU AI Act enter into force?", "date"),
        ("成都规划的文号是什么?", "document_number"),
        ("哪个部门发布了这一指引?", "body"),
        ("江西的十二大行动有哪些?", "list"),
        ("What are the four risk levels?", "list"),
        ("四川和江西的目标有什么不同?", "comparison"),
        ("Compare Sichuan and Jiangxi.", "comparison"),
        ("人工智能的定义", "definition"),
    ],
)
def test_kind(question: str, kind: AnswerKind) -> None:
    assert analyze(question).kind == kind


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("四川与江西，哪个更多?", ("CN-SC", "CN-JX")),
        ("成都市的规划", ("CN-SC-Chengdu",)),
        ("甘肅省人民政府", ("CN-GS",)),
        ("Is Sichuan's target above the national one?", ("CN-SC", "CN")),
        ("What did the NDRC say?", ("CN",)),
        ("人工智能", ()),
    ],
)
def test_places(question: str, places: tuple[str, ...]) -> None:
    assert analyze(question).places == places


def test_years_numbers_and_language() -> None:
    query = analyze("国发〔2025〕11号，成新經濟〔2022〕49號：在2030年、2030年")
    assert query.document_numbers == ("国发〔2025〕11号", "成新經濟〔2022〕49號")
    assert query.years == ("2030",)  # that of a document number says nothing of what is asked
    assert [analyze(text).language for text in ("規劃", "规划", "plan")] == ["zh-Hant", "zh-Hans", "en"]


def test_a_term_brings_its_translations_for_less() -> None:
    for question, own, other in (
        ("算力券", "算力券", "voucher"),
        ("computing power vouchers", "voucher", "算力券"),
        ("人工智慧", "人工智能", "artifici"),
    ):
        terms = analyze(question).terms
        assert 0 < terms[other] < terms[own] == 1


@pytest.mark.parametrize(
    ("question", "words", "others"),
    [
        ("What fines are there?", "fines", {"罚则", "罚款", "处罚", "sanction", "penalti"}),
        ("罰則有哪些？", "罰則", {"罚款", "处罚", "fine", "sanction"}),
        ("还有哪些短板？", "短板", {"薄弱环节", "弱项", "shortcom"}),
        ("Who is in charge?", "in charge", {"牵头", "负责", "respons"}),
        ("What is the deadline?", "deadline", {"期限"}),
        ("How are minors treated?", "minors", {"儿童", "未成年人", "children"}),
    ],
)
def test_general_words_are_looked_for_by_their_synonyms(question: str, words: str, others: set[str]) -> None:
    query = analyze(question)
    assert words in {concept.words for concept in query.concepts}
    assert all(0 < query.terms[other] < 1 for other in others)


def test_concepts_are_neither_places_nor_years() -> None:
    words = [concept.words for concept in analyze("四川省2030年的算力券").concepts]
    assert words == ["算力券"]
    forms = analyze("四川省2030年的算力券").concepts[0].forms
    assert any("voucher" in form for form in forms)


def test_what_is_no_term_is_translated_by_the_dictionary() -> None:
    for question, own, other in (("这条河流的源头", "河流", "river"), ("Which river is it?", "river", "河流")):
        query = analyze(question)
        assert 0 < query.terms[other] < query.terms[own] == 1
        assert other in next(concept for concept in query.concepts if concept.words == own).guesses


def test_each_language_is_asked_in_its_own_words() -> None:
    query = analyze("2030年河流与算力券 GPU")
    assert {"2030", "gpu", "river", "voucher", "河流"} <= query.terms_in(chinese=False).keys()
    assert "river" not in query.terms_in(chinese=True)
    assert {"2030", "gpu", "河流"} <= query.terms_in(chinese=True).keys()


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("哪个省提出4000亿元？", {"400", "billion"}),
        ("Which province wants 400 billion yuan?", {"4000", "亿"}),
        ("40,000 P", {"4", "万"}),
        ("2.5万名", {"25000"}),
    ],
)
def test_large_numbers_are_looked_for_in_either_convention(question: str, terms: set[str]) -> None:
    assert terms <= analyze(question).terms.keys()


@pytest.mark.parametrize(
    "question",
    [
        "人工智慧網際網路" * 2500,
        "AI industry " * 1600,
        "四川省江西" * 4000,
        "2030" * 5000,
        "国发〔2025〕" * 2500,
        "(" * 20_000,
        "哪" * 20_000,
    ],
    ids=lambda question: question[:8],
)
def test_long_questions_do_not_take_long(question: str) -> None:
    start = time.monotonic()
    analyze(question)
    assert time.monotonic() - start < 5


@given(st.text(st.characters()) | st.text("四川江西人工智慧網路國号號〔2025〕11 AIUS?\ud800\x00的'"))
def test_any_question_is_understood_somehow(question: str) -> None:
    query = analyze(question)
    assert query.text == question
    assert query.places == places_in(question) or "国" in question
    assert all(0 < weight <= 1 for weight in query.terms.values())
    assert all(concept.forms for concept in query.concepts)

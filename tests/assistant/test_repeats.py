import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.compose import compose
from assistant.passages import Passage, passages
from assistant.question import Question, standalone
from assistant.reader import Finding
from assistant.repeats import without_repeats
from index.encoders import Encoder
from index.library import Library
from index.search import Searcher
from ingest.document import Language
from ingest.quantities import numbers


@pytest.fixture(scope="module")
def assistant(library: Library, encoder: Encoder) -> Assistant:
    return Assistant(library, encoder)


@pytest.fixture(scope="module")
def found(searcher: Searcher, library: Library) -> list[Passage]:
    """All that was found for questions about a few figures: rows, sentences and lists in two editions."""
    questions = (
        "四川到2030年的人工智能产业规模目标是多少？",
        "How large is Sichuan's AI industry to be by 2030?",
        "What are Guizhou's goals for 2025 and 2026?",
        "EU AI Act fines",
        "甘肃2027年、2030年的目标",
    )
    return [
        passage
        for question in questions
        for passage in passages(searcher.search(standalone(Question(question))).hits, library)
    ]


def lines(answer: Answer) -> list[str]:
    assert answer.status == "answered"
    assert all(check.ok for check in answer.checks)
    return answer.text.splitlines()


def test_a_sentence_and_its_row_are_told_once_and_both_cited(assistant: Assistant) -> None:
    answer = assistant.answer("四川到2030年的人工智能产业规模目标是多少？")
    assert lines(answer) == [
        "**人工智能产业规模：超过4000亿元**——到2030年，四川省人工智能产业规模要超过4000亿元。 [1] [2]"
    ]
    assert "人工智能产业规模 | 超过4000亿元 | 2030 | 四川省" in {citation.quote for citation in answer.citations}


def test_the_words_for_a_bound_may_differ_and_the_bound_may_not(assistant: Assistant) -> None:
    (line,) = lines(assistant.answer("How large is Hunan's AI industry to be by 2027?"))
    assert line.endswith("is to be above 120 billion yuan. [1] [2]")  # the row has "more than"


def test_the_same_words_are_cited_once(found: list[Passage]) -> None:
    [one] = of_lines(found, "到2030年，四川省人工智能产业规模要超过4000亿元。")
    text, citations = compose([Finding(None, (one, one))], "zh-Hans")
    assert text == f"{one.text} [1]"
    assert len(citations) == 1


def test_sentences_that_a_fuller_one_holds_are_cited_beside_it(assistant: Assistant) -> None:
    (line,) = lines(assistant.answer("What is the maximum fine under the EU AI Act?"))
    assert "EUR 35 million" in line
    assert "EUR 15 million" in line
    assert line.endswith("[1] [2] [3]")


def test_a_sentence_that_says_more_of_the_same_number_replaces_none(assistant: Assistant) -> None:
    told = lines(assistant.answer("How many recommendations does the UK AI Opportunities Action Plan have?"))
    assert [line for line in told if line.startswith("The UK AI Opportunities Action Plan has 50 recommendations.")]


def of_lines(found: list[Passage], *wanted: str) -> list[Passage]:
    return [next(passage for passage in found if passage.text == text) for text in wanted]


@pytest.mark.parametrize(("language", "first"), [("zh-Hans", "到2030年"), ("en", "By 2030")])
def test_of_two_editions_that_of_the_questions_language_is_told(
    found: list[Passage], language: Language, first: str
) -> None:
    both = of_lines(
        found,
        "By 2030 the scale of Sichuan's AI industry is to be more than 400 billion yuan.",
        "到2030年，四川省人工智能产业规模要超过4000亿元。",
    )
    (told,) = without_repeats(both, language)
    assert told.passage.text.startswith(first)
    assert len(told.beside) == 1


@given(data=st.data(), language=st.sampled_from(["zh-Hans", "en"]))
@settings(max_examples=60)
def test_no_number_and_no_year_is_lost(found: list[Passage], data: st.DataObject, language: Language) -> None:
    some = data.draw(st.lists(st.sampled_from(found), max_size=8, unique_by=id))
    told = without_repeats(some, language)
    every = {key for passage in some for key in numbers(passage.text)}
    assert every == {key for one in told for key in numbers(one.passage.text)}
    assert sorted(id(passage) for one in told for passage in (one.passage, *one.beside)) == sorted(map(id, some))
    text, citations = compose([Finding(None, tuple(some))], language)
    assert {citation.quote for citation in citations} >= {passage.text for passage in some if not passage.heads}
    assert all(f"[{citation.marker}]" in text for citation in citations)

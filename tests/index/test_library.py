from dataclasses import replace

import pytest

from index.hits import ANY, Filters
from index.lexical import Documents
from index.library import CHINESE, ENGLISH, Library

WEIGHTS = {"人工智能": 1.0, "ai": 1.0, "2030": 0.5, "产业": 0.7, "fine": 1.0}


@pytest.mark.parametrize("languages", [CHINESE, ENGLISH, (*CHINESE, *ENGLISH)])
def test_languages_find_what_all_their_documents_find(library: Library, languages: tuple[str, ...]) -> None:
    documents, allowed = library.allowed(ANY, languages)
    assert documents.languages == languages
    assert library.lexical.search(WEIGHTS, 50, documents) == library.lexical.search(WEIGHTS, 50, [*documents])
    assert allowed.count == len(library.database.keys(documents))


@pytest.mark.parametrize("filters", [Filters(jurisdiction="CN-SC"), Filters(originals_only=True), Filters(status="x")])
def test_part_of_a_language_is_no_language(library: Library, filters: Filters) -> None:
    documents, allowed = library.allowed(filters, CHINESE)
    assert documents.languages == ()
    assert allowed.count == len(library.database.keys(documents))
    assert {*documents} < {*library.allowed(ANY, CHINESE)[0]}


def test_a_filter_that_all_pass_is_none(library: Library) -> None:
    assert library.allowed(Filters(language="en"), ENGLISH)[0] == library.allowed(ANY, ENGLISH)[0]
    assert library.allowed(Filters(language="en"), ENGLISH)[0].languages == ENGLISH


def test_no_documents_find_nothing(library: Library) -> None:
    assert library.lexical.search(WEIGHTS, 10, Documents((), CHINESE)) == []


def test_a_card_is_a_document_without_its_text(library: Library) -> None:
    for document in library.database.documents():
        assert library.card(document.id) == replace(document, text="", blocks=())
    with pytest.raises(KeyError):
        library.card("gone")

"""Whether a document, or a text, is the one that a question means."""

import re
from collections.abc import Collection
from functools import lru_cache

from corpus.jurisdictions import gazetteer
from corpus.script import fold
from index.query import YEAR, Query, places_in
from ingest.document import Document

_HEAD = 2_000  # characters at the beginning of a document that tell what it is about
_TITLES = re.compile(r"《[^》]+》")
_SHORT = 4  # characters up to which a name says nothing
_FINAL = re.compile(
    r"正式(?:方案|文件|版|发布|稿|印发|出台)|最终(?:方案|文件|版|稿)|[定终]稿"
    r"|\b(?:final|adopted|official(?:ly released)?) (?:plan|version|text)"
)
_DRAFT = re.compile(r"征求意见|草案|意见稿|\bdraft\b|\bconsultation\b")


def is_named(query: Query, document: Document) -> bool:
    """Whether the question names the document by its title or an alias, or by its number."""
    asked = letters(query.text)
    known = document.metadata
    names = [document.title, known.title_zh or "", known.title_en or "", *known.aliases]
    return any(len(name) > _SHORT and letters(name) in asked for name in names) or has_number(query, document)


def has_number(query: Query, document: Document) -> bool:
    """Whether the question names the document's number, in brackets of any shape."""
    number = letters(document.metadata.document_number or "")
    return bool(number) and any(letters(asked).endswith(number) for asked in query.document_numbers)


def is_other_stage(query: Query, document: Document) -> bool:
    """Whether the question asks for a draft and the document is none, or for the final text and it is one."""
    wants_draft, wants_final = _stages(query.text)
    return wants_draft != wants_final and (document.metadata.status == "draft") == wants_final


@lru_cache(maxsize=64)
def _stages(question: str) -> tuple[bool, bool]:
    """Whether a draft is asked for, and whether a final text is."""
    asked = fold(question).lower()
    return bool(_DRAFT.search(asked)), bool(_FINAL.search(asked))


def is_of_issue(document: Document, years: Collection[str]) -> bool:
    """Whether the document is of one of the years: issued then, or with it in its title, or in that of what it tells of
    where its own date is not known."""
    if any((document.metadata.issued or "").startswith(year) or year in document.title for year in years):
        return True
    titles = "" if document.metadata.issued else " ".join(_TITLES.findall(document.text[:_HEAD]))
    return any(year in titles for year in years)


def is_of_other_year(query: Query, text: str) -> bool:
    """Whether the text names years, but none of those that the question names."""
    years = set(YEAR.findall(text))
    return bool(query.years and years) and years.isdisjoint(query.years)


def place_of(query: Query, document: Document) -> str:
    """How the document's place is to those that are asked about: `same`, `inner`, `outer` or `other`.

    Empty when no place is asked about, or the document has none.
    """
    place = document.metadata.jurisdiction
    return _relation(query, place) if place is not None and place in gazetteer() else ""


def place_of_text(query: Query, text: str) -> str:
    """The same of the place among those that a text names that is nearest to what is asked; empty if it names none."""
    found = {_relation(query, place) for place in places_in(text)}
    return next((relation for relation in ("same", "inner", "outer", "other") if relation in found), "")


def _relation(query: Query, place: str) -> str:
    places = gazetteer()
    if not query.places:
        return ""
    if place in query.places:
        return "same"
    if any(places.within(place, asked) for asked in query.places):
        return "inner"
    return "outer" if any(places.within(asked, place) for asked in query.places) else "other"


@lru_cache(maxsize=16_384)
def letters(text: str) -> str:
    """Folded, in lower case, without white space and punctuation; artificial intelligence by its short name."""
    bare = "".join(character for character in fold(text).lower() if character.isalnum())
    return bare.replace("人工智能", "ai").replace("artificialintelligence", "ai")

"""The documents nearest to a question that the library does not answer."""

import re
from collections.abc import Sequence
from contextlib import suppress

from assistant.choice import LIMITS
from assistant.editions import same_language
from assistant.other_year import is_of_another_year
from assistant.passages import passages
from assistant.reader import Part, find, judged_for
from assistant.reasons import Near, Why, why_not
from index.encoders import Encoder
from index.hits import Hit
from index.library import Library
from index.query import YEAR, analyze
from index.search import Result
from ingest.document import Document, Language

_NEAREST = 3
_LANGUAGES = ("en", "zh-Hans", "zh-Hant")
_YEAR_WORDS = re.compile(rf"(?:\b(?:by|in|until|for)\s+)?{YEAR.pattern}年?")


def nearest(
    result: Result, library: Library, encoder: Encoder, language: Language
) -> list[tuple[Document, Why | None]]:
    """The documents nearest to a question that none of them answers, in the order of their hits, each with why."""
    query = result.query
    originals = dict.fromkeys(library.document(hit.chunk.document_id).original_id for hit in result.hits)
    found = passages(result.hits, library)
    timeless = analyze(" ".join(_YEAR_WORDS.sub(" ", query.text).split()))
    told = []
    for original_id in list(originals)[:_NEAREST]:
        near = _near(original_id, result.hits, library, language)
        its = [passage for passage in found if passage.document.original_id == original_id]
        dated = [passage for passage in its if is_of_another_year(query, passage)]
        findings = find(Part(timeless, frozenset()), judged_for(timeless, dated, encoder), LIMITS) if dated else []
        of_other_years = [passage for finding in findings for passage in finding.passages]
        told.append((near.document, why_not(query, near, of_other_years, language)))
    return told


def _near(original_id: str, hits: Sequence[Hit], library: Library, language: Language) -> Near:
    """A document with its editions; named is one of the hits, in the question's language if any is."""
    found = (library.document(hit.chunk.document_id) for hit in hits)
    editions = {document.id: document for document in found if document.original_id == original_id}
    named = list(editions.values())
    for document_id in (original_id, *(f"{original_id}@{edition}" for edition in _LANGUAGES)):
        with suppress(KeyError):
            editions.setdefault(document_id, library.document(document_id))
    own = (document for document in named if same_language(language, document.language))
    return Near(next(own, named[0]), tuple(editions.values()))

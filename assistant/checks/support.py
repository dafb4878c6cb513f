"""The check of what a model's sentence says beyond its numbers: that the cited passage says so, too."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answer import Citation
from assistant.checks.polarity import contradicts
from corpus.jurisdictions import gazetteer
from corpus.script import fold, has_han
from index.library import Library
from ingest.document import Document, Language
from ingest.quantities import find_quantities

# Cosines of a sentence with the words it cites. Over the built-in library's editions, translations lie from 0.49 up,
# and sentences that are about something else altogether under 0.4.
FLOOR = 0.4
_FLOOR_WITH_NUMBERS = 0.15  # "4000亿元。" says little, but its number is there

_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>?|!?\[[^\]]*\]\(|\b(?:https?://|www\.|javascript:|data:)\S*", re.IGNORECASE)
_TITLE = re.compile("《([^《》]{5,})》")  # shorter ones are short forms: 《意见》
_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"]{8,})[”」』\"]")
_CODE = re.compile(r"\b[A-Za-z][\w-]*\d[\w-]*", re.ASCII)  # GPT-4, GB45438, sk-123: names, which are said as they are
_NOT_WORDS = re.compile(r"[\W_]+")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def is_supported(
    words: str, citations: Sequence[Citation], similarity: float, library: Library, *, numbers: bool
) -> bool:
    """Say whether cited words bear a sentence out: near enough in meaning, of the same place, and not its opposite.

    :param similarity: the greatest cosine of the sentence with the words it cites.
    :param numbers: whether it states numbers that they bear out.
    """
    if any(_squeezed(words) in _squeezed(citation.quote) for citation in citations):
        return True
    if similarity < (_FLOOR_WITH_NUMBERS if numbers else FLOOR):
        return False
    documents = [library.document(citation.document_id) for citation in citations]
    quotes = " ".join(citation.quote for citation in citations)
    return (
        all(found.group() in quotes for found in _MARKUP.finditer(words))
        and _of_their_places(words, documents)
        and _names_what_is_there(words, documents)
        and _has_their_codes(words, documents)
        and not contradicts(words, quotes)
    )


def is_in_language(words: str, language: Language) -> bool:
    """Say whether a sentence is in the language asked for; names in it may be in another."""
    latin = len(_LATIN_WORD.findall(words))
    if language == "en":
        return not has_han(words) or latin >= 3
    return has_han(words) or latin < 3


def _of_their_places(words: str, documents: Sequence[Document]) -> bool:
    """Say whether the places that a sentence names are those of the documents; one around these only beside them."""
    named = {mention.code for mention in gazetteer().find(words) if mention.kind != "body"}
    theirs = frozenset().union(*(_places(document) for document in documents))
    theirs |= {document.metadata.jurisdiction for document in documents if document.metadata.jurisdiction}
    exact = named & theirs
    return not theirs or all(any(gazetteer().within(one, code) for one in exact) for code in named)


def _places(document: Document) -> frozenset[str]:
    return _places_in(document.title) | _places_in(document.text)


@lru_cache(maxsize=64)
def _places_in(text: str) -> frozenset[str]:
    return frozenset(mention.code for mention in gazetteer().find(text) if mention.kind != "body")


def _names_what_is_there(words: str, documents: Sequence[Document]) -> bool:
    """Say whether titles and longer quotes in a sentence stand in the documents; quotes in their language only."""
    titles = _TITLE.findall(words)
    quotes = _QUOTED.findall(words)
    if not titles and not quotes:
        return True
    texts = [(_everything(document), document.language != "en") for document in documents]
    chinese = any(is_chinese for _, is_chinese in texts)
    english = not all(is_chinese for _, is_chinese in texts)
    names = [name for name in (*titles, *quotes) if (chinese if has_han(name) else english)]
    return all(any(_squeezed(name) in text for text, _ in texts) for name in names)


def _has_their_codes(words: str, documents: Sequence[Document]) -> bool:
    taken = [(quantity.start, quantity.end) for quantity in find_quantities(words)]
    codes = [
        code.group()
        for code in _CODE.finditer(words)
        if not any(code.start() < end and start < code.end() for start, end in taken)
    ]
    texts = [_everything(document) for document in documents] if codes else []
    return all(any(_squeezed(code) in text for text in texts) for code in codes)


def _everything(document: Document) -> str:
    known = document.metadata
    return " ".join(map(_squeezed, (document.title, known.title_zh or "", known.title_en or "", document.text)))


@lru_cache(maxsize=256)
def _squeezed(text: str) -> str:
    """The letters and digits alone, in one script and case."""
    return _NOT_WORDS.sub("", fold(text)).lower()

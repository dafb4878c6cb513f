"""Why a document near to a question does not answer it, as far as that can be told for certain.

It is about another place; it gives the figure for another year; it does not mention the place, what is asked about, or
the year; it has no figure, date or number where one is asked for. The first of these that holds is told, else nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.checks.context import figures
from assistant.evidence import Passage
from assistant.fit import fits
from assistant.phrases import phrase
from assistant.places import in_a_sentence
from assistant.topics import Topic, missing, topics
from corpus.jurisdictions import gazetteer
from corpus.script import fold, has_han
from index.analyze import terms
from index.match import is_of_other_year, place_of
from index.query import YEAR, Query
from ingest.document import Document, Language
from ingest.quantities import find_quantities

_LEADS = ("：", ":")
_SHARE = re.compile("[率比%]|几成|百分|percent|rate|share|proportion")
_SIZES = frozenset("规模 数量 总数 总量 scale size number total".split())  # what a question may leave out
_READ = 200_000  # characters up to which documents are read through for what they do not say


@dataclass(frozen=True, slots=True)
class Why:
    """Why a document does not answer, in the words of the question's language; `shown` is what of it shows so."""

    words: str
    shown: Passage | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A document near to a question: the edition that is named, and all that the library has."""

    document: Document
    editions: tuple[Document, ...]

    @property
    def blocks(self) -> Iterator[str]:
        """The texts of its paragraphs with the lists that they lead into, and of its rows with their table's head."""
        for document in self.editions:
            led = ""
            for block in document.blocks:
                text = document.text[block.start : block.end]
                if block.kind == "list_item" and led:
                    led = f"{led}\n{text}"
                    yield led
                    continue
                led = text if text.rstrip().endswith(_LEADS) else ""
                header = document.table_header(block.start) if block.kind == "table_row" else None
                yield f"{document.text[header.start : header.end]}\n{text}" if header else text


def why_not(query: Query, near: Near, of_other_years: Sequence[Passage], language: Language) -> Why | None:
    """Why the document does not answer; None where nothing can be told for certain.

    :param of_other_years: what of it would answer if the question named no year.
    """
    why = _elsewhere(query, near.document, language) or _other_year(query, of_other_years, near, language)
    if why or sum(len(document.text) for document in near.editions) > _READ:
        return why
    stated = query.kind in {"date", "document_number"}
    order = (_place_unnamed, _unstated, _silent) if stated else (_place_unnamed, _silent, _without_figure)
    return next((why for reason in order if (why := reason(query, near, language))), None)


def _elsewhere(query: Query, document: Document, language: Language) -> Why | None:
    """It is of another place, or of one within."""
    code = document.metadata.jurisdiction
    where = place_of(query, document)
    if not code or where not in {"other", "inner"}:
        return None
    place = in_a_sentence(code, language)
    if where == "inner":
        return Why(phrase("why_part_of_place", language, place=place))
    return Why(phrase("why_place", language, place=place, asked=_asked_places(query, language)))


def _place_unnamed(query: Query, near: Near, language: Language) -> Why | None:
    """It is of a place around those asked about, or of none that is known, and does not mention them."""
    if not query.places or near.document.metadata.jurisdiction in query.places:
        return None
    named = {mention.code for document in near.editions for mention in gazetteer().find(document.text)}
    if any(gazetteer().within(one, place) for one in named for place in query.places):
        return None
    return Why(phrase("why_place_unnamed", language, asked=_asked_places(query, language)))


def _asked_places(query: Query, language: Language) -> str:
    return phrase("or", language).join(_as_asked(query, code, language) for code in query.places)


def _as_asked(query: Query, code: str, language: Language) -> str:
    """What the question calls a place."""
    named = [mention for mention in gazetteer().find(query.text) if mention.code == code and mention.kind == "name"]
    return named[0].text if named and language != "en" else in_a_sentence(code, language)


def _other_year(query: Query, passages: Sequence[Passage], near: Near, language: Language) -> Why | None:
    """A figure of what the question is about stands there for another year, and none for its own."""
    if query.kind != "figure" or not query.years:
        return None
    asked = topics(query)
    dated = [(one, years) for one in passages if len(years := set(YEAR.findall(one.text))) == 1]
    far = {one: abs(int(min(years)) - int(query.years[0])) for one, years in dated}
    for passage, years in sorted(dated, key=lambda one: (far[one[0]], one[0].block.kind == "table_row")):
        if not is_of_other_year(query, passage.text) or not _is_about(query.text, asked, passage):
            continue
        rivals = (block for block in near.blocks if any(_names_year(block, year) for year in query.years))
        if not any(all(topic.is_named(block) for topic in asked if topic.is_term) for block in rivals):
            return Why(phrase("why_other_year", language, year=years.pop()), passage)
    return None


def _is_about(question: str, asked: Sequence[Topic], passage: Passage) -> bool:
    """Whether a passage names all that is asked about, and its figure is one of that and of nothing narrower."""
    own = [topic for topic in asked if topic.is_term or _same_script(topic, passage)]
    if not own or not all(topic.is_named(passage.text) for topic in own):
        return False
    known = {term for topic in asked for name in topic.names for term in terms(name)} | _SIZES
    found = figures(passage.text)
    if len(found) != 1 or (found[0].quantity.kind == "percent" and not _SHARE.search(fold(question).lower())):
        return False
    return bool(found[0].words) and found[0].words[0] in known


def _same_script(topic: Topic, passage: Passage) -> bool:
    return has_han(topic.words) == (passage.document.language != "en")


def _silent(query: Query, near: Near, language: Language) -> Why | None:
    """It does not mention what the question is about, in any edition, or not the year."""
    texts = [f"{document.title}\n{document.text}" for document in near.editions]
    unnamed = missing(query, near.editions, texts)
    if unnamed:
        topic = max(unnamed, key=lambda one: (one.is_term, one.is_counted, len(one.words)))
        return Why(phrase("why_topic", language, topic=topic.words))
    if query.years and not any(_names_year(text, year) for year in query.years for text in texts):
        return Why(phrase("why_year", language))
    return None


def _names_year(text: str, year: str) -> bool:
    """Whether a year stands there, in Chinese numerals, too."""
    chinese = (year.translate(str.maketrans("0123456789", f"{zero}一二三四五六七八九")) for zero in "〇○零")
    return any(written in text for written in (year, *chinese))


def _unstated(query: Query, near: Near, language: Language) -> Why | None:
    """It has no date, or no document number, at all."""
    asked = replace(query, text="")
    return None if any(fits(asked, block) for block in near.blocks) else Why(phrase(f"why_{query.kind}", language))


def _without_figure(query: Query, near: Near, language: Language) -> Why | None:
    """It mentions a thing, which is not what all of it is about, only where no figure stands."""
    if query.kind != "figure":
        return None
    asked = topics(query)
    whole = [one for one in asked if not any(one in other for other in asked if other is not one)]
    told = [one for one in whole if one.is_term and not any(one.is_named(document.title) for document in near.editions)]
    blocks = list(near.blocks)
    for topic in reversed(told):
        named = [block for block in blocks if not topic.is_missing(block)]
        if named and not any(_has_figure(block) for block in named):
            return Why(phrase("why_figure", language, topic=topic.words))
    return None


def _has_figure(text: str) -> bool:
    return any(one.kind not in {"year", "date", "ordinal"} for one in find_quantities(text))

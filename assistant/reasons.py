"""Why a document near to a question does not answer it, as far as that can be told for certain.

It is about another place; it gives the figure for another year; it does not mention the place, what is asked about, or
the year; it has no figure, date or number where one is asked for. The first of these that holds is told, else nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.fit import fits
from assistant.other_year import years_of
from assistant.passages import Passage
from assistant.phrases import phrase
from assistant.places import in_a_sentence
from assistant.topics import missing, topics
from corpus.jurisdictions import gazetteer
from index.match import place_of
from index.query import Query
from ingest.document import Document, Language
from ingest.quantities import find_quantities

_LEADS = ("：", ":")
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

    :param of_other_years: what of it would answer if the question named no year (`other_year.is_of_another_year`).
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
    """The figure stands there for another year, the nearest one, and nothing of the kind for its own."""
    asked = [topic for topic in topics(query) if topic.is_term]
    dated = [(min(years_of(passage)), passage) for passage in passages]
    for year, passage in sorted(dated, key=lambda one: (abs(int(one[0]) - int(query.years[0])), _is_row(one[1]))):
        rivals = (block for block in near.blocks if any(_names_year(block, year) for year in query.years))
        if not any(all(topic.is_named(block) for topic in asked) for block in rivals):
            return Why(phrase("why_other_year", language, year=year), passage)
    return None


def _is_row(passage: Passage) -> bool:
    return passage.block.kind == "table_row"


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

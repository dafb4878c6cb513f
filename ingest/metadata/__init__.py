"""What is known of a document: from its side-car or front matter, else from its text."""

from ingest.metadata.bodies import issuing_body
from ingest.metadata.issued import issued
from ingest.metadata.known import Stated, known, leaves_open
from ingest.metadata.numbers import DOCUMENT_NUMBER, document_number
from ingest.metadata.page import Fact, Page
from ingest.metadata.places import jurisdiction, jurisdiction_of, level_of
from ingest.metadata.relations import supersedes
from ingest.metadata.stated import FIELDS, from_front_matter
from ingest.metadata.status import status
from ingest.metadata.terms import effective_from, effective_to
from ingest.metadata.titles import title_of

__all__ = [
    "DOCUMENT_NUMBER",
    "FIELDS",
    "Fact",
    "Stated",
    "from_front_matter",
    "from_text",
    "jurisdiction_of",
    "known",
    "leaves_open",
    "title_of",
]


def from_text(title: str, text: str, other_title: str = "") -> list[Fact]:
    """What the text itself states, each field once, save `supersedes`, which comes once for each name.

    :param other_title: what the text calls itself, where its title comes from elsewhere.
    """
    page = Page(title, text, other_title)
    number, body, day = document_number(page), issuing_body(page), issued(page)
    begins = effective_from(page, day)
    place = jurisdiction(page, number, body)
    level = Fact("level", level_of(place.value), place.start, place.end) if place else None
    single = (number, body, day, begins, effective_to(page, begins or day), status(page), place, level)
    return [*filter(None, single), *supersedes(page)]

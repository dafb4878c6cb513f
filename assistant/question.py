"""A question in its conversation."""

import re
from dataclasses import dataclass

from corpus.jurisdictions import gazetteer
from corpus.script import fold
from index.hits import ANY, Filters
from index.query import YEAR, analyze

_POINTS_BACK = re.compile(
    r"这[份项个些]|该|此|它|其中|上述|同一|\b(?:this|that|those|these|it|its|they|their|same)\b", re.IGNORECASE
)

_TIMELESS = {"date", "document_number", "body"}  # what such a question asks for does not lie in the year talked about


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which documents, after which questions (oldest first)."""

    text: str
    filters: Filters = ANY
    history: tuple[str, ...] = ()


def standalone(question: Question) -> str:
    """The question with what it leaves to the ones before it.

    Always their place and year, when it names none; their topic, too, when it points back to it or has none of its
    own ("And Jiangxi?", "那2035年呢?", "What is its document number?").
    """
    if not question.history:
        return question.text
    query = analyze(question.text)
    carried = standalone(Question(question.history[-1], history=question.history[:-1]))
    if query.concepts and not _POINTS_BACK.search(fold(question.text)):
        names = [mention.text for mention in gazetteer().find(carried)]
        carried = " ".join([*names, *YEAR.findall(carried)])
    if query.places:
        carried = _without_places(carried)
    if query.years or query.kind in _TIMELESS:
        carried = YEAR.sub(" ", carried)
    return f"{question.text} {carried}".rstrip()


def _without_places(text: str) -> str:
    for mention in reversed(gazetteer().find(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text

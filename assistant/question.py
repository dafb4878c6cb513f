"""A question in its conversation."""

from dataclasses import dataclass

from corpus.jurisdictions import gazetteer
from index.hits import ANY, Filters
from index.query import YEAR, analyze

_FEW_CONCEPTS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which documents, after which questions (oldest first)."""

    text: str
    filters: Filters = ANY
    history: tuple[str, ...] = ()


def standalone(question: Question) -> str:
    """The question with what it leaves to the ones before it: the place, and the topic when it names hardly any.

    A place or year of its own takes the place of theirs ("And Jiangxi?", "那2035年呢?").
    """
    if not question.history:
        return question.text
    query = analyze(question.text)
    names_topic = len(query.concepts) > _FEW_CONCEPTS
    if names_topic and query.places:
        return question.text
    carried = standalone(Question(question.history[-1], history=question.history[:-1]))
    if names_topic:
        carried = " ".join(mention.text for mention in gazetteer().find(carried))
    if query.places:
        carried = _without_places(carried)
    if query.years:
        carried = YEAR.sub(" ", carried)
    return f"{question.text} {carried}".rstrip()


def _without_places(text: str) -> str:
    for mention in reversed(gazetteer().find(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text

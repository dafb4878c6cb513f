"""Parts of a question that were left without an answer, and how an answer names them."""

import re
from collections.abc import Sequence

from assistant.editions import same_language
from assistant.evidence import Evidence
from assistant.fit import fits
from assistant.passages import Passage
from assistant.topics import topics
from index.match import is_of_other_year
from index.query import Query

_EACH = re.compile(r"分别|分別|各自?|依次|\s+(?:each|respectively)\b", re.IGNORECASE)
_END = re.compile(r"\s*(?:$|[，,；;。.？?、和与與及]|and\b)")
_EDGES = " ，,；;。.？?、"


def is_open(query: Query, told: Sequence[Passage]) -> bool:
    """Whether a part for which nothing was found is not answered by what was found for the others, either.

    What they tell may answer it when it is of the kind and year asked for, and names all that the part is about.
    """
    return not any(_may_answer(query, passage) for passage in told)


def is_about(query: Query, passages: Sequence[Passage]) -> bool:
    """Whether one of the passages names a term that a question for a figure is about, or there is none to name."""
    return any(_are_about(query, passages))


def about(query: Query, judged: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of which each names one of the terms that a question for a figure is about."""
    named = _are_about(query, [evidence.passage for evidence in judged])
    return [evidence for evidence, is_named in zip(judged, named, strict=True) if is_named]


def _are_about(query: Query, passages: Sequence[Passage]) -> list[bool]:
    asked = [topic for topic in topics(query) if topic.is_term] if query.kind == "figure" else []
    around = (f"{passage.document.title} {passage.context} {passage.text}" for passage in passages)
    return [not asked or any(not topic.is_missing(text) for topic in asked) for text in around]


def _may_answer(query: Query, passage: Passage) -> bool:
    if is_of_other_year(query, passage.text) or not fits(query, passage.text, passage.context):
        return False
    around = f"{passage.context} {passage.text}"
    is_own = same_language(query.language, passage.language)
    return not any(topic.is_missing(around) for topic in topics(query) if topic.is_term or is_own)


def words_of_part(part: str, question: str) -> str:
    """A part in the words of its question, without what was carried over to it from elsewhere.

    :param part: as `assistant.parts` gives it: a clause of the question and what that leaves to the others, or the
        question with one of several things in place of all.
    """
    ends = (at for at in range(len(part), 0, -1) if part[:at] in question)
    clause = next(ends, 0)
    at = question.find(part[:clause])
    if clause and (clause == len(part) or part[clause] == " ") and _END.match(question, at + clause):
        part = part[:clause]
    return " ".join(_EACH.sub("", part).split()).strip(_EDGES)

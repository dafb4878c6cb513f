"""Figures of what a question asks for that are of another year than the question's."""

import re
from collections.abc import Sequence

from assistant.checks.context import figures
from assistant.fit import denies
from assistant.passages import Passage
from assistant.topics import Topic, topics
from corpus.script import fold, has_han
from index.analyze import content_terms
from index.match import is_of_other_year
from index.query import YEAR, Query
from ingest.quantities import Quantity

_SHARE = re.compile("[率比%]|几成|百分|percent|rate|share|proportion")
# What may stand between a figure and what it is of.
_BESIDE = frozenset(
    (
        "规模 数量 总数 总量 超过 不少 不少于 不低 不低于 至少 约 近 突破 力争 将 应 "
        "scale size number total more than over least"
    ).split()
)


def is_of_another_year(query: Query, passage: Passage) -> bool:
    """Whether a passage has the kind of figure that the question asks for, of the same thing, but for another year."""
    if query.kind != "figure" or not is_of_other_year(query, passage.text) or len(years_of(passage)) != 1:
        return False
    return _is_about(query.text, topics(query), passage)


def years_of(passage: Passage) -> set[str]:
    """The years that a passage names."""
    return set(YEAR.findall(passage.text))


def _is_about(question: str, asked: Sequence[Topic], passage: Passage) -> bool:
    """Whether a passage names all that is asked about, and has one figure, which stands beside that."""
    own = [topic for topic in asked if topic.is_term or _same_script(topic, passage)]
    if not own or denies(passage.text) or not all(topic.is_named(passage.text) for topic in own):
        return False
    found = figures(passage.text)
    if len(found) != 1 or (found[0].quantity.kind == "percent" and not _SHARE.search(fold(question).lower())):
        return False
    return any(_stands_beside(topic, passage.text, found[0].quantity) for topic in own)


def _stands_beside(topic: Topic, text: str, quantity: Quantity) -> bool:
    """Whether nothing stands between a thing and a quantity that says of what else the quantity could be."""
    folded = fold(text).lower()
    for name in {fold(name).lower().removesuffix("s") for name in topic.names}:
        before, after = folded.rfind(name, 0, quantity.start), folded.find(name, quantity.end)
        gaps = [text[before + len(name) : quantity.start]] * (before >= 0) + [text[quantity.end : after]] * (after >= 0)
        if any(_BESIDE.issuperset(content_terms(gap.removeprefix("s"))) for gap in gaps):
            return True
    return False


def _same_script(topic: Topic, passage: Passage) -> bool:
    return has_han(topic.words) == (passage.document.language != "en")

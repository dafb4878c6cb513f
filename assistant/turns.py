"""Follow-ups that point into the answer before them, asked with what they point to.

A conversation is given as its questions, oldest first, and so it stays: that is how the command line, the page, the
chain and the sets all know it, and what was answered can be found again from it. So the question before is read once
more, by extracts and without a model, but only when a follow-up points into its answer; every other question costs
what it cost. What was read last is kept: a searcher has one version of the library, so that nothing kept grows old.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from assistant.answered import Answered, meant
from assistant.pointers import Pointer, pointer
from assistant.question import Question, asks_for_goals, has_subject
from assistant.reader import read
from assistant.searching import search
from corpus.script import detect, fold
from index.query import YEAR
from index.search import Searcher
from ingest.document import Language

_KEPT = 64  # answers
_OF_ONE_TOPIC = {"more", "less", "figure"}  # such a thing is still asked about what was asked before
_AT_SOME_TIME = {"year", "item"}
# What is left of a follow-up that asks no more than which one it is.
_ONLY_WHICH = re.compile(
    r"(?:[那么呢是指叫什啥哪个一具体]|and|what|which|is|was|were|are|about|how|then|s|\W)*", re.IGNORECASE
)


class Turns:
    """The turns of conversations over one version of the library."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._kept: OrderedDict[Question, Answered] = OrderedDict()
        self._lock = Lock()

    def resolved(self, question: Question) -> Question:
        """The question with what it points to in the stead of the pointer, its history likewise.

        As it is where it points to nothing, or where what it points to cannot be found.
        """
        if not question.history:
            return question
        *earlier, last = question.history
        before = self.resolved(replace(question, text=last, history=tuple(earlier)))
        question = replace(question, history=(*before.history, before.text))
        found = pointer(question.text, before.text)
        return self._pointed(question, found, before) if found else question

    def _pointed(self, question: Question, found: Pointer, before: Question) -> Question:
        answered = self._answered(before)
        text, language = question.text, detect(question.text)
        things, is_item = (self._other(before), False) if found.kind == "other" else meant(found, answered, language)
        if not things:
            return question
        head, rest = text[: found.start], text[found.end :]
        own = f"{head} {rest}"
        named = _listed(things, language)
        if is_item and _ONLY_WHICH.fullmatch(fold(own)):
            return replace(question, text=named, topic=True)
        if language != "en" and YEAR.fullmatch(things[-1]) and not rest.startswith("年"):
            named += "年"
        lacks_topic = (is_item and not has_subject(own)) or (found.kind in _AT_SOME_TIME and asks_for_goals(own))
        topic = found.kind in _OF_ONE_TOPIC or lacks_topic
        return replace(question, text=f"{head}{named}{rest}", topic=topic)

    def _other(self, before: Question) -> list[str]:
        """The one of two compared things that the question before was not about."""
        if not before.history:
            return []
        compared = self._answered(Question(before.history[-1], before.filters, before.history[:-1]))
        names = [name for name, _, _ in compared.rows()]
        left = [name for name in names if name not in before.text]
        return left if len(names) == 2 and len(left) == 1 else []  # of three there is no other one

    def _answered(self, question: Question) -> Answered:
        """What answers a question whose pointers are resolved."""
        with self._lock:
            kept = self._kept.get(question)
        if kept is not None:
            return kept
        searcher = self._searcher
        searched = search(question, searcher)
        found = tuple(
            (part, tuple(read([(part, hits)], searcher.library, searcher.encoder))) for part, hits in searched.parts
        )
        documents = (searcher.library.document(hit.chunk.document_id) for hit in searched.hits)
        answered = Answered(question.text, detect(question.text), found, tuple(dict.fromkeys(documents)))
        with self._lock:
            self._kept[question] = answered
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return answered


def _listed(things: Sequence[str], language: Language) -> str:
    """The things as a question names several."""
    if language != "en":
        return "、".join(things)
    *others, last = things
    return f"{', '.join(others)} and {last}" if others else last

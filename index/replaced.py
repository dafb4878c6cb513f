"""Which documents are replaced by others, which may name them by id, title or number."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.match import letters

_ISSUED = re.compile(r"印[发發](.+?)的?通知$")  # a notice is called by what it issues


class Name(NamedTuple):
    """A name that a document has, or gives to the one it replaces; with the document's id and date of issue."""

    document_id: str
    issued: str | None
    name: str


def replaced(stated: Sequence[Name], names: Sequence[Name]) -> frozenset[str]:
    """The ids among what is stated, and those of the documents whose titles or numbers are.

    A new edition often bears the title of the one it replaces: a document replaces neither itself nor a younger one.

    :param stated: what documents say they replace.
    :param names: the titles and numbers of all documents.
    """
    by_name: dict[str, list[Name]] = {}
    for one in stated:
        by_name.setdefault(letters(one.name), []).append(one)
    found = {one.name for one in stated}
    for one in names:
        issued = _ISSUED.search(one.name)
        called = {letters(one.name), *([letters(issued[1])] if issued else [])}
        if any(_may_replace(by, one) for name in called for by in by_name.get(name, ())):
            found.add(one.document_id)
    return frozenset(found)


def _may_replace(by: Name, one: Name) -> bool:
    return by.document_id != one.document_id and not (by.issued and one.issued and by.issued <= one.issued)

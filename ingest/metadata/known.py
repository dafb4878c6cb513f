"""From all that is said of a document to what is known of it, and where each part was found."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from corpus.jurisdictions import gazetteer
from ingest.document import Metadata, Origin, OriginSource
from ingest.metadata.page import Fact
from ingest.metadata.places import level_of
from ingest.metadata.stated import FIELDS, from_front_matter

Stated = Sequence[tuple[OriginSource, Mapping[str, Any]]]
"""Sources with the properties that each states, the one that counts most first."""


_IN_TEXTS = (
    *("document_number", "issuing_body", "issued", "effective_from", "effective_to"),
    *("status", "jurisdiction", "level", "supersedes"),
)


def leaves_open(stated: Stated) -> bool:
    """Whether side-car and front matter say nothing of a field that the text may state."""
    named = {name for source, properties in stated if source != "file" for name in properties}
    return not named.issuperset(_IN_TEXTS)


def known(stated: Stated, facts: Sequence[Fact]) -> Metadata:
    """Each field from the first source that names it, else from the text, else from what the file's format says.

    A field that a side-car or front matter leaves empty (``issued: null``) is unknown; none is looked for then.

    :raises PolicyLensError: if a stated field has the wrong type.
    """
    values: dict[str, Any] = {}
    origins: list[Origin] = []
    readings = [_Reading(source, properties, from_front_matter(properties, source)) for source, properties in stated]
    for name in FIELDS:
        value, found = _first(name, readings, [fact for fact in facts if fact.field == name])
        if value:
            values[name] = value
            origins += found
    return _with_level(Metadata(**values, origins=tuple(origins)), _is_named(stated, "level"))


class _Reading(NamedTuple):
    source: OriginSource
    properties: Mapping[str, Any]
    metadata: Metadata


def _first(name: str, readings: Sequence[_Reading], facts: Sequence[Fact]) -> tuple[Any, list[Origin]]:
    """A field's value, if there is any, and where it was found."""
    for one in readings:
        if one.source != "file" and name in one.properties:
            return getattr(one.metadata, name), [Origin(name, one.source)]
    if facts:
        value = tuple(fact.value for fact in facts) if name == "supersedes" else facts[0].value
        return value, [Origin(name, "text", fact.start, fact.end) for fact in facts]
    in_file = next((one.metadata for one in readings if one.source == "file"), None)
    said: Any = getattr(in_file, name) if in_file else None
    is_guess = name == "issued" and str(said).endswith("-01-01")  # what the reader of web pages makes of a bare year
    return None if is_guess else said, [Origin(name, "file")]


def _is_named(stated: Stated, name: str) -> bool:
    """Whether any of the properties name a field."""
    return any(name in properties for _, properties in stated)


def _with_level(metadata: Metadata, level_is_stated: bool) -> Metadata:
    """The level that goes with a stated place, where none is stated: the text may name another place."""
    origin = next((one for one in metadata.origins if one.field == "jurisdiction"), None)
    place = metadata.jurisdiction
    if level_is_stated or origin is None or origin.source == "text" or place not in gazetteer():
        return metadata
    others = tuple(one for one in metadata.origins if one.field != "level")
    return replace(metadata, level=level_of(str(place)), origins=(*others, Origin("level", origin.source)))

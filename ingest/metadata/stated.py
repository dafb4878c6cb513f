"""What a file's front matter, or another mapping of properties, says of its document."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from corpus.errors import PolicyLensError
from corpus.jurisdictions import gazetteer
from ingest.document import Metadata

_LISTS = {"aliases", "supersedes", "source_urls"}
FIELDS = tuple(field.name for field in fields(Metadata) if field.name != "origins")


def from_front_matter(properties: Mapping[str, Any], where: str = "front matter") -> Metadata:
    """The fields of `Metadata` that the properties hold; others are ignored. A place may be given by code or name.

    :param where: what the properties are, for the error.
    :raises PolicyLensError: if a field has the wrong type.
    """
    values: dict[str, Any] = {}
    for name in FIELDS:
        value = properties.get(name)
        if value is None:
            continue
        if name in _LISTS:
            values[name] = _strings(name, value, where)
        elif isinstance(value, str | int | float):
            values[name] = str(value)
        else:
            raise PolicyLensError(f"{where}: {name} must be text, not {type(value).__name__}")
    if place := values.get("jurisdiction"):
        values["jurisdiction"] = gazetteer().resolve(place) or place
    return Metadata(**values)


def _strings(name: str, value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return tuple(str(item) for item in value)
    raise PolicyLensError(f"{where}: {name} must be a list of texts")

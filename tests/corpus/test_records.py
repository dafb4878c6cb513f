"""Every number of a policy's record stands in its documents, and every number in a document stands in the record."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.library import Entry, entries
from ingest.pipeline import read_entry
from ingest.quantities import Quantity, find_quantities

RECORDS = Path(__file__).parents[3] / "shared" / "facts" / "policies.yaml"
BOUNDS = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most", "~": "about", "=": ""}
ISO_DATE = re.compile(r"(?<!\d)\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?!\d)")
SMALL = 3  # "one", "both" and the numbers of a list's items say nothing that a record must hold


@cache
def records() -> dict[str, dict[str, Any]]:
    if not RECORDS.exists():
        return {}
    return {record["id"]: record for record in yaml.safe_load(RECORDS.read_text("utf-8"))}


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for part in value.values() for text in strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in strings(part))
    elif value is not None:
        yield str(value)


def targets(record: dict[str, Any]) -> list[str]:
    return [f"{BOUNDS[one['op']]} {one['value']} {one['unit']} by {one['by_year']}" for one in record["targets"]]


def told(record: dict[str, Any]) -> str:
    """What the documents must say."""
    return "\n".join([*(fact["text"] for fact in record["facts"]), *targets(record)])


def known(record: dict[str, Any]) -> str:
    """What the documents may say."""
    rest = {name: value for name, value in record.items() if name not in {"facts", "targets", "source_urls"}}
    return "\n".join([told(record), *strings(rest)])


def parts(text: str, jurisdiction: str) -> set[tuple[str, object]]:
    """The values in a text, each with its unit; dates as their years, months and days."""
    yuan = {"TW": "TWD", "HK": "HKD"}.get(jurisdiction, "CNY")
    dates = [part for date in ISO_DATE.findall(text) for part in in_parts(date)]
    return {part for one in find_quantities(text, yuan=yuan) for part in parts_of(one)} | set(dates)


def parts_of(quantity: Quantity) -> Iterator[tuple[str, object]]:
    if quantity.date:
        yield from in_parts(quantity.date)
    else:
        unit = "" if quantity.kind == "ordinal" else quantity.unit
        yield from ((unit, value) for value in (quantity.low, quantity.high))


def in_parts(date: str) -> Iterator[tuple[str, object]]:
    years, _, day = ("", "", date[2:]) if date.startswith("--") else date.partition("-")
    yield from (("year", year) for year in years.split("/") if year)
    yield from [("month", day[:2])] if day else []
    yield from [("day", day)] if len(day) > len("01") else []


def missing(wanted: set[tuple[str, object]], there: set[tuple[str, object]]) -> list[tuple[str, object]]:
    """What is wanted and not there; a unit that either side leaves out is no difference."""
    values = {value for _, value in there}
    bare = {value for unit, value in there if not unit}
    found = [
        part
        for part in wanted - there
        if part[1] not in (bare if part[0] else values) and not (isinstance(part[1], Fraction) and part[1] <= SMALL)
    ]
    return sorted(found, key=str)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_numbers_are_those_of_the_record(entry: Entry) -> None:
    if not records():
        pytest.skip(f"{RECORDS} is not there")
    document = read_entry(entry)
    record = records()[document.original_id]
    stated = parts(document.text, record["jurisdiction"])
    assert not missing(stated, parts(known(record), record["jurisdiction"])), "in the document alone"
    assert not missing(parts(told(record), record["jurisdiction"]), stated), "in the record alone"


def test_every_record_has_its_documents() -> None:
    if not records():
        pytest.skip(f"{RECORDS} is not there")
    names = [entry.name.removesuffix(".md") for entry in entries()]
    assert len(names) >= 125
    assert {name.partition("@")[0] for name in names} == records().keys()
    foreign = {name for name, record in records().items() if not record["jurisdiction"].startswith(("CN", "HK", "TW"))}
    assert all(any(f"{name}@{language}" in names for language in ("zh-Hans", "zh-Hant")) for name in foreign)
    assert sum(name.endswith("@en") for name in names) >= 45

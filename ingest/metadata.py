"""What is known of a document: from its front matter, else from its text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

from corpus.errors import PolicyLensError
from corpus.jurisdictions import gazetteer
from ingest.document import Metadata
from ingest.sentences import sentence_spans
from ingest.structure import Piece

DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,10}\s?[〔\[［（(【]\s?(?:19|20)\d{2}\s?[〕\]］）)】]\s?第?\s?\d{1,5}\s?[号號]"
)

_LISTS = {"aliases", "supersedes", "source_urls"}
_TITLE_MOST = 120
_DATE = r"(\d{4})\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})"
_TIME = r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_PUBLISHED = re.compile(rf"^[^\n。.!?]{{0,40}}[·|\s]\s*{_DATE}(?:\s?日)?{_TIME}\s*$", re.MULTILINE)
# The first label that the text bears counts: a document is as old as its signature, not as its publication.
_LABELS = {
    "issued": (
        "成文日期",
        "(?:印发|印發)(?:日期|时间|時間)",
        "(?:颁布|頒布|发布|發布)(?:日期|时间|時間)",
        r"date of issue|issued(?: on)?",
    ),
    "effective_from": ("施行日期|实施日期|實施日期|生效日期", r"effective(?: date| from)?"),
}
_BODY = re.compile(
    r"(?:发文机关|發文機關|发布单位|發布單位|发布机构|發布機構|issuing body)\s*[:：]?\s*([^\n]{2,40})", re.IGNORECASE
)
_HEAD = 600


def from_front_matter(properties: Mapping[str, Any]) -> Metadata:
    """The fields of `Metadata` that the properties hold; others are ignored. A place may be given by code or name.

    :raises PolicyLensError: if a field has the wrong type.
    """
    values: dict[str, Any] = {}
    for field in fields(Metadata):
        value = properties.get(field.name)
        if value is None:
            continue
        if field.name in _LISTS:
            values[field.name] = _strings(field.name, value)
        elif isinstance(value, str | int | float):
            values[field.name] = str(value)
        else:
            raise PolicyLensError(f"front matter: {field.name} must be text, not {type(value).__name__}")
    if place := values.get("jurisdiction"):
        values["jurisdiction"] = gazetteer().resolve(place) or place
    return Metadata(**values)


def _strings(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return tuple(str(item) for item in value)
    raise PolicyLensError(f"front matter: {name} must be a list of texts")


def from_text(title: str, text: str) -> dict[str, str]:
    """Fields of `Metadata` that the text itself states, for pages without front matter."""
    found: dict[str, str | None] = {
        "jurisdiction": jurisdiction_of(title, text),
        "document_number": _first(DOCUMENT_NUMBER.search(text)),
        "issued": _labelled_date("issued", text) or _published(text),
        "effective_from": _labelled_date("effective_from", text),
        "issuing_body": _issuing_body(text),
    }
    found["level"] = _level(found["jurisdiction"])
    return {name: value for name, value in found.items() if value}


def _issuing_body(text: str) -> str | None:
    match = _BODY.search(text)
    return str(match.group(1)).strip() if match else None


def _first(match: re.Match[str] | None) -> str | None:
    return str(match.group()) if match else None


def _labelled_date(field: str, text: str) -> str | None:
    for label in _LABELS[field]:
        match = re.search(rf"(?:{label})\s*[:：]?\s*{_DATE}", text, re.IGNORECASE)
        if match:
            return _iso(match)
    return None


def _published(text: str) -> str | None:
    match = _PUBLISHED.search(text)
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (int(group) for group in match.groups())
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def jurisdiction_of(title: str, text: str) -> str | None:
    """The code of the first place that the title names, else the one that the text's beginning names most often.

    Of a place and one inside it (Sichuan, Chengdu) in the title, the inner one counts.
    """
    places = gazetteer()
    in_title = [mention.code for mention in places.find(title)]
    if in_title:
        inner = [code for code in in_title if places.within(code, in_title[0])]
        return max(inner, key=lambda code: len(places.ancestors(code)))
    codes = [mention.code for mention in places.find(text[:_HEAD])]
    return max(codes, key=lambda code: (codes.count(code), -codes.index(code))) if codes else None


def _level(code: str | None) -> str | None:
    if code is None:
        return None
    level = gazetteer().get(code).level
    return {"union": "international", "country": "national"}.get(level, level)


def title_of(pieces: Sequence[Piece], stem: str) -> str:
    """The piece marked as title; else the first line, when it is short enough for one; else a headline elsewhere.

    A page may begin with its body and have its headline at the end, before the line with source and date. Else the
    first sentence serves, cut; a document without any words is called by its file's stem. Lines of dashes do not count.
    """
    pieces = [piece for piece in pieces if any(map(str.isalnum, piece.text))]
    for piece in pieces:
        if piece.kind == "title":
            return piece.text
    if not pieces:
        return stem
    first = pieces[0].text
    if len(first) <= _TITLE_MOST:
        return first
    for piece, following in pairwise(pieces[1:]):
        if len(piece.text) <= _TITLE_MOST and _PUBLISHED.match(following.text):
            return piece.text
    start, end = sentence_spans(first)[0]
    return first[start:end][:_TITLE_MOST]

"""Where a document holds."""

import re

from corpus.jurisdictions import Mention, gazetteer
from ingest.metadata.page import Fact, Page

_HEAD, _BEGINNING = 600, 3_000
_NUMBERS = (
    (re.compile(r"\(EU|\(EC|/EU$|/EC$"), "EU"),
    (re.compile(r"^S\.I\.|^CP ?\d|^Cm|^\d{4} (?:CHAPTER|c\.)"), "UK"),
    (re.compile(r"^Public Law|^Pub|^Executive Order"), "US"),
    (re.compile("法律公告|^L\\.N\\."), "HK"),
    (re.compile("^(?:总统|總統|院)"), "TW"),
)
_LEVELS = {"union": "international", "country": "national", "region": "regional"}


def jurisdiction(page: Page, number: Fact | None, body: Fact | None) -> Fact | None:
    """The place of the issuing body, else that which the title, the number or the beginning of the text names."""
    if body:
        found = gazetteer().find(body.value)
        if found and (found[0].kind == "name" or not gazetteer().find(page.title)):
            return Fact("jurisdiction", _innermost(found), body.start, body.end)
    if gazetteer().find(page.title):
        at = max(page.text.find(page.title), 0)
        return Fact("jurisdiction", str(jurisdiction_of(page.title, "")), at, at + len(page.title))
    if number:
        code = next((code for kind, code in _NUMBERS if kind.search(number.value)), None)
        mentioned = [mention.code for mention in gazetteer().find(number.value)]
        if code or mentioned:
            return Fact("jurisdiction", code or mentioned[0], number.start, number.end)
    first = _most_named(gazetteer().find(page.text[:_HEAD])) or _most_named(gazetteer().find(page.text[:_BEGINNING]))
    return Fact("jurisdiction", first.code, first.start, first.end) if first else None


def jurisdiction_of(title: str, text: str) -> str | None:
    """The code of the first place that the title names, else the one that the text's beginning names most often.

    Of a place and one inside it (Sichuan, Chengdu) in the title, the inner one counts.
    """
    in_title = gazetteer().find(title)
    if in_title:
        return _innermost(in_title)
    first = _most_named(gazetteer().find(text[:_HEAD]))
    return first.code if first else None


def _innermost(mentions: tuple[Mention, ...]) -> str:
    places = gazetteer()
    inner = [mention.code for mention in mentions if places.within(mention.code, mentions[0].code)]
    return max(inner, key=lambda code: len(places.ancestors(code)))


def _most_named(mentions: tuple[Mention, ...]) -> Mention | None:
    codes = [mention.code for mention in mentions]
    return max(mentions, key=lambda one: (codes.count(one.code), -codes.index(one.code)), default=None)


def level_of(code: str) -> str:
    """The level of a place that the gazetteer knows: international, national, regional, province or city."""
    level = gazetteer().get(code).level
    return _LEVELS.get(level, level)

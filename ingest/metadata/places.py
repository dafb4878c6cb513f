"""Where a document holds."""

import re
from collections import Counter

from corpus.jurisdictions import Mention, gazetteer
from corpus.script import fold, has_han
from ingest.metadata.page import Fact, Page, Span

_HEAD, _BEGINNING = 600, 3_000
_LINE, _LATIN_LINE = 30, 60  # characters of a line that stands above what follows
_ENDS = tuple(".,;!?。，；！？")
_OFTEN = 2  # lines in which each of several places of the title is named, the title's own line among them
_EQUALS, _EVEN = 3, 1.5  # lines in which two places are named that a page is about; by how much the one leads
_NUMBERS = (
    (re.compile(r"\(EU|\(EC|/EU$|/EC$"), "EU"),
    (re.compile(r"^S\.I\.|^CP ?\d|^Cm|^\d{4} (?:CHAPTER|c\.)"), "UK"),
    (re.compile(r"^Public Law|^Pub|^Executive Order"), "US"),
    (re.compile("法律公告|^L\\.N\\."), "HK"),
    (re.compile("^(?:总统|總統|院)"), "TW"),
)
_LEVELS = {"union": "international", "country": "national", "region": "regional"}


def jurisdiction(page: Page, number: Fact | None, body: Fact | None) -> Fact | None:
    """The place of the issuing body, else that which the title, the number or the beginning of the text names.

    A page of several places, as a comparison or a digest is, has none.
    """
    if body:
        found = gazetteer().find(body.value)
        if found and (found[0].kind == "name" or not gazetteer().find(page.title)):
            return Fact("jurisdiction", _innermost(found), body.start, body.end)
    in_title = _outermost(gazetteer().find(page.title))
    if len(in_title) > 1 and all(len(_naming(page, place)) >= _OFTEN for place in in_title):
        return None
    if in_title:
        at = max(page.text.find(page.title), 0)
        return Fact("jurisdiction", str(jurisdiction_of(page.title, "")), at, at + len(page.title))
    if number:
        code = next((code for kind, code in _NUMBERS if kind.search(number.value)), None)
        mentioned = [mention.code for mention in gazetteer().find(number.value)]
        if code or mentioned:
            return Fact("jurisdiction", code or mentioned[0], number.start, number.end)
    if _has_items(page) or _has_equals(page):
        return None
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


def _outermost(mentions: tuple[Mention, ...]) -> set[str]:
    """The places that are named, without those that lie in another one that is."""
    codes = {mention.code for mention in mentions}
    return {code for code in codes if codes.isdisjoint(gazetteer().ancestors(code))}


def _naming(page: Page, place: str) -> list[Span]:
    """The lines that name a place or one in it."""
    return [line for line in page.lines if any(gazetteer().within(m.code, place) for m in gazetteer().find(line.text))]


def _has_items(page: Page) -> bool:
    """Whether short lines that name one place each, as 【湖北】… does, divide the text, and of several places.

    They are at least half of all short lines below the title that are no sentences.
    """
    short = [line.text for line in page.lines if len(line.text) <= (_LINE if has_han(line.text) else _LATIN_LINE)]
    heads = [line for line in short if not line.endswith(_ENDS) and line != fold(page.title)]
    named = [_outermost(gazetteer().find(line)) for line in heads]
    places = [place for (place,) in (places for places in named if len(places) == 1)]
    return len(set(places)) > 1 and 2 * len(places) >= len(named)


def _has_equals(page: Page) -> bool:
    """Whether the two places that most lines name are named in about as many, and neither lies in the other."""
    counts = Counter(code for line in page.lines for code in {m.code for m in gazetteer().find(line.text)})
    (one, most), (other, fewer) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if fewer < _EQUALS or most > fewer * _EVEN:
        return False
    return not (gazetteer().within(one, other) or gazetteer().within(other, one))


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

"""What places are called in an answer."""

import re

from corpus.jurisdictions import Jurisdiction, gazetteer
from corpus.script import fold, has_han, to_traditional
from ingest.document import Language

_WITH_ARTICLE = re.compile("(?:European Union|United )")


def place_name(code: str, language: Language) -> str:
    """A province's or city's full name; what others are called for short (法国, not 法兰西共和国)."""
    place = gazetteer().get(code)
    if language == "en":
        return place.name_en
    if place.level in {"province", "city"}:
        return place.name_zh if language == "zh-Hans" else place.name_zh_hant
    short = _short(place)
    return short if language == "zh-Hans" else to_traditional(short)


def in_a_sentence(code: str, language: Language) -> str:
    """The same as it stands after a preposition: the European Union."""
    name = place_name(code, language)
    return f"the {name}" if language == "en" and _WITH_ARTICLE.match(name) else name


def _short(place: Jurisdiction) -> str:
    """The shortest of its Simplified names."""
    chinese = [name for name in place.names if has_han(name) and fold(name) == name]
    return min(chinese, key=len, default=place.name_zh)

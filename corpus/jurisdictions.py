"""The gazetteer: which places and organisations there are, and where a text names them."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

# Case, apostrophes and blanks made equal, one character for one, so that offsets stay those of the text.
_FOLD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZÜ’ʼ\t\n\r\u00a0\u3000", "abcdefghijklmnopqrstuvwxyzü''     ")
_LATIN = "a-zA-Z0-9\u00c0-\u024f"
_CITY = re.compile("(?:市|地[区區]|盟)$")
_IN = re.compile(",? (?:in |of )?")  # between a city and its province
_TAIL = re.compile(rf"[{_LATIN}]|\.[a-z]")  # what may not follow a Latin name: letters, the rest of a domain


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A legal regime; `parent` is the code of the regime above, so CN is not that of HK, MO and TW."""

    code: str
    level: str  # union | country | region | province | city
    parent: str | None
    name_zh: str
    name_zh_hant: str
    name_en: str
    names: tuple[str, ...]  # every form that names it beyond doubt, in both scripts and languages
    shorts: tuple[str, ...]  # one character each, which count only where their neighbours make them places
    bodies: tuple[str, ...]  # issuing bodies, and words like 全国, that imply it


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: `text` stands at code points `start` to `end`."""

    code: str
    start: int
    end: int
    text: str
    kind: str  # name | short | body


class _Form(NamedTuple):
    """Something to look for. Without a kind it is an ordinary word, read over so that no name is seen in it."""

    text: str
    kind: str = ""
    code: str = ""
    lends: bool = False  # 南京 lends its name to roads and universities; 南京市 and 中国 do not
    beside: tuple[str, ...] = ()  # counts only beside one of these: Suzhou beside Anhui, 日照 beside 山东


def _rows(name: str) -> list[list[str]]:
    _, *lines = (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines]


class _Scanner:
    """Reads a text once, left to right, trying document numbers, then words, then shorts side by side."""

    def __init__(self, places: Collection[Jurisdiction]) -> None:
        words: dict[str, dict[str, str]] = {}
        for kind, cell, about in _rows("jurisdiction_words.tsv"):
            words.setdefault(kind, {}).update(dict.fromkeys(cell.split("|"), about))
        self._links, self._listing = words["link"], words["listing"]
        self._exact = {text.translate(_FOLD): text for text in words["exact"]}  # US is a country, us is not
        self._runs = {text: tuple(codes.split("|")) for text, codes in words["run"].items()}
        self._runs |= {short: (place.code,) for place in places for short in place.shorts}
        listed, later = "|".join(sorted(words["run"], key=len)[::-1]), "".join(words["free"] | words["follow"])
        self._unit = re.compile(f"{listed}|[{later}]")
        self._side_by_side = re.compile(f"(?:{listed}|[{''.join(words['free'])}])(?:{listed}|[{later}])*")
        self._whole: dict[str, list[tuple[str, str]]] = {}  # words that no name ends inside, by where they are cut
        for left, right in ((word[:cut], word[cut:]) for word in words["whole"] for cut in range(1, len(word))):
            self._whole.setdefault(right[0], []).append((left, right))
        after = (f"{re.escape(t.lower())}(?![{but or _LATIN}])" for t, but in words["after"].items())
        self._after = re.compile("|".join(after))
        singles = {s: place.code for place in places if place.level == "province" for s in place.shorts}
        self._prefixes = words["number"] | singles
        starts = f"{'|'.join(words['number'])}|[{''.join(singles)}](?=[{''.join(words['organ'])}])"
        # Round brackets also hold the year of a fair or a report: there, the running number must follow.
        year = r"[〔﹝\[［【]\s*(?:19|20)\d\d\s*[〕﹞\]］】]|[（(]\s*(?:19|20)\d\d\s*[）)]\s*第?\d+\s*[号號]"
        self._number = re.compile(rf"({starts})[\u3400-\u9fff]{{0,8}}?(?:{year})")
        self._forms = self._index(places, words["block"])  # by two characters, longest first
        self._heads = {text[0] for text in (*self._prefixes, *words["run"], *words["free"])}
        han = "".join(self._heads | {pair[0] for pair in self._forms if not pair[0].isascii()})
        self._start = re.compile(rf"(?<![{_LATIN}])(?<![{_LATIN}]\.)[a-z]|[{han}]")

    @staticmethod
    def _index(places: Collection[Jurisdiction], blocks: Collection[str]) -> dict[str, list[_Form]]:
        forms = [_Form(block.translate(_FOLD)) for block in blocks]
        for p in places:
            local = p.level not in ("country", "union")
            names = [name for name in p.names if p.level != "city" or ", " not in name]  # those: _forms_beside
            forms += [_Form(n.translate(_FOLD), "name", p.code, local and n[-1] not in "省市区區") for n in names]
            forms += [_Form(body.translate(_FOLD), "body", p.code) for body in p.bodies]
        forms += _forms_beside(places)
        index: dict[str, list[_Form]] = {}
        for form in sorted(forms, key=lambda form: (-len(form.text), not form.beside)):
            index.setdefault(form.text[:2], []).append(form)
        return index

    def scan(self, text: str) -> tuple[Mention, ...]:
        folded, found, at = text.translate(_FOLD), list[Mention](), 0
        while start := self._start.search(folded, at):
            at = self._take(text, folded, start.start(), found)
        return tuple(found)

    def _take(self, text: str, folded: str, at: int, found: list[Mention]) -> int:
        """Adds what begins at `at` to `found`; returns where to read on."""
        if folded[at] in self._heads and (number := self._number.match(folded, at)):
            found.append(Mention(self._prefixes[number[1]], at, number.end(1), number[1], "short"))
            return number.end()
        listed = bool(found and found[-1].kind == "name" and folded[found[-1].end : at] in self._listing)
        if form := self._form(text, folded, at, listed):
            end = at + len(form.text)
            # 四川省发改委 is the body of the place just named, not the national one.
            last = next((m for m in found[-1:] if m.kind == "name" and m.code != form.code), None)
            owned = form.kind == "body" and last and folded[last.end : at] in self._links
            if form.kind and not owned and not (form.lends and self._after.match(folded, end)):
                found.append(Mention(form.code, at, end, text[at:end], form.kind))
            return end
        codes = self._run(text, folded, at) if folded[at] in self._heads else []
        found += [Mention(code, i, i + 1, text[i], "short") for i, code in enumerate(codes, at)]
        return at + max(1, len(codes))

    def _form(self, text: str, folded: str, at: int, listed: bool = False) -> _Form | None:
        """The longest form that stands at `at` as whole words; `listed`: a place stands before it, as in 芜湖、中卫."""
        for form in self._forms.get(folded[at : at + 2], ()):
            end = at + len(form.text)
            if not folded.startswith(form.text, at):
                continue
            if form.text[0].isascii():
                cut = bool(form.text[-1].isalnum() and _TAIL.match(text, end))
                cut |= text[at:end] != self._exact.get(form.text, text[at:end])
            else:
                words = self._whole.get(folded[end : end + 1], ()) if form.kind else ()
                cut = any(folded.endswith(a, 0, end) and folded.startswith(b, end) for a, b in words)
            if not cut and (not form.beside or _stands_beside(form.beside, folded, at, end) or listed):
                return form
        return None

    def _run(self, text: str, folded: str, at: int) -> list[str]:
        """The codes of shorts side by side (京津冀), one a character; none unless two of them differ."""
        run = self._side_by_side.match(folded, at)
        ends = range(at, run.end() if run else at)
        stop = next((i for i in ends if self._form(text, folded, i)), ends.stop)  # 沪苏州: a word cuts it short
        codes = [code for unit in self._unit.findall(folded, at, stop) for code in self._runs[unit]]
        return codes if len(set(codes)) > 1 else []


def _forms_beside(places: Collection[Jurisdiction]) -> Iterator[_Form]:
    """Names that cities share with others or with ordinary words: they count beside the name of their province."""
    known = {place.code: place for place in places}
    taken = {name for place in places for name in place.names}
    for place in places:
        if place.level != "city" or place.parent is None:
            continue
        english = [name.partition(", ")[0] for name in place.names if ", " in name]
        english = [name + kind for name in english for kind in ("", " City", " Municipality")]
        chinese = {_CITY.sub("", name) for name in place.names if _CITY.search(name)} - taken
        beside = tuple(name.translate(_FOLD) for name in known[place.parent].names)
        for name in (*english, *sorted(chinese)):
            yield _Form(name.translate(_FOLD), "name", place.code, lends=True, beside=beside)


def _stands_beside(names: tuple[str, ...], folded: str, start: int, end: int) -> bool:
    before = start - len("'s ") if folded.endswith("'s ", 0, start) else start
    after = _IN.match(folded, end)
    return folded.endswith(names, 0, before) or bool(after and folded.startswith(names, after.end()))


class Gazetteer:
    """Every known jurisdiction, and their tree. Iterating gives jurisdictions; `in` asks for a code."""

    def __init__(self, places: Collection[Jurisdiction]) -> None:
        self._places = {place.code: place for place in places}
        self._named = {self._key(name): p.code for p in places for name in (*p.names, *p.shorts)}
        self._named |= {self._key(code): code for code in self._places}
        self._scanner = _Scanner(places)

    @staticmethod
    def _key(name: str) -> str:
        return " ".join(unicodedata.normalize("NFKC", name).translate(_FOLD).split()).casefold()

    def __iter__(self) -> Iterator[Jurisdiction]:
        return iter(self._places.values())

    def __contains__(self, code: object) -> bool:
        return code in self._places

    def get(self, code: str) -> Jurisdiction:
        """The jurisdiction of a code; KeyError if there is none."""
        return self._places[code]

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Codes above `code`, nearest first; KeyError if it is unknown."""
        parent = self.get(code).parent
        return (parent, *self.ancestors(parent)) if parent else ()

    def descendants(self, code: str) -> frozenset[str]:
        """Codes below `code`, at any depth; KeyError if it is unknown."""
        return frozenset(place.code for place in self if self.within(place.code, code)) - {self.get(code).code}

    def within(self, code: str, other: str) -> bool:
        """Whether `code` is `other` or below it; KeyError if `code` is unknown."""
        return other in (code, *self.ancestors(code))

    def resolve(self, name: str) -> str | None:
        """The code meant by a code in any case, a name or a short form; None if nothing is."""
        return self._named.get(self._key(name))

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions in text order, longest match first, none overlapping another."""
        return self._scanner.scan(text)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships; its files are read at the first call."""
    places = []
    for code, level, parent, zh, hant, en, *lists in _rows("jurisdictions.tsv"):
        names, shorts, bodies = (tuple(filter(None, cell.split("|"))) for cell in lists)
        places.append(Jurisdiction(code, level, parent or None, zh, hant, en, names, shorts, bodies))
    return Gazetteer(places)

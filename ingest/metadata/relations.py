"""Which documents a document repeals or replaces, by the names or numbers that it gives them."""

import re
from collections.abc import Iterator

from ingest.metadata.numbers import find_numbers
from ingest.metadata.page import Fact, Page, Span

_MOST = 200
_NAMED = re.compile(r"《(?P<name>[^《》\n]{2,80})》|「(?P<quoted>[^「」\n]{2,80})」")
_ENDS = re.compile("废止|停止(?:执行|适用|施行)|不再(?:执行|适用|施行)|失效")
_NOT = re.compile("(?:未|不)(?:予|被|得)?$")
_REPLACES = re.compile("取代|代替|替代")
_LIST = re.compile("(?:废止|停止执行|宣布失效).{0,20}(?:下列|以下|如下)")
_PART = re.compile(r"\s?(?:\([^()]*\))?\s?(?:的?第[^,。;]{1,8}[条章款项])")
_WORDS = r"(?:(?:[A-Z][\w'-]*|\([A-Z][^()]*\)|of|on|the|for|and|to|in|by) )*(?:[A-Z][\w'-]*|(?:19|20)\d\d)"
_NUMBER = (
    r"(?:Regulation|Directive|Decision) \((?:EU|EC)\) (?:No )?\d+/\d+|Directive \d+/\d+/E[UC]"
    r"|Executive Order \d+|Public Law \d+-\d+"
)
_PASSIVE = re.compile(
    rf"(?:^|[.,;] |and )(?:The )?(?P<name>{_NUMBER}|{_WORDS})(?: \((?:S\.I\.|of |[A-Z])[^()]*\)"
    rf"| of \w+ \d+, \d{{4}}(?: \([^()]*\))?)*,?"
    r" (?:is|are|shall be|has been|have been) (?:hereby )?(?:repealed|revoked|rescinded|superseded|replaced)"
)
_ACTIVE = re.compile(
    rf"\b(?:replac(?:es?|ing)|supersed(?:es?|ing)|repeal(?:s|ing)?|revok(?:es?"
    rf"|ing)) (?:the )?(?:“(?P<curly>[^”]{{3,90}})”|\"(?P<straight>[^\"]{{3,90}})\"|(?P<name>{_NUMBER}|{_WORDS}))"
)


def supersedes(page: Page) -> list[Fact]:
    """What the document says that it replaces, each once, in the order of the text: titles, else numbers."""
    found: dict[str, Fact] = {}
    for fact in (*_chinese(page), *_english(page), *_listed(page)):
        name = fact.value.strip(" ,.")
        is_word = name.isascii() and name.isalpha()  # Policy, Act: no name yet
        if 2 < len(name) <= _MOST and not is_word:
            found.setdefault(name, Fact("supersedes", name, fact.start, fact.end))
    return sorted(found.values(), key=lambda fact: fact.start)


def _chinese(page: Page) -> Iterator[Fact]:
    """《…》同时废止, 废止《…》, 取代…《…》; not those of which only an article is repealed."""
    for sentence in page.sentences:
        text = sentence.text
        end = next((m for m in _ENDS.finditer(text) if not _NOT.search(text[: m.start()]) and _is_said(text, m)), None)
        instead = _REPLACES.search(text)
        if not end and not instead:
            continue
        if end and _LIST.search(text):
            continue
        names = [m for m in _NAMED.finditer(text) if not _PART.match(text, m.end()) and not _based(text, m.start())]
        if instead:
            by_this = re.search("由本.{1,6}$", text[: instead.start()]) is not None
            names = [m for m in names if (m.start() < instead.start()) == by_this]
        elif end:
            after = [m for m in names if m.start() >= end.start()]
            names = [m for m in names if m.start() < end.start()] or (after if _repeals(page, text, end) else [])
        yield from (_fact(page, sentence, m) for m in names)
        if end and not names:
            yield from (number for number in find_numbers(page, sentence) if number.end <= sentence.start + end.start())


def _is_said(text: str, end: re.Match[str]) -> bool:
    """Whether a word stands outside of names: 《关于废止…的决定》 repeals nothing by being named."""
    return text.count("《", 0, end.start()) == text.count("》", 0, end.start())


def _based(text: str, at: int) -> bool:
    return re.search("(?:根据|依据|按照|依照|自|关于)$", text[:at]) is not None


def _repeals(page: Page, text: str, end: re.Match[str]) -> bool:
    """Whether it is this document that repeals what is named after the word."""
    before = text[: end.start()]
    return page.own(before) or re.search("(?:决定|现|同时|予以)$", before) is not None


def _listed(page: Page) -> Iterator[Fact]:
    """What stands first in each item of a list under 废止下列规章."""
    lines = iter(page.lines)
    for line in lines:
        if _LIST.search(line.text) and line.text.endswith(":"):
            for item in lines:
                match = re.match(r"(?:[0-9一二三四五六七八九十]{1,3}[、.] ?|\([^()]{1,3}\) ?)", item.text)
                name = _NAMED.match(item.text, match.end()) if match else None
                if not name:
                    break
                yield _fact(page, item, name)


def _english(page: Page) -> Iterator[Fact]:
    for sentence in page.sentences:
        for match in _PASSIVE.finditer(sentence.text):
            yield _fact(page, sentence, match)
        for match in _ACTIVE.finditer(sentence.text):
            if page.own(sentence.text[: match.start()]) or sentence.start < len(page.title):
                yield _fact(page, sentence, match)


def _fact(page: Page, span: Span, match: re.Match[str]) -> Fact:
    group = next(name for name, words in match.groupdict().items() if words)
    return page.fact("supersedes", span.start + match.start(group), span.start + match.end(group))

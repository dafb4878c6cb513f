"""Document numbers: 国发〔2025〕11号, 国务院令第790号, Regulation (EU) 2024/1689, S.I. 2024 No. 12."""

import re
from collections.abc import Iterator

from ingest.metadata.page import Fact, Page, Span

DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,10}\s?[〔\[［（(【]\s?(?:19|20)\d{2}\s?[〕\]］）)】]\s?第?\s?\d{1,5}\s?[号號]"
)

_HAN = "[\u4e00-\u9fff]"
# Words that end what stands before a number's own letters: 发文字号为川府函〔2018〕151号, 根据国发〔2025〕11号.
_BEFORE = re.compile(
    "^.*(?:字号|文号|编号|来文|号)[为是]?|^.*(?:根据|依据|按照|依照|遵照|落实|贯彻|印发|发布|公布|执行|参照|转发|废止|通过|详见|参见|为|是|以|由|即|的|了|将|与|及)"
)
_PATTERNS = {
    "bracket": rf"(?P<bracket_own>{_HAN}{{1,12}}) ?[〔\[(【] ?(?:19|20)\d\d ?[〕\])】] ?第? ?\d{{1,5}} ?号",
    "order": rf"(?P<order_own>(?:{_HAN}| (?={_HAN})){{0,24}}(?:令|公告|通告))\s{{0,2}}(?:\(?(?:19"
    rf"|20)\d\d年?\)?)?\s?第? ?(?:[0-9一二三四五六七八九十百]{{1,5}}) ?号",
    "letter": rf"(?:\(\d{{2,3}}\))?(?P<letter_own>{_HAN}{{1,14}}字)第? ?\d{{6,12}}[A-Z]? ?号",
    "notice": r"(?:19|20)\d\d年第 ?\d{1,4} ?号(?:法律公告|号外公告|政府公告|条例)|L\.N\. \d{1,4} of (?:19|20)\d\d",
    "act": r"(?:令和|平成|昭和)\d{1,2}年法律第\d{1,4}号|\bAct No\. ?\d{1,4} of (?:19|20)\d\d",
    "eu": r"(?i:(?:(?:commission|council) )?(?:implementing |delegated )?(?:regulation|directive|decision))"
    r" (?:\((?:EU|EC|EEC)(?:, Euratom)?\) ?(?:No\.? ?)?)?\d{2,4}/\d{1,4}(?:/(?:EU|EC|EEC))?",
    "uk": r"S\.?I\.? (?:19|20)\d\d ?(?:No\. ?|/)\d{1,5}|(?<![A-Za-z])(?:CP|Cm|Cmd|Cmnd) ?\d{2,5}\b",
    "us": r"(?:Public Law|Pub\. ?L\.)(?: No\.)? ?\d{1,3}-\d{1,4}|Executive Order(?: No\.)? ?\d{4,5}",
    "code": r"(?<![\w-])[A-Z]{1,5}-\d{2}-\d{2,3}(?![\w-])|(?:GB|DB\d\d|YD"
    r"|ISO)(?:/[A-Z]{1,3})? ?\d{3,6}(?:\.\d+)?-\d{4}",
    "chapter": r"(?:19|20)\d\d (?:CHAPTER|c\.) ?\d{1,3}",
    "romanised": r"(?:[A-Z][a-z]+ ){1,6}[\[(](?:19|20)\d\d[\])] ?No\. ?\d{1,5}",
}
_NUMBERS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_BARE_INSTRUMENT = re.compile(r"(?:19|20)\d\d No\. ?\d{1,5}")
_PROMULGATES = re.compile("[令函]?(?:修正|制定|订定)?(?:公布|发布|全文|下达|生效)")
_SIGNATORY = re.compile(rf"(?:中华民国)?(?:\d+年\d+月\d+日)?(?:{_HAN}{{0,15}})")
_LABEL_MOST, _MARKS_MOST = 40, 2
_LABEL_WORDS = (
    r"(?:发文字号|文件编号|公文编号|文件字号|发文编号|文号|编号|档号|标准号"
    r"|(?i:(?:document|reference|file) (?:number|no\.?)|ref\.?))"
)
_LABEL = re.compile(rf"{_LABEL_WORDS}\s*[:|]\s*$")
_CODE = re.compile(rf"{_LABEL_WORDS}\s*[:|]\s*(?P<code>[A-Z][\w./-]{{2,24}})(?=\s|$)")
_STATES = re.compile(
    r"(?:字号|文号|编号)[为是]?\s*\(?$|以$|(?:印发|公布|发布|通过)\(?$|》 ?\($"
    r"|(?:(?i:document|reference) number(?: is)?|\bas|\bis|\bare|\bunder|(?:promulgated|issued|published) by"
    r"|carries|, document)(?: [^;]{0,60})?[ (]*$"
)
_CITES = re.compile(
    r"贯彻|落实|根据|依据|按照|依照|废止|取代|代替|修订|(?i:\b(?:implements|pursuant|accordance|repeal\w*"
    r"|replac\w*|revok\w*|amends|carries out)\b)"
)


def find_numbers(page: Page, span: Span) -> Iterator[Fact]:
    """The numbers in a line or sentence, without the words that lead up to them."""
    for match in _NUMBERS.finditer(page.folded, span.start, span.end):
        kind = next(name for name in _PATTERNS if match[name])
        own = match.groupdict().get(f"{kind}_own") or ""
        lead = _BEFORE.match(own[:-1])
        start = match.start() + (lead.end() if lead else 0)
        yield Fact("document_number", _plain(page.text[start : match.end()], kind), start, match.end())


def _plain(number: str, kind: str) -> str:
    """The number as it is written in one line; the state's name goes without saying before an order's body."""
    number = " ".join(number.split())
    if kind == "eu" and number.isascii():
        number = " ".join(word.capitalize() if word.isalpha() else word for word in number.split())
    if kind != "order":
        return number
    return re.sub(r"^(?:中华人民共和国|中華人民共和國)(?=.*[^主席令 ])", "", number).replace(" ", "")


def document_number(page: Page) -> Fact | None:
    """The document's own number: labelled, alone in a line, in the title, or stated in a sentence about the document.

    Others are numbers of documents that it cites.
    """
    return next((fact for find in (_labelled, _alone, _in_title, _in_sentences) for fact in find(page)), None)


def _labelled(page: Page) -> Iterator[Fact]:
    for line in page.lines:
        for fact in find_numbers(page, line):
            if _LABEL.search(page.folded, max(line.start, fact.start - _LABEL_MOST), fact.start):
                yield fact
    for line in page.head:
        code = _CODE.search(line.text)
        if code and any(map(str.isdigit, code["code"])):
            yield page.fact("document_number", line.start + code.start("code"), line.start + code.end("code"))


def _alone(page: Page) -> Iterator[Fact]:
    """A line, two lines at the head (某部令, 第31号), or a sentence, that is a number and nothing else."""
    for line, following in zip(page.head, (*page.head[1:], None), strict=False):
        if line.text.endswith("令") and following and re.fullmatch(r"第? ?\w{1,6} ?号", following.text):
            yield from find_numbers(page, Span(line.start, following.end, ""))
        if _BARE_INSTRUMENT.fullmatch(line.text):
            yield Fact("document_number", f"S.I. {page.text[line.start : line.end]}", line.start, line.end)
    for span in (*page.head, *page.sentences):
        stripped = span.text.strip("()[]。. ")
        for fact in find_numbers(page, span):
            if fact.end - fact.start >= len(stripped) - 1 or re.fullmatch(r"Executive Order \d+ of .{8,20}", span.text):
                yield fact


def _in_title(page: Page) -> Iterator[Fact]:
    """A number that the page begins with, or that stands in a line of the title."""
    title = page.title.casefold()
    for line in page.head[:3]:
        for fact in find_numbers(page, line):
            is_titled = line.text.casefold() in title and not _CITES.search(page.folded, line.start, fact.start)
            if is_titled or (line is page.head[0] and fact.start - line.start <= _MARKS_MOST):
                yield fact


def _in_sentences(page: Page) -> Iterator[Fact]:
    for sentence in page.sentences:
        for fact in find_numbers(page, sentence):
            before = page.folded[sentence.start : fact.start]
            promulgates = _PROMULGATES.match(page.folded, fact.end) and _SIGNATORY.fullmatch(before)
            if promulgates or _states(page, before):
                yield fact


def _states(page: Page, before: str) -> bool:
    """Whether what stands before a number in its sentence says that it is the document's own."""
    named = re.search(r"《([^》]*)》 ?\($", before)
    if named and not page.is_own_name(named[1]):
        return False
    cites = _CITES.search(re.sub("《[^》]*》", "", before))
    return bool(_STATES.search(before)) and not cites and page.own(before)

"""A page as its metadata is read from it: lines, sentences, and which of these speak of the document itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from corpus.script import fold as fold_script
from ingest.quantities.dates import find_dates
from ingest.quantities.glyphs import fold as fold_glyphs
from ingest.quantities.years import Date
from ingest.sentences import sentence_spans

LINK = r"\s*(?:[:|]|为|是)?\s*$"
"""What stands between a label and its value, as the end of a pattern."""

_HEAD_LINES = 25
_ENDS = 40_000  # characters at either end of a text that are read
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_WHOLE = 6  # characters from which a name that ends like the title is taken for it
_SENTENCE_MOST = 600  # characters; a longer one states no date or number of the document
_NAMED = re.compile(r"《([^《》]{2,80}(?:〈[^〉]*〉[^《》]{0,40})?)》|「([^「」]{2,80})」")
_DIGIT = re.compile("[0-9〇零一二三四五六七八九十]")
_ROC = re.compile(r"(?<![0-9国])([0-9]{2,3})年([01]?[0-9])月([0-3]?[0-9])日")  # goes on from a 民国 year before it
_ROC_BEFORE = 1911
_PARENTHESES = re.compile(r"\([^()]*\)")
_ISSUES = re.compile(
    r"(?:印发|发布|公布|颁布|下达|转发)(.+?)的?(?:通知|公告|通告|函|令)$|(?:修正|订定|制定|公布|印发"
    r"|发布)[「《](.+?)[」》]|\b[Ii]ssu(?:ing|ance of) (.+)$"
)
_THIS = re.compile(
    r"本(?:法|条例|办法|规定|细则|规则|规例|决定|通知|措施|方案|意见|规划|计划|指引|指南|标准|公告|制度|政策)"
)
_THIS_ENGLISH = re.compile(
    r"(?:This|These|It(?! is \w+ that)|They|The present"
    r"|The (?i:act|regulations?|guidelines|guidance|measures|rules|order|policy|plan|strategy|notice|directive))\b"
)
_PART = re.compile(
    r"\b(?:chapters?|articles?|sections?|rules|bans|duties|regime|original)\b|条款?的|章节|原《|修改前|新增"
)
_SUBJECT_END = re.compile(
    r"[,:](?! ?\d)|(?:自|(?<!关)于|由|从|的(?:成文|落款|印发|发布)?(?:日期|有效期|适用期|状态)|现行|目前|推定|已)"
)
_PROMULGATED = re.compile("(?:公布|订定|修正|制定|发布)[^,。;]{0,8},并?(?:自|于)?$")  # …號函訂定全文10點，並自…生效
_RELATIVE = re.compile(r"\b(?:which|that|who) (?:(?:was|were|is|are|has|have|had|been) ?)*$")
_MARK = re.compile(
    r"^(?:第\w{1,5}[条款] ?|\d{1,3}(?:\.\d{1,3})*[.、)]? |\(\w{1,3}\) ?|(?:Article|Section|Sec\.) \d{1,3}\.? )"
)
_EDITION = re.compile(r"\b(?:Acts?|Laws?|Regulations|Rules|Orders?|Measures|Guidelines),? (?:of )?((?:19|20)\d\d)\b")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|shall|will|enters?|appl(?:y|ies|ied)|r[ua]ns?|lasts?|took|takes?|came|comes?|carr(?:y|ies)|remains?)\b"
)
_WORD = re.compile(r"[A-Za-z0-9]+")
_STOP = frozenset(
    "the a an and of for on in to by at its is was were are be been being has have had shall will said status most"
    " provisions s china chinese prc province provincial municipality city".split()
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of `Metadata` with a value that stands, in whatever form, at ``text[start:end]``."""

    field: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A line or a sentence at ``text[start:end]``; `text` is folded, character for character."""

    start: int
    end: int
    text: str


class Page:
    """A document's title and text. `folded` has Simplified characters and half-width signs at the same offsets."""

    def __init__(self, title: str, text: str, other_title: str = "") -> None:
        """:param other_title: what the text calls itself, where its title comes from elsewhere."""
        self.title, self.text = title, text
        self._other_title = fold_glyphs(fold_script(other_title))
        self.folded = fold_glyphs(fold_script(text))
        self._title = fold_glyphs(fold_script(title))

    @property
    def _ends(self) -> tuple[tuple[int, int], ...]:
        """The beginning and the end of a long text, where it speaks of itself; all of a short one."""
        size = len(self.text)
        if size <= 2 * _ENDS:
            return ((0, size),)
        head = self.text.rfind("\n", 0, _ENDS) + 1 or _ENDS
        tail = self.text.find("\n", size - _ENDS) + 1 or size - _ENDS
        return (0, head), (tail, size)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines that hold anything, trimmed."""
        found = (match for ends in self._ends for match in _LINE.finditer(self.folded, *ends))
        return tuple(Span(*match.span(), match.group()) for match in found)

    @cached_property
    def head(self) -> tuple[Span, ...]:
        """The first lines, where a document says what it is."""
        return self.lines[:_HEAD_LINES]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences that are short enough to state a fact."""
        spans = (span for ends in self._ends for span in sentence_spans(self.text, *ends))
        return tuple(Span(s, e, self.folded[s:e]) for s, e in spans if e - s <= _SENTENCE_MOST)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """What the document may be called: its title, and what that says it issues."""
        titles = (self._title, self._other_title)
        issued = [name for title in titles if (match := _ISSUES.search(title)) for name in match.groups("")]
        names = [*titles, *issued, *self._short_names]
        return tuple(core for name in names if (core := _core(name)))

    @cached_property
    def _short_names(self) -> tuple[str, ...]:
        """What the text, or the title, has in parentheses right after the title: 简称《方案》, NAIS 2.0."""
        after = re.escape(_PARENTHESES.sub("", self._title).strip())
        found = re.search(
            rf"{after}[》”\"]?\s?\((?:以下)?(?:简称)?[“\"《]?([^()《》“”\"]{{2,60}})",
            f"{self._title}\n{self.folded[:4000]}",
        )
        return (found[1],) if found and after and not found[1][0].isdigit() else ()

    def fact(self, field: str, start: int, end: int) -> Fact:
        """The words at these offsets as a field's value."""
        return Fact(field, self.text[start:end], start, end)

    def own(self, before: str) -> bool:
        """Whether a sentence that begins like this, up to what it states, speaks of the document itself."""
        before = _MARK.sub("", before)
        if _RELATIVE.search(before):
            return False
        if _PART.search(before) and "ost provisions" not in before:
            return False
        named = next(_NAMED.finditer(before), None)
        if named:
            return self.is_own_name(named[1] or named[2])
        if _PROMULGATED.search(before) or _THIS.search(before) or _THIS_ENGLISH.match(before):
            return True
        subject = _subject(before)
        if re.search(r"[\u4e00-\u9fff]", subject):
            issues = _ISSUES.search(subject)
            names = (subject, _subject(before.rpartition(",")[2]), *(issues.groups("") if issues else ()))
            return any(self.is_own_name(name) for name in names)
        return not subject.strip() or self._own_english(before)

    def is_own_name(self, name: str) -> bool:
        """Whether a name is the title or short for it: its characters in their order, and the same at the end."""
        core = _core(name)
        return len(core) > 1 and any(
            (core[-1] == own[-1] and _is_within(core, own)) or (len(own) >= _WHOLE and core.endswith(own))
            for own in self._names
        )

    def _own_english(self, subject: str) -> bool:
        edition = _EDITION.search(_VERB.split(subject)[0])
        if edition and edition[1] not in self._title:
            return False
        words = _content(_VERB.split(subject.replace("status of", ""))[0] or subject)
        return any(
            own[:1] == [word for word in own if word in words][:1]
            and sum(word in words for word in own) >= 0.4 * len(own)
            and sum(not word.isdigit() for word in words - set(own)) <= 3
            for own in (
                list(dict.fromkeys(_content_list(name)))
                for name in (self._title, self._other_title, *self._short_names)
            )
            if own
        )


def _subject(before: str) -> str:
    """What a Chinese clause is about: what stands before the first word that a statement begins with."""
    return re.sub("的$", "", _SUBJECT_END.split(before)[0])


def dated(field: str, span: Span, day: Date) -> Fact:
    """A date that stands in a line or sentence as a field's value."""
    return Fact(field, day.iso, span.start + day.start, span.start + day.end)


def dates_in(text: str) -> Iterator[Date]:
    """The full dates of folded text, and months and years where no day is told, all with a year; no spans of years."""
    return iter(_dates(text))


@lru_cache(maxsize=1_024)
def _dates(text: str) -> tuple[Date, ...]:
    """A sentence is asked for its dates by several readers one after another."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Date]:
    for date in find_dates(text) if _DIGIT.search(text) else ():
        if date.year and not date.year_high:
            begins_before = date.start >= 2 and text.startswith("中华民国", date.start - 2)
            yield replace(date, start=date.start - 2) if begins_before else date
    for match in _ROC.finditer(text) if "民国" in text else ():
        yield Date(*match.span(), int(match[1]) + _ROC_BEFORE, int(match[2]), int(match[3]))


def _core(name: str) -> str:
    """Letters and digits of a folded name without what stands in parentheses."""
    return "".join(c for c in _PARENTHESES.sub("", name).lower() if c.isalnum())


def _is_within(short: str, whole: str) -> bool:
    """Whether the characters of one stand in the other, in this order."""
    rest = iter(whole)
    return all(character in rest for character in short)


def _content_list(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _STOP]


def _content(text: str) -> set[str]:
    return set(_content_list(text))

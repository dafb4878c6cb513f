"""What a question asks for, as far as can be told without searching."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from typing import Literal

from corpus.jurisdictions import gazetteer
from corpus.script import detect, fold, fold_wording, has_han
from corpus.terms import Term, term_base
from index.analyze import content_terms, function_words
from index.dictionary import Others, dictionary
from ingest.document import Language
from ingest.metadata import DOCUMENT_NUMBER
from ingest.quantities import find_quantities

AnswerKind = Literal["figure", "date", "document_number", "body", "list", "definition", "comparison", "statement"]

# How much a translated term counts beside a term of the question itself. The first form of an entry is the usual
# translation, those after it are variants.
_TRANSLATED, _VARIANT = 0.7, 0.35
_GUESSED = 0.8  # the likeliest word of the dictionary, which is often the only one
_COUNTED = {"number", "money", "compute"}
_PLAINLY = 10**8  # larger numbers are not written out
_MOST = 10_000  # of a unit; beyond it the next is used
_LARGE = tuple(
    (Fraction(size), word)
    for size, word in ((10**4, "万"), (10**6, "million"), (10**8, "亿"), (10**9, "billion"), (10**12, "trillion"))
)
_VAGUE_DOMAINS = {"quant"}

_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])")
_NATIONAL = re.compile(
    r"\bnational (?:one|target|level|plan|figure|goal)s?\b|国家(?:目标|层面|的目标)|全国(?:目标|平均)"
)
_CHINA = re.compile("国家层面|全国(?!人)")
CURRENCIES = {"RMB", "CNY", "USD", "EUR", "HKD", "JPY", "GBP"}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

# The first pattern that matches a question, folded and in lower case, tells what kind of answer it asks for.
_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    (
        "comparison",
        r"相比|比较|对比|不同|差异|差别|差在|区别|异同|不一样|一样吗|有何变化|哪一?个省?(?:更|的.{0,12}更)|谁更|更(?:高|多|大|早)|"
        r"\bcompar\w+|\bdiffer\w*|\bversus\b|\bvs\b|\bthe same\b|\bcontrast\w*|\bunlike\b|"
        r"\bwhich came first\b|\bgo beyond\b",
    ),
    ("document_number", r"文号|发文字号|文件号|编号|document number|reference number"),
    (
        "date",
        r"何时|什么时候|什么时间|哪[一几]?[天日年]|哪几个年份|几月|(?<!第)几号|日期|施行时间|生效|从.{0,4}起施行|"
        r"\bwhen (?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|must|should|may|exactly)\b|"
        r"\b(?:since|until|till|from|by) when\b|^(?:\w+,? ){0,2}when\b(?! (?:an?|the|it|they|you|we)\b)|\bwhen\W*$|"
        r"\bwhat (?:date|day|year)\b|\bwhich (?:date|day|year)\b|milestone years?|\bdate of\b",
    ),
    (
        "figure",
        r"多少|多大|多高|(?<!哪)几[个家项条大类级种步年名座批位秒份人章篇倍台款次页天%]|几成|比例|比率|占比|普及率|转化率|规模(?:是|有|达)|"
        r"第几[条章款]|\b(?:which|what) (?:article|section|chapter)\b|\b(?:top|steepest|largest) (?:fine|penalt)|"
        r"\b(?:target|goal|figure|rate|scale|output|revenue|budget|cap|fund)(?: (?:for|by|in))?(?: \d{4})?[\s?.!]*$|"
        r"(?:规模|数量|总量|总额|金额|营收|产值|增加值|增速|增长率)[？?。！!\s]*$|"
        r"\bhow (?:many|much|large|big|high)\b|\bwhat (?:share|percentage|proportion|rate|amount|number|scale|size)\b|"
        r"\bmaximum\b|\bminimum\b|\b(?:highest|biggest|lowest) (?:fine|penalt)|\brate\b|"
        r"\bwhat .{0,40}\b(?:figure|target|output|budget)\b",
    ),
    (
        "body",
        r"哪[一几]?个(?:部门|机构|单位|机关|厅|局|委|部(?!分))|哪些部门|哪几?家(?:单位|机构)?(?:联合)?(?:发|印|出|制定)|由谁|是谁|谁是|谁(?:发布|印发|制定|负责|来)|发文机关|"
        r"\bwho (?:issued|published|is)\b|\bwhich (?:body|agency|ministry|department)",
    ),
    (
        "list",
        r"哪[二三四五六七八九十几些两]+[大个项条类种级方]?|包括哪|有哪些|列出|列举|分别|"
        r"[两二三四五六七八九十几][大个项条类种级方步样点].{0,12}(?:是|指|叫|有)(?:啥|什么)|"
        r"\blist\b|\bwhat are the\b|\binto which\b|\bname the\b|"
        r"\bwhich (?:two|three|four|five|six|seven|eight|nine|ten|\w+s)\b|"
        r"\b(?:what|which) (?!must|should|do|does|did|is|are|was|were|can|will|has|have)"
        r"(?:[a-z]+ ){1,3}?[a-z]+s (?:do|does|did|are|were|will|should|must|has|have|had)\b",
    ),
    (
        "definition",
        r"什么(?:意思|含义|概念)|算作?(?:是)?(?:什么|哪)|什么(?:样的)?[^，。？]{0,8}(?:算|才叫)|"
        r"含义|啥意思|何谓|什么叫|定义|(?:是|指)(?:的是)?(?:什么|啥)[？?。\s]*$|是什么(?:东西|样)|"
        r"^什么是|^what(?:'s| (?:exactly )?(?:is|are)) (?:an? |[\"“‘'])[^?]{2,60}\?*$|"
        r"\bmeant by\b|\bwhat (?:exactly )?counts as\b|\bcount(?:ed)? as\b|\bconsidered (?:an?|as)\b|"
        r"\bmean(?:s|ing)?\b|\bdefin\w+|\brefers? to\b|\bstands? for\b",
    ),
)


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that the question is about: its words there, and the terms of each form that it may take elsewhere.

    The first form is the question's own, those after it are translations. `guesses` are what the dictionary has for a
    word that is no term.
    """

    words: str
    forms: tuple[tuple[str, ...], ...]
    guesses: Others = field(default_factory=dict)

    def forms_in(self, chinese: bool) -> list[tuple[str, ...]]:
        """The forms that Chinese or English texts can have; acronyms and numbers are of both."""
        return [form for form in self.forms if self.words.isupper() or _is_of("".join(form), chinese)]

    def wordings(self, chinese: bool) -> list[tuple[str, ...]]:
        """The same with the guesses; the first form where there is none."""
        return [*self.forms_in(chinese), *((one,) for one in self.guesses if _is_of(one, chinese))] or [self.forms[0]]


@dataclass(frozen=True, slots=True)
class Query:
    """A question, analysed.

    `terms` are what BM25 is asked for, by weight: those of the question at 1, their translations below it.
    `places` are jurisdiction codes in the order of their mention, `years` are those named. Neither is a concept.
    """

    text: str
    language: Language
    kind: AnswerKind
    terms: dict[str, float]
    concepts: tuple[Concept, ...]
    places: tuple[str, ...]
    years: tuple[str, ...]
    document_numbers: tuple[str, ...]

    def terms_in(self, chinese: bool) -> dict[str, float]:
        """What BM25 is asked for in Chinese or in English texts: without translations into the other language."""
        return {term: weight for term, weight in self.terms.items() if weight == 1 or _is_of(term, chinese)}


def _is_of(words: str, chinese: bool) -> bool:
    """Whether words are Chinese, or are not; what has no letters is of either language."""
    return has_han(words) == chinese or not any(map(str.isalpha, words))


def analyze(text: str) -> Query:
    """The question analysed; never fails, whatever the text."""
    concepts = _concepts(text)
    weights = dict.fromkeys(content_terms(text), 1.0)
    for concept in concepts:
        for position, form in enumerate(concept.forms):
            for term in form:
                weights.setdefault(term, _VARIANT if position > 1 else _TRANSLATED)
        for term, likely in concept.guesses.items():
            weights.setdefault(term, _GUESSED * likely**2)
    for term in content_terms(" ".join(_other_conventions(text))):
        weights.setdefault(term, _TRANSLATED)
    return Query(
        text=text,
        language=detect(text),
        kind=_kind(text),
        terms=weights,
        concepts=concepts,
        places=_places(text),
        years=tuple(dict.fromkeys(YEAR.findall(DOCUMENT_NUMBER.sub(" ", text)))),
        document_numbers=tuple(match.group() for match in DOCUMENT_NUMBER.finditer(text)),
    )


def _other_conventions(text: str) -> Iterator[str]:
    """The large numbers of the text as either language would write them: 4000亿 is 400 billion, 4万 is 40,000."""
    for quantity in find_quantities(text):
        for value in {quantity.low, quantity.high} if quantity.kind in _COUNTED else ():
            if _LARGE[0][0] <= value < _PLAINLY:
                yield str(float(value)).removesuffix(".0")
            fitting = ((value / unit, word) for unit, word in _LARGE if unit <= value < unit * _MOST)
            yield from (f"{float(number):.10g} {word}".strip() for number, word in fitting)


def _places(text: str) -> tuple[str, ...]:
    """The places in a question; "national" beside another place stands for the country, 全国 by itself for China."""
    places = places_in(text)
    if not places and _CHINA.search(fold(text)):
        return ("CN",)
    if len(places) == 1 and _NATIONAL.search(text):
        country = gazetteer().ancestors(places[0])[-1:]
        return (*places, *country)
    return places


@lru_cache(maxsize=8192)
def places_in(text: str) -> tuple[str, ...]:
    """The jurisdictions that the text names, or that the bodies named in it belong to, each once, in order."""
    return tuple(dict.fromkeys(mention.code for mention in gazetteer().find(text)))


def _concepts(text: str) -> tuple[Concept, ...]:
    """The terms of the term base in the text with their translations, then the other content words one by one."""
    numbers = [match.span() for match in DOCUMENT_NUMBER.finditer(text)]
    rest = blanked(text, numbers + [(mention.start, mention.end) for mention in gazetteer().find(text)])
    mentions = [mention for mention in term_base().find(rest) if mention.term.domain not in _VAGUE_DOMAINS]
    concepts = [_concept(rest[mention.start : mention.end], mention.term) for mention in mentions]
    rest = blanked(rest, [(mention.start, mention.end) for mention in mentions])
    acronyms = [acronym for acronym in _ACRONYM.findall(rest) if acronym not in CURRENCIES]
    concepts += [Concept(acronym, ((acronym.lower(),),)) for acronym in dict.fromkeys(acronyms)]
    rest = blanked(rest, [(date.start, date.end) for date in find_quantities(rest) if date.kind in {"date", "year"}])
    rest = _ACRONYM.sub(" ", YEAR.sub(" ", rest))
    folded = fold(rest)
    rest = blanked(rest, function_words(folded)) if len(folded) == len(rest) else rest
    concepts += [Concept(term, ((term,),), dictionary().others(term)) for term in content_terms(rest)]
    return tuple(concept for concept in concepts if concept.forms)


def _concept(words: str, term: Term) -> Concept:
    own, others = (term.english, term.chinese) if words.isascii() else (term.chinese, term.english)
    wordings = (fold_wording(words).text, fold(words), *others, *own)
    forms = [tuple(content_terms(form)) for form in wordings]
    return Concept(words, tuple(dict.fromkeys(form for form in forms if form)))


def blanked(text: str, spans: Iterable[tuple[int, int]], mark: str = " ") -> str:
    """The text with a mark for each character of the spans; offsets stay."""
    for start, end in spans:
        text = text[:start] + mark * (end - start) + text[end:]
    return text


def _kind(text: str) -> AnswerKind:
    folded = fold(text).lower()
    return next((kind for kind, pattern in _patterns() if pattern.search(folded)), "statement")


@cache
def _patterns() -> tuple[tuple[AnswerKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)

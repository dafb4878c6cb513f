"""A question in its conversation."""

import re
from dataclasses import dataclass

from assistant.compared import without_comparing
from assistant.naming import documents_in
from corpus.jurisdictions import Mention, gazetteer
from corpus.script import fold
from index.hits import ANY, Filters
from index.query import YEAR, Query, analyze, blanked

# What a follow-up calls the document talked about, and what it calls something that was said of it.
_KINDS_ZH = r"(?:文件|方案|计划|规划|意见|办法|措施|条例|法律?|指引|政策)"
_THE_DOCUMENT = re.compile(
    rf"(?:这|那|该)[份部]?{_KINDS_ZH}"
    r"|\b(?:the|that|this) (?:plan|act|law|document|paper|blueprint|roadmap|measures|opinions|guideline)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"它们?|\b(?:it|its|they|their)\b", re.IGNORECASE)
_THAT = re.compile(
    r"这[些个项]|那些|此|其中|上述|同一"
    r"|(?:(?<!s )|(?<=\bis )|(?<=\bwas )|(?<=\bhas )|(?<=\bdoes ))\bthat\b"  # not: firms that sit elsewhere
    r"|\b(?:those|this|these|them|same)\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"它们?|这份|那份|该|此|其中")  # would be read as one word with what follows

# What a follow-up says besides the one thing that it changes, and what makes it a question of its own.
_ELLIPTIC = re.compile(
    r"[那呢吗又再写寫说說里裡]|后来|後來|往[后後]|最[后後]"
    r"|\b(?:and|what about|how about|also|now|then|go(?:es)? up|rise|increase|grow|change)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"什么|多少|几|哪|何时|谁|如何|怎[么样]|有没有|是否|\b(?:what|which|when|who|where|why|how)\b", re.IGNORECASE
)
_SUBJECT = re.compile(r"目标|任务|要求|规定|\b(?:goal|target|task)s?\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"^[那，,\s]*(?P<zh>[^，。；？?]{1,20}?)呢[？?。]?$|^(?:and|what about|how about)\s+(?P<en>[^?]+)", re.IGNORECASE
)
_SAME_YEAR = re.compile(r",? in (?:the|that)(?: same)? year\b|同年|同一年|(?<!最后)(?<!最後)那一?年", re.IGNORECASE)
_THE_ONE = re.compile(r"\bthe ([\w+ -]{2,30}) one\b")
_FRAME_ZH = re.compile(
    r"(?:最[高多低少大]|至少|每年|[要须应可将能]|目标)*(?:是|为|有|达到|超过|建设|建成|打造|形成|罚|发放|支持|补贴)?"
    r"(?:多少(?:亿元|万元|元|倍)?|几成|多大|多高|何时|什么时候)"
)
_FRAME_EN = re.compile(r"\bhow (?:many|much|large|big|high|long|often)\b|\bwhen\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]{2,20}”|「[^」]{2,20}」|\"[^\"]{2,40}\"")
_TIMELESS = {"date", "document_number", "body"}  # what such a question asks for does not lie in the year talked about

_ROW = re.compile(r"(?<![一-鿿])(?:[一-鿿][、和与及])+[一-鿿](?=[两兩三四五]?[省市地区區]|20|各|的|到)")
_FIRST = re.compile(r"^[一-鿿](?:省|(?=[“「《]|20\d\d))")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which documents, after which questions (oldest first).

    `topic` says that it is about what the question before it asked, too, whatever it names itself.
    """

    text: str
    filters: Filters = ANY
    history: tuple[str, ...] = ()
    topic: bool = False


def standalone(question: Question) -> str:
    """The question with what it leaves to the ones before it.

    Always their place, year and document, when it names none. All else that they asked, with what it names put in the
    stead of its like, when it has nothing of its own ("And Jiangxi?", "那2035年呢?"); how they asked, when it has but
    another subject ("企业数量呢？"); what they were about, when it points to that ("the fine for them"). What points to
    the answer before it is another matter: see `assistant.turns`.
    """
    text = spelled_out(question.text)
    if not question.history:
        return text
    before = standalone(Question(question.history[-1], history=question.history[:-1]))
    own = _named(text, before)
    query = analyze(own)
    carried = _without_replaced(_carried(own, query, before, question.topic), own, query)
    return " ".join(f"{_asking(own, query, before)} {carried}".split())


def without_asking(text: str) -> str:
    """What a question is about, without the words that ask."""
    return _ASKS.sub(" ", text)


def spelled_out(text: str) -> str:
    """The text with the names of provinces for their signs where they stand in a row, or first: 湘、赣两省, 皖“...”."""
    for pattern in (_ROW, _FIRST):
        text = pattern.sub(_names, text)
    return text


def _names(row: re.Match[str]) -> str:
    """The row with names for signs; as it is when a sign is no province's."""
    signs = [sign for sign in row.group() if sign not in "、和与及省"]
    codes = {sign: gazetteer().resolve(sign) for sign in signs}
    if not all(codes.values()):
        return row.group()
    names = {sign: gazetteer().get(code).name_zh for sign, code in codes.items() if code}
    return "".join(names.get(sign, sign) for sign in row.group().removesuffix("省"))


def _named(text: str, before: str) -> str:
    """The text with the document before it in the stead of its pronoun, and no pronoun stuck to the next word."""
    documents = _documents(before)
    text = _SAME_YEAR.sub(" ", text)
    text = _THE_ONE.sub(lambda one: f"the {one[1]} {documents[0].split()[-1]}" if documents else one.group(), text)
    folded = fold(text)
    if len(folded) != len(text):
        return text
    pronoun = _THE_DOCUMENT.search(folded) or _IT.search(folded)
    is_meant = not gazetteer().find(before) or not _is_elsewhere(text, before)
    if documents and pronoun and not documents_in(text) and is_meant:
        owns = "'s" if pronoun.group().lower() in {"its", "their"} else ""
        return f"{text[: pronoun.start()]}{documents[0]}{owns}{text[pronoun.end() :]}"
    named = documents_in(text)
    for glued in _GLUED.finditer(folded):
        if any(start <= glued.start() < end for start, end in named):
            continue
        text = text[: glued.start()] + " " * len(glued.group()) + text[glued.end() :]
    return text


def _carried(text: str, query: Query, before: str, topic: bool) -> str:
    """What a follow-up takes from before it.

    :param topic: whether it is known to be about what was asked before.
    """
    if topic and query.kind not in _TIMELESS:
        return without_asking(without_comparing(before))
    asks = bool(_ASKS.search(_ELLIPTIC.sub(" ", fold(text))))
    if not has_subject(text):
        return without_asking(before) if asks else before
    mentions = [_place(mention) for mention in gazetteer().find(before)]
    points = _THAT.search(fold(text)) or (_IT.search(text) and not documents_in(text) and not mentions)
    if points and query.kind not in _TIMELESS and not _another(text, query):
        return without_asking(before)
    documents = [] if documents_in(text) or _is_elsewhere(text, before) else _documents(before)[:1]
    places = [place for place in dict.fromkeys(mentions) if not any(place in document for document in documents)]
    quoted = [] if documents or places else _QUOTED.findall(before)
    years = YEAR.findall(blanked(before, documents_in(before)))
    return " ".join([*documents, *places, *quoted, *dict.fromkeys(years)])


def _place(mention: Mention) -> str:
    """The place by its name, where it is told by a sign: 深 in 深工信."""
    return gazetteer().get(mention.code).name_zh if mention.kind == "short" else mention.text


def has_subject(text: str) -> bool:
    """Whether a follow-up is about something besides a place, a year or a document."""
    rest = blanked(text, documents_in(text))
    return bool(_SUBJECT.search(fold(rest)) or analyze(_ELLIPTIC.sub(" ", rest)).concepts)


def asks_for_goals(text: str) -> bool:
    """Whether the goals or tasks are all that a text is about, and not what they are for."""
    return bool(_SUBJECT.search(fold(text))) and not has_subject(_SUBJECT.sub(" ", fold(text)))


def _another(text: str, query: Query) -> str:
    """The other subject of which the same is asked as before: 企业数量呢？, And unicorns? Empty if it is none."""
    match = _ANOTHER.match(text)
    subject = (match["zh"] or match["en"]) if match and query.kind == "statement" else ""
    return "" if _ASKS.search(fold(subject)) or not has_subject(text) else subject


def _asking(text: str, query: Query, before: str) -> str:
    """The text; if it has but another subject, with the words in which was asked before."""
    subject = _another(text, query)
    if not subject:
        return text
    match = (_FRAME_EN if subject.isascii() else _FRAME_ZH).search(fold(before))
    frame = match.group() if match else ("how much" if subject.isascii() and analyze(before).kind == "figure" else "")
    if not frame or (query.years and analyze(frame).kind == "date"):
        return text
    return f"{frame} {subject}?" if subject.isascii() else f"{subject}{frame}？"


def _without_replaced(carried: str, text: str, query: Query) -> str:
    """What is carried, without the places, the documents and the years in whose stead the text names others."""
    if documents_in(text):
        carried = blanked(carried, documents_in(carried))
    if query.places:
        carried = blanked(carried, documents_in(carried))
        carried = blanked(carried, [(mention.start, mention.end) for mention in gazetteer().find(carried)])
    if not query.years and query.kind not in _TIMELESS:
        return carried
    documents = documents_in(carried)
    years = [match.span() for match in YEAR.finditer(carried)]
    return blanked(carried, [(a, b) for a, b in years if not any(start <= a < end for start, end in documents)])


def _is_elsewhere(text: str, before: str) -> bool:
    """Whether the text names a place that was not talked about."""
    places = {mention.code for mention in gazetteer().find(text)}
    return bool(places - {mention.code for mention in gazetteer().find(before)})


def _documents(text: str) -> list[str]:
    """What the text calls documents, so that it is known as a document's name by itself."""
    owners = {mention.end: mention.start for mention in gazetteer().find(text)}
    names = []
    for start, end in documents_in(text):
        owned = re.search(r"['’]s $", text[:start])
        names.append(text[owners.get(owned.start(), start) if owned else start : end])
    return [
        f"the {name}" if name.isascii() and name.split()[-1].islower() and "'s " not in name else name for name in names
    ]

"""Text to the terms that BM25 counts: folded, segmented Chinese words, stemmed English ones, plain numbers."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.script import HAN, fold, fold_wording

if TYPE_CHECKING:
    import rjieba
    import Stemmer

_TOKEN = re.compile(rf"[{HAN}]+|[A-Za-z]+(?:'[a-z]+)?|\d+(?:[.,，]\d+)*")
_HAN = re.compile(rf"[{HAN}]+")
# Parts of speech of jieba (after ICTCLAS): pronouns, measures, prepositions, conjunctions, mood.
_FUNCTION_TAGS = frozenset(("r", "q", "p", "c", "y", "e", "o", "mq"))
_SEPARATORS = re.compile(r"[,，](?=\d{3}(?!\d))")

# Words that say that something is asked, not what; and those that hold sentences together.
STOP_WORDS = frozenset(
    """
    a an and any are as at be been by can could did do does each for from had has have how i if in into is it its many
    me much of on or our shall should so such than that the their them then there these they this those to under was
    we were year years s what when where which who whom whose why will with would you your not no give
    list name tell about
    的 了 和 与 及 或 在 于 是 为 对 将 把 被 由 从 到 向 以 并 等 中 上 下 内 有 也 都 就 又 而 其 该 这 那 此 之 所
    什么 时候 多少 几 哪 哪些 哪个 哪几 哪一 哪里 何 何时 谁 吗 呢 吧 怎样 怎么 如何 为什么 是否 分别 一个 多大 多 大
    些 个 要 用 会 一共 一年 哪一年 年前 年底 地 得 着 项 家 请 问
    提出 要求 计划 打算 准备 目标 规定 一 年 月 日 前 后 成 做 做到 达到 有关 关于 方面 进行 可以
    """.split()
)


@cache
def _segmenter() -> "rjieba.Jieba":
    import rjieba  # noqa: PLC0415

    return rjieba.Jieba()


@cache
def _stemmer() -> "Stemmer.Stemmer":
    import Stemmer  # noqa: PLC0415

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word.lower().removesuffix("'s")))


def function_words(text: str) -> list[tuple[int, int]]:
    """Where Chinese words stand that only hold a sentence together: pronouns, measures, prepositions, particles."""
    spans = []
    for match in _HAN.finditer(text):
        at = match.start()
        for word, tag in _segmenter().tag(match.group()):
            if tag in _FUNCTION_TAGS or tag[0] == "u":
                spans.append((at, at + len(word)))
            at += len(word)
    return spans


def terms(text: str) -> list[str]:
    """The terms of the text in order, stop words included.

    Chinese is cut for search (人工智能 also as 人工 and 智能). Where folding to the mainland's wording changes words,
    the words of the plainly folded text are added, so that either wording finds the other.
    """
    return [*_remembered(text)]


@lru_cache(maxsize=4_096)
def _remembered(text: str) -> tuple[str, ...]:
    """The same; kept, since what many questions find are passages of the same documents."""
    plain, reworded = fold(text), fold_wording(text).text
    found = _terms(reworded)
    return tuple(found if plain == reworded else found + _terms(plain))


def _terms(text: str) -> list[str]:
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token[0].isdigit():
            found.append(_SEPARATORS.sub("", token))
        elif token[0].isascii():
            found.append(_stem(token))
        else:
            found.extend(_segmenter().cut_for_search(token))
    return found


def content_terms(text: str) -> list[str]:
    """The terms of the text that say what it is about, in order, each once."""
    return [term for term in dict.fromkeys(terms(text)) if term not in _stopped()]


@cache
def _stopped() -> frozenset[str]:
    return STOP_WORDS | {_stemmer().stemWord(word) for word in STOP_WORDS if word.isascii()}

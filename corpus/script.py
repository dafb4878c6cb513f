"""Chinese scripts: telling them apart, and folding Traditional to Simplified.

Two foldings, both with OpenCC's tables: `fold` maps characters (繁體 -> 繁体) and keeps every offset; `fold_wording`
also maps Taiwan's words to the mainland's (人工智慧 -> 人工智能, 網際網路 -> 互联网) and brings a map of offsets.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import opencc

Script = Literal["zh-Hans", "zh-Hant", "en"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9"
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
# Aligning words takes time that grows with the square of the run; sentences have no such runs, hostile texts may.
_HAN_CUT = re.compile(f"[{HAN}]{{1,64}}")
_PASSAGE = 4_096  # characters up to which a text is taken for one
_LATIN_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; character i of `text` comes from ``original[starts[i]]``, and ``starts[len(text)]`` is its end."""

    text: str
    starts: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that folded text ``[start:end]`` came from."""
        return self.starts[start], self.starts[end]


@cache
def _converter(config: str) -> "opencc.OpenCC":
    import opencc  # noqa: PLC0415  (packages load nothing until they are used)

    return opencc.OpenCC(config)


def has_han(text: str) -> bool:
    """Whether the text holds any Chinese character."""
    return _HAN_CHARACTER.search(text) is not None


def fold(text: str) -> str:
    """Traditional characters to Simplified, one for one: offsets stay as they are."""
    folded = _converted(text, "t2s")
    return folded if len(folded) == len(text) else _HAN_RUN.sub(lambda run: _fold_run(run.group()), text)


def to_traditional(text: str) -> str:
    """Simplified characters to Traditional; the text as it is where it cannot be converted."""
    return _converted(text, "s2t") or text


def _converted(text: str, config: str) -> str:
    """The text as OpenCC converts it as a whole; empty if it holds lone surrogates, which OpenCC cannot read."""
    try:
        return str(_converter(config).convert(text))
    except UnicodeEncodeError:
        return ""


def _fold_run(run: str) -> str:
    converter = _converter("t2s")
    folded = converter.convert(run)
    if len(folded) == len(run):
        return str(folded)
    return "".join((converter.convert(character) + character)[0] for character in run)


def fold_wording(text: str) -> Folded:
    """Characters and Taiwan's words to the mainland's, with the map back to the original offsets."""
    return _fold_passage(text) if len(text) <= _PASSAGE else _fold_wording(text)


@lru_cache(maxsize=512)
def _fold_passage(text: str) -> Folded:
    """A passage is folded by several readers one after another: the ranking's words, the encoder's, the answer's."""
    return _fold_wording(text)


def _fold_wording(text: str) -> Folded:
    if _converted(text, "tw2sp") == text:
        return Folded(text, tuple(range(len(text) + 1)))
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for run in _HAN_CUT.finditer(text):
        pieces.append(text[at : run.start()])
        starts.extend(range(at, run.start()))
        folded, offsets = _fold_wording_run(run.group())
        pieces.append(folded)
        starts.extend(run.start() + offset for offset in offsets)
        at = run.end()
    pieces.append(text[at:])
    starts.extend(range(at, len(text) + 1))
    return Folded("".join(pieces), tuple(starts))


def _fold_wording_run(run: str) -> tuple[str, list[int]]:
    """The folded run and, for each of its characters, its offset in the run."""
    characters = fold(run)
    words = _converter("tw2sp").convert(run)
    if len(words) == len(characters):
        return words, list(range(len(words)))
    offsets: list[int] = []
    for _, start, end, new_start, new_end in SequenceMatcher(None, characters, words, autojunk=False).get_opcodes():
        last = max(start, end - 1)
        offsets.extend(min(start + i, last) for i in range(new_end - new_start))
    return words, offsets


def is_traditional(text: str) -> bool:
    """Whether Chinese text is in Traditional characters: more of them change when folded than when unfolded."""
    text = "".join(_HAN_CHARACTER.findall(text))
    to_simplified = sum(a != b for a, b in zip(text, fold(text), strict=True))
    if to_simplified == 0:
        return False
    unfolded = _converter("s2t").convert(text)
    to_traditional = sum(a != b for a, b in zip(text, unfolded, strict=False))
    return bool(to_simplified > to_traditional)


def detect(text: str) -> Script:
    """The language and script that most of the text is in. A Latin word weighs as much as two Chinese characters."""
    han = len(_HAN_CHARACTER.findall(text))
    words = len(_LATIN_WORD.findall(text))
    if han == 0 or han < 2 * words:
        return "en"
    return "zh-Hant" if is_traditional(text) else "zh-Hans"

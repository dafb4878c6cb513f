"""Text made plain: a model's reply without thoughts and emphasis, a document's words without commands."""

import re
import unicodedata

_THOUGHT = "think|thinking|thought|reasoning"
_THINKING = re.compile(rf"<({_THOUGHT})>.*?</\1>", re.DOTALL | re.IGNORECASE)
_STILL_THINKING = re.compile(rf"<(?:{_THOUGHT})>.*", re.DOTALL | re.IGNORECASE)
_THOUGHT_BEFORE = re.compile(rf".*</(?:{_THOUGHT})>", re.DOTALL | re.IGNORECASE)  # some templates open it themselves

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_SOURCE = r"(?:(?:citation|passage|source|document|doc|ref|id|来源|來源|资料|資料|文献|文獻|段落|引用)[\s:：#]*)?"
_NUMBERS = r"\d{1,3}(?:\s?[,，、;；\-–~]\s?\d{1,3})*"
_BRACKETED = re.compile(
    rf"[\[【［〖]{{1,2}}\s?\^?{_SOURCE}({_NUMBERS})\^?(?:†[^\]】］]*)?\s?[\]】］〗]{{1,2}}(?!\()(?!\s?(?:No\.|号|號))"
    rf"|<sup>\s?({_NUMBERS})\s?</sup>",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d+)\s?[\-–~]\s?(\d+)")
_WIDEST = 5  # markers that a span such as [2-4] stands for
_EMPHASIS = re.compile(r"\*\*|__|`+|^\s{0,3}#{1,6}\s+|(?<![\w*])\*(?=\w)|(?<=[\w.。])\*(?![\w*])", re.MULTILINE)

_TEMPLATE = re.compile(r"<(?=[/|!?]?[A-Za-z_|▁｜<])|\[(?=/?INST\b)")
_MARK = re.compile(r"[\[【［〖](\^?\d{1,3}(?:\s?[,，、\-–]\s?\d{1,3})*)[\]】］〗]")
_BLANK_LINES = re.compile(r"\s*\n\s*")


def without_thoughts(text: str) -> str:
    """The text without what the model thought aloud."""
    return _THOUGHT_BEFORE.sub("", _THINKING.sub("", text))


def ends_thinking(text: str) -> bool:
    """Whether a thought ends in it that it does not begin."""
    return _THOUGHT_BEFORE.match(_THINKING.sub("", text)) is not None


def is_thinking(text: str) -> bool:
    """Whether it breaks off amid a thought."""
    return _STILL_THINKING.search(_THINKING.sub("", text)) is not None


def plain(text: str) -> str:
    """A reply without emphasis and hidden characters, its digits ASCII, its markers in the one form ``[1]``."""
    text = _HIDDEN.sub("", text)
    text = "".join(str(unicodedata.decimal(c)) if not c.isascii() and c.isdecimal() else c for c in text)
    return _BRACKETED.sub(_markers, _EMPHASIS.sub("", text))


def _markers(found: re.Match[str]) -> str:
    numbers = found[1] or found[2]
    for first, last in _SPAN.findall(numbers):
        if 0 < int(last) - int(first) < _WIDEST:
            between = ",".join(str(number) for number in range(int(first), int(last) + 1))
            numbers = _SPAN.sub(between, numbers, count=1)
    return "".join(f"[{int(number)}]" for number in re.findall(r"\d+", numbers))


def disarmed(text: str) -> str:
    """A document's words as data in a prompt.

    Tags and the tokens of chat templates open no more, marks of its own are no numbers of passages, and every line
    but the first is indented, so that none passes for a passage, a role or the question.
    """
    text = _TEMPLATE.sub(lambda found: "‹" if found[0] == "<" else "(", _HIDDEN.sub("", text))
    return _BLANK_LINES.sub("\n  ", _MARK.sub(r"(\1)", text).strip())

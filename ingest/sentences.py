"""Sentences of Chinese and English text, by their offsets."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_CLOSERS = "”’」』）》\"')\\]"
# A sentence ends at Chinese end punctuation, at a newline, or at English end punctuation followed by a space and what
# can begin a sentence. Reference marks such as [3] belong to the sentence before them;
# the [2024] of a document number is none.
_END = re.compile(
    rf"[。！？!?…]+[{_CLOSERS}]*(?:\[\d{{1,3}}\])*"
    rf"|\.[{_CLOSERS}]*(?:\s?\[\d{{1,3}}\])*\.?(?=\s++[\"'“‘(\[\-–•]*+\s*+[A-Z0-9\u3400-\u9fff])"
    r"|(?<=\w)(?:\s?\[\d{1,3}\])+\.?(?=\s+[-–•A-Z])"
    r"|\n+"
)
_LEADING = re.compile(r"[\s\-–—•·*▪◦]*(?!(?<=[-–])\d)")  # the sign of -5% is no bullet
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Art|Arts|Sec|Ch|Fig|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|cf|Inc|Ltd|Co|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|e\.g|i\.e|U\.S|U\.K|E\.U|a\.m|p\.m)|\b[A-Z]|^\s*\d{1,2})\.$",
    re.MULTILINE,
)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences in ``text[start:end]``, without surrounding white space and bullets, in order.

    Offsets are those of `text`. Nothing but white space and bullets is left out.
    """
    end = len(text) if end is None else end
    trimmed = (_trim(text, *span) for span in _raw_spans(text, start, end))
    return [span for span in trimmed if span[0] < span[1]]


def _raw_spans(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for match in _END.finditer(text, start, end):
        if match.group().startswith(".") and _ABBREVIATION.search(
            text[max(at, match.start() - 12) : match.start() + 1]
        ):
            continue
        yield at, match.end()
        at = match.end()
    yield at, end


def _trim(text: str, start: int, end: int) -> Span:
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

"""What repeats on the pages of a document and belongs to none of them: running heads and feet, page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from ingest.parsers.pages.words import Line, Page, Run, lines_of

_ZONE = 0.14  # of the page's height, at its top and at its foot
_DEEP = 3  # lines, from the edge, that may be furniture
_PAGES_LEAST = 2
_SMALL = 0.92  # times the height of most characters
_SHARE_LEAST = 0.3  # of the pages: heads of even and of odd pages may differ
_RUNS_MOST = 2  # a line of more cells is the head of a table that goes on
_DIGITS = re.compile(r"\d{1,6}")
_ROMAN = "[ivxlcIVXLC]{1,7}"
_NUMBER = rf"(?:\d{{1,4}}|{_ROMAN})"
_PAGE_NUMBER = re.compile(
    rf"[-–—―~·•|\s]*(?:第?\s*{_NUMBER}\s*[页頁]?(?:\s*[,，/／|]?\s*(?:共|of)?\s*{_NUMBER}\s*[页頁]?)?"
    rf"|(?:page|p\.)\s*{_NUMBER}(?:\s*(?:of|/)\s*{_NUMBER})?)[-–—―~·•|\s]*",
    re.IGNORECASE,
)


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without what repeats at their edges, and without their numbers."""
    lines = [(page, line) for page in pages for line in _at_the_edges(page)]
    counts = Counter(key for page, line in lines for run in line.runs for key in _keys(run, page))
    body = median([run.size for page in pages for run in page.runs] or [0.0])
    least = max(_PAGES_LEAST, _SHARE_LEAST * len(pages))
    dropped: defaultdict[int, set[Run]] = defaultdict(set)
    for page, line in lines:
        repeated = {run for run in line.runs if any(counts[key] >= least for key in _keys(run, page))}
        numbers = {run for run in line.runs if _is_number(run, alone=len(line.runs) == 1 or bool(repeated))}
        beside = numbers or _is_small_head(line, page, body)
        dropped[page.number] |= {*line.runs} if beside else repeated
    return [replace(page, runs=tuple(run for run in page.runs if run not in dropped[page.number])) for page in pages]


def _at_the_edges(page: Page) -> Iterator[Line]:
    lines = [line for line in lines_of(page.runs, page.number) if len(line.runs) <= _RUNS_MOST]
    yield from (line for line in lines[:_DEEP] if line.bottom < _ZONE * page.height)
    yield from (line for line in lines[-_DEEP:] if line.top > (1 - _ZONE) * page.height)


def _keys(run: Run, page: Page) -> set[tuple[str, bool, int]]:
    """By what a run is known on other pages: its words, or these with a number that goes up with that of the page."""
    foot = run.top > page.height / 2
    numbers = _DIGITS.finditer(run.text)
    counted = {(f"{run.text[: n.start()]}#{run.text[n.end() :]}", foot, int(n.group()) - page.number) for n in numbers}
    return {(run.text, foot, 0)} | counted


def _is_small_head(line: Line, page: Page, body: float) -> bool:
    """Whether a line reads like a running head even on one page alone: the first, in small print, well above the rest.

    One with figures stays, for it may be the document's number or date.
    """
    below = [run.top for run in page.runs if run.top > line.bottom]
    is_first = line.top <= min(run.top for run in page.runs) and line.top < page.height / 2
    is_apart = bool(below) and min(below) - line.bottom > 1.5 * line.size
    return is_first and is_apart and line.size < _SMALL * body and _DIGITS.search(line.text) is None


def _is_number(run: Run, *, alone: bool) -> bool:
    """Whether a run is the number of a page; beside other words, only one that says so, as ``- 3 -`` does."""
    return _PAGE_NUMBER.fullmatch(run.text) is not None and (alone or not run.text.isalnum())

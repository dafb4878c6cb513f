"""What repeats on the pages of a document and belongs to none of them: running heads and feet, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parsers.pages.words import Line, Page, Run, lines_of

_ZONE = 0.14  # of the page's height, at its top and at its foot
_DEEP = 3  # lines, from the edge, that may be furniture
_PAGES_LEAST = 2
_SHARE_LEAST = 0.3  # of the pages: heads of even and of odd pages may differ
_DIGITS = re.compile(r"\d+")
_ROMAN = "[ivxlcIVXLC]{1,7}"
_NUMBER = rf"(?:\d{{1,4}}|{_ROMAN})"
_PAGE_NUMBER = re.compile(
    rf"[-–—―~·•|\s]*(?:第?\s*{_NUMBER}\s*[页頁]?(?:\s*[,，/／|]?\s*(?:共|of)?\s*{_NUMBER}\s*[页頁]?)?"
    rf"|(?:page|p\.)\s*{_NUMBER}(?:\s*(?:of|/)\s*{_NUMBER})?)[-–—―~·•|\s]*",
    re.IGNORECASE,
)


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without what repeats at their edges, and without their numbers."""
    found = [list(_at_the_edges(page)) for page in pages]
    counts = Counter(key for lines in found for key in {_key(line, page) for line, page in lines})
    least = max(_PAGES_LEAST, _SHARE_LEAST * len(pages))
    dropped = [
        {run for line, page in lines if _PAGE_NUMBER.fullmatch(line.text) or counts[_key(line, page)] >= least
         for run in line.runs}
        for lines in found
    ]  # fmt: skip
    return [
        replace(page, runs=tuple(run for run in page.runs if run not in gone))
        for page, gone in zip(pages, dropped, strict=True)
    ]


def _at_the_edges(page: Page) -> Iterator[tuple[Line, Page]]:
    lines = lines_of(_outside_tables(page), page.number)
    head, foot = _ZONE * page.height, (1 - _ZONE) * page.height
    yield from ((line, page) for line in lines[:_DEEP] if line.bottom < head)
    yield from ((line, page) for line in lines[-_DEEP:] if line.top > foot)


def _outside_tables(page: Page) -> list[Run]:
    return [run for run in page.runs if not any(table.top < run.top < table.bottom for table in page.tables)]


def _key(line: Line, page: Page) -> tuple[str, bool]:
    """What a line says, whatever number is in it, and whether it is at the foot."""
    return _DIGITS.sub("#", "".join(line.text.split())), line.top > page.height / 2

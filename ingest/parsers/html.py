"""Web pages: trafilatura takes the article out of the page, as Markdown."""

import re
from typing import Any

from ingest.encoding import decode
from ingest.parsers import Parsed
from ingest.parsers.markdown import markdown_pieces

_HEAD = 4096
_CHARSET = re.compile(rb"""<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def parse(content: bytes) -> Parsed:
    """The article's pieces; its title and the site's date of publication where the page states them."""
    import trafilatura  # noqa: PLC0415

    charset = _CHARSET.search(content[:_HEAD])
    page = trafilatura.load_html(decode(content, charset.group(1).decode() if charset else ""))
    if page is None:
        return Parsed([])
    _unwrap_layout(page)
    article = trafilatura.extract(
        page, output_format="markdown", include_tables=True, include_comments=False, include_links=False
    )
    stated = trafilatura.extract_metadata(page)
    properties = {"title": stated.title, "issued": stated.date} if stated else {}
    return Parsed(markdown_pieces(article or ""), {key: value for key, value in properties.items() if value})


def _unwrap_layout(page: Any) -> None:
    """Makes plain blocks of tables that lay out a page: those that hold blocks, or one cell a row."""
    for table in list(page.iter("table")):
        rows = list(table.iter("tr"))
        in_one_cell = all(sum(cell.tag in {"td", "th"} for cell in row) <= 1 for row in rows)
        if in_one_cell or next(table.iterdescendants("table", "h1", "h2", "ul", "article"), None) is not None:
            for element in table.iter("table", "tbody", "tr", "td", "th"):
                element.tag = "div"

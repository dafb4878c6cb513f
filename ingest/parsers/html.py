"""Web pages: trafilatura takes the article out of the page, as Markdown."""

import re
from typing import Any

from ingest.encoding import decode
from ingest.parsers import Parsed
from ingest.parsers.markdown import markdown_pieces
from ingest.structure import Piece

_HEAD = 4096
_BLOCKS = frozenset("address article blockquote div dl h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split())
_BREAKS_LEAST = 2
_LINKS_LEAST = 3
_LINK_MOST = 14  # characters, in the mean
_LINKED_LEAST = 0.9  # of a block's characters
_CHARSET = re.compile(rb"""<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def parse(content: bytes) -> Parsed:
    """The article's pieces; its title and the site's date of publication where the page states them."""
    import trafilatura  # noqa: PLC0415

    charset = _CHARSET.search(content[:_HEAD])
    page = trafilatura.load_html(decode(content, charset.group(1).decode() if charset else ""))
    if page is None:
        return Parsed([])
    _unwrap_layout(page)
    _drop_navigation(page)
    _part_paragraphs(page)
    article = trafilatura.extract(
        page,
        output_format="markdown",
        favor_recall=True,  # else a page whose facts stand in a list may lose that and its headings
        include_tables=True,
        include_comments=False,
        include_links=False,
    )
    stated = trafilatura.extract_metadata(page)
    properties = {"title": stated.title, "issued": stated.date} if stated else {}
    pieces = markdown_pieces(article or "")
    headline = [piece for piece in _headline(page) if pieces and piece.text not in {one.text for one in pieces}]
    return Parsed(headline + pieces, {key: value for key, value in properties.items() if value})


def _headline(page: Any) -> list[Piece]:
    """The page's own first heading, if the browser's title begins with it; others name the site."""
    heading, shown = (" ".join("".join(page.xpath(f"string(//{tag})")).split()) for tag in ("h1", "title"))
    return [Piece("title", heading, 1)] if heading and shown.startswith(heading) else []


def _unwrap_layout(page: Any) -> None:
    """Makes plain blocks of tables that lay out a page: those that hold blocks, or one cell a row."""
    for table in list(page.iter("table")):
        own = [part for part in table.iter("tbody", "tr", "td", "th") if next(part.iterancestors("table")) is table]
        in_one_cell = all(sum(cell.tag in {"td", "th"} for cell in row) <= 1 for row in own if row.tag == "tr")
        if in_one_cell or next(table.iterdescendants("table", "h1", "h2", "ul", "article"), None) is not None:
            for element in (table, *own):
                element.tag = "div"


def _drop_navigation(page: Any) -> None:
    """Removes blocks of short links and nothing else; lists of attachments have longer ones."""
    for block in list(page.iter("ul", "ol", "div", "p")):
        links = [" ".join(link.itertext()).strip() for link in block.iter("a")]
        if len(links) < _LINKS_LEAST or sum(map(len, links)) > _LINK_MOST * len(links):
            continue
        around = "".join("".join(block.itertext()).split())
        if sum(len("".join(link.split())) for link in links) >= _LINKED_LEAST * len(around):
            block.drop_tree()


def _part_paragraphs(page: Any) -> None:
    """Makes paragraphs of lines that only <br> parts; what is in none may be taken for no part of the article."""
    for block in list(page.iter("div", "font", "span", "center")):
        if len(block.findall("br")) >= _BREAKS_LEAST:
            _wrap_lines(block)
            if block.tag != "div":
                block.drop_tag()


def _wrap_lines(block: Any) -> None:
    inside = list(block)
    line = block.makeelement("p")
    line.text, block.text = block.text, None
    for child in inside:
        tail, child.tail = child.tail, None
        block.remove(child)
        if child.tag not in _BLOCKS and child.tag != "br":
            line.append(child)
            child.tail = tail
            continue
        block.append(line)
        if child.tag != "br":
            block.append(child)
        line = block.makeelement("p")
        line.text = tail
    block.append(line)

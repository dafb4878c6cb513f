"""Web pages: an article as government sites, news sites and old table-built ones lay it out."""

from collections.abc import Sequence
from html import escape
from typing import Literal

from evals.benchmarks.papers.content import SURROUNDINGS, Article, Part

Layout = Literal["site", "portal", "old"]
_SCRIPT = "<script>window.hot = ['breaking'];function track(x){return x+1}</script>"


def page(article: Article, layout: Layout, coding: str = "utf-8") -> bytes:
    """The article with navigation, adverts, cookie banner, hot list, disclaimer and owner around it.

    :param layout: `site` has the elements of HTML 5, `portal` divs by class, `old` tables and lines parted by <br>.
    """
    around = {name: _html(lines) for name, lines in SURROUNDINGS[article.language].items()}
    body = {"site": _site, "portal": _portal, "old": _old}[layout](article, around)
    title = f"{escape(article.title)}_{escape(str(SURROUNDINGS[article.language]['navigation'][0]))}"
    head = f'<meta charset="{coding}"><title>{title}</title>{_SCRIPT}'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(coding, "xmlcharrefreplace")


def _html(lines: str | Sequence[str]) -> str:
    if isinstance(lines, str):
        return f"<p>{escape(lines)}</p>"
    return "<ul>" + "".join(f'<li><a href="/x">{escape(line)}</a></li>' for line in lines) + "</ul>"


def _site(article: Article, around: dict[str, str]) -> str:
    return (
        f'<div class="cookie-banner">{around["cookies"]}</div><header><nav>{around["navigation"]}</nav></header>'
        f"<main><article>{''.join(map(_element, article.parts))}</article></main>"
        f'<aside class="hot">{around["hot"]}<div class="ad">{around["advert"]}</div></aside>'
        f"<footer>{around['tools']}{around['disclaimer']}{around['owner']}</footer>"
    )


def _portal(article: Article, around: dict[str, str]) -> str:
    return (
        f'<div id="cookie-consent">{around["cookies"]}</div><div class="nav">{around["navigation"]}</div>'
        f'<div class="wrap"><div class="content" id="zoom">{"".join(map(_element, article.parts))}</div>'
        f'<div class="share">{around["tools"]}</div><div class="disclaimer">{around["disclaimer"]}</div>'
        f'<div class="sidebar hot-list">{around["hot"]}</div><div class="advert">{around["advert"]}</div></div>'
        f'<div class="footer">{around["owner"]}</div>'
    )


def _old(article: Article, around: dict[str, str]) -> str:
    text = "<br>\n".join(
        f"　　{escape(part.text)}" if part.kind != "table" else _element(part) for part in article.parts[1:]
    )
    return (
        f'<table width="100%"><tr><td>{around["navigation"]}</td></tr>'
        f'<tr><td><h1>{escape(article.title)}</h1><font size="3">{text}</font></td></tr>'
        f"<tr><td>{around['tools']}{around['disclaimer']}</td></tr><tr><td>{around['hot']}</td></tr>"
        f"<tr><td>{around['owner']}</td></tr></table>"
    )


def _element(part: Part) -> str:
    if part.kind == "table":
        head, *rows = part.rows
        lines = ["".join(f"<th>{escape(cell)}</th>" for cell in head)]
        lines += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
        return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    if part.kind == "item":
        return f"<ul><li>{escape(part.text)}</li></ul>"
    tag = {"title": "h1", "heading": "h2"}.get(part.kind, "p")
    return f"<{tag}>{escape(part.text)}</{tag}>"

"""What is known around a chunk: the header that is embedded and indexed with it, and never cited."""

from corpus.jurisdictions import gazetteer
from ingest.document import Chunk, Document
from ingest.outline import article, caption, lead_in


def contextualized(chunk: Chunk, document: Document) -> str:
    """The chunk's text under a header: titles in both languages, place, headings, and what its beginning hangs on.

    That is the article and the sentence that leads in to its list, or its table's caption and header row.
    """
    return "\n".join([*header(chunk, document), chunk.text])


def header(chunk: Chunk, document: Document) -> list[str]:
    """The lines of the header, none of them empty."""
    known = document.metadata
    titles = dict.fromkeys(title for title in (document.title, known.title_zh, known.title_en) if title)
    lines = [" / ".join(titles)]
    if known.jurisdiction and known.jurisdiction in gazetteer():
        place = gazetteer().get(known.jurisdiction)
        lines.append(f"{place.name_zh} {place.name_en}")
    lines.append(" > ".join(chunk.headings))
    led_by = lead_in(document, chunk.start)
    within = article(document, chunk.start)
    lines.append(" ".join(words for words in (within if within not in led_by else "", led_by) if words))
    lines += [caption(document, chunk.start), _table_header(chunk, document)]
    return [line for line in lines if line]


def _table_header(chunk: Chunk, document: Document) -> str:
    """The header row above a chunk that begins inside a table."""
    first = next(document.blocks_before(chunk.start + 1), None)
    if first is None or first.kind != "table_row" or first.start != chunk.start:
        return ""
    found = document.table_header(chunk.start)
    return document.text[found.start : found.end] if found else ""

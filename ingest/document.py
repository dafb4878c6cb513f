"""What a policy document is, from the file to the piece of it that is searched and cited.

All offsets in the project count Unicode code points of `Document.text`.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["zh-Hans", "zh-Hant", "en"]
BlockKind = Literal["title", "heading", "paragraph", "list_item", "table_header", "table_row"]


OriginSource = Literal["side-car", "front matter", "file", "text"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field's value was found. `start` and `end` are offsets of `Document.text`, where it is the text."""

    field: str
    source: OriginSource
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its text; None where it is not known.

    Dates are ISO 8601, as precise as the source: ``2025``, ``2025-12`` or ``2025-12-18``. `supersedes` holds ids, or
    titles and numbers as the document states them. `origins` says where each field was found, title and language too.
    """

    title_zh: str | None = None
    title_en: str | None = None
    aliases: tuple[str, ...] = ()
    jurisdiction: str | None = None
    level: str | None = None
    issuing_body: str | None = None
    document_number: str | None = None
    issued: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    status: str | None = None
    supersedes: tuple[str, ...] = ()
    implements: str | None = None
    translation_of: str | None = None
    source_urls: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that belongs together: a heading, a paragraph, a list item, a table row."""

    kind: BlockKind
    headings: tuple[str, ...]
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document. Blocks are in text order and do not overlap."""

    id: str
    title: str
    language: Language
    path: str
    media_type: str
    sha256: str
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    blocks: tuple[Block, ...] = ()

    @property
    def original_id(self) -> str:
        """The id of the original, for a translated edition; else its own."""
        return self.metadata.translation_of or self.id

    def table_header(self, before: int) -> Block | None:
        """The header of the table that a row at an offset belongs to."""
        above = next((block for block in self.blocks_before(before) if block.kind != "table_row"), None)
        return above if above and above.kind == "table_header" else None

    def blocks_before(self, offset: int) -> Iterator[Block]:
        """The blocks that begin before an offset, the nearest first."""
        at = bisect_left(self.blocks, offset, key=lambda block: block.start)
        return (self.blocks[i] for i in reversed(range(at)))


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document that is searched as one. ``text == document.text[start:end]``."""

    id: str
    document_id: str
    headings: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str

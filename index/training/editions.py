"""What the built-in library teaches: its documents stand in both languages, block by block."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.library import entries
from index.training.sources import Pair, Passage
from ingest.document import Block, Document
from ingest.pipeline import read_entry

_HELD_OUT = 5  # every fifth policy


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, block by block in both languages, and title and headings above it."""

    heading: Pair
    blocks: tuple[Pair, ...]

    @property
    def text(self) -> Pair:
        """Headings and blocks together."""
        zh, en = ("\n".join(getattr(part, side) for part in (self.heading, *self.blocks)) for side in ("zh", "en"))
        return Pair(zh, en)


def sections() -> tuple[list[Section], list[Section]]:
    """The sections of the policies to learn from, and of every fifth, held out."""
    documents = {document.id: document for document in map(read_entry, entries())}
    editions = [one for one in documents.values() if one.metadata.translation_of in documents]
    learnt: list[Section] = []
    held_out: list[Section] = []
    for number, edition in enumerate(editions):
        original = documents[edition.original_id]
        sides = (edition, original) if original.language == "en" else (original, edition)
        (learnt if number % _HELD_OUT else held_out).extend(_aligned(*sides))
    return learnt, held_out


def parallel(found: Iterable[Section]) -> list[Pair]:
    """Paragraphs, items and rows with their translations."""
    return [block for section in found for block in section.blocks]


def asked(found: Iterable[Section]) -> list[Passage]:
    """Sections, in the one language and the other by turns, asked for in both by headings and by their first block."""
    passages = []
    for number, section in enumerate(found):
        first = section.blocks[0]
        questions = (section.heading.zh, section.heading.en, first.en if number % 2 == 0 else first.zh)
        passages.append(Passage(section.text.zh if number % 2 == 0 else section.text.en, questions, str(number)))
    return passages


def _aligned(zh: Document, en: Document) -> Iterator[Section]:
    """None, where the blocks of the two editions differ in kind."""
    if [block.kind for block in zh.blocks] != [block.kind for block in en.blocks]:
        return
    both = zip(zh.blocks, en.blocks, strict=True)
    told = [pair for pair in both if pair[0].kind in {"paragraph", "list_item", "table_row"}]
    for _, group in groupby(told, key=lambda pair: pair[0].headings):
        blocks = list(group)
        heading = Pair(*(" ".join((of.title, *one.headings)) for of, one in zip((zh, en), blocks[0], strict=True)))
        yield Section(heading, tuple(Pair(_text(zh, one), _text(en, other)) for one, other in blocks))


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]

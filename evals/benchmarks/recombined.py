"""Libraries of any size, made of the built-in one: its own documents, then new ones of its sentences recombined.

A new document has the title of a real one under another place, and chunks of three to six sentences: three quarters of
them from three real documents of its language, the rest from all of that language. A chunk's vector is the mean of
those of its sentences, its title and its place, with a little noise, so that a million need not be encoded.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.jurisdictions import Jurisdiction, gazetteer
from corpus.library import entries
from index.bundled_encoder import Vectors
from index.encoders import Encoder
from index.library import Library
from index.writer import writing
from ingest.document import Block, Chunk, Document, Metadata
from ingest.pipeline import read_entry
from ingest.sentences import sentence_spans
from ingest.split import split

SEED = 20_261_122
CHUNKS_PER_DOCUMENT = 250
NOISE = 0.2  # length of what is added to a chunk's vector, beside the vector's own

_CHUNKS_PER_HEADING = 10
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Material:
    """What libraries are made of. Vectors are float32[n, dimension], unit rows, one for each sentence, title, place."""

    originals: tuple[Document, ...]
    places: tuple[Jurisdiction, ...]
    sentences: tuple[str, ...]
    sources: Rows  # the position of each sentence's document
    sentence_vectors: Vectors
    title_vectors: Vectors
    place_vectors: Vectors

    @cached_property
    def alike(self) -> dict[bool, tuple[Rows, Rows]]:
        """For Chinese and English (True) the positions of the documents and those of the sentences."""
        english = np.array([original.language == "en" for original in self.originals])
        return {
            group: (np.flatnonzero(english == group), np.flatnonzero(english[self.sources] == group))
            for group in (False, True)
        }


def material(encoder: Encoder) -> Material:
    """The documents of the built-in library and their sentences, with the vectors of all."""
    originals = tuple(map(read_entry, entries()))
    found = [
        (original.text[start:end], position)
        for position, original in enumerate(originals)
        for block in original.blocks
        if block.kind not in {"title", "heading"}
        for start, end in sentence_spans(original.text, block.start, block.end)
    ]
    places = tuple(gazetteer())
    return Material(
        originals,
        places,
        tuple(text for text, _ in found),
        np.array([position for _, position in found]),
        encoder.encode([text for text, _ in found]),
        encoder.encode([original.title for original in originals]),
        encoder.encode([f"{place.name_zh} {place.name_en}" for place in places]),
    )


def build(data_dir: Path, encoder: Encoder, made_of: Material, chunks: int) -> Library:
    """A library of so many chunks: as many of the real documents as it has room for, the rest recombined."""
    with writing(data_dir, encoder) as writer:
        room = chunks
        for position in np.random.default_rng(SEED).permutation(len(made_of.originals)):
            needed = len(split(made_of.originals[position]))
            if needed <= room:
                writer.put(made_of.originals[position])
                room -= needed
        for document, its_chunks, vectors in recombined(made_of, room):
            writer.put_encoded(document, its_chunks, vectors)
        return writer.publish()


def recombined(made_of: Material, chunks: int) -> Iterator[tuple[Document, list[Chunk], Vectors]]:
    """New documents that have so many chunks together, with float32[n, dimension] vectors; the same every time."""
    for number, start in enumerate(range(0, chunks, CHUNKS_PER_DOCUMENT)):
        random = np.random.default_rng([SEED, number])
        model, place = (int(random.integers(len(one))) for one in (made_of.originals, made_of.places))
        rows = _rows(made_of, model, min(CHUNKS_PER_DOCUMENT, chunks - start), random)
        document = _document(made_of, number, made_of.originals[model], made_of.places[place], rows)
        around = made_of.title_vectors[model] + made_of.place_vectors[place]
        yield document, _cut(document, [len(chosen) for chosen in rows]), _vectors(made_of, rows, around, random)


def _rows(made_of: Material, model: int, chunks: int, random: np.random.Generator) -> list[Rows]:
    """For each chunk the positions of its sentences: int64[3 to 6]."""
    documents, sentences = made_of.alike[made_of.originals[model].language == "en"]
    others = random.choice(documents, 2)
    near = sentences[np.isin(made_of.sources[sentences], [model, *others])]
    chosen = np.where(
        random.random((chunks, 6)) < 0.75, random.choice(near, (chunks, 6)), random.choice(sentences, (chunks, 6))
    )
    return [row[:length] for row, length in zip(chosen, random.integers(3, 7, chunks), strict=True)]


def _document(made_of: Material, number: int, model: Document, place: Jurisdiction, rows: Sequence[Rows]) -> Document:
    title = f"{place.name_en if model.language == 'en' else place.name_zh} · {model.title}"
    blocks, lines, at = [], [title], len(title) + 1
    for row in np.concatenate(rows):
        line = made_of.sentences[row]
        blocks.append(Block("paragraph", (title,), None, at, at + len(line)))
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    level, issued = model.metadata.level, f"{2017 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    return Document(
        id=f"recombined-{number:06}",
        title=title,
        language=model.language,
        path=f"recombined/{number:06}.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        metadata=Metadata(jurisdiction=place.code, level=level, issued=issued, status="in force"),
        blocks=tuple(blocks),
    )


def _cut(document: Document, lengths: Sequence[int]) -> list[Chunk]:
    """Chunks of so many blocks each."""
    chunks, first = [], 0
    for number, length in enumerate(lengths):
        start, end = document.blocks[first].start, document.blocks[first + length - 1].end
        headings = (document.title, f"{number // _CHUNKS_PER_HEADING + 1}")
        name = f"{document.id}#{number:04}"
        chunks.append(Chunk(name, document.id, headings, None, start, end, document.text[start:end]))
        first += length
    return chunks


def _vectors(
    made_of: Material, rows: Sequence[Rows], around: NDArray[np.float32], random: np.random.Generator
) -> Vectors:
    sums = np.stack([made_of.sentence_vectors[chosen].sum(axis=0) + around for chosen in rows])
    sums /= np.linalg.norm(sums, axis=1, keepdims=True)
    sums += random.normal(scale=NOISE / sums.shape[1] ** 0.5, size=sums.shape).astype(np.float32)
    vectors: Vectors = (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32)
    return vectors

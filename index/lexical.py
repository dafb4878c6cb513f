"""Sparse search: BM25 by tantivy over terms of our own cutting (`index.analyze`)."""

import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Self

from index.analyze import terms

_TERMS, _KEY, _DOCUMENT, _LANGUAGE = "terms", "key", "document", "language"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a chunk: its key, its document, its language and the text in which it is to be found."""

    key: int
    document_id: str
    language: str
    text: str


class Documents(tuple[str, ...]):
    """Ids of documents, in order. If they are all those in some languages, `languages` says so, which is quicker."""

    languages: tuple[str, ...]

    def __new__(cls, ids: Iterable[str], languages: tuple[str, ...] = ()) -> Self:
        """:param languages: those whose documents all have their ids here; none if there is more."""
        documents = super().__new__(cls, ids)
        documents.languages = languages
        return documents


def _schema() -> Any:
    import tantivy  # noqa: PLC0415

    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_TERMS, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(_DOCUMENT, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(_LANGUAGE, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(_KEY, fast=True)
    return builder.build()


def _write(index: Any, gone: Iterable[str], entries: Iterable[Entry]) -> None:
    import tantivy  # noqa: PLC0415

    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for document_id in gone:
        writer.delete_documents_by_term(_DOCUMENT, document_id)
    for entry in entries:
        document = tantivy.Document()
        document.add_text(_TERMS, " ".join(terms(entry.text)))
        document.add_text(_DOCUMENT, entry.document_id)
        document.add_text(_LANGUAGE, entry.language)
        document.add_unsigned(_KEY, entry.key)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _link(file: Path, to: Path) -> None:
    try:
        to.hardlink_to(file)
    except OSError:  # a file system without links
        copyfile(file, to)


def _read_only(folder: Path) -> bool:
    """Whether nothing can be written into a folder that is there."""
    try:
        return folder.is_dir() and (not os.access(folder, os.W_OK) or bool(os.statvfs(folder).f_flag & os.ST_RDONLY))
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Wear:
    """How many entries an index keeps, deleted ones included, how many of them are deleted, and in how many parts."""

    entries: int
    deleted: int
    segments: int


def wear(folder: Path) -> Wear:
    """That of the index in a folder.

    :raises ValueError: if there is none.
    """
    try:
        segments = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
        deleted = sum((segment["deletes"] or {"num_deleted_docs": 0})["num_deleted_docs"] for segment in segments)
        return Wear(sum(segment["max_doc"] for segment in segments), deleted, len(segments))
    except (OSError, KeyError, TypeError) as error:
        raise ValueError(f"no index of words in {folder}") from error


class LexicalIndex:
    """BM25 over the terms of chunks."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._schema = _schema()
        self._searcher = index.searcher()
        self._languages = {language for language, _ in self._searcher.terms_with_prefix(_LANGUAGE, "")}

    @classmethod
    def build(cls, folder: Path, entries: Iterable[Entry]) -> None:
        """Writes an index of the entries into a new folder, by one thread, so that scores do not depend on chance."""
        import tantivy  # noqa: PLC0415

        folder.mkdir()
        _write(tantivy.Index(_schema(), path=str(folder)), (), entries)

    @classmethod
    def build_from(cls, before: Path, folder: Path, gone: Iterable[str], entries: Iterable[Entry]) -> None:
        """Writes into a new folder what another index has, without some documents, and with new entries.

        What both have is linked, not copied: tantivy never changes a file of a segment. Until segments are merged, the
        documents that are gone still count in how rare a term is, so that scores differ a little from a whole build's.

        :param gone: the ids of the documents that go; entries may bring them back.
        :raises ValueError: if `before` holds no index.
        """
        import tantivy  # noqa: PLC0415

        folder.mkdir()
        for file in before.iterdir():
            if file.suffix == ".json":  # meta.json and .managed.json, which will be written anew
                copyfile(file, folder / file.name)
            elif file.suffix != ".lock":
                _link(file, folder / file.name)
        _write(tantivy.Index.open(str(folder)), gone, entries)

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """What `build` wrote; raises ValueError if it is not that."""
        if not _read_only(folder):
            return cls._open(folder)
        with TemporaryDirectory() as elsewhere:  # tantivy writes a lock file beside what it reads
            for file in folder.iterdir():
                if file.suffix != ".lock":
                    (Path(elsewhere) / file.name).symlink_to(file.absolute())
            return cls._open(Path(elsewhere))

    @classmethod
    def _open(cls, folder: Path) -> "LexicalIndex":
        import tantivy  # noqa: PLC0415

        index = tantivy.Index.open(str(folder))
        index.config_reader(reload_policy="manual")  # a version never changes, so that nothing need watch it
        return cls(index)

    def search(
        self, weights: Mapping[str, float], k: int, documents: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """The k chunks that score best, best first; ties in the order of their keys.

        :param weights: how much each term counts.
        :param documents: the ids of the documents to search in; None for all.
        """
        from tantivy import Occur, Query  # noqa: PLC0415

        if not weights or (documents is not None and not documents):
            return []
        query = Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(Query.term_query(self._schema, _TERMS, term, "freq"), weight))
                for term, weight in weights.items()
            ]
        )
        if documents is not None and (limits := self._limits(documents)):
            query = Query.boolean_query([(Occur.Must, query), *limits])
        hits = self._searcher.search(query, limit=k, count=False).hits
        keys = self._searcher.fast_field_values(_KEY, [address for _, address in hits])
        found = [(int(key), float(score)) for key, (score, _) in zip(keys, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term, as BM25 has it (Robertson and Zaragoza 2009)."""
        count = self._searcher.doc_freq(_TERMS, term)
        total = max(self._searcher.num_docs, count)  # what is deleted and not yet merged away is in `count` alone
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    def _limits(self, documents: Sequence[str]) -> list[tuple[Any, Any]]:
        """What keeps a query to these documents and leaves scores as they are: (`Occur`, `Query`) pairs."""
        from tantivy import Occur, Query  # noqa: PLC0415

        if isinstance(documents, Documents) and documents.languages:
            others = sorted(self._languages.difference(documents.languages))  # to leave these out is quickest
            return [(Occur.MustNot, Query.term_query(self._schema, _LANGUAGE, other)) for other in others]
        within = Query.term_set_query(self._schema, _DOCUMENT, list(documents))
        return [(Occur.Must, Query.const_score_query(within, 0.0))]

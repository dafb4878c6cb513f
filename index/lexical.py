"""Sparse search: BM25 by tantivy over terms of our own cutting (`index.analyze`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.analyze import terms

_TERMS, _KEY, _DOCUMENT = "terms", "key", "document"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a chunk: its key, its document and the text in which it is to be found."""

    key: int
    document_id: str
    text: str


def _schema() -> Any:
    import tantivy  # noqa: PLC0415

    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_TERMS, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(_DOCUMENT, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(_KEY, stored=True, indexed=True)
    return builder.build()


class LexicalIndex:
    """BM25 over the terms of chunks."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._schema = _schema()
        self._searcher = index.searcher()

    @classmethod
    def build(cls, folder: Path, entries: Iterable[Entry]) -> None:
        """Writes an index of the entries into a new folder, by one thread, so that scores do not depend on chance."""
        import tantivy  # noqa: PLC0415

        folder.mkdir()
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=64_000_000, num_threads=1)
        for entry in entries:
            document = tantivy.Document()
            document.add_text(_TERMS, " ".join(terms(entry.text)))
            document.add_text(_DOCUMENT, entry.document_id)
            document.add_unsigned(_KEY, entry.key)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """What `build` wrote; raises ValueError if it is not that."""
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
        if documents is not None:
            allowed = Query.const_score_query(Query.term_set_query(self._schema, _DOCUMENT, list(documents)), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, allowed)])
        hits = self._searcher.search(query, limit=k, count=False).hits
        found = [(int(self._searcher.doc(address)[_KEY][0]), float(score)) for score, address in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

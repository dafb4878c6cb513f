"""The assistant of a program that runs for long, over whatever version of the library is in force."""

import logging
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

from assistant.answer import Answer
from assistant.assistant import Assistant
from corpus.errors import PolicyLensError
from index.hits import ANY, Filters
from index.library import open_library
from index.store import Store
from index.writer import check_encoder
from ingest.document import Document

_LOG = logging.getLogger(__name__)
_REMEMBERED = 512  # documents


class NewestAssistant:
    """Answers each question from the version of the library that is in force when it comes."""

    def __init__(self, assistant: Assistant) -> None:
        """:param assistant: one over the version in force now."""
        self._assistant = assistant
        self._data_dir: Path = assistant.library.folder.parents[1]
        self._lock = Lock()
        self._cited: OrderedDict[str, Document] = OrderedDict()

    def newest(self) -> Assistant:
        """The assistant over the version in force; if that cannot be opened, over the last one that could."""
        with self._lock:
            try:
                if Store(self._data_dir).current() != self._assistant.library.folder:
                    self._assistant = self._over_newest()
            except PolicyLensError as error:
                _LOG.warning("going on with version %s: %s", self._assistant.library.folder.name, error)
            return self._assistant

    def _over_newest(self) -> Assistant:
        library = open_library(self._data_dir)
        if library is None:
            raise PolicyLensError(f"{self._data_dir} holds no library any more")
        check_encoder(library.manifest, self._assistant.searcher.encoder)
        return self._assistant.over(library)

    def stream(self, question: str, *, filters: Filters = ANY, history: Sequence[str] = ()) -> Iterator[Answer]:
        """Growing answers, the last one final, all from one version.

        :raises PolicyLensError: if the question is empty.
        """
        assistant = self.newest()
        for answer in assistant.stream(question, filters=filters, history=history):
            self._remember(answer, assistant)
            yield answer

    def _remember(self, answer: Answer, assistant: Assistant) -> None:
        with self._lock:
            for document_id in {citation.document_id for citation in answer.citations}:
                self._cited[document_id] = assistant.document(document_id)
                self._cited.move_to_end(document_id)
            while len(self._cited) > _REMEMBERED:
                self._cited.popitem(last=False)

    def document(self, document_id: str) -> Document:
        """The document of that id, as it was when it was last cited: the places cited are places in that text.

        :raises KeyError: if there is none.
        """
        with self._lock:
            cited = self._cited.get(document_id)
        return cited or self.newest().document(document_id)

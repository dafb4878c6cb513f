"""The assistant over one library: what the command line, the page and the evaluation talk to."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.answering import Answering
from assistant.model import Endpoint, connect
from assistant.question import Question
from index.encoders import Encoder
from index.hits import ANY, Filters
from index.library import Library
from index.remembering import Remembering
from index.rerank import CrossEncoderReranker
from index.search import Searcher
from ingest.document import Document

if TYPE_CHECKING:
    from assistant.chain import AnswerChain


class Assistant:
    """Answers questions over a library, by extracts or through a language model."""

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        endpoint: Endpoint | None = None,
        reranker: CrossEncoderReranker | None = None,
    ) -> None:
        self.library = library
        self.searcher = Searcher(library, Remembering(encoder), reranker)
        self._endpoint, self._reranker = endpoint, reranker
        self._answering = (
            Answering(self.searcher, connect(endpoint), endpoint.allowance) if endpoint else Answering(self.searcher)
        )

    def over(self, library: Library) -> "Assistant":
        """The same over another version of the library."""
        return Assistant(library, self.searcher.encoder, self._endpoint, self._reranker)

    @cached_property
    def chain(self) -> "AnswerChain":
        """The same as a LangChain Runnable from `Question` to `Answer`."""
        from assistant.chain import AnswerChain  # noqa: PLC0415  (LangChain takes half a second to import)

        return AnswerChain(self._answering)

    def answer(self, question: str, *, filters: Filters = ANY, history: Sequence[str] = ()) -> Answer:
        """The final answer; `history` are the earlier questions of the conversation, oldest first.

        :raises PolicyLensError: if the question is empty.
        """
        return self._answering.answer(Question(question, filters, tuple(history)))

    def stream(self, question: str, *, filters: Filters = ANY, history: Sequence[str] = ()) -> Iterator[Answer]:
        """Growing answers, the last one final.

        :raises PolicyLensError: if the question is empty.
        """
        yield from self._answering.stream(Question(question, filters, tuple(history)))

    def document(self, document_id: str) -> Document:
        """The document of that id.

        :raises KeyError: if there is none.
        """
        return self.library.document(document_id)

    def original_id(self, document_id: str) -> str:
        """The id of the original of an edition; an original's own.

        :raises KeyError: if there is no such document.
        """
        return self.library.document(document_id).original_id

    def language_of(self, document_id: str) -> str:
        """The language of a document.

        :raises KeyError: if there is no such document.
        """
        return self.library.document(document_id).language

    def document_ids(self) -> frozenset[str]:
        """The ids of all documents, editions included."""
        return frozenset(document_id for document_id, _ in self.library.database.files().values())

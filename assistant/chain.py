"""The way from question to answer as a LangChain Runnable.

    chain = AnswerChain(Answering(Searcher(library, encoder)))
    answer = chain.invoke(Question("四川2030年人工智能产业规模目标是多少？"))

It can be invoked, streamed (growing answers, the last one final), batched, awaited, and composed with other Runnables.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.answer import Answer
from assistant.answering import Answering
from assistant.question import Question


class AnswerChain(Runnable[Question, Answer]):
    """Question -> retriever -> reader or chat model -> checks -> answer. LangChain traces it like any other step."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def invoke(self, input: Question, config: RunnableConfig | None = None, **_: Any) -> Answer:
        """The final answer.

        :raises PolicyLensError: if the question is empty.
        """
        return self._call_with_config(self._answering.answer, input, config)

    def stream(self, input: Question, config: RunnableConfig | None = None, **_: Any) -> Iterator[Answer]:
        """Answers that grow; the last one is final.

        :raises PolicyLensError: if the question is empty.
        """
        yield from self._transform_stream_with_config(iter([input]), self._stream, config)

    def _stream(self, questions: Iterator[Question]) -> Iterator[Answer]:
        for question in questions:
            yield from self._answering.stream(question)

    async def astream(self, input: Question, config: RunnableConfig | None = None, **_: Any) -> AsyncIterator[Answer]:
        """The same answers as `stream` gives, each awaited.

        :raises PolicyLensError: if the question is empty.
        """

        async def only() -> AsyncIterator[Question]:
            yield input

        async for answer in self._atransform_stream_with_config(only(), self._astream, config):
            yield answer

    async def _astream(self, questions: AsyncIterator[Question]) -> AsyncIterator[Answer]:
        async for question in questions:
            growing = self._answering.stream(question)
            while (answer := await asyncio.to_thread(next, growing, None)) is not None:
                yield answer

"""The reply of a model, piece by piece: tried again where that may help, and ended where it does not end."""

import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

from assistant.model import Allowance, ModelError, adapted

if TYPE_CHECKING:
    from collections.abc import Generator

    import openai
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

_TRIES = 3
_FIRST_WAIT = 0.4  # seconds; twice as long before each further try
_LONGEST_WAIT = 15.0
_REASONS = {401: "key", 403: "key", 404: "missing", 429: "busy"}
_TOO_LONG = re.compile("context (?:length|size|window)|too long", re.IGNORECASE)
_SILENCE = 3  # pieces without text that are no thoughts: the role, the end, the usage
_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504})


@dataclass(slots=True)
class Stream:
    """A reply as it comes. `finish` is why it ended, as the server says, if it does."""

    model: "BaseChatModel"
    prompt: Sequence["BaseMessage"]
    allowance: Allowance
    finish: str | None = None
    _silent: int = 0
    _began: float = field(default_factory=time.monotonic)

    @property
    def thought(self) -> bool:
        """Whether the model thought apart from its text: then pieces come whose text is empty."""
        return self._silent > _SILENCE

    def __iter__(self) -> Iterator[str]:
        """The pieces of its text.

        :raises ModelError: whatever goes wrong on the way.
        """
        model, tried = self.model, 0
        while True:
            begun = False
            try:
                for piece in self._pieces(model):
                    begun = True
                    yield piece
                return
            except ModelError:
                raise
            except Exception as error:  # each provider's library has its own
                tried += 1
                other = None if begun else adapted(model, _complaint(error))
                if other is None and (begun or tried == _TRIES or not self._waited(error, tried)):
                    raise _told(error, begun=begun) from None
                model = other or model

    def _pieces(self, model: "BaseChatModel") -> Iterator[str]:
        # Closing the stream closes the connection, too, which ends the server's work on a reply that nobody reads.
        with closing(cast("Generator[AIMessageChunk]", model.stream(list(self.prompt)))) as chunks:
            for chunk in chunks:
                if time.monotonic() - self._began > self.allowance.seconds:
                    raise ModelError("endless")
                self.finish = chunk.response_metadata.get("finish_reason") or self.finish
                text = str(chunk.text)
                self._silent += not text and not chunk.tool_call_chunks
                yield text

    def _waited(self, error: Exception, tried: int) -> bool:
        """Waits before another try, as long as the server asks; False when that cannot help or takes too long."""
        if not _is_passing(error):
            return False
        asked = _retry_after(error)
        wait = _FIRST_WAIT * 2 ** (tried - 1) * random.uniform(0.75, 1.25) if asked is None else asked  # noqa: S311
        if wait > _LONGEST_WAIT or time.monotonic() - self._began + wait > self.allowance.seconds:
            return False
        time.sleep(wait)
        return True


def _is_passing(error: Exception) -> bool:
    """Whether the same request may well succeed in a moment."""
    import openai  # noqa: PLC0415

    if isinstance(error, openai.APIStatusError):
        return error.status_code in _AGAIN
    return isinstance(error, openai.APIConnectionError) and not isinstance(error, openai.APITimeoutError)


def _retry_after(error: Exception) -> float | None:
    """The seconds that the server asks to wait; None if it does not say."""
    said = _headers(error).get("retry-after", "")
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _headers(error: Exception) -> Any:
    return getattr(getattr(error, "response", None), "headers", {})


def _complaint(error: Exception) -> str:
    """What a server says of a request that it refuses."""
    import openai  # noqa: PLC0415

    return error.message if isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError) else ""


def _told(error: Exception, *, begun: bool) -> ModelError:
    """The error in our words."""
    import openai  # noqa: PLC0415

    if isinstance(error, openai.APIStatusError):
        return _refused(error)
    if "Timeout" in type(error).__name__:
        return ModelError("timeout")
    if isinstance(error, openai.APIConnectionError):
        return ModelError("broken" if begun else "unreachable")
    if type(error).__module__.startswith(("httpx", "httpcore")):  # what breaks amid a stream comes as it is
        return ModelError("broken")
    return ModelError("reported" if isinstance(error, openai.APIError) else "malformed")


def _refused(error: "openai.APIStatusError") -> ModelError:
    from langchain_core.exceptions import ContextOverflowError  # noqa: PLC0415

    if isinstance(error, ContextOverflowError) or _TOO_LONG.search(_complaint(error)):
        return ModelError("context")
    status = error.status_code
    reason = _REASONS.get(status, "server" if status >= 500 else "status")
    wait = _retry_after(error)
    if reason == "busy" and wait:
        return ModelError("busy_for", status=status, seconds=round(wait))
    return ModelError(reason, status=status)

"""Language models: any endpoint that speaks OpenAI's protocol."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is served. The key is read from the environment by whoever makes the settings, and never shown."""

    model: str
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0


_MEANING = {
    401: "the key is refused",
    403: "the key is refused",
    404: "no such model or address",
    429: "too many requests",
}


class ModelError(Exception):
    """The model gave no usable reply; the text says why, in a word fit for users."""


def connect(endpoint: Endpoint) -> "BaseChatModel":
    """The chat model at an endpoint. Nothing is sent yet."""
    from langchain_openai import ChatOpenAI  # noqa: PLC0415  (two seconds to import)
    from pydantic import SecretStr  # noqa: PLC0415

    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=SecretStr(endpoint.api_key or "none"),
        timeout=endpoint.timeout_s,
        max_retries=2,
        temperature=0.0,
        max_completion_tokens=1_000,
    )


def stream_reply(model: "BaseChatModel", prompt: Sequence["BaseMessage"]) -> Iterator[str]:
    """The model's reply, piece by piece.

    :raises ModelError: whatever goes wrong on the way.
    """
    import httpx  # noqa: PLC0415
    import openai  # noqa: PLC0415

    try:
        for chunk in model.stream(list(prompt)):
            yield str(chunk.text)
    except openai.APIStatusError as error:
        meaning = _MEANING.get(error.status_code)
        raise ModelError(f"HTTP {error.status_code}" + (f", {meaning}" if meaning else "")) from error
    except openai.APITimeoutError as error:
        raise ModelError("timeout") from error
    except openai.APIConnectionError as error:
        raise ModelError("no connection") from error
    except httpx.HTTPError as error:
        raise ModelError("the connection broke off") from error
    except (openai.OpenAIError, ValueError, KeyError, TypeError) as error:
        raise ModelError("malformed reply") from error

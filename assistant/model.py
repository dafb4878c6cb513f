"""Language models: any endpoint that speaks OpenAI's protocol."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is served. The key is read from the environment by whoever makes the settings, and never shown."""

    model: str
    base_url: str | None = None
    api_key: str | None = None
    timeout_s: float = 60.0


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
        max_retries=1,
        temperature=0.0,
        max_completion_tokens=1_000,
    )


def stream_reply(model: "BaseChatModel", prompt: Sequence["BaseMessage"]) -> Iterator[str]:
    """The model's reply, piece by piece.

    :raises ModelError: whatever goes wrong on the way.
    """
    import openai  # noqa: PLC0415

    try:
        for chunk in model.stream(list(prompt)):
            yield str(chunk.text)
    except openai.APIStatusError as error:
        raise ModelError(f"HTTP {error.status_code}") from error
    except openai.APITimeoutError as error:
        raise ModelError("timeout") from error
    except openai.APIConnectionError as error:
        raise ModelError("no connection") from error
    except (openai.OpenAIError, ValueError, KeyError, TypeError) as error:
        raise ModelError("malformed reply") from error

"""Language models: any endpoint that speaks OpenAI's protocol."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.phrases import phrase
from ingest.document import Language

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

WINDOW = 4_096  # tokens; what Ollama gives a model by default, cutting longer prompts without a word

_LONGEST_REPLY = 4_096
_OWN_HOST = "api.openai.com"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a model may take: `context` tokens for prompt and reply together, `seconds` for a whole reply."""

    context: int = WINDOW
    seconds: float = 300.0

    @property
    def reply(self) -> int:
        """The tokens that are kept free for the reply; a model that thinks aloud needs many."""
        return min(_LONGEST_REPLY, self.context // 4)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is served. The key is read from the environment by whoever makes the settings, and never shown.

    `timeout_s` is how long it may stay silent, before and amid a reply; a whole reply may take five times as long.
    `context` is the model's window in tokens.
    """

    model: str
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0
    context: int = WINDOW

    @property
    def allowance(self) -> Allowance:
        """What a reply of it may take."""
        return Allowance(self.context, 5 * self.timeout_s)


class ModelError(Exception):
    """The model gave no usable reply; `reason` names one of the phrases ``model_...``, `values` fill it in.

    It never holds what the server said: that may repeat the key.
    """

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(phrase(f"model_{reason}", "en", **values))
        self.reason = reason
        self.values = values

    def told(self, language: Language) -> str:
        """Why, in a word fit for users."""
        return phrase(f"model_{self.reason}", language, **self.values)


def connect(endpoint: Endpoint) -> "BaseChatModel":
    """The chat model at an endpoint. Nothing is sent yet; `assistant.stream` does the retries."""
    from langchain_openai import ChatOpenAI  # noqa: PLC0415  (two seconds to import)
    from pydantic import SecretStr  # noqa: PLC0415

    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=SecretStr(endpoint.api_key or "none"),
        timeout=endpoint.timeout_s,
        max_retries=0,
        temperature=0.0,
        use_responses_api=False,
        **_limit(endpoint.allowance.reply, new=_is_openai(endpoint.base_url)),
    )


def adapted(model: "BaseChatModel", complaint: str) -> "BaseChatModel | None":
    """The model without the parameter that its server complains of, or under that one's other name; None if neither."""
    from langchain_openai import ChatOpenAI  # noqa: PLC0415

    if not isinstance(model, ChatOpenAI):
        return None
    if "temperature" in complaint and model.temperature is not None:
        return model.model_copy(update={"temperature": None})
    old = (model.extra_body or {}).get("max_tokens")
    if "max_completion_tokens" in complaint and model.max_tokens is not None:
        return model.model_copy(update=_limit(model.max_tokens, new=False) | {"max_tokens": None})
    if "max_tokens" in complaint and old is not None:
        return model.model_copy(update={"max_tokens": old, "extra_body": None})
    return None


def _limit(tokens: int, *, new: bool) -> dict[str, Any]:
    """The longest reply. OpenAI wants ``max_completion_tokens``; most other servers know ``max_tokens`` alone."""
    return {"max_tokens": tokens} if new else {"extra_body": {"max_tokens": tokens}}


def _is_openai(base_url: str | None) -> bool:
    return base_url is None or urlsplit(base_url).hostname == _OWN_HOST

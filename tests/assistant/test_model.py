import pytest

from assistant.model import Endpoint, ModelError, adapted, connect

SERVERS = [
    (None, "max_completion_tokens"),
    ("https://api.openai.com/v1", "max_completion_tokens"),
    ("https://dashscope.aliyuncs.com/compatible-mode/v1", "max_tokens"),
    ("https://api.deepseek.com/v1", "max_tokens"),
    ("http://localhost:8000/v1", "max_tokens"),
    ("http://localhost:11434/v1", "max_tokens"),
]


def sent(model: object) -> dict[str, object]:
    """What a request would hold, as the server reads it."""
    payload = model._get_request_payload([("user", "?")])  # type: ignore[attr-defined]
    return {**payload, **(payload.pop("extra_body", None) or {})}


@pytest.mark.parametrize(("base_url", "limit"), SERVERS)
def test_each_server_is_told_the_limit_by_the_name_it_knows(base_url: str | None, limit: str) -> None:
    request = sent(connect(Endpoint("m", base_url, "key", context=8_192)))
    assert request[limit] == 2_048
    assert request["temperature"] == 0
    assert len(request.keys() & {"max_tokens", "max_completion_tokens"}) == 1


@pytest.mark.parametrize("base_url", [None, "http://localhost:8000/v1"])
def test_a_parameter_that_is_refused_goes_by_its_other_name(base_url: str | None) -> None:
    model = connect(Endpoint("m", base_url, "key"))
    [limit] = sent(model).keys() & {"max_tokens", "max_completion_tokens"}
    other = adapted(model, f"Unsupported parameter: '{limit}'")
    assert other is not None
    [now] = sent(other).keys() & {"max_tokens", "max_completion_tokens"}
    assert now != limit
    without = adapted(other, "Unsupported value: 'temperature'")
    assert without is not None
    assert sent(without).get("temperature") is None
    assert adapted(without, "'temperature'") is None
    assert adapted(without, "quota exceeded") is None


def test_an_error_is_told_in_each_language() -> None:
    error = ModelError("busy_for", status=429, seconds=7)
    assert str(error) == error.told("en") == "HTTP 429, too many requests; try again in 7 s"
    assert "7 秒" in error.told("zh-Hans")
    assert "請求" in error.told("zh-Hant")

import re
from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from ui.settings import read_settings

DOCS = Path(__file__).parents[2] / "docs" / "models.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(autouse=True)
def _no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYLENS_CONFIG", str(tmp_path / "policylens.toml"))


@pytest.mark.parametrize("block", BLOCKS)
def test_each_server_of_the_docs_is_set_as_they_say(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = dict(re.findall(r"^export (\w+)=(.*)$", block, re.MULTILINE))
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    endpoint = read_settings().endpoint()
    assert endpoint is not None
    assert endpoint.model == said["POLICYLENS_LLM"]
    assert endpoint.base_url == said.get("POLICYLENS_LLM_BASE_URL")
    assert endpoint.context == int(said["POLICYLENS_LLM_CONTEXT"])


def test_six_servers_are_told() -> None:
    assert len(BLOCKS) == 6


def test_a_key_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "policylens.toml").write_text('llm = "m"\nllm_api_key = "sk-secret"\n', encoding="utf-8")
    with pytest.raises(PolicyLensError, match="POLICYLENS_LLM_API_KEY") as error:
        read_settings()
    assert "sk-secret" not in str(error.value)


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYLENS_LLM_API_KEY", "sk-secret")
    settings = read_settings(llm="m")
    endpoint = settings.endpoint()
    assert endpoint is not None
    assert endpoint.api_key == "sk-secret"
    assert "sk-secret" not in f"{settings!r} {settings} {endpoint!r} {endpoint.allowance!r}"


def test_a_window_without_room_is_refused() -> None:
    with pytest.raises(PolicyLensError, match="llm_context"):
        read_settings(llm="m", llm_context=100)

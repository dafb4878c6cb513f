"""Settings: a TOML file, then POLICYLENS_* in the environment, then the command line's flags; read once."""

import os
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from assistant.model import WINDOW, Endpoint
from corpus.errors import PolicyLensError
from index.bundled_encoder import BUNDLED
from index.rerank import CrossEncoderReranker

_FILE = user_config_path("policylens") / "policylens.toml"


class Settings(BaseSettings):
    """What can be set, with its defaults. The key of a model comes from the environment alone."""

    model_config = SettingsConfigDict(env_prefix="POLICYLENS_", extra="ignore")

    data_dir: Path = user_data_path("policylens")
    encoder: str = BUNDLED
    reranker: str | None = None
    llm: str | None = None
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout_s: float = Field(60.0, gt=0)
    llm_context: int = Field(WINDOW, ge=1_024)  # tokens; less leaves no room for a passage beside the rules

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags before environment before file."""
        file = TomlConfigSettingsSource(settings_cls, Path(os.environ.get("POLICYLENS_CONFIG", _FILE)))
        if "llm_api_key" in file.toml_data:
            raise ValueError("a key does not belong in a file: set POLICYLENS_LLM_API_KEY in the environment instead")
        return init_settings, env_settings, file

    def cross_encoder(self) -> CrossEncoderReranker | None:
        """What reads the likeliest passages once more; None for the built-in ranking."""
        return CrossEncoderReranker(self.reranker) if self.reranker else None

    def endpoint(self) -> Endpoint | None:
        """The model that is to write the answers; None for extracts."""
        if not self.llm:
            return None
        key = self.llm_api_key.get_secret_value() if self.llm_api_key else os.environ.get("OPENAI_API_KEY")
        return Endpoint(self.llm, self.llm_base_url, key, self.llm_timeout_s, self.llm_context)


def read_settings(**flags: Any) -> Settings:
    """The settings in force; flags that are None are as if not given.

    :raises PolicyLensError: if one of them has the wrong form.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except (ValidationError, ValueError) as error:
        reason = str(error).splitlines()[0] if not isinstance(error, ValidationError) else _first_error(error)
        raise PolicyLensError(f"settings: {reason}") from error


def _first_error(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"

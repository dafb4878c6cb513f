from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.model import Endpoint
from index.encoders import Encoder
from index.library import Library
from tests.assistant.lying_server import LyingServer

KEY = "sk-very-secret-key"


@pytest.fixture(scope="module")
def server() -> Iterator[LyingServer]:
    server = LyingServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def assistant(library: Library, encoder: Encoder, server: LyingServer) -> Assistant:
    """An assistant that asks the server; its model may be silent for a second and a half."""
    return Assistant(library, encoder, Endpoint("m", server.base_url, api_key=KEY, timeout_s=1.5))

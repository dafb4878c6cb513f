import os

import pytest
from hypothesis import settings

from index.encoders import Encoder, load_encoder
from index.library import Library
from index.search import Searcher
from index.update import ensure_library

os.environ["HF_HUB_OFFLINE"] = "1"  # no test asks a model hub for anything
settings.register_profile("policylens", deadline=None)  # the first example pays for what is loaded when it is used
settings.load_profile("policylens")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder that ships."""
    return load_encoder()


@pytest.fixture(scope="session")
def library(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The built-in library, indexed. Tests read it and leave it as it is."""
    return ensure_library(tmp_path_factory.mktemp("library"), encoder)


@pytest.fixture(scope="session")
def searcher(library: Library, encoder: Encoder) -> Searcher:
    return Searcher(library, encoder)

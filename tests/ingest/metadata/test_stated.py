import pytest

from corpus.errors import PolicyLensError
from ingest.document import Metadata
from ingest.metadata.stated import from_front_matter


def test_front_matter() -> None:
    properties = {
        "issued": "2025-12",
        "aliases": "一个",
        "supersedes": ["a", "b"],
        "jurisdiction": "四川省",
        "unknown": {},
    }
    assert from_front_matter(properties) == Metadata(
        issued="2025-12", aliases=("一个",), supersedes=("a", "b"), jurisdiction="CN-SC"
    )
    assert from_front_matter({"jurisdiction": "Atlantis"}).jurisdiction == "Atlantis"


@pytest.mark.parametrize(
    "properties", [{"issued": ["2025"]}, {"level": {}}, {"aliases": [["a"]]}, {"supersedes": {"a": "b"}}]
)
def test_front_matter_of_the_wrong_kind_is_an_error_that_names_it(properties: dict[str, object]) -> None:
    with pytest.raises(PolicyLensError, match=f"side-car: {next(iter(properties))}"):
        from_front_matter(properties, "side-car")

import pytest

from assistant.places import in_a_sentence, place_name
from ingest.document import Language


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("CN-SC", "zh-Hans", "四川省"),
        ("CN-NX", "zh-Hant", "寧夏回族自治區"),
        ("FR", "zh-Hans", "法国"),
        ("HK", "zh-Hant", "香港"),
        ("KR", "zh-Hant", "韓國"),
        ("EU", "en", "European Union"),
    ],
)
def test_places_are_called_as_people_call_them(code: str, language: Language, name: str) -> None:
    assert place_name(code, language) == name


def test_english_names_of_unions_take_an_article() -> None:
    assert [in_a_sentence(code, "en") for code in ("EU", "US", "JP")] == [
        "the European Union",
        "the United States",
        "Japan",
    ]
    assert in_a_sentence("EU", "zh-Hans") == "欧盟"

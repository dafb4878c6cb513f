import pytest

from ingest.metadata.page import Fact, Page
from ingest.metadata.places import jurisdiction, jurisdiction_of, level_of


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("四川省方案", "江西江西江西", "CN-SC"),
        ("四川省成都市规划", "", "CN-SC-Chengdu"),
        ("Notes", "江西省出台方案。国家发展改革委表示，江西领先。", "CN-JX"),
        ("Notes", "nothing here", None),
    ],
)
def test_the_title_names_the_place_before_the_text_does(title: str, text: str, code: str | None) -> None:
    assert jurisdiction_of(title, text) == code


@pytest.mark.parametrize(
    ("number", "body", "code"),
    [
        (None, "四川省成都市人民政府", "CN-SC-Chengdu"),
        ("S.I. 2024 No. 12", None, "UK"),
        ("Regulation (EU) 2024/1689", None, "EU"),
        ("2025年第47號法律公告", None, "HK"),
        ("渝府办发〔2025〕9号", "某局", "CN-CQ"),
        (None, None, None),
    ],
)
def test_body_and_number_tell_the_place(number: str | None, body: str | None, code: str | None) -> None:
    facts = [
        Fact(name, value, 0, 1) if value else None
        for name, value in (("document_number", number), ("issuing_body", body))
    ]
    found = jurisdiction(Page("Notes", "nothing here"), *facts)
    assert (found.value if found else None) == code


@pytest.mark.parametrize(
    ("code", "level"), [("EU", "international"), ("CN", "national"), ("HK", "regional"), ("CN-SC", "province")]
)
def test_levels(code: str, level: str) -> None:
    assert level_of(code) == level

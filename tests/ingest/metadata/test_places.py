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


_ONE, _OTHER = "墨西哥的法律很温和。\n", "巴西的法律很严厉。\n"


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        # a comparison: the title names several, which the text tells of
        ("墨西哥与巴西的两部法律", _ONE + _OTHER, None),
        ("Two laws: Mexico and Brazil", "Mexico is lenient.\nBrazil is not.\n", None),
        ("墨西哥的法律，巴西怎么看", _ONE * 3, "MX"),  # the text says nothing of the other
        ("四川成都的规划", "四川很大。\n成都更好。\n", "CN-SC-Chengdu"),  # one lies in the other
        # a digest: short lines name one place each
        ("本期速递", "【苏州】铺开\n到2027年，产业规模超过3000亿元。\n【湖北】进位\n到2027年，达到3500亿元。\n", None),
        (
            "Weekly notes",
            "Mexico\nThe fines of the new act are low, all things considered, they say.\nBrazil\nHigh.\n",
            None,
        ),
        ("方案出台", "江西省\n江西印发了人工智能方案，任务一共十二项，另有保障措施三条，从下月起施行。\n", "CN-JX"),
        # two of equal weight, without headings
        ("两种脾气", (_ONE + _OTHER) * 3, None),
        ("一种脾气", _ONE * 5 + _OTHER * 2, "MX"),
        ("湖南的脾气", (_ONE + _OTHER) * 3, "CN-HN"),  # the title names one place
    ],
)
def test_a_page_of_several_places_has_no_single_one(title: str, text: str, code: str | None) -> None:
    found = jurisdiction(Page(title, f"{title}\n{text}"), None, None)
    assert (found.value if found else None) == code


def test_an_official_document_is_of_one_place_whatever_it_names() -> None:
    page = Page("墨西哥与巴西的两部法律", _ONE + _OTHER)
    found = jurisdiction(page, None, Fact("issuing_body", "四川省人民政府", 0, 1))
    assert found is not None
    assert found.value == "CN-SC"
    found = jurisdiction(
        Page("两种脾气", (_ONE + _OTHER) * 3), Fact("document_number", "川府发〔2025〕1号", 0, 1), None
    )
    assert found is not None
    assert found.value == "CN-SC"

from ingest.document import Origin
from ingest.metadata import FIELDS, Fact, from_text, known, leaves_open

FACTS = [
    Fact("issued", "2025-01-01", 3, 9),
    Fact("jurisdiction", "CN-JX", 0, 2),
    Fact("level", "province", 0, 2),
    Fact("supersedes", "甲", 10, 11),
    Fact("supersedes", "乙", 12, 13),
]


def test_the_side_car_counts_most_and_the_format_least() -> None:
    front, side = {"issued": "2024", "status": "draft"}, {"issued": "2023"}
    assert known([("side-car", side), ("front matter", front)], FACTS).issued == "2023"
    assert known([("side-car", {}), ("front matter", front)], FACTS).issued == "2024"
    assert known([("side-car", {}), ("file", front)], FACTS).issued == "2025-01-01"
    assert known([("side-car", {}), ("file", front)], []).issued == "2024"
    assert known([("side-car", side), ("front matter", front)], FACTS).status == "draft"


def test_each_field_tells_where_it_was_found() -> None:
    found = known([("side-car", {"issued": "2023"}), ("file", {"status": "draft"})], FACTS)
    assert found.supersedes == ("甲", "乙")
    assert set(found.origins) == {
        Origin("issued", "side-car"),
        Origin("status", "file"),
        Origin("jurisdiction", "text", 0, 2),
        Origin("level", "text", 0, 2),
        Origin("supersedes", "text", 10, 11),
        Origin("supersedes", "text", 12, 13),
    }


def test_what_is_stated_as_unknown_is_not_looked_for() -> None:
    found = known([("front matter", {"issued": None, "supersedes": []})], FACTS)
    assert (found.issued, found.supersedes, found.jurisdiction) == (None, (), "CN-JX")


def test_the_level_goes_with_a_stated_place() -> None:
    assert known([("front matter", {"jurisdiction": "成都市"})], FACTS).level == "city"
    assert known([("front matter", {"jurisdiction": "成都市", "level": "national"})], FACTS).level == "national"
    assert known([("front matter", {"jurisdiction": "Atlantis"})], FACTS).level == "province"


def test_the_text_is_read_where_anything_is_left_open() -> None:
    everything = dict.fromkeys(FIELDS)
    assert not leaves_open([("side-car", {"issued": None}), ("front matter", everything | {"issued": "2025"})])
    assert leaves_open([("side-car", {}), ("file", everything)])
    text = "示例市人民政府关于印发《示例办法》的通知\n示政发〔2025〕1号\n示例市人民政府\n2025年3月3日\n《旧办法一号》已废止。"
    stated = {fact.field for fact in from_text("示例办法（草案）", f"{text}\n四川省自2025年4月1日起施行，有效期2年。")}
    for field in stated:
        assert leaves_open([("front matter", {name: None for name in FIELDS if name != field})])

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PolicyLensError
from ingest.document import Metadata
from ingest.metadata import from_front_matter, from_text, jurisdiction_of, title_of
from ingest.structure import Piece, classify_lines

CHENGDU = """成都市新一代人工智慧產業發展規劃(2022-2025)
頒布時間:2023年1月3日
發布單位成都市新經濟發展委員會
發文字號:成新經濟〔2022〕49號
成文日期:2022年12月28日"""


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
    with pytest.raises(PolicyLensError, match=next(iter(properties))):
        from_front_matter(properties)


def test_what_a_page_states() -> None:
    assert from_text(CHENGDU.splitlines()[0], CHENGDU) == {
        "jurisdiction": "CN-SC-Chengdu",
        "level": "city",
        "document_number": "成新經濟〔2022〕49號",
        "issued": "2022-12-28",
        "issuing_body": "成都市新經濟發展委員會",
    }


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("新浪财经·2026-01-10 10:12", "issued", "2026-01-10"),
        ("发布日期：2025年8月26日\n成文日期：2025年8月21日", "issued", "2025-08-21"),
        ("Date of issue: 2025-04-15", "issued", "2025-04-15"),
        ("发布日期：2025年13月26日", "issued", None),
        ("施行日期：2023年8月15日", "effective_from", "2023-08-15"),
        ("国发〔2025〕11号", "document_number", "国发〔2025〕11号"),
        ("粤府办[2024]6号", "document_number", "粤府办[2024]6号"),
    ],
)
def test_fields(text: str, field: str, value: str | None) -> None:
    assert from_text("", text).get(field) == value


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


def test_title() -> None:
    body, headline, line = "很长的正文。" * 30, "江西出台方案", "新浪财经·2026-01-17 07:28"
    assert title_of([Piece("paragraph", "a"), Piece("title", "T", 1)], "stem") == "T"
    assert title_of(classify_lines([headline, body]), "stem") == headline
    assert title_of(classify_lines([body, headline, line]), "stem") == headline
    assert title_of(classify_lines([body, "b"]), "stem") == "很长的正文。"
    assert title_of(classify_lines(["-" * 200, "=" * 10, headline]), "stem") == headline
    assert title_of(classify_lines(["*" * 200]), "stem") == "stem"


@given(st.text(), st.lists(st.text() | st.text("-—* 。a", min_size=100)))
def test_any_text_has_a_title_and_no_text_fails(title: str, lines: list[str]) -> None:
    from_text(title, "\n".join(lines))
    assert 0 < len(title_of(classify_lines(lines), "stem")) <= 120

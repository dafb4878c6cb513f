from pathlib import Path

import pytest

from corpus.errors import PolicyLensError
from ingest.document import Origin
from ingest.pipeline import read_bytes, read_document, sha256_of
from ingest.sources import Source, discover


@pytest.fixture
def plan(tmp_path: Path) -> Source:
    file = tmp_path / "plan.md"
    file.write_text(
        "---\nissued: 2024-01-01\nstatus: draft\n---\n# 四川省方案\n成文日期：2023年1月1日\n", encoding="utf-8"
    )
    return Source(file, str(file))


def beside(source: Source, content: str) -> Path:
    file = source.file.with_name(source.file.name + ".meta.yaml")
    file.write_text(content, encoding="utf-8")
    return file


def test_a_side_car_wins_over_front_matter_and_text(plan: Source) -> None:
    beside(
        plan,
        "title: 真正的标题\nid: own-id\nissued: 2025-05-05\njurisdiction: 江西\nsupersedes: [old-plan]\nlanguage: zh-Hant\n",
    )
    document = read_document(plan, *read_bytes(plan))
    known = document.metadata
    assert (document.id, document.title, document.language) == ("own-id", "真正的标题", "zh-Hant")
    assert (known.issued, known.jurisdiction, known.level, known.status) == ("2025-05-05", "CN-JX", "province", "draft")
    assert known.supersedes == ("old-plan",)
    assert {Origin("title", "side-car"), Origin("issued", "side-car"), Origin("status", "front matter")} <= {
        *known.origins
    }


def test_the_checksum_covers_the_side_car(plan: Source) -> None:
    alone = sha256_of(plan)
    file = beside(plan, "issued: 2025")
    with_side_car = sha256_of(plan)
    file.write_text("issued: 2026", encoding="utf-8")
    assert len({alone, with_side_car, sha256_of(plan)}) == 3
    assert read_bytes(plan)[1] == sha256_of(plan)
    file.unlink()
    assert sha256_of(plan) == alone


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: [", "its side-car plan.md.meta.yaml is not YAML"),
        ("- a\n- b", "its side-car plan.md.meta.yaml is not a mapping"),
        ("issued: [2025]", "side-car: issued must be text, not list"),
        ("title: {a: b}", "side-car: title must be text, not dict"),
    ],
)
def test_a_broken_side_car_is_an_error_that_names_it(plan: Source, content: str, message: str) -> None:
    beside(plan, content)
    with pytest.raises(PolicyLensError, match=message):
        read_document(plan, *read_bytes(plan))


def test_an_empty_side_car_says_nothing(plan: Source) -> None:
    beside(plan, "\n")
    assert read_document(plan, *read_bytes(plan)).metadata.issued == "2024-01-01"


def test_a_side_car_that_is_a_link_is_not_followed(plan: Source, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("title: secret", encoding="utf-8")
    (tmp_path / "plan.md.meta.yaml").symlink_to(secret)
    with pytest.raises(PolicyLensError, match="is a link"):
        sha256_of(plan)


def test_side_cars_are_no_documents(plan: Source, tmp_path: Path) -> None:
    beside(plan, "issued: 2025")
    orphan = tmp_path / "gone.pdf.meta.yaml"
    orphan.write_text("issued: 2025", encoding="utf-8")
    found = {source.file.name: source.reason for source in discover([tmp_path, *tmp_path.glob("plan*")])}
    assert found == {"plan.md": None, orphan.name: "a side-car of gone.pdf, which is not there"}


def test_a_text_speaks_of_itself_by_its_own_title_whatever_the_side_car_calls_it(plan: Source) -> None:
    plan.file.write_text("# 四川省方案\n\n《四川省方案》于2025年3月3日印发。\n", encoding="utf-8")
    beside(plan, "title: The Sichuan plan\n")
    assert read_document(plan, *read_bytes(plan)).metadata.issued == "2025-03-03"

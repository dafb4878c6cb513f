from dataclasses import replace

from index.match import is_named, is_of_issue, is_of_other_year, is_other_stage
from index.query import analyze
from ingest.document import Document, Metadata


def document(**known: object) -> Document:
    metadata = Metadata(**known)  # type: ignore[arg-type]
    return Document("d", "江西省“人工智能+”行动方案", "zh-Hans", "d.md", "text/markdown", "", "", metadata)


def test_a_document_is_named_by_title_alias_or_number() -> None:
    known = document(aliases=("Jiangxi AI+ plan",), document_number="赣府发〔2025〕16号")
    assert is_named(analyze("《江西省「人工智能＋」行動方案》有幾條？"), known)
    assert is_named(analyze("How long is the Jiangxi AI+ plan?"), known)
    assert is_named(analyze("赣府发[2025]16号讲什么？"), known)
    assert not is_named(analyze("四川的方案有几条？"), known)


def test_drafts_and_final_texts_are_told_apart() -> None:
    assert is_other_stage(analyze("征求意见稿里的目标是多少？"), document(status="in force"))
    assert is_other_stage(analyze("最终方案里的目标是多少？"), document(status="draft"))
    assert is_other_stage(analyze("What does the final plan say?"), document(status="draft"))
    assert not is_other_stage(analyze("目标是多少？"), document(status="draft"))
    assert not is_other_stage(analyze("征求意见稿和正式方案有何不同？"), document(status="draft"))


def test_other_years() -> None:
    assert is_of_other_year(analyze("2030年的目标"), "到2027年")
    assert not is_of_other_year(analyze("2030年的目标"), "到2027年和2030年")
    assert not is_of_other_year(analyze("2030年的目标"), "目标")
    assert not is_of_other_year(analyze("目标"), "到2027年")


def test_a_document_is_of_the_year_of_its_issue_or_of_its_title() -> None:
    assert is_of_issue(document(issued="2025-03"), {"2024", "2025"})
    assert not is_of_issue(document(issued="2025-03"), {"2024"})
    assert not is_of_issue(document(), {"2025"})
    assert not is_of_issue(document(issued="2025-03"), set())


def test_a_document_without_a_date_is_of_the_years_of_the_titles_that_it_begins_with() -> None:
    page = replace(document(), text="《云州港口计划（2024—2025年）》公布。")
    assert is_of_issue(page, {"2024"})
    assert not is_of_issue(page, {"2023"})
    assert not is_of_issue(replace(page, metadata=Metadata(issued="2026-01")), {"2024"})


def test_artificial_intelligence_is_named_by_its_short_name() -> None:
    known = document(aliases=("“人工智能+”能源",))
    assert is_named(analyze("AI+能源那份文件管哪几块？"), known)

import pytest

from assistant.fit import fits, is_named, is_other_stage
from index.query import analyze
from ingest.document import Document, Metadata


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("普及率要达到多少？", "到2027年，普及率超过70%。", True),
        ("普及率要达到多少？", "到2027年，企业超过2500家。", False),
        ("How many yuan is it?", "an industry scale exceeding 400 billion yuan", True),
        ("How many yuan is it?", "more than 2,500 companies", False),
        ("How many factories?", "By 2030, there will be factories.", False),
        ("何时施行？", "自2025年9月1日起施行。", True),
        ("何时施行？", "由国家网信办发布。", False),
        ("发文字号是什么？", "发文字号为赣府发〔2025〕16号。", True),
        ("What is the document number?", "It is Regulation (EU) 2024/1689.", True),
        ("为什么推迟？", "自2023年8月15日起施行。", False),
        ("Has it already reached 2,500 companies?", "By 2030 it is to have 2,500 companies.", False),
        ("2021年实际有多少家企业？", "2021年，全市共有企业597家。", True),
    ],
)
def test_fits(question: str, text: str, expected: bool) -> None:
    assert fits(analyze(question), text) is expected


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
    assert is_other_stage(analyze("What does the final plan say?"), document(status="draft"))
    assert not is_other_stage(analyze("目标是多少？"), document(status="draft"))
    assert not is_other_stage(analyze("征求意见稿和正式方案有何不同？"), document(status="draft"))

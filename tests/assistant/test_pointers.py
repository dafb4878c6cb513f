"""What follow-ups point to, told by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pointers import Pointer, pointer


@pytest.mark.parametrize(
    ("text", "kind", "words", "at", "many"),
    [
        ("第二个是什么？", "item", "第二个", 2, 1),
        ("其中第三項由誰負責？", "item", "其中第三項", 3, 1),
        ("最后那个讲什么？", "item", "最后那个", -1, 1),
        ("前兩個什麼時候完成？", "item", "前兩個", 1, 2),
        ("第三个支柱有什么措施？", "item", "第三个支柱", 3, 1),
        ("第二种最高多少？", "item", "第二种", 2, 1),
        ("最后一项呢？", "item", "最后一项", -1, 1),
        ("最后那年要达到多少？", "year", "最后那年", -1, 1),
        ("那几年各要多少？", "year", "那几年", 0, 1),
        ("較高的那個是怎麼做到的？", "more", "較高的那個", 0, 1),
        ("少的那个省2030年呢？", "less", "少的那个省", 0, 1),
        ("晚的那份文件的文号？", "later", "晚的那份文件", 0, 1),
        ("另一個呢？", "other", "另一個", 0, 1),
        ("那個數字有約束力嗎？", "figure", "那個數字", 0, 1),
        ("这份文件由谁发布？", "document", "这份文件", 0, 1),
        ("And the last of them?", "item", "the last of them", -1, 1),
        ("What does the second one cover?", "item", "the second one", 2, 1),
        ("What about the third pillar?", "item", "the third pillar", 3, 1),
        ("Who runs the latter's office?", "item", "the latter", 2, 1),
        ("How many ports in the first of those years?", "year", "the first of those years", 1, 1),
        ("Which ports go with the first two of those years?", "year", "the first two of those years", 1, 2),
        ("What had the bigger one's earlier plan aimed for?", "more", "the bigger one", 0, 1),
        ("And the other one?", "other", "the other one", 0, 1),
        ("Is that figure binding?", "figure", "that figure", 0, 1),
        ("When was it issued?", "document", "it", 0, 1),
    ],
)
def test_words_that_point_into_an_answer(text: str, kind: str, words: str, at: int, many: int) -> None:
    found = pointer(text, "Which three pillars are there? 三大支柱")
    assert found is not None
    assert (found.kind, text[found.start : found.end], found.at, found.many) == (kind, words, at, many)


@pytest.mark.parametrize(
    "text",
    [
        "第三方怎么办？",
        "第一产业的规模呢？",
        "第二十条规定什么？",
        "第一季度呢？",
        "第一个国家级平台何时建成？",
        "以前两个部门是谁？",
        "最后期限是哪天？",
        "那江西呢？",
        "更大的模型怎么办？",
        "Where is the first AI Growth Zone?",
        "Who was the first to sign?",
        "What is the second edition of the guide called?",
        "Which other provinces have larger goals?",
        "And Jiangxi?",
        "When was the Cloud AI Act issued?",
    ],
)
def test_words_that_point_to_nothing(text: str) -> None:
    assert pointer(text, "四川2030年的目标是多少？") is None


def test_a_document_that_was_named_is_not_looked_for_in_the_answer() -> None:
    assert pointer("这份条例由谁发布？", "《云州数据条例》何时施行？") is None
    assert pointer("When was it issued?", "What does the Cloud AI Act ban?") is None


@given(st.lists(st.text(), max_size=6), st.integers(-1, 6), st.integers(1, 4))
def test_what_is_meant_is_among_what_is_told(told: list[str], at: int, many: int) -> None:
    meant = Pointer("item", 0, 0, at, many).of(told)
    assert all(one in told for one in meant)
    assert len(meant) in ({len(told)} if at == 0 else {0, many})


@given(st.text("第二个最后的那前两年其中较高 the second of those years first bigger one it ", max_size=30))
def test_a_pointer_lies_within_the_text(text: str) -> None:
    found = pointer(text, "")
    assert found is None or 0 <= found.start <= found.end <= len(text)

import pytest

from assistant.compose import compose
from assistant.passages import Passage
from assistant.reader import Finding
from assistant.verify import check
from index.library import Library
from ingest.document import Language


def of_words(library: Library, document_id: str, words: str) -> Passage:
    document = library.document(document_id)
    start = document.text.index(words)
    block = next(block for block in document.blocks if block.start <= start < block.end)
    return Passage(document, block, start, start + len(words), "", 1)


@pytest.mark.parametrize(
    ("document_id", "words", "language", "told"),
    [
        (
            "cn-sc-ai-plus-2026",
            "到2030年，四川省人工智能产业规模要超过4000亿元。",
            "en",
            "(Chinese original) 到2030年，四川省人工智能产业规模要超过4000亿元 (400 billion yuan)。 [1]",
        ),
        (  # each figure is bound by the words around both tellings
            "cn-zj-hangzhou-2026@en",
            "The 550 billion yuan of revenue for 2026 and the 420 billion yuan of industry scale for 2027 in Hangzhou "
            "come from different documents and are different metrics; they cannot be compared directly.",
            "zh-Hans",
            "（英文原文）The 550 billion yuan（5500亿元） of revenue for 2026 and the 420 billion yuan（4200亿元） of industry "
            "scale for 2027 in Hangzhou come from different documents and are different metrics; they cannot be compared "
            "directly. [1]",
        ),
    ],
)
def test_numbers_are_told_in_the_readers_convention_where_the_checks_hold(
    library: Library, document_id: str, words: str, language: Language, told: str
) -> None:
    text, citations = compose([Finding(None, (of_words(library, document_id, words),))], language)
    assert text == told
    assert all(one.ok for one in check(text, citations, library))


def test_a_part_without_an_answer_comes_last(library: Library) -> None:
    passage = of_words(library, "cn-sc-ai-plus-2026", "到2030年，四川省人工智能产业规模要超过4000亿元。")
    text, citations = compose([Finding(None, (), "有多少头牛"), Finding(None, (passage,))], "zh-Hans")
    assert text.splitlines() == ["到2030年，四川省人工智能产业规模要超过4000亿元。 [1]", "未找到：“有多少头牛”"]
    assert all(one.ok for one in check(text, citations, library))

import pytest

from assistant.answer import Citation
from assistant.checks.support import FLOOR, is_in_language, is_supported
from index.library import Library

MEASURES = "cn-ai-label-measures-2025"


def supported(library: Library, words: str, similarity: float = 0.8, *, document_id: str = MEASURES) -> bool:
    document = library.document(document_id)
    start = document.text.index("任何人不得" if document_id == MEASURES else "nobody may")
    end = document.text.index("\n", start)
    quote = document.text[start:end]
    citation = Citation(1, document.id, document.title, document.path, None, start, end, quote)
    return is_supported(words, [citation], similarity, library, numbers=False)


@pytest.mark.parametrize(
    "words",
    [
        "任何人都不得恶意删除标识。",
        "《人工智能生成合成内容标识办法》禁止恶意删除标识。",
        "中国的《标识办法》不许恶意隐匿标识。",
        "任何人不得恶意删除“人工智能生成合成内容”的标识。",
        "按照GB 45438-2025配套的办法，任何人不得恶意删除标识。",
    ],
)
def test_what_the_source_says_is_supported(library: Library, words: str) -> None:
    assert supported(library, words)
    assert not supported(library, words, FLOOR - 0.01), "it is about something else"


@pytest.mark.parametrize(
    "words",
    [
        "任何人可以恶意删除标识。",
        "日本规定任何人不得恶意删除标识。",
        "《生成式人工智能服务促进条例》禁止恶意删除标识。",
        "办法写道：“任何单位都要在三日内恢复标识”。",
        "任何人不得恶意删除标识，见 https://evil.example/。",
        "任何人不得恶意删除<b>标识</b>。",
        "任何人不得恶意删除标识，密钥为sk-12345。",
    ],
)
def test_what_it_does_not_say_is_not(library: Library, words: str) -> None:
    assert not supported(library, words, 0.95)


def test_the_sources_own_words_need_no_more(library: Library) -> None:
    assert supported(library, "任何人不得恶意删除、篡改、伪造、隐匿规定的标识", 0.0)


def test_titles_of_another_language_are_left_alone(library: Library) -> None:
    assert supported(library, "《网信办标识新规定》禁止恶意删除标识。", document_id=f"{MEASURES}@en")


@pytest.mark.parametrize(
    ("words", "language", "is_in_it"),
    [
        ("规模将超过4000亿元。", "zh-Hans", True),
        ("GPT-4。", "zh-Hans", True),
        ("The industry is to grow.", "zh-Hans", False),
        ("The plan (行动方案) applies.", "en", True),
        ("规模将超过4000亿元。", "en", False),
    ],
)
def test_the_language_of_a_sentence_is_told(words: str, language: str, is_in_it: bool) -> None:
    assert is_in_language(words, language) is is_in_it

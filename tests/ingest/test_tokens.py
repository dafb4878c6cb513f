from hypothesis import given
from hypothesis import strategies as st

from ingest.tokens import count_tokens, encoding


@given(st.text() | st.text(alphabet="人工智能 AI+\n\t2030，〔〕號😀é"))
def test_texts_come_back(text: str) -> None:
    ids = encoding().encode_ordinary(text)
    assert encoding().decode(ids) == text
    assert len(ids) == count_tokens(text) <= len(text.encode())


def test_lone_surrogates_are_counted() -> None:
    assert count_tokens("规划\ud800规划") == count_tokens("规划\ufffd规划")


def test_policy_words_are_cheap() -> None:
    assert count_tokens("人工智能") <= 2
    assert count_tokens("到2030年，人工智能产业规模超过4000亿元。") < 20
    assert count_tokens(" artificial intelligence") <= 4


def test_it_is_not_quadratic() -> None:
    assert count_tokens("人工智能" * 100_000) > 1000

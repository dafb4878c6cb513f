import sqlite3
from pathlib import Path

import pytest

from index.dictionary import Dictionary, dictionary


@pytest.mark.parametrize(
    ("term", "other"),
    [
        ("大学", "universiti"),
        ("announc", "宣布"),
        ("oxygen", "氧气"),
        ("法院", "court"),
        ("river", "河流"),
        ("冠军", "champion"),
    ],
)
def test_words_across_languages(term: str, other: str) -> None:
    others = dictionary().others(term)
    assert other in others
    assert max(others.values()) == 1
    assert min(others.values()) > 0
    assert next(iter(others.values())) == 1, "the likeliest comes first"


def test_what_it_does_not_know() -> None:
    assert dictionary().others("zxqv") == {}
    assert dictionary().others("'; DROP TABLE words; --") == {}
    assert dictionary().others("的") == {}, "a stop word is asked for in neither language"


def test_a_file_that_is_no_dictionary(tmp_path: Path) -> None:
    (tmp_path / "other.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(sqlite3.Error):
        Dictionary(tmp_path / "other.sqlite").others("河")

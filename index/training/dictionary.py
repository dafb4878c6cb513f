"""A dictionary drawn from the encoder's table of tokens: ``python -m index.training.dictionary [FOLDER]``.

Chinese rows of the table began as the mean of their English glosses and were then trained beside the English ones, so
that the nearest words of the other language are translations (bilingual lexicon induction, Mikolov, Le and Sutskever
2013). Of Chinese words that are equally near, the commoner is the likelier: names and compounds lie about every noun.
"""

import json
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.analyze import STOP_WORDS, content_terms
from index.bundled_encoder import BUNDLED_FOLDER, SCALES_FILE, TABLE_FILE, TOKENIZER_FILE, Vectors, settings
from index.dictionary import DICTIONARY_FILE, SCHEMA

_CHINESE = re.compile("[\u4e00-\u9fff]+")
_ENGLISH = re.compile("[a-z]{2,}")  # whole words; the parts of others begin with ##
_LEAST = 0.4  # cosine
_COMMON = 0.08  # of cosine, for each power of ten in a word's frequency
_MOST = 6  # others of a term
_LIKELY = 0.5  # beside the likeliest
_STRIDE = 2_048


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a language as terms of BM25, their unit rows float32[n, h], and float32[n] for how common each is."""

    terms: list[str]
    vectors: Vectors
    common: NDArray[np.float32]


def write_dictionary(folder: Path) -> int:
    """Writes the dictionary of the encoder in a folder beside it; returns for how many terms it has others.

    :raises PolicyLensError: if the folder holds no encoder.
    """
    chinese, english = _words(folder)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for term, other, score in chain(_nearest(chinese, english), _nearest(english, chinese)):
        found[term][other] = max(score, found[term].get(other, 0.0))
    file = folder / DICTIONARY_FILE
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(SCHEMA)
        rows = ((term, json.dumps(_likeliest(others), ensure_ascii=False)) for term, others in sorted(found.items()))
        connection.executemany("INSERT INTO words VALUES (?, ?)", rows)
    connection.close()
    return len(found)


def _words(folder: Path) -> tuple[Words, Words]:
    """The Chinese and the English words that the encoder has a row for, stop words left out."""
    known = settings(folder)
    table = np.load(folder / TABLE_FILE) * np.load(folder / SCALES_FILE)[:, None]
    rows = table - np.asarray(known["token_mean"], np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    tokens = [str(tokenizer.id_to_token(i)) for i in range(len(rows))]
    zh = {i: token for i, token in enumerate(tokens) if _CHINESE.fullmatch(token) and token not in STOP_WORDS}
    en = {i: cut[0] for i, token in enumerate(tokens) if _ENGLISH.fullmatch(token) and (cut := content_terms(token))}
    frequencies = np.float32(_COMMON) * np.log10(_frequencies(list(zh.values())))
    return (
        Words(list(zh.values()), rows[list(zh)], frequencies),
        Words(list(en.values()), rows[list(en)], np.zeros(len(en), np.float32)),
    )


def _frequencies(words: Sequence[str]) -> NDArray[np.float32]:
    """float32[n]: how often the segmenter's dictionary counts each; 1 for those that it lacks."""
    import rjieba  # noqa: PLC0415

    known = (rjieba.suggest_freq(word) if rjieba.has_word(word) else 1 for word in words)
    return np.maximum(np.fromiter(known, np.float32, len(words)), 1)


def _nearest(words: Words, others: Words) -> Iterator[tuple[str, str, float]]:
    """Each term with those near it and their scores: cosines, and more for common ones."""
    most = min(2 * _MOST, len(others.terms))  # some are forms of one stem
    for start in range(0, len(words.terms), _STRIDE):
        cosines = words.vectors[start : start + _STRIDE] @ others.vectors.T
        scores = np.where(cosines < _LEAST, 0, cosines + others.common)
        best = np.argpartition(-scores, most - 1, axis=1)[:, :most]
        for row, near in enumerate(best.tolist()):
            for at in near:
                if scores[row, at]:
                    yield words.terms[start + row], others.terms[at], float(scores[row, at])


def _likeliest(others: dict[str, float]) -> dict[str, float]:
    best = max(others.values())
    ranked = sorted(others.items(), key=lambda other: (-other[1], other[0]))[:_MOST]
    return {other: round(score / best, 2) for other, score in ranked if score >= _LIKELY * best}


def main() -> None:
    """Writes the dictionary of the encoder in a folder, or of the bundled one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLED_FOLDER
    sys.stderr.write(f"{write_dictionary(folder)} terms written to {folder / DICTIONARY_FILE}\n")


if __name__ == "__main__":
    main()

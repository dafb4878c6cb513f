"""What must never be trained on: the test sets, in any spelling."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import PolicyLensError
from corpus.script import fold_wording

TATOEBA = ("tatoeba.cmn", "tatoeba.eng")
XQUAD = ("en", "zh")


def key(text: str) -> str:
    """What two spellings of the same text have in common: NFKC, Simplified, no case, no punctuation, no space."""
    plain = fold_wording(unicodedata.normalize("NFKC", text)).text.casefold()
    return "".join(filter(str.isalnum, plain))


def xquad(testsets: Path, language: str) -> list[tuple[str, list[str]]]:
    """XQuAD's passages (Artetxe, Ruder, Yogatama 2020), each with its questions."""
    articles = json.loads((testsets / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    return [(paragraph["context"], [one["question"] for one in paragraph["qas"]]) for paragraph in paragraphs]


class HeldOut:
    """The texts of the test sets."""

    def __init__(self, testsets: Path) -> None:
        """:raises PolicyLensError: if a test set is missing: without it, nothing says what to leave out."""
        self._keys = {key(text) for text in _test_texts(testsets)} - {""}

    def allows(self, *texts: str) -> bool:
        """Whether none of the texts is one of the test sets'."""
        return all(key(text) not in self._keys for text in texts)


def _test_texts(folder: Path) -> Iterator[str]:
    try:
        for name in TATOEBA:
            yield from (folder / name).read_text(encoding="utf-8").splitlines()
        for language in XQUAD:
            for passage, questions in xquad(folder, language):
                yield passage
                yield from questions
    except FileNotFoundError as error:
        raise PolicyLensError(f"no test set {error.filename}: it says what may not be trained on") from None

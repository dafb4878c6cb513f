"""How search does on texts that are no policies: XQuAD's 240 passages a language as files, and its 1,190 questions.

``python -m evals.benchmarks.xquad SHARED``: R@1 and R@5, in each pair of languages, of the document that holds the
answer (Artetxe, Ruder, Yogatama 2020). It is a test set: nothing is tuned on it.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from index.encoders import Encoder, load_encoder
from index.library import open_library
from index.search import Searcher
from index.training.heldout import XQUAD, xquad
from index.update import ingest
from ingest.sources import discover

_DEPTH = 50


def searcher(texts: list[str], folder: Path, encoder: Encoder) -> Searcher:
    """A searcher over the texts, each a document of its number."""
    files = folder / "files"
    files.mkdir()
    for number, text in enumerate(texts):
        (files / f"{number}.txt").write_text(text, "utf-8")
    ingest(folder / "data", encoder, discover([files]), corpus=False)
    library = open_library(folder / "data")
    if library is None:
        raise RuntimeError(f"nothing was built in {folder}")
    return Searcher(library, encoder)


def recalls(of: Searcher, asked: list[tuple[str, list[str]]]) -> tuple[float, float]:
    """R@1 and R@5."""
    places = []
    for number, (_, questions) in enumerate(asked):
        for question in questions:
            found = list(dict.fromkeys(hit.chunk.document_id for hit in of.search(question, _DEPTH).hits))
            places.append(found.index(str(number)) if str(number) in found else _DEPTH)
    return sum(place < 1 for place in places) / len(places), sum(place < 5 for place in places) / len(places)


def main() -> None:
    """Measures and prints a line for each pair of languages."""
    testsets, encoder = Path(sys.argv[1]) / "testsets", load_encoder()
    both = {language: xquad(testsets, language) for language in XQUAD}
    for searched in XQUAD:
        with TemporaryDirectory() as folder:
            library = searcher([text for text, _ in both[searched]], Path(folder), encoder)
            for asked in XQUAD:
                first, five = recalls(library, both[asked])
                sys.stdout.write(f"{asked} -> {searched}: R@1 {first:.3f}, R@5 {five:.3f}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()

"""What is read of each format: ``python -m evals.benchmarks.formats [--without-pictures] [--out TABLE.md]``.

Files of our own making (`evals.benchmarks.papers`) are read as users' files are. Recall is the share of an article's
characters, blanks aside, that the document has in the same order (for pictures: the accuracy of OCR); kept is the
share of the document's characters that are of what surrounds an article.
"""

import argparse
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

from evals.benchmarks.papers.content import Paper
from evals.benchmarks.papers.shelf import papers
from ingest.boilerplate import without_boilerplate
from ingest.parsers import parse


def read(paper: Paper) -> str:
    """The text that a file yields."""
    return "\n".join(piece.text for piece in without_boilerplate(parse(Path(paper.name), paper.content)[1].pieces))


def bare(text: str) -> str:
    """Without blanks and the marks between cells."""
    return "".join(text.replace("|", "").split())


def recall(paper: Paper, text: str) -> float:
    """The share of the article's characters that the text has, in their order."""
    wanted = bare(paper.article.words)
    blocks = SequenceMatcher(None, wanted, bare(text), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def kept(paper: Paper, text: str) -> float:
    """The share of the text's characters that are of the article's surroundings."""
    found = bare(text)
    unwanted = sum(len(bare(line)) for line in paper.surroundings if bare(line) in found)
    return unwanted / max(len(found), 1)


def table(rows: Iterable[tuple[str, float, float]]) -> str:
    """Markdown, a line a file."""
    lines = ["| file | recall | kept of its surroundings |", "| --- | --- | --- |"]
    return "\n".join(lines + [f"| {name} | {found:.3f} | {unwanted:.3f} |" for name, found, unwanted in rows]) + "\n"


def main() -> None:
    """Reads all and writes the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.formats", description=__doc__)
    parser.add_argument("--without-pictures", action="store_true")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    rows = []
    for paper in papers(with_pictures=not arguments.without_pictures):
        text = read(paper)
        rows.append((paper.name, recall(paper, text), kept(paper, text)))
        print(table(rows[-1:]).splitlines()[-1], flush=True)  # noqa: T201
    if arguments.out:
        arguments.out.write_text(table(rows), encoding="utf-8")


if __name__ == "__main__":
    main()

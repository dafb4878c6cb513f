"""How long an answer takes beside the search alone: ``python -m evals.benchmarks.answering [--set NAME]``.

Over the built-in library, without a model: the questions of a set once, none of them asked before, and once more, when
the passages that they are compared with are known. The mark: four times the search at most, in the median.
"""

import argparse
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from assistant.assistant import Assistant
from evals.cases import load_cases, set_path
from index.encoders import load_encoder
from index.update import ensure_library


def ratio(assistant: Assistant, questions: list[str]) -> tuple[float, float]:
    """The medians of the milliseconds that search and answer took."""
    times = [assistant.answer(question).timings_ms for question in questions]
    return median(one["search"] for one in times), median(one["total"] for one in times)


def main() -> None:
    """Asks and tells."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.answering", description=__doc__)
    parser.add_argument("--set", default="library", help="the name of a set that ships, or a file")
    name = parser.parse_args().set
    questions = [case.question for case in load_cases(Path(name) if Path(name).exists() else set_path(name))]
    with TemporaryDirectory() as folder:
        encoder = load_encoder()
        assistant = Assistant(ensure_library(Path(folder), encoder), encoder)
        assistant.answer("人工智能")  # loads what is loaded once
        for when in ("asked for the first time", "asked again"):
            search, whole = ratio(assistant, questions)
            sys.stdout.write(f"{when}: search {search:.1f} ms, answer {whole:.1f} ms, {whole / search:.2f} times\n")


if __name__ == "__main__":
    main()

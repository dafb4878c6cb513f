"""How long a question takes from a cold start, beside importing sentence-transformers on the same machine.

``python -m evals.benchmarks.cold_start [DATA_DIR]``: medians of five alternated runs after one that warms the page
cache and build the index. The ratio is to be a third at most.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

RUNS = 5
QUESTION = "四川到2030年的人工智能产业规模目标是多少？"


def seconds(command: list[str]) -> float:
    """Wall-clock time of a process.

    :raises subprocess.CalledProcessError: if it fails.
    """
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own commands)
    return perf_counter() - started


def main() -> None:
    """Measures and prints one line."""
    with TemporaryDirectory() as temporary:
        data_dir = sys.argv[1] if len(sys.argv) > 1 else temporary
        ask = [str(Path(sys.executable).with_name("policylens")), "ask", QUESTION, "--data-dir", data_dir]
        load = [sys.executable, "-c", "import sentence_transformers"]
        seconds(ask)
        seconds(load)
        pairs = [(seconds(ask), seconds(load)) for _ in range(RUNS)]
    asked, loaded = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    sys.stdout.write(f"ask {asked:.2f} s, import sentence_transformers {loaded:.2f} s, ratio {asked / loaded:.2f}\n")


if __name__ == "__main__":
    main()

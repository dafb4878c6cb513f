"""Time and memory, as the benchmarks take them."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter


def timed(work: Callable[[], object]) -> float:
    """How many milliseconds a call takes."""
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def memory(kind: str) -> int:
    """MiB of this process alone: `RssAnon` or `RssFile` now, `VmHWM` at most so far (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split(f"{kind}:")[1].split()[0]) // 1024

"""Reading files in worker processes, so that no file can hang or kill the one that asks."""

import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from ingest.document import Document
from ingest.sources import Source
from ingest.worker import MEMORY_LIMIT, TIME_LIMIT_S

_WORKERS = 4  # at most
_AHEAD = 16  # files that each worker may read before the first of them is asked for

_SERVE = "import sys; from ingest.worker import serve; serve(*map(int, sys.argv[1:]))"


def read_all(
    sources: Sequence[Source], *, time_limit_s: int = TIME_LIMIT_S, memory_limit: int = MEMORY_LIMIT
) -> Iterator[Document | str]:
    """For each file, in order, its document, or the reason why there is none.

    A file whose worker dies or overruns its limits is that file's failure alone. No process starts for no files.

    :param time_limit_s: seconds that a file may take.
    :param memory_limit: bytes of data that reading a file may need.
    """
    count = min(_WORKERS, os.cpu_count() or 1, len(sources))
    rest = iter(sources)
    with ExitStack() as stack:
        workers = deque(stack.enter_context(_Worker(time_limit_s, memory_limit)) for _ in range(count))
        for position, source in enumerate(islice(rest, count * _AHEAD)):
            workers[position % count].ask(source)
        for _ in sources:
            yield workers[0].answer()
            for source in islice(rest, 1):
                workers[0].ask(source)
            workers.rotate(-1)


class _Worker:
    """A process that reads files in the order in which it is asked to, and is started anew if one of them ends it."""

    def __init__(self, time_limit_s: int, memory_limit: int) -> None:
        self._limits = (time_limit_s, memory_limit)
        self._asked: deque[Source] = deque()
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            # Not by multiprocessing, which would run the caller's script again; away from the terminal's Ctrl-C.
            self._process = subprocess.Popen(  # noqa: S603  (our own)
                [sys.executable, "-P", "-c", _SERVE, str(theirs.fileno()), *map(str, self._limits)],
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._connection = Connection(ours.detach())

    def ask(self, source: Source) -> None:
        """Puts a file into the queue."""
        self._asked.append(source)
        self._send(source)

    def _send(self, source: Source) -> None:
        try:
            self._connection.send(source)
        except OSError:  # it is dead: `answer` will find that out, and ask its successor for all that is left
            return

    def answer(self) -> Document | str:
        """What became of the first file in the queue."""
        try:
            answer: Document | str = self._connection.recv()
        except (EOFError, OSError):
            answer = self._death()
            self._start()
            for source in islice(self._asked, 1, None):
                self._send(source)
        self._asked.popleft()
        return answer

    def _death(self) -> str:
        self._connection.close()
        code = self._process.wait()
        if code == -signal.SIGALRM:
            return f"reading it takes more than {self._limits[0]} s"
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"reading it ended the process that read it ({how})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

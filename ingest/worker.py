"""What runs in a worker process: files to documents, one after another, each within limits of time and memory."""

import resource
import signal
from multiprocessing.connection import Connection

from corpus.errors import PolicyLensError
from ingest.document import Document
from ingest.pipeline import read_bytes, read_document
from ingest.sources import Source

TIME_LIMIT_S = 60
MEMORY_LIMIT = 2**30
"""Bytes of data that reading a file may need."""


def serve(descriptor: int, time_limit_s: int, memory_limit: int) -> None:
    """Answers each `Source` that comes in with its document, or the reason why there is none, until nobody asks.

    The kernel keeps the limits: it ends the process by SIGALRM when a file takes too long, also within a library that
    holds the interpreter, and gives no more memory than RLIMIT_DATA, which leaves out what is only mapped.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (memory_limit, memory_limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    connection = Connection(descriptor)
    while True:
        try:
            source: Source = connection.recv()
        except EOFError:
            return
        signal.alarm(time_limit_s)
        answer = _read(source, memory_limit)
        signal.alarm(0)
        try:
            connection.send(answer)
        except BrokenPipeError:
            return


def _read(source: Source, memory_limit: int) -> Document | str:
    try:
        return read_document(source, *read_bytes(source))
    except PolicyLensError as error:
        return str(error)
    except MemoryError:
        return f"reading it takes more than {memory_limit >> 20} MB of memory"
    except Exception as error:  # hostile files make the libraries below raise whatever they happen to
        return f"it cannot be read ({type(error).__name__}: {error})"

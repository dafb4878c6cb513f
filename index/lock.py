"""One writer at a time, across processes and threads."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from filelock import FileLock, Timeout

from corpus.errors import PolicyLensError
from index.interrupts import Interrupts
from index.store import Store

WAIT_S = 30.0
"""How long a writer waits for another one to be done."""

_LOG = logging.getLogger(__name__)


@contextmanager
def alone(store: Store, interrupts: Interrupts | None = None, wait_s: float | None = None) -> Iterator[None]:
    """Keeps other writers out; waits for one that is at work, and says so.

    :param wait_s: seconds to wait at most; `WAIT_S` if None.
    :raises PolicyLensError: if the other one is not done by then.
    """
    lock, patience = FileLock(store.lock_file), WAIT_S if wait_s is None else wait_s
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if patience > 0:
            _LOG.warning("another PolicyLens is writing to %s: waiting %.0f s at most", store.data_dir, patience)
        try:
            with interrupts.allowed() if interrupts else nullcontext():
                lock.acquire(timeout=patience, poll_interval=0.1)
        except Timeout:
            message = f"another PolicyLens is writing to {store.data_dir}: try again when it is done"
            raise PolicyLensError(message) from None
    try:
        yield
    finally:
        lock.release()

"""Ctrl-C and SIGTERM, put off while they would do harm."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """Within it the first Ctrl-C or SIGTERM raises KeyboardInterrupt where `allowed` says so, and not before.

    A second one raises it at once. Signals that the process ignores are left alone, and so are all of them outside the
    main thread, where Python cannot handle any.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        self._allowed = False
        self._before: dict[int, Any] = {}

    @property
    def exit_code(self) -> int:
        """What a process that was stopped like that ends with: 130 for Ctrl-C, 143 for SIGTERM."""
        return 128 + (self.signal or signal.SIGINT)

    @contextmanager
    def allowed(self) -> Iterator[None]:
        """Where it may be raised: one that came before is raised first."""
        if self.signal is not None:
            raise KeyboardInterrupt
        self._allowed = True
        try:
            yield
        finally:
            self._allowed = False

    def _arrived(self, number: int, _frame: FrameType | None) -> None:
        again, self.signal = self.signal is not None, number
        if again or self._allowed:
            self._allowed = False
            raise KeyboardInterrupt

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                if signal.getsignal(number) != signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._arrived)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

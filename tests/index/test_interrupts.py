import os
import signal
import threading

import pytest

from index.interrupts import Interrupts


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_first_waits_until_it_is_allowed(number: signal.Signals, code: int) -> None:
    handler = signal.getsignal(number)
    reached = []
    with pytest.raises(KeyboardInterrupt), Interrupts() as interrupts:
        os.kill(os.getpid(), number)
        reached.append("after")
        assert interrupts.exit_code == code
        with interrupts.allowed():
            reached.append("never")
    assert reached == ["after"]
    assert signal.getsignal(number) == handler


def test_where_it_is_allowed_it_comes_at_once() -> None:
    with pytest.raises(KeyboardInterrupt), Interrupts() as interrupts, interrupts.allowed():
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("not interrupted")


def test_a_second_one_waits_no_longer() -> None:
    with pytest.raises(KeyboardInterrupt), Interrupts():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("not interrupted")


def test_what_is_ignored_stays_ignored_and_other_threads_leave_signals_alone() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interrupts() as interrupts, interrupts.allowed():
            os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.signal is None
    finally:
        signal.signal(signal.SIGINT, before)
    failed: list[BaseException] = []

    def enter() -> None:
        try:
            with Interrupts() as interrupts, interrupts.allowed():
                pass
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert not failed

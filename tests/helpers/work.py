"""A bound on the work of a test: processor time of its own process, which a busy machine does not use up."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

ENOUGH = 30  # seconds of the processor, for what takes less than one; quadratic time would be minutes


@contextmanager
def bounded_work() -> Iterator[None]:
    """Fails the test that takes too much of the processor, however long it has to wait for it."""

    def stop(*_: object) -> NoReturn:
        raise AssertionError(f"more than {ENOUGH} s of the processor")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, ENOUGH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

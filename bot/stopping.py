"""Staying until told to stop: Ctrl-C, SIGTERM."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

WAKE_SECONDS = 0.5


def wait_until_told(stop: Event) -> None:
    """Wait for the event, and wake now and then meanwhile.

    Python handles signals in the main thread, which is this one; the system may give them to
    another, and then nothing else would wake it.
    """
    while not stop.wait(WAKE_SECONDS):
        continue


@contextmanager
def told_to_stop() -> Iterator[Event]:
    """An event that SIGTERM or SIGINT sets; the handlers before are put back at the end."""
    stop = Event()

    def note(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

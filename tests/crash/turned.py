"""A clock that is turned while processes live by it: the sandbox's, shared through a file.

The file holds how far the sandbox's time is ahead of the machine's, in seconds.
"""

import mmap
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bot.scheduler
from bot.app import Milepost
from bot.clock import FollowingClock
from bot.scheduler import Scheduler, ticks, urgent_ticks
from services import Services

LOOK_SECONDS = 0.005
_AHEAD = struct.Struct("d")


def turn(file: Path, sandbox_now: float) -> None:
    """Let whoever follows the file have the sandbox's time."""
    ahead = _AHEAD.pack(sandbox_now - time.time())
    with file.open("r+b" if file.exists() else "wb") as opened:
        opened.write(ahead)


def turned_clock(file: Path) -> FollowingClock:
    """The sandbox's clock, as the file has it."""
    ahead = _ahead(file)
    return FollowingClock(lambda: time.time() + ahead())


def looking_after(milepost: Milepost, file: Path) -> Milepost:
    """The program with all it looks after, which it does at once when its clock is turned: by the
    machine's time its scheduler would let minutes pass."""
    bot.scheduler.SOON_SECONDS = 0.005
    scheduler = _Turned(milepost.services)
    threading.Thread(target=scheduler.follow, args=(_ahead(file),), daemon=True).start()
    return replace(milepost, scheduler=scheduler)


class _Turned(Scheduler):
    """Its ticks can all be woken; only some of them are when something happens, as usual."""

    def __init__(self, services: Services) -> None:
        super().__init__((), urgent=urgent_ticks(services))
        self._others = Scheduler((), urgent=ticks(services))

    def start(self) -> None:
        super().start()
        self._others.start()

    def stop(self) -> None:
        super().stop()
        self._others.stop()

    def follow(self, ahead: Callable[[], float]) -> None:
        """Wake whatever sleeps whenever the clock was turned."""
        before = ahead()
        while True:
            time.sleep(LOOK_SECONDS)
            now = ahead()
            if now != before:
                before = now
                self.wake()
                self._others.wake()


def _ahead(file: Path) -> Callable[[], float]:
    with file.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), _AHEAD.size, access=mmap.ACCESS_READ)
    return lambda: float(_AHEAD.unpack_from(mapped)[0])

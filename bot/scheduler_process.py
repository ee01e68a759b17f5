"""The scheduler in a process of its own.

A tick reads and thinks for as long as there are accounts that are due. In a thread it would hold
Python's lock meanwhile, and each click would wait for its turn a dozen times. In a process it
shares the database with the clicks and nothing else.
"""

import logging
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from bot.interpreter import leave_alone_what_stays
from bot.scheduler import Scheduler, ticks, urgent_ticks
from services import Services

Opening = Callable[[], AbstractContextManager[Services]]
"""Opens the services in the other process; goes there by pickle, so it is found by its name."""

BEFORE_ANOTHER_SECONDS = 2.0
"""How long after a process ended by itself another is started."""

log = logging.getLogger(__name__)


class Word(StrEnum):
    """What the two processes say to each other."""

    WAKE = "wake"  # there: something happened that the urgent ticks should see
    STOP = "stop"  # there: finish the tick that is under way, and end
    READY = "ready"  # here: from now on it may be under way with something
    HEARD = "heard"  # here: say it again when something happens again
    MAIL = "mail"  # here: a tick has left something to be sent


class SchedulerProcess:
    """What `Scheduler` is, elsewhere. Its clock is the machine's.

    A process that ends by itself is logged, and followed by another: what it was at is made again,
    as after any crash. When ours is killed the other sees that the line is cut, and ends too.
    """

    def __init__(self, opening: Opening, mailed: Callable[[], None], stop_seconds: float) -> None:
        """`mailed` is called, in a thread of ours, when there is something to deliver; a tick
        under way may take `stop_seconds` to come to its end."""
        self._opening = opening
        self._mailed = mailed
        self._stop_seconds = stop_seconds
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._line: Connection | None = None
        self._has_heard = True
        self._is_ready = False
        self._process: BaseProcess | None = None
        self._watch = threading.Thread(target=self._look_after, name="scheduler", daemon=True)

    def start(self) -> None:
        """Begin to turn; returns before the other process is ready."""
        self._begin()
        self._watch.start()

    def wake(self) -> None:
        """Something happened: let the urgent ticks turn soon. From any thread, and cheap: it is
        said once until it was heard, so the line never fills and nobody waits."""
        with self._lock:
            if self._has_heard:
                self._has_heard = not self._say(Word.WAKE)

    def stop(self) -> None:
        """Turn no more; a tick that is under way is waited for, within limits. Being killed loses
        nothing: the accounts are due again when their claim runs out."""
        with self._lock:
            self._stopping.set()
            self._say(Word.STOP)
        if self._process is None:
            return
        if not self._is_ready:  # it has not even begun
            self._process.kill()
        self._process.join(self._stop_seconds)
        if self._process.is_alive():
            log.warning(
                "a tick takes too long to be waited for; it is made again at the next start"
            )
            self._process.kill()
            self._process.join()
        self._watch.join()

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def _begin(self) -> None:
        with self._lock:
            if self._stopping.is_set():
                return
            context = get_context("spawn")  # a fork would share our threads' locks and connections
            self._line, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, self._opening), name="scheduler", daemon=True
            )
            self._process.start()
            theirs.close()  # so that the line is cut when the process ends
            self._has_heard, self._is_ready = True, False
            log.info("the scheduler's process is %s", self._process.pid)

    def _look_after(self) -> None:
        """Listen, and start another process when one has ended by itself."""
        while not self._stopping.is_set():
            self._listen()
            assert self._process is not None  # noqa: S101 - for mypy; `start` has made one
            self._process.join()
            if self._stopping.is_set():
                return
            log.error("the scheduler's process ended: exit code %s", self._process.exitcode)
            if not self._stopping.wait(BEFORE_ANOTHER_SECONDS):
                self._begin()

    def _listen(self) -> None:
        """Until the line is cut."""
        assert self._line is not None  # noqa: S101 - for mypy; `_begin` has made one
        with self._line as line:
            while True:
                try:
                    word = line.recv()
                except (EOFError, OSError):
                    return
                if word == Word.MAIL:
                    self._mailed()
                elif word == Word.READY:
                    self._is_ready = True
                elif word == Word.HEARD:
                    with self._lock:
                        self._has_heard = True

    def _say(self, word: Word) -> bool:
        """False when nobody is there to hear it: whoever starts looks at everything anyway."""
        if self._line is None or self._line.closed:
            return False
        try:
            self._line.send(word)
        except OSError:
            return False
        return True


def _serve(line: Connection, opening: Opening) -> None:
    """The other process: it ends when it is told to, or when the line is cut."""
    for number in (signal.SIGINT, signal.SIGTERM):  # a terminal's Ctrl-C reaches us both
        signal.signal(number, signal.SIG_IGN)
    try:
        with opening() as services:
            _turn_until_told(line, services)
    except Exception:
        log.exception("the scheduler cannot go on")
        sys.exit(1)


def _turn_until_told(line: Connection, services: Services) -> None:
    scheduler = Scheduler(ticks(services), urgent=urgent_ticks(services))
    saying = threading.Lock()

    def say(word: Word) -> None:
        with saying, suppress(OSError):  # nobody is left to hear it, and we end soon
            line.send(word)

    database = services.reviewing.office.database
    database.waiting.append(lambda: say(Word.MAIL))
    database.curious.append(scheduler.wake)
    leave_alone_what_stays()
    say(Word.READY)
    scheduler.start()
    try:
        while line.recv() == Word.WAKE:
            say(Word.HEARD)
            scheduler.wake()
    except (EOFError, OSError):
        log.info("the program is gone; the scheduler ends as well")
    finally:
        scheduler.stop()

"""The program, one life after another: whenever its process dies, the next one goes on."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.crash.kill_points import Kind, When

ROOT = Path(__file__).parents[2]

Json = dict[str, Any]


class Life:
    """One process: it stands ready until it is told to go, and can be killed."""

    def __init__(self, connection: socket.socket, orders: Json) -> None:
        self._connection = connection
        self._lines = connection.makefile("r", encoding="utf-8")
        self._say(orders)

    def go(self, death: Json | None) -> None:
        """Begin to work; `death` as `kill_points.Death`, None for as long as it may."""
        self._say(death)

    def tells(self) -> Iterator[Json]:
        """What happens, as it happens; ends when the process does."""
        with self._connection, self._lines:
            for line in self._lines:
                yield json.loads(line)

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is put away."""
        with suppress(OSError):  # it is dead already
            self._connection.shutdown(socket.SHUT_WR)

    def _say(self, what: Json | None) -> None:
        with suppress(OSError):  # it is dead already, and whoever listens will notice
            self._connection.sendall(json.dumps(what).encode() + b"\n")


@dataclass(frozen=True, slots=True)
class Nursery:
    """Where lives come from: a process that has imported everything, and forks."""

    door: str

    def born(self, orders: Json) -> Life:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self.door)
        return Life(connection, orders)


@contextmanager
def nursery(folder: Path) -> Iterator[Nursery]:
    """Opened once for many tests."""
    door = str(folder / "door")
    process = subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-m", "tests.crash.child", door],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        if process.stdout.readline() != b"open\n":
            raise RuntimeError("the nursery did not open")
        yield Nursery(door)
    finally:
        process.kill()
        process.communicate()


@dataclass
class Lives:
    """Keeps the program alive until the block is left; it dies wherever `sides`, `only` and `each`
    say, see `kill_points.Death`, and once at each place.

    `died_at` has the places of death, `cut_off` what was under way elsewhere in the process when
    one struck, `passed` what was passed in any life, by kind.
    """

    nursery: Nursery
    orders: Json
    sides: Sequence[tuple[Kind, When]] = ()
    only: Collection[str] | None = None
    each: bool = True
    deaths: int = 0
    died_at: list[str] = field(default_factory=list)
    cut_off: set[str] = field(default_factory=set)
    passed: dict[Kind, set[str]] = field(default_factory=lambda: {"commit": set(), "call": set()})
    failure: str | None = None
    pid: int | None = None
    _now: Life | None = None
    _over: bool = False
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._go_on, name="lives")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._over = True
        self.kill()
        self._thread.join()

    def kill(self) -> None:
        """End this life; unless all is over, the next one begins."""
        with self._guard:
            if self._now is not None:
                self._now.kill()
                self._now = None

    def _go_on(self) -> None:
        heir = self.nursery.born(self.orders)
        while self._begun(heir):
            life, heir = heir, self.nursery.born(self.orders)
            fated = self._heard(life)
            with self._guard:
                ended_by_itself = not fated and self._now is life
                self._now = None
            if ended_by_itself:
                self.failure = f"a life ended by itself; see {self.orders['log']}"
                break
        heir.kill()
        for _ in heir.tells():
            pass

    def _begun(self, life: Life) -> bool:
        with self._guard:
            if self._over:
                return False
            self._now = life
        life.go(self._death())
        return True

    def _death(self) -> Json | None:
        if not self.sides:
            return None
        only = None if self.only is None else sorted(self.only)
        return {"sides": self.sides, "passed": self.died_at, "only": only, "each": self.each}

    def _heard(self, life: Life) -> bool:
        """Listen to the end; whether it was the end that was ordered."""
        fated = False
        for told in life.tells():
            if "pid" in told:
                self.pid = told["pid"]
            if "passed" in told:
                self.passed[told["kind"]].update(told["passed"])
            if "dies_at" in told:
                self.died_at.extend(told["dies_at"])
                self.cut_off.update(told["cut_off"])
                self.deaths += 1
                fated = True
        return fated

"""Faults by switch: what may go wrong between an app and Slack, on the call one names."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

EVERY_METHOD = "*"


class FaultKind(StrEnum):
    RATE_LIMITED = "rate_limited"  # 429 with Retry-After, not applied
    DELAY = "delay"  # the answer comes late
    DROP_BEFORE = "drop_before"  # not applied, connection cut
    DROP_AFTER = "drop_after"  # applied, connection cut
    ERROR_500 = "error_500"  # not applied
    ERROR = "error"  # a code the method documents, not applied
    HOLD_BEFORE = "hold_before"  # not applied until released
    HOLD_AFTER = "hold_after"  # applied, the answer kept back until released


@dataclass(slots=True)
class Fault:
    """Strikes the nth matching call and those after it, `times` in all (None: for good).

    `seconds` is the delay, or the Retry-After; `code` the error answered. `id` is given to it
    when it is switched on.
    """

    kind: FaultKind
    method: str = EVERY_METHOD
    nth: int = 1
    times: int | None = 1
    seconds: float = 1.0
    code: str = ""
    matched: int = 0
    id: int = 0

    @property
    def strikes_left(self) -> int | None:
        """None: until it is switched off."""
        if self.times is None:
            return None
        return self.times - max(0, self.matched - self.nth + 1)

    def strikes(self, method: str) -> bool:
        """Whether this call is one to strike; counts it if it matches."""
        if self.method not in (EVERY_METHOD, method):
            return False
        self.matched += 1
        return self.matched >= self.nth and not self._spent(self.matched - 1)

    def is_spent(self) -> bool:
        return self._spent(self.matched)

    def _spent(self, matched: int) -> bool:
        return self.times is not None and matched >= self.nth - 1 + self.times


@dataclass(slots=True)
class Held:
    """A call whose answer is kept back."""

    id: int
    method: str
    args: dict[str, Any]
    applied: bool
    released: asyncio.Event = field(default_factory=asyncio.Event)


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._held: dict[int, Held] = {}
        self._ids = count(1)

    @property
    def active(self) -> list[Fault]:
        """Those that may still strike, in the order in which they were switched on."""
        return list(self._faults)

    def add(self, fault: Fault) -> None:
        fault.id = next(self._ids)
        self._faults.append(fault)

    def remove(self, fault_id: int) -> None:
        """Switch one off; one that is spent is off already. Calls that it holds stay held."""
        self._faults = [fault for fault in self._faults if fault.id != fault_id]

    def clear(self) -> None:
        """Forget all faults and let every held call go on."""
        self._faults.clear()
        self.release()

    def take(self, method: str) -> Fault | None:
        """The fault that strikes this call; every matching fault counts the call."""
        if not self._faults:
            return None
        striking = [fault for fault in self._faults if fault.strikes(method)]
        self._faults = [fault for fault in self._faults if not fault.is_spent()]
        return striking[0] if striking else None

    def hold(self, method: str, args: dict[str, Any], *, applied: bool) -> Held:
        held = Held(next(self._ids), method, args, applied)
        self._held[held.id] = held
        return held

    def let_go(self, held: Held) -> None:
        self._held.pop(held.id, None)

    def release(self) -> None:
        for held in self._held.values():
            held.released.set()

    @property
    def held(self) -> list[Held]:
        return list(self._held.values())

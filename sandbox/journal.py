"""The record of what an app asked, what it was sent, and where it strayed from Slack's rules."""

import json
from collections import deque
from dataclasses import dataclass
from itertools import count
from typing import Any

from sandbox.transports.base import Ack, Kind


@dataclass(slots=True)
class CallRecord:
    """One call of the Web API. `status` 0: the connection was cut, there was no answer.

    `at` is sandbox time (seconds UTC), `seconds` how long the answer took. `retried`: the same
    call had failed before without an answer of Slack's (429, 5xx, cut).
    """

    index: int
    app_id: str | None
    method: str
    args: dict[str, Any]
    answer: dict[str, Any] | None
    status: int
    at: float
    seconds: float
    tier: int | None
    retried: bool


@dataclass(slots=True)
class DeliveryRecord:
    """One payload sent to an app; `ack` is None while it is under way."""

    index: int
    app_id: str
    kind: Kind
    payload: dict[str, Any]
    at: float
    ack: Ack | None = None
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """Something Slack lets pass, or answers badly, and an app should not do."""

    kind: str
    method: str
    detail: str


class Journal:
    """Keeps the last `size` records of each sort."""

    def __init__(self, size: int) -> None:
        self.calls: deque[CallRecord] = deque(maxlen=size)
        self.deliveries: deque[DeliveryRecord] = deque(maxlen=size)
        self.violations: deque[Violation] = deque(maxlen=size)
        self._call_numbers = count()
        self._delivery_numbers = count()
        self._failed: set[tuple[str, str]] = set()

    def call(
        self,
        *,
        app_id: str | None,
        method: str,
        args: dict[str, Any],
        answer: dict[str, Any] | None,
        status: int,
        at: float,
        seconds: float,
        tier: int | None,
    ) -> None:
        retried = self._note_outcome(method, args, failed=status != 200)
        index = next(self._call_numbers)
        self.calls.append(
            CallRecord(index, app_id, method, args, answer, status, at, seconds, tier, retried)
        )

    def delivery(
        self, *, app_id: str, kind: Kind, payload: dict[str, Any], at: float, retry: bool
    ) -> DeliveryRecord:
        index = next(self._delivery_numbers)
        record = DeliveryRecord(index, app_id, kind, payload, at, retry=retry)
        self.deliveries.append(record)
        return record

    def violation(self, kind: str, method: str, detail: str) -> None:
        self.violations.append(Violation(kind, method, detail))

    def _note_outcome(self, method: str, args: dict[str, Any], *, failed: bool) -> bool:
        """Whether the same call had failed before. Looks only while some call has failed."""
        if not failed and not self._failed:
            return False
        key = (method, json.dumps(args, sort_keys=True, default=str))
        retried = key in self._failed
        if failed:
            self._failed.add(key)
        else:
            self._failed.discard(key)
        return retried

"""The record of what an app asked, what it was sent, and where it strayed from Slack's rules."""

import json
from collections import deque
from dataclasses import dataclass
from itertools import count
from typing import Any

from sandbox.clock import Clock
from sandbox.transports.base import Ack, Kind


@dataclass(slots=True)
class CallRecord:
    """One call of the Web API. `status` 0: the connection was cut, there was no answer.

    `at` is sandbox time (seconds UTC), `seconds` how long the answer took, `ended` real time on
    the clock of the rate limits. `retried`: the same call had failed before without an answer of
    Slack's (429, 5xx, cut).
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
    ended: float


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
class ResponseRecord:
    """What an app said to a `response_url`: in which channel, to whose act it belongs.

    `ephemeral`: that was a message which they alone see. `error`: why it was not taken, or "".
    `at`: sandbox time, seconds UTC.
    """

    index: int
    app_id: str
    channel_id: str
    person_id: str
    ephemeral: bool
    body: dict[str, Any]
    error: str
    at: float


@dataclass(frozen=True, slots=True)
class Violation:
    """Something Slack lets pass, or answers badly, and an app should not do.

    `at`: sandbox time, seconds UTC.
    """

    index: int
    kind: str
    method: str
    detail: str
    at: float


class Journal:
    """Keeps the last `size` records of each sort."""

    def __init__(self, size: int, clock: Clock) -> None:
        self._clock = clock
        self.calls: deque[CallRecord] = deque(maxlen=size)
        self.deliveries: deque[DeliveryRecord] = deque(maxlen=size)
        self.responses: deque[ResponseRecord] = deque(maxlen=size)
        self.violations: deque[Violation] = deque(maxlen=size)
        self._call_numbers = count()
        self._delivery_numbers = count()
        self._response_numbers = count()
        self._violation_numbers = count()
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
        self.calls.append(
            CallRecord(
                next(self._call_numbers),
                app_id,
                method,
                args,
                answer,
                status,
                at,
                seconds,
                tier,
                retried,
                ended=self._clock.monotonic(),
            )
        )

    def delivery(
        self, *, app_id: str, kind: Kind, payload: dict[str, Any], at: float, retry: bool
    ) -> DeliveryRecord:
        index = next(self._delivery_numbers)
        record = DeliveryRecord(index, app_id, kind, payload, at, retry=retry)
        self.deliveries.append(record)
        return record

    @property
    def delivered(self) -> int:
        """How many payloads have been sent since the beginning."""
        return self.deliveries[-1].index + 1 if self.deliveries else 0

    def response(
        self,
        *,
        app_id: str,
        channel_id: str,
        person_id: str,
        ephemeral: bool,
        body: dict[str, Any],
        error: str,
    ) -> None:
        index, at = next(self._response_numbers), self._clock.now()
        self.responses.append(
            ResponseRecord(index, app_id, channel_id, person_id, ephemeral, body, error, at)
        )

    def violation(self, kind: str, method: str, detail: str) -> None:
        index = next(self._violation_numbers)
        self.violations.append(Violation(index, kind, method, detail, self._clock.now()))

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

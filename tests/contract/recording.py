"""Where a run of a sandbox strayed from Slack's contract: what the app asked, what it was sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.api import GENERAL_ERRORS
from sandbox.client import SandboxDriver
from sandbox.reports import Call, Delivery, Violation
from tests.contract import documented, reference
from tests.contract.shapes import deviations

Json = dict[str, Any]

ANY_ARGUMENT = frozenset({"token", "team_id"})
"""Slack's clients may name the workspace with every call."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """`kind`: unknown_method, unknown_argument, missing_argument, missing_scope,
    undocumented_error, response, payload, or a violation's own."""

    kind: str
    where: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind} at {self.where}: {self.detail}"


def recorded_deviations(driver: SandboxDriver) -> list[Deviation]:
    """All deviations in what the sandbox has recorded so far."""
    return list(find_deviations(driver.calls(), driver.deliveries(), driver.violations()))


def find_deviations(
    calls: Iterable[Call], deliveries: Iterable[Delivery], violations: Iterable[Violation]
) -> Iterator[Deviation]:
    for call in calls:
        yield from _request(call)
        yield from _response(call)
    for delivery in deliveries:
        yield from _payload(delivery)
    for violation in violations:
        if violation.kind != "unknown_argument":  # found in the call itself, above
            yield Deviation(violation.kind, violation.method, violation.detail)


def _request(call: Call) -> Iterator[Deviation]:
    known = reference.method(call.method)
    if known is None:
        yield Deviation("unknown_method", call.method, "Slack lists no such method")
        return
    arguments = known["args"]["properties"]
    for name in sorted(call.args.keys() - arguments.keys() - ANY_ARGUMENT):
        yield Deviation("unknown_argument", call.method, name)
    if call.status != 0:
        for name in known["args"].get("required", ()):
            if name != "token" and call.args.get(name) is None:
                yield Deviation("missing_argument", call.method, name)


def _response(call: Call) -> Iterator[Deviation]:
    if call.answer is None or reference.method(call.method) is None:
        return
    error = call.answer.get("error")
    if error == "missing_scope":
        yield Deviation("missing_scope", call.method, str(call.answer.get("needed")))
    known = reference.method(call.method) or {}
    if error is not None and error not in GENERAL_ERRORS and error not in known.get("errors", {}):
        yield Deviation("undocumented_error", call.method, str(error))
    shape = documented.response_shape(call.method)
    if shape is not None:
        for problem in deviations(call.answer, shape):
            yield Deviation("response", call.method, problem)


def _payload(delivery: Delivery) -> Iterator[Deviation]:
    payload = delivery.payload
    if delivery.kind == "events_api":
        where = f"event {payload['event'].get('type')}"
        envelope = {key: value for key, value in payload.items() if key != "event"}
        problems = [
            *deviations(envelope, documented.envelope_shape()),
            *_fitting(payload["event"], documented.event_shape(payload["event"])),
        ]
    elif delivery.kind == "slash_commands":
        where = f"command {payload.get('command')}"
        problems = list(_fitting(payload, documented.command_shape()))
    else:
        where = f"interaction {payload.get('type')}"
        problems = list(_fitting(payload, documented.interaction_shape(payload)))
    for problem in problems:
        yield Deviation("payload", where, problem)


def _fitting(value: Json, shape: Json | None) -> Iterator[str]:
    if shape is None:
        yield "Slack is not known to send this"
    else:
        yield from deviations(value, shape)

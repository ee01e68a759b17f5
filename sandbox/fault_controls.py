"""What goes wrong by switch: faults on calls, the socket, the token."""

from dataclasses import asdict
from typing import Any

from sandbox.api import GENERAL_ERRORS
from sandbox.apps import App
from sandbox.errors import Refusal
from sandbox.faults import EVERY_METHOD, Fault, FaultKind
from sandbox.methods import TABLE
from sandbox.slack import Slack
from sandbox.transports import SocketMode

Json = dict[str, Any]

CHOICES = frozenset({"kind", "method", "nth", "times", "seconds", "code"})
LONGEST = 3600.0


async def add_fault(slack: Slack, body: Json) -> Json:
    """Switch a fault on; see `sandbox.faults.Fault` for what can be chosen."""
    fault = _read(body)
    if fault.method != EVERY_METHOD and fault.method not in TABLE:
        raise Refusal(f"there is no method {fault.method}")
    if fault.kind is FaultKind.ERROR and fault.code not in documented_errors(fault.method):
        raise Refusal(f"{fault.method} does not answer {fault.code!r}")
    slack.faults.add(fault)
    return _entry(fault)


async def faults(slack: Slack, body: Json) -> list[Json]:
    """The faults that are on, the oldest first."""
    return [_entry(fault) for fault in slack.faults.active]


async def remove_fault(slack: Slack, body: Json) -> Json:
    slack.faults.remove(body["id"])
    return {}


async def clear_faults(slack: Slack, body: Json) -> Json:
    slack.faults.clear()
    return {}


async def release_held(slack: Slack, body: Json) -> Json:
    slack.faults.release()
    return {}


async def held(slack: Slack, body: Json) -> list[Json]:
    return [
        {"id": held.id, "method": held.method, "args": held.args, "applied": held.applied}
        for held in slack.faults.held
    ]


async def cut_socket(slack: Slack, body: Json) -> Json:
    for app in slack.world.apps.values():
        if isinstance(app.transport, SocketMode):
            await app.transport.cut(body.get("reason") or "refresh_requested")
    return {}


async def connected(slack: Slack, body: Json) -> Json:
    """How many Socket Mode connections there are."""
    transports = [app.transport for app in slack.world.apps.values()]
    return {"connected": sum(t.connected for t in transports if isinstance(t, SocketMode))}


async def revoke_token(slack: Slack, body: Json) -> Json:
    app_named(slack, body["app"]).bot_token_revoked = True
    return {}


async def restore_token(slack: Slack, body: Json) -> Json:
    """Let a revoked token count again: Slack never does, it would take a new installation."""
    app_named(slack, body["app"]).bot_token_revoked = False
    return {}


def documented_errors(method: str) -> frozenset[str]:
    """The codes a method (or, with `*`, any method) may answer."""
    known = TABLE.get(method)
    return GENERAL_ERRORS | frozenset(known.errors if known is not None else ())


def app_named(slack: Slack, app_id: str) -> App:
    """Raises Refusal when there is no such app."""
    app = slack.world.apps.get(app_id)
    if app is None:
        raise Refusal(f"there is no app {app_id}")
    return app


def _read(body: Json) -> Fault:
    """Raises Refusal in words for what is no fault, or could never strike."""
    unknown = sorted(body.keys() - CHOICES)
    if unknown:
        raise Refusal(f"no such fault: nothing is called {unknown[0]!r}")
    try:
        fault = Fault(**body | {"kind": FaultKind(body["kind"])})
    except ValueError as error:
        raise Refusal(f"no such fault: {error}") from None
    if not _counts(fault.nth) or not (fault.times is None or _counts(fault.times)):
        raise Refusal("no such fault: calls are counted from 1 on")
    if not isinstance(fault.seconds, int | float) or not 0 <= fault.seconds <= LONGEST:
        raise Refusal(f"no such fault: from 0 to {LONGEST:g} seconds")
    return fault


def _counts(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 1


def _entry(fault: Fault) -> Json:
    return asdict(fault) | {"strikes_left": fault.strikes_left}

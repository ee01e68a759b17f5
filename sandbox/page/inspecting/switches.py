"""What can be made to go wrong, and what is switched just now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.api import GENERAL_ERRORS
from sandbox.apps import App
from sandbox.fault_controls import documented_errors
from sandbox.faults import EVERY_METHOD, Fault, FaultKind
from sandbox.methods import TABLE
from sandbox.page.inspecting.wording import place
from sandbox.slack import Slack
from sandbox.transports import SocketMode
from sandbox.world import Team

KINDS = {
    FaultKind.RATE_LIMITED: "Answer 429: too many calls",
    FaultKind.DELAY: "Answer late",
    FaultKind.DROP_BEFORE: "Cut the connection, nothing is applied",
    FaultKind.DROP_AFTER: "Cut the connection once it is applied",
    FaultKind.ERROR_500: "Answer 500, nothing is applied",
    FaultKind.ERROR: "Refuse with an error code",
    FaultKind.HOLD_BEFORE: "Hold the call before it is applied",
    FaultKind.HOLD_AFTER: "Hold the answer once it is applied",
}
"""What goes wrong, in words, in the order of the menu."""

TEAM_SWITCHES = {
    "paid": "On a paid plan",
    "may_invite_shared": "People may invite by Slack Connect",
    "governs_invites": "Invitations wait for an administrator before they are sent",
    "requires_approval": "An administrator approves what was accepted",
    "may_create_channels": "People may create channels",
}


@dataclass(frozen=True, slots=True)
class Switched:
    """A fault that is on: what it does to the calls of `method`, and to `which` of them."""

    id: int
    method: str
    does: str
    which: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call that is held."""

    method: str
    place: str
    applied: bool


@dataclass(frozen=True, slots=True)
class AppState:
    id: str
    name: str
    state: str
    """How it is connected."""
    has_socket: bool
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A checkbox."""

    name: str
    words: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class TeamSwitches:
    id: str
    name: str
    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True)
class Switchboard:
    faults: Sequence[Switched]
    held: Sequence[Waiting]
    apps: Sequence[AppState]
    teams: Sequence[TeamSwitches]
    limits: bool

    @property
    def revoked(self) -> list[str]:
        """The apps whose token does not count just now."""
        return [app.id for app in self.apps if app.is_revoked]

    @property
    def is_anything_wrong(self) -> bool:
        return bool(self.faults or self.held or self.revoked)


def methods() -> list[str]:
    return sorted(TABLE)


def codes(method: str) -> list[str]:
    """The error codes a method documents: its own first, then those that any may answer."""
    return sorted(documented_errors(method), key=lambda code: (code in GENERAL_ERRORS, code))


def switchboard(slack: Slack) -> Switchboard:
    return Switchboard(
        faults=[
            Switched(fault.id, _method(fault), _does(fault), _which(fault))
            for fault in slack.faults.active
        ],
        held=list(_held(slack)),
        apps=[_app(app) for app in slack.world.apps.values()],
        teams=[_team(team) for team in slack.world.teams.values()],
        limits=slack.settings.limits,
    )


def _method(fault: Fault) -> str:
    return "every method" if fault.method == EVERY_METHOD else fault.method


def _does(fault: Fault) -> str:
    match fault.kind:
        case FaultKind.RATE_LIMITED:
            return f"429, Retry-After {max(1, round(fault.seconds))} s"
        case FaultKind.DELAY:
            return f"answer {fault.seconds:g} s late"
        case FaultKind.DROP_BEFORE:
            return "cut the connection, nothing applied"
        case FaultKind.DROP_AFTER:
            return "cut the connection once applied"
        case FaultKind.ERROR_500:
            return "500, nothing applied"
        case FaultKind.ERROR:
            return f"refuse with {fault.code}"
        case FaultKind.HOLD_BEFORE:
            return "hold before it is applied"
        case FaultKind.HOLD_AFTER:
            return "hold the answer once applied"


def _which(fault: Fault) -> str:
    left = fault.strikes_left
    which = "until switched off"
    if left is not None:
        which = "the next call" if left == 1 else f"the next {left} calls"
    spared = fault.nth - 1 - fault.matched
    if spared <= 0:
        return which
    return f"{which} after {'one' if spared == 1 else spared} more"


def _held(slack: Slack) -> Iterator[Waiting]:
    for held in slack.faults.held:
        where: Any = held.args.get("channel") or held.args.get("user_id")
        yield Waiting(held.method, place(slack, None, where), held.applied)


def _app(app: App) -> AppState:
    state, has_socket = "takes payloads over HTTP", False
    if isinstance(app.transport, SocketMode):
        has_socket = True
        count = app.transport.connected
        state = "connected" if count == 1 else f"{count} connections" if count else "not connected"
    return AppState(app.id, app.manifest.name, state, has_socket, app.bot_token_revoked)


def _team(team: Team) -> TeamSwitches:
    boxes = [Box(name, words, getattr(team, name)) for name, words in TEAM_SWITCHES.items()]
    return TeamSwitches(team.id, team.name, boxes)

"""Driving a sandbox from tests, the demo and benchmarks: plain HTTP, from any process."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Self, TypeVar

from sandbox.driving import Control, SandboxError
from sandbox.guide import GuideStep
from sandbox.person_driver import PersonDriver
from sandbox.reports import (
    ActiveFault,
    Call,
    Delivery,
    FileSeen,
    Happening,
    HeldCall,
    Installation,
    PersonEntry,
    Response,
    TeamEntry,
    Violation,
    read,
)

__all__ = ["Installation", "PersonDriver", "SandboxDriver", "SandboxError"]

Json = dict[str, Any]
Result = TypeVar("Result")
POLL_SECONDS = 0.01
TURN_TIMEOUT = 600.0
"""Seconds: everything that happens on the way is waited for."""


class SandboxDriver:
    """Everything one can do with a sandbox. A context manager, or call `close()`."""

    def __init__(self, base_url: str) -> None:
        self._control = Control(base_url)
        self.faults = FaultSwitches(self._control)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._control.close()

    def install(
        self,
        manifest: Json,
        request_url: str | None = None,
        *,
        team: str | None = None,
        installer: str | None = None,
    ) -> Installation:
        """Install an app from its manifest (as parsed YAML) in a workspace (the host's).

        Payloads go to `request_url`, or over Socket Mode without one. The user token acts as
        `installer` (an id; the workspace's owner without one).
        """
        body = {
            "manifest": manifest,
            "request_url": request_url,
            "team": team,
            "installer": installer,
        }
        return read(Installation, self._control.ask("install_app", body))

    def oauth_code(self, client_id: str, **consent: str) -> str:
        """Consent to an app, as `person` (an id): the code for `oauth.v2.access`.

        `consent`: person, redirect_uri, code_challenge (S256).
        """
        body = {"client_id": client_id} | consent
        return str(self._control.ask("oauth_code", body)["code"])

    def revoke_token(self, app_id: str) -> None:
        self._control.ask("revoke_token", {"app": app_id})

    def restore_token(self, app_id: str) -> None:
        """Let a revoked token count again."""
        self._control.ask("restore_token", {"app": app_id})

    def people(self) -> list[PersonEntry]:
        return [read(PersonEntry, entry) for entry in self._control.ask("people")]

    def person(self, who: str) -> PersonDriver:
        """Somebody by id or by first name in lower case."""
        found = [entry for entry in self.people() if who in (entry.id, entry.name)]
        if len(found) != 1:
            raise SandboxError(f"{len(found)} people are called {who!r}")
        return PersonDriver(self._control, found[0])

    def teams(self) -> list[TeamEntry]:
        return [read(TeamEntry, entry) for entry in self._control.ask("teams")]

    def team(self, which: str) -> "TeamDriver":
        """A workspace by id, name or domain."""
        for entry in self.teams():
            if which in (entry.id, entry.name, entry.domain):
                return TeamDriver(self._control, entry)
        raise SandboxError(f"there is no workspace {which!r}")

    def add_team(self, name: str, domain: str, people: Sequence[Json]) -> "TeamDriver":
        """Another company. `people`: real_name, and title, zone, rank ("owner", "admin") if any.

        Each is called by their first name, and all of them are in its #general.
        """
        body = {"name": name, "domain": domain, "people": list(people)}
        return TeamDriver(self._control, read(TeamEntry, self._control.ask("add_team", body)))

    def now(self) -> float:
        """The sandbox's time, seconds UTC."""
        return float(self._control.ask("clock")["now"])

    def move_clock(self, by: timedelta | float) -> float:
        """Move the clock forward, by a duration or seconds; the new time."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        return float(self._control.ask("clock", {"seconds": seconds})["now"])

    def turn_clock(self, **how: Any) -> list[Happening]:
        """Turn the clock, stopping wherever something happens; what did happen.

        One of: `by` (seconds), `to` (seconds UTC), `by_day` (days), `working_day=True`,
        `next=True`; beside it `person` (an id) or `zone`, whose days are meant.
        """
        turned = self._control.ask("turn_clock", how, timeout=TURN_TIMEOUT)
        return [read(Happening, entry) for entry in turned["happened"]]

    def set_guide(self, steps: Sequence[GuideStep]) -> None:
        """What the page tells a newcomer to do, step by step; nothing with no steps."""
        self._control.ask("set_guide", {"steps": [asdict(step) for step in steps]})

    def agenda(self) -> list[Happening]:
        """What is going to happen by itself, the earliest first."""
        return [read(Happening, entry) for entry in self._control.ask("agenda")["coming"]]

    def calls(self, method: str | None = None, *, since: int = 0) -> list[Call]:
        """The log of Web API calls, the oldest first; `since`: the first index asked for."""
        body = {"method": method, "since": since}
        return [read(Call, entry) for entry in self._control.ask("calls", body)]

    def deliveries(self, kind: str | None = None, *, since: int = 0) -> list[Delivery]:
        """The log of payloads sent to apps; `kind`: events_api, interactive, slash_commands.

        `since`: the index of the first that is asked for.
        """
        body = {"kind": kind, "since": since}
        return [read(Delivery, entry) for entry in self._control.ask("deliveries", body)]

    def responses(self, *, since: int = 0) -> list[Response]:
        """The log of what apps said to response URLs; `since`: the first index asked for."""
        body = {"since": since}
        return [read(Response, entry) for entry in self._control.ask("responses", body)]

    def files(self) -> list[FileSeen]:
        """Every file that was uploaded, shared or not."""
        return [read(FileSeen, entry) for entry in self._control.ask("files")]

    def redeliver(self, index: int) -> Json:
        """Send the payload of this delivery again, as Slack's retries do; the app's ack."""
        ack: Json = self._control.ask("redeliver", {"index": index})
        return ack

    def deliver(self, app_id: str, kind: str, payload: Json) -> Json:
        """Send an app any payload, a forged one for instance; the app's ack."""
        ack: Json = self._control.ask("deliver", {"app": app_id, "kind": kind, "payload": payload})
        return ack

    def violations(self) -> list[Violation]:
        return [read(Violation, entry) for entry in self._control.ask("violations")]

    def settings(self, **changes: Any) -> Json:
        """The settings (see `sandbox.settings.Settings`), after these changes."""
        current: Json = self._control.ask("settings", changes)
        return current

    def cut_socket(self, reason: str = "refresh_requested") -> None:
        """Close every Socket Mode connection; `abrupt` without a word before."""
        self._control.ask("cut_socket", {"reason": reason})

    def connections(self) -> int:
        """How many Socket Mode connections apps hold."""
        return int(self._control.ask("connected")["connected"])

    def is_idle(self) -> bool:
        """Whether every event has been acknowledged, or given up."""
        return bool(self._control.ask("under_way")["under_way"] == 0)

    def until(
        self,
        condition: Callable[[], Result],
        timeout: float = 5.0,
        *,
        describe: str | None = None,
    ) -> Result:
        """Wait for a condition to be truthy, and give its value.

        Raises TimeoutError, with `describe` or the condition's name, after `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while True:
            result = condition()
            if result:
                return result
            if time.monotonic() > deadline:
                what = describe or getattr(condition, "__qualname__", repr(condition))
                raise TimeoutError(f"not within {timeout:g} s: {what} (last: {result!r})")
            time.sleep(POLL_SECONDS)


class TeamDriver:
    """A workspace's switches and its people."""

    def __init__(self, control: Control, entry: TeamEntry) -> None:
        self._control = control
        self.id = entry.id
        self.name = entry.name
        self.domain = entry.domain

    def set(self, **switches: bool) -> None:
        """paid, requires_approval, governs_invites, may_invite_shared, may_create_channels."""
        self._control.ask("set_team", {"team": self.id, "switches": switches})

    def add_person(self, real_name: str, email: str, **details: Any) -> PersonDriver:
        """`details`: name, zone, title, is_admin, is_restricted, is_ultra_restricted."""
        body = {"team": self.id, "real_name": real_name, "email": email} | details
        return PersonDriver(self._control, read(PersonEntry, self._control.ask("add_person", body)))


class FaultSwitches:
    """What may go wrong; see `sandbox.faults`."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def add(
        self,
        kind: str,
        method: str = "*",
        *,
        nth: int = 1,
        times: int | None = 1,
        seconds: float = 1.0,
        code: str = "",
    ) -> None:
        """Strike the nth call of the method from now on, `times` in all (None: for good).

        Kinds: rate_limited (`seconds`: Retry-After), delay (`seconds`), drop_before,
        drop_after, error_500, error (`code`), hold_before, hold_after.
        """
        self._control.ask(
            "add_fault",
            {
                "kind": kind,
                "method": method,
                "nth": nth,
                "times": times,
                "seconds": seconds,
                "code": code,
            },
        )

    def active(self) -> list[ActiveFault]:
        """Those that are on, the oldest first."""
        return [read(ActiveFault, entry) for entry in self._control.ask("faults")]

    def remove(self, fault_id: int) -> None:
        """Switch one off."""
        self._control.ask("remove_fault", {"id": fault_id})

    def clear(self) -> None:
        """No more faults; held calls go on."""
        self._control.ask("clear_faults")

    def release(self) -> None:
        """Let the held calls go on."""
        self._control.ask("release_held")

    def held(self) -> list[HeldCall]:
        return [read(HeldCall, entry) for entry in self._control.ask("held")]

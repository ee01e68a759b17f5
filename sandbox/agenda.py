"""What is going to happen by itself, and turning the clock from one happening to the next.

A bot that lives beside the sandbox is a *companion*: it says what it will do next, and is given
the time to do it before the clock goes on. So whatever it sends appears at its own time, however
far the clock is turned at once.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sandbox.companions import Companion
from sandbox.errors import Refusal
from sandbox.slack import Slack
from sandbox.transports import ACK_LIMIT

__all__ = ["Companion", "Happening", "coming", "move_to", "post_what_is_due"]

SETTLE_SECONDS = 20.0
"""Real time a companion gets to do what is due."""
GRACE_SECONDS = 5.0
"""How much longer is waited for one that does not keep to it."""
ROUNDS = 5
"""How often a companion is asked to do what is due at one instant before it is given up."""


@dataclass(frozen=True, slots=True)
class Happening:
    """`at`: seconds UTC of the sandbox's clock; `what`: in a few words; `by`: who will do it."""

    at: float
    what: str
    by: str


async def coming(slack: Slack) -> list[Happening]:
    """The next thing of everybody who acts by themselves, the earliest first.

    What is overdue is among them, at the time when it was due.
    """
    planned = [
        await asyncio.to_thread(_next_of, companion) for companion in tuple(slack.companions)
    ]
    found = [*_own(slack), *(happening for happening in planned if happening is not None)]
    return sorted(found, key=lambda happening: happening.at)


async def move_to(slack: Slack, target: float) -> list[Happening]:
    """Turn the clock to an instant, stopping wherever something happens; what did happen.

    With an instant that has passed nothing is turned, but what is due gets done. Raises Refusal
    while the clock is being turned already.
    """
    if slack.is_turning:
        raise Refusal("the clock is being turned already")
    slack.is_turning = True
    slack.changes.note()
    try:
        return await _Turn(slack, target).whole()
    finally:
        slack.is_turning = False
        slack.changes.note()


def post_what_is_due(slack: Slack) -> None:
    """Post the scheduled messages whose time has come."""
    if (scheduled := _scheduled()) is not None:
        scheduled.due(slack)


def _next_of(companion: Companion) -> Happening | None:
    at = companion.next_at()
    return None if at is None else Happening(at, companion.what_next(), companion.name)


def _own(slack: Slack) -> Iterator[Happening]:
    """What Slack itself will do, or stop doing, without anybody asking."""
    now = slack.clock.now()
    for invite in slack.world.invites.values():
        if invite.state_at(now) is not invite.state_at(invite.expires):
            whom = invite.recipient_email or _name(slack, invite.recipient_user_id)
            yield Happening(invite.expires, f"the invitation to {whom} runs out", "Slack")
    scheduled = _scheduled()
    at = scheduled.next_at(slack) if scheduled is not None else None
    if at is not None:
        yield Happening(at, "a scheduled message is posted", "Slack’s schedule")


def _scheduled() -> Any:
    """The module of scheduled messages, as soon as the sandbox has one."""
    try:
        return import_module("sandbox.scheduled")
    except ModuleNotFoundError as missing:
        if missing.name != "sandbox.scheduled":
            raise
        return None


def _name(slack: Slack, person_id: str | None) -> str:
    person = slack.world.people.get(person_id or "")
    return person.real_name if person is not None else "somebody"


class _Turn:
    """One turn of the clock."""

    def __init__(self, slack: Slack, target: float) -> None:
        self._slack = slack
        self._target = target
        self._left_alone: set[str] = set()
        self._rounds: Counter[str] = Counter()
        self._happened: list[Happening] = []

    async def whole(self) -> list[Happening]:
        clock = self._slack.clock
        await self._settle()
        while (happening := await self._next()) is not None:
            clock.advance_to(happening.at)
            await self._settle()
            if happening not in self._happened:
                self._happened.append(happening)
        if clock.advance_to(self._target):
            await self._settle()
        return self._happened

    async def _next(self) -> Happening | None:
        """The next stop. What is overdue, though there was time for it, is tried again."""
        planned = await coming(self._slack)
        now = self._slack.clock.now()
        overdue = {happening.by for happening in planned if happening.at <= now}
        self._rounds = Counter({by: self._rounds[by] for by in overdue})
        for happening in planned:
            if happening.at > self._target:
                break
            if happening.by in self._left_alone:
                continue
            if happening.at > now or self._is_tried_again(happening):
                return happening
        return None

    def _is_tried_again(self, overdue: Happening) -> bool:
        self._rounds[overdue.by] += 1
        if self._rounds[overdue.by] == ROUNDS:
            self._note(overdue.by, f"still not done after {ROUNDS} rounds: {overdue.what}")
        return self._rounds[overdue.by] < ROUNDS

    async def _settle(self) -> None:
        """Let what is due now be done, and all that comes of it arrive."""
        for _ in range(ROUNDS):
            post_what_is_due(self._slack)
            await self._slack.outbound.arrived(ACK_LIMIT)
            delivered = self._slack.journal.delivered
            for companion in tuple(self._slack.companions):
                if companion.name not in self._left_alone:
                    await self._settle_one(companion)
            await self._slack.outbound.arrived(ACK_LIMIT)
            if self._slack.journal.delivered == delivered:
                break
        self._slack.changes.note()

    async def _settle_one(self, companion: Companion) -> None:
        """One that takes too long is not waited for again during this turn."""
        try:
            async with asyncio.timeout(SETTLE_SECONDS + GRACE_SECONDS):
                await asyncio.to_thread(companion.settle, SETTLE_SECONDS)
        except TimeoutError as late:
            self._left_alone.add(companion.name)
            self._note(companion.name, str(late) or f"not done within {SETTLE_SECONDS:g} seconds")

    def _note(self, by: str, what: str) -> None:
        self._slack.journal.violation("unsettled", by, what)

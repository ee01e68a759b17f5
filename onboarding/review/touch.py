"""A touch: one thing we would say to somebody, why, and when it makes sense."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cache, cached_property
from typing import Generic, TypeVar

from onboarding.cadence import Lever
from onboarding.messages.sides import CustomerMessage, TeamMessage


class Door(StrEnum):
    """By which door a touch goes out."""

    CHANNEL = "channel"  # the customer's channel
    THREAD = "thread"  # under the checklist in that channel
    STAKEHOLDER = "stakeholder"  # a direct message to one of the customer's people
    EMAIL = "email"  # to one of the customer's people who shares no channel with us
    TEAMMATE = "teammate"  # a direct message to one of ours
    TEAM_CHANNEL = "team_channel"

    @property
    def faces_customer(self) -> bool:
        return self in _FACING_CUSTOMER

    @property
    def leads_to_a_person(self) -> bool:
        return self in _LEADING_TO_A_PERSON


_FACING_CUSTOMER = (Door.CHANNEL, Door.THREAD, Door.STAKEHOLDER, Door.EMAIL)
_LEADING_TO_A_PERSON = (Door.STAKEHOLDER, Door.TEAMMATE, Door.EMAIL)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a touch; `user` is set where the door leads to a person: a Slack user id, or for
    `EMAIL` the address."""

    door: Door
    user: str | None = None

    def __post_init__(self) -> None:
        if (self.user is not None) != self.door.leads_to_a_person:
            raise ValueError(f"{self.door} and user {self.user!r} do not fit together")


WINS = frozenset({"stage_completed", "finished_early", "first_value_reached"})
"""The kinds of touches that celebrate (C5)."""


class Priority(IntEnum):
    """What goes first when the budget does not suffice for all; the smallest first."""

    ESCALATION = 0
    ANSWER_OWED = 1
    RE_ENGAGEMENT = 2
    WIN = 3
    REMINDER = 4
    CHECK_IN = 5
    SURVEY = 6


_M_co = TypeVar("_M_co", bound=CustomerMessage | TeamMessage, covariant=True)


@dataclass(frozen=True, slots=True)
class Draft(Generic[_M_co]):
    """A message of a known kind that is written when it is needed: most touches are not due yet."""

    of: type[_M_co]
    write: Callable[[], _M_co] = field(repr=False, compare=False)


@dataclass(frozen=True)
class Touch:
    """Something to say. `key` is unique within the account, so that it is said once.

    `due_at`: not before; `until`: it makes no sense afterwards, and is dropped. Both UTC.
    `rule` is the id of the row it comes from; `items` are the keys of the milestones it asks for.
    `moot`: why it will not be said any more; it is dropped with this for its reason.
    Raises ValueError where message and door do not fit: what is said about a customer has no door
    that leads to it.
    """

    key: str
    rule: str
    to: Recipient
    draft: Draft[CustomerMessage] | Draft[TeamMessage]
    due_at: datetime
    until: datetime | None
    priority: Priority
    lever: Lever | None = None  # the rung of the ladder that this touch is
    items: tuple[str, ...] = ()
    moot: str | None = None

    def __post_init__(self) -> None:
        if self.to.door.faces_customer != issubclass(self.draft.of, CustomerMessage):
            raise ValueError(f"{self.kind} may not go through {self.to.door}")

    @property
    def kind(self) -> str:
        return _kind_of(self.draft.of)

    @cached_property
    def message(self) -> CustomerMessage | TeamMessage:
        """What is said, by the account as it was when this was thought of."""
        return self.draft.write()


@dataclass(frozen=True, slots=True)
class AskAgain:
    """When a rule wants to be asked again (UTC), because it may have something to say then that no
    touch of today tells of: the reminder of another day, the next turn of what comes again."""

    at: datetime


Wish = Touch | AskAgain
"""What a rule yields."""


@cache
def _kind_of(message: type[CustomerMessage] | type[TeamMessage]) -> str:
    return str(message.model_fields["kind"].default)


class Fate(StrEnum):
    """What became of a touch."""

    SENT = "sent"
    DROPPED = "dropped"  # it came too late to make sense
    SKIPPED = "skipped"  # somebody said that it should not be sent
    SNOOZED = "snoozed"  # "remind me later"


@dataclass(frozen=True, slots=True)
class PastTouch:
    """A touch that was dealt with at `at` (UTC); a snoozed one comes again at `again_at`."""

    key: str
    kind: str
    to: Recipient
    at: datetime
    fate: Fate = Fate.SENT
    again_at: datetime | None = None
    items: tuple[str, ...] = ()  # the keys of the milestones it asked for

    @property
    def was_sent(self) -> bool:
        return self.fate is Fate.SENT

    @property
    def was_read(self) -> bool:
        """Whether it came to somebody: what is put off was sent before."""
        return self.fate in (Fate.SENT, Fate.SNOOZED)

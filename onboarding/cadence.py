"""When and how often we speak, and what we do when a customer goes quiet: a playbook's part.

Everything has a default, so that a playbook says only what it wants differently, and an account
whose frozen copy is older than a setting gets the default. Days are *working* days of the
customer's country unless a name says `calendar`; times are local.
"""

from datetime import time
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from onboarding.criteria import Part, Slug
from onboarding.stall_causes import Cause


def _wall_time(value: Any) -> time:
    """A time of day as people write it, and as a frozen playbook keeps it.

    YAML takes `10:00` without quotes for the number 600: no telling what was meant.
    """
    if isinstance(value, str):
        value = _parsed(value.strip())
    if not isinstance(value, time) or value.tzinfo is not None:
        raise ValueError('must be a time of day in quotes, without a zone, like "09:30"')
    return value


def _parsed(text: str) -> time | None:
    try:
        return time.fromisoformat(text if text[1:2] != ":" else f"0{text}")
    except ValueError:
        return None


WallTime = Annotated[time, BeforeValidator(_wall_time)]
"""A local time of day; the zone is that of whoever it concerns."""


class WorkingHours(Part):
    """The hours in which a message may arrive (C9); the zone is the recipient's."""

    opens: WallTime = time(9)
    closes: WallTime = time(17)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("'opens' must be before 'closes'")
        return self


class Budget(Part):
    """The most touches a customer gets; a week is any seven days in a row."""

    customer_per_day: int = Field(default=2, ge=1)
    customer_per_week: int = Field(default=5, ge=1)
    person_per_day: int = Field(default=1, ge=1)
    person_per_week: int = Field(default=3, ge=1)


class CheckIns(Part):
    """Predictable check-ins in the channel (C1); `every` 0 means none."""

    every: int = Field(default=5, ge=0, le=60)
    at: WallTime = time(10)


class Reminders(Part):
    """Before a milestone is due, and while it is overdue (C2)."""

    before: tuple[Annotated[int, Field(ge=0, le=60)], ...] = (1,)
    overdue_every: int = Field(default=2, ge=1, le=20)
    at: WallTime = time(9, 30)


class CriteriaCheck(Part):
    """Which milestone says that success is agreed, and by which *calendar* day it should (A3)."""

    milestone: Slug
    calendar_day: int = Field(default=7, ge=1, le=90)


class UsageCheck(Part):
    """How a customer is seen to work with it once it is live (G1, G5)."""

    active_share: float = Field(default=0.5, gt=0, le=1)
    """The part of those who should use it that has to be active within seven days."""
    report_every: int = Field(default=10, ge=1, le=60)
    """After how long a report is old and the owner is asked for another; the first time half as
    long after go-live."""


class Quiet(Part):
    """The stall rule: idle working days by planned duration of the current critical milestone."""

    watch_ratio: float = Field(default=0.5, gt=0)
    stalled_ratio: float = Field(default=1.0, gt=0)
    watch_floor: int = Field(default=3, ge=1)
    stalled_floor: int = Field(default=5, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.watch_ratio > self.stalled_ratio or self.watch_floor > self.stalled_floor:
            raise ValueError("an account is watched before it is called stalled")
        return self


class Lever(StrEnum):
    """What is pulled when a customer is quiet, one after another and none twice (C3, C4)."""

    NUDGE = "nudge"
    ANOTHER_STAKEHOLDER = "another_stakeholder"
    OWNER = "owner"
    TEAM_CHANNEL = "team_channel"
    SPONSOR = "sponsor"
    LEADER = "leader"

    @property
    def label(self) -> str:
        """The lever as people read it."""
        return _LEVER_LABELS[self]


_LEVER_LABELS = {
    Lever.NUDGE: "a note to the customer that quotes their goal",
    Lever.ANOTHER_STAKEHOLDER: "a note to somebody else at the customer",
    Lever.OWNER: "a personal note by the owner",
    Lever.TEAM_CHANNEL: "the team channel",
    Lever.SPONSOR: "the executive sponsor",
    Lever.LEADER: "a leader of ours",
}


class Rung(Part):
    """A step of the escalation ladder; `wait` is how long it is given before the next."""

    lever: Lever
    wait: int = Field(default=2, ge=0, le=60)
    automatic: bool = False
    """Only for the sponsor: send the note without a person's approval (C4)."""

    @model_validator(mode="after")
    def _a_person_decides(self) -> Self:
        if self.automatic and self.lever is not Lever.SPONSOR:
            raise ValueError("only the sponsor's rung can be automatic")
        return self


_FIRST_LEVERS: dict[Cause, Lever] = {
    Cause.TECHNICAL_BLOCKER: Lever.OWNER,
    Cause.RESOURCE_BLOCKER: Lever.SPONSOR,
    Cause.WEAK_SPONSORSHIP: Lever.SPONSOR,
    Cause.EXPECTATION_GAP: Lever.OWNER,
    Cause.SCOPE_CHANGE: Lever.OWNER,
    Cause.STAKEHOLDER_CHANGE: Lever.ANOTHER_STAKEHOLDER,
}


class Escalation(Part):
    """The ladder, frozen for an account when it stalls (C4)."""

    rungs: tuple[Rung, ...] = (
        Rung(lever=Lever.NUDGE, wait=2),
        Rung(lever=Lever.ANOTHER_STAKEHOLDER, wait=2),
        Rung(lever=Lever.OWNER, wait=2),
        Rung(lever=Lever.TEAM_CHANNEL, wait=2),
        Rung(lever=Lever.SPONSOR, wait=5),
        Rung(lever=Lever.LEADER, wait=5),
    )
    acknowledged_for: int = Field(default=3, ge=1, le=60)
    """How long "I take it" keeps the ladder still while the customer stays quiet."""
    first_lever: dict[Cause, Lever] = Field(default_factory=lambda: dict(_FIRST_LEVERS))
    """The rung after the nudge to which a cause leads at once; those between are left out."""

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        order = list(Lever)
        places = [order.index(rung.lever) for rung in self.rungs]
        if not places or places != sorted(set(places)):
            raise ValueError(f"the rungs must be some of {', '.join(order)}, in this order")
        return self


class Cadence(Part):
    """All of it."""

    hours: WorkingHours = WorkingHours()
    budget: Budget = Budget()
    welcome_follow_up: int = Field(default=2, ge=1, le=20)
    check_ins: CheckIns = CheckIns()
    reminders: Reminders = Reminders()
    criteria: CriteriaCheck | None = None
    usage: UsageCheck | None = None
    question_hours: int = Field(default=4, ge=1, le=80)
    """Working hours after which an unanswered question of the customer's is brought up (C8)."""
    pulse_at: float | None = Field(default=0.5, gt=0, lt=1)
    """The part of the planned window after which we ask how it is going (F1)."""
    executive_every: int = Field(default=0, ge=0, le=120)
    """The executive check-in of high touch (R7); 0 means none."""
    single_thread: int = Field(default=10, ge=1, le=60)
    """After how long with one active contact we call an account single-threaded (G3)."""
    quiet: Quiet = Quiet()
    escalation: Escalation = Escalation()

    @model_validator(mode="after")
    def _within_hours(self) -> Self:
        """What is due after closing would never be sent on its day."""
        for name, at in (("check_ins", self.check_ins.at), ("reminders", self.reminders.at)):
            if at >= self.hours.closes:
                raise ValueError(f"'{name}.at', {at:%H:%M}, must be before the hours close")
        return self

"""An account as the review sees it: everything that is known of it at one moment, as values.

Instants are UTC, people are Slack user ids, dates are local dates of the account.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from typing import Any

from onboarding.asked_for import BriefField, SurveyQuestion
from onboarding.cadence import Cadence, Lever
from onboarding.discovery import Quote
from onboarding.hours import Hours, hours_in
from onboarding.package_offer import Offer
from onboarding.people import StakeholderRole
from onboarding.plan import Plan
from onboarding.playbook import Window
from onboarding.review.touch import Door, Fate, PastTouch, Recipient
from onboarding.stall_causes import Cause
from onboarding.success import SuccessCriterion
from onboarding.surveys import LowScore
from onboarding.tracks import Track
from onboarding.usage import UsageReport
from onboarding.workdays import WorkCalendar
from onboarding.zones import known_zones


@dataclass(frozen=True, slots=True)
class Contact:
    """A stakeholder; `user` is known once the person has joined the channel."""

    id: str
    name: str
    user: str | None = None
    email: str | None = None
    roles: tuple[str, ...] = ()  # values of StakeholderRole
    zone: str | None = None  # IANA name; None: not known
    joined_at: datetime | None = None
    left_at: datetime | None = None
    active_at: datetime | None = None
    """The last time this person said, clicked or ticked anything."""

    @property
    def is_named(self) -> bool:
        """Whether somebody put this person on the map; who takes part unasked goes by the Slack
        user id."""
        return self.id != self.user

    @property
    def is_here(self) -> bool:
        """Whether the person can be written to in Slack."""
        return self.user is not None and self.joined_at is not None and self.left_at is None

    def is_a(self, role: StakeholderRole) -> bool:
        return role.value in self.roles


@dataclass(frozen=True, slots=True)
class Team:
    """Our people of an account, and their zones where they are known."""

    owner: str
    ae: str | None = None
    csm: str | None = None
    leaders: tuple[str, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something we promised the customer and have not kept yet (A1)."""

    text: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """Something the customer asked in the channel (C8); `ts` is Slack's timestamp of it."""

    ts: str
    asked_by: str
    asked_at: datetime
    text: str
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """The onboarding rests: from an instant until the morning of a date, or until it is ended."""

    from_at: datetime
    until_on: date | None
    reason: str
    ended_at: datetime | None = None


class Level(StrEnum):
    """How quiet a customer is."""

    CALM = "calm"
    WATCH = "watch"
    STALLED = "stalled"


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A rung of the ladder that was climbed; `skipped` says why it could not be used."""

    lever: Lever
    at: datetime
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Stall:
    """An account that went quiet, and what has been done about it so far.

    `since` is when the customer's clock began to run, `ladder` what was frozen when it began.
    """

    id: str
    since: datetime
    level: Level
    began_at: datetime
    ladder: tuple[Lever, ...]
    proposed: Cause
    cause: Cause | None = None  # what a person confirmed
    steps: tuple[StepTaken, ...] = ()
    taken_by: str | None = None
    taken_at: datetime | None = None
    snoozed_until: datetime | None = None

    @property
    def is_stalled(self) -> bool:
        """Whether it is past being watched: from now on the ladder speaks."""
        return self.level is Level.STALLED


@dataclass(frozen=True)
class AccountState:
    """One account at one moment. What follows from its fields is worked out once."""

    id: str
    name: str
    outcome: str  # in the customer's own words
    contract_value: int
    track: Track
    signed_on: date
    calendar: WorkCalendar
    window: Window
    cadence: Cadence
    plan: Plan
    team: Team
    contacts: tuple[Contact, ...]
    channel: str | None  # None while there is none in which we could speak
    opened_at: datetime  # when the channel stood ready
    last_words: str | None = None  # what somebody of the customer wrote last
    questions: tuple[Question, ...] = ()  # unanswered ones, and those answered lately
    holds: tuple[Hold, ...] = ()
    redated_by_customer: int = 0  # how often dates moved back
    history: tuple[PastTouch, ...] = ()
    stall: Stall | None = None
    closed_at: datetime | None = None
    calmed_at: datetime | None = None
    """When somebody of ours last ended a stall by hand: the clock begins anew from there."""
    executives_every: int = 0
    """Working days between the executives' check-ins, as both sides agreed; 0: not named (R7)."""
    lead: str | None = None
    """The id of the contact who leads there (R6)."""
    authority: str | None = None
    """The id of the contact who may decide (R7)."""
    can_mail: bool = False
    """Whether letters leave by themselves: a mail server is set."""
    criteria: tuple[SuccessCriterion, ...] = ()  # of success, without those withdrawn
    brief_missing: tuple[BriefField, ...] = ()
    """What the playbook asks of sales and nobody has told yet (A1)."""
    promises: tuple[Promise, ...] = ()
    """Those that are still open."""
    package: Offer | None = None
    """How the handoff to the customer success manager stands, once it was offered (A7)."""
    surveys: tuple[SurveyQuestion, ...] = ()
    """What the playbook asks at the end (F1)."""
    usage: UsageReport | None = None  # the last one
    low_scores: tuple[LowScore, ...] = ()
    """What nobody of ours sees to yet, the oldest first (F1)."""
    own_words: tuple[Quote, ...] = ()
    """What the customer said at the kickoff and may be quoted to it (A2)."""
    gaps: tuple[str, ...] = ()
    """Questions of the kickoff that nobody has answered yet (A2)."""

    @cached_property
    def hours(self) -> Hours:
        """The customer's working hours, at its own place."""
        hours = self.cadence.hours
        return hours_in(self.calendar.country, self.calendar.zone, hours.opens, hours.closes)

    def hours_of(self, recipient: Recipient) -> Hours:
        """The hours of whoever gets a message: a person's own zone where it is known (C9)."""
        if recipient.user is None:
            return self.hours
        return self._hours_by_zone.get(self._zone_of(recipient.user), self.hours)

    @cached_property
    def _hours_by_zone(self) -> Mapping[str | None, Hours]:
        """Of the zones that differ from the customer's; a name that nobody knows is not one."""
        named = {contact.zone for contact in self.contacts} | set(self.team.zones.values())
        named -= {None, self.calendar.zone}
        if not named:
            return {}
        found = sorted(zone for zone in named if zone is not None and zone in known_zones())
        country, hours = self.calendar.country, self.cadence.hours
        return {zone: hours_in(country, zone, hours.opens, hours.closes) for zone in found}

    def _zone_of(self, user: str) -> str | None:
        contact = self.contact(user)
        return contact.zone if contact is not None else self.team.zones.get(user)

    def contact(self, user: str) -> Contact | None:
        return next((contact for contact in self.contacts if contact.user == user), None)

    @cached_property
    def worked_out(self) -> dict[Any, Any]:
        """What was worked out of this account and is asked for more than once in a review, by what
        it is."""
        return {}

    @cached_property
    def here(self) -> tuple[Contact, ...]:
        """The customer's people who are in the channel."""
        return tuple(contact for contact in self.contacts if contact.is_here)

    @property
    def ladder_speaks(self) -> bool:
        """Whether the customer is so quiet that anything but the ladder would be nagging (C3)."""
        return self.stall is not None and self.stall.is_stalled

    @cached_property
    def customer_active_at(self) -> datetime | None:
        """The customer's last sign of life, or of its coming in."""
        signs = [last_sign(contact) for contact in self.contacts]
        return max([at for at in signs if at is not None], default=None)

    def hold_at(self, instant: datetime) -> Hold | None:
        """The hold on which the account is at this instant."""
        for hold in self.holds:
            if self.holds_at(hold, instant):
                return hold
        return None

    def holds_at(self, hold: Hold, instant: datetime) -> bool:
        end = self.end_of(hold)
        return hold.from_at <= instant and (end is None or instant < end)

    def end_of(self, hold: Hold) -> datetime | None:
        """When a hold ends: at the opening of the day it lasts until, or when somebody ended it."""
        planned = self.hours.opening(hold.until_on) if hold.until_on else None
        ends = [end for end in (planned, hold.ended_at) if end is not None]
        return min(ends, default=None)

    def today(self, now: datetime) -> date:
        return self.calendar.local_date(now)

    def sent(self, kind: str) -> tuple[PastTouch, ...]:
        """The touches of a kind that were sent, the oldest first."""
        return tuple(touch for touch in self.history if touch.kind == kind and touch.was_sent)

    @cached_property
    def settled(self) -> Mapping[str, PastTouch]:
        """What was dealt with for good, by key: sent, dropped or skipped."""
        return {past.key: past for past in self.history if past.fate is not Fate.SNOOZED}

    @cached_property
    def put_off(self) -> Mapping[str, PastTouch]:
        """What somebody wants to be reminded of later, by key."""
        return {
            past.key: past
            for past in self.history
            if past.fate is Fate.SNOOZED and past.key not in self.settled
        }

    def asked_for(self, day: date) -> set[str]:
        """The keys of the milestones that somebody was asked for on a local day."""
        begins = self.hours.at(day, time(0))
        since = [past for past in self.history if past.at >= begins]
        return {
            key
            for past in since
            if past.items and past.was_read and self.today(past.at) == day
            for key in past.items
        }

    def is_open(self, door: Door) -> bool:
        """Whether anything can go out by a door: what is for a channel that is away waits."""
        return self.channel is not None or door not in (Door.CHANNEL, Door.THREAD)

    def channel_door(self) -> Recipient:
        return Recipient(Door.CHANNEL)

    def owner_door(self) -> Recipient:
        return Recipient(Door.TEAMMATE, self.team.owner)


def last_sign(contact: Contact) -> datetime | None:
    """A person's last sign of life, or of coming in."""
    active_at, joined_at = contact.active_at, contact.joined_at
    if active_at is None or joined_at is None:
        return active_at or joined_at
    return max(active_at, joined_at)

"""What each lever of the ladder is, for one account at one moment (C3, C4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from onboarding.cadence import Lever, Rung
from onboarding.messages.alerts import Escalated, LeaderAsked, PersonalNote, SponsorNoteDue
from onboarding.messages.sides import CustomerMessage, TeamMessage
from onboarding.messages.touches import DueItem, ReEngagement
from onboarding.people import Role
from onboarding.review import engagement
from onboarding.review.account import AccountState, Contact, Stall
from onboarding.review.items import address, due_item, main_contact, responsible, sponsor
from onboarding.review.ladder import due_at
from onboarding.review.touch import Door, Priority, Recipient, Touch


@dataclass(frozen=True, slots=True)
class NothingToPull:
    """There is nobody behind this lever; `because` is told in the record."""

    because: str


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything the levers say something of."""

    account: AccountState
    stall: Stall
    rung: Rung
    now: datetime
    key: str
    idle_days: int
    step: DueItem
    asked: Contact | None  # who should do that step

    @property
    def cause(self) -> str:
        return (self.stall.cause or self.stall.proposed).label


def pull(account: AccountState, stall: Stall, rung: Rung, now: datetime) -> Touch | NothingToPull:
    """The touch of a rung."""
    reading = engagement.read(account, now)
    if reading.critical is None:
        return NothingToPull("nothing is left that the customer could do")
    case = _Case(
        account=account,
        stall=stall,
        rung=rung,
        now=now,
        key=f"{rung.lever}:{stall.id}",
        idle_days=reading.idle_days,
        step=due_item(account, reading.critical, account.today(now)),
        asked=responsible(account, reading.critical) or main_contact(account),
    )
    return _LEVERS[rung.lever](case)


def _nudge(case: _Case) -> Touch | NothingToPull:
    message = _re_engagement(case, "nudge", case.asked, to=None)
    return _touch(case, Recipient(Door.CHANNEL), message)


def _another_stakeholder(case: _Case) -> Touch | NothingToPull:
    """Somebody else at the customer: of those in the channel, whoever has most to say."""
    others = [c for c in case.account.here if case.asked is None or c.id != case.asked.id]
    if not others:
        return NothingToPull("nobody else of the customer is in the channel")
    first = sponsor(case.account)
    chosen = first if first in others else others[0]
    assert chosen is not None  # noqa: S101 - for mypy: it is one of the others
    message = _re_engagement(case, "another_stakeholder", chosen, to=chosen.user)
    return _touch(case, Recipient(Door.STAKEHOLDER, chosen.user), message)


def _re_engagement(
    case: _Case,
    approach: Literal["nudge", "another_stakeholder"],
    contact: Contact | None,
    to: str | None,
) -> ReEngagement:
    account, progress = case.account, case.account.plan.progress
    first_value = next(m for m in account.plan.milestones if m.first_value)
    return ReEngagement(
        account=account.id,
        touch=case.key,
        approach=approach,
        address=address(contact),
        to=to if to is not None else (contact.user if contact is not None else None),
        owner=account.team.owner,
        outcome=account.outcome,
        done=progress.done,
        total=progress.total,
        first_value_on=first_value.due_on,
        first_value_late=account.plan.is_late(first_value, account.today(case.now)),
        step=case.step,
        channel=account.channel or "",
    )


def _owner(case: _Case) -> Touch | NothingToPull:
    account = case.account
    message = PersonalNote(
        account=account.id,
        touch=case.key,
        stall=case.stall.id,
        customer=account.name,
        channel=account.channel,
        contact=case.asked.name if case.asked is not None else None,
        idle_days=case.idle_days,
        cause=case.cause,
        confirmed=case.stall.cause is not None,
        outcome=account.outcome,
        step=case.step,
        last_words=account.last_words,
    )
    return _touch(case, account.owner_door(), message)


def _team_channel(case: _Case) -> Touch | NothingToPull:
    message = Escalated(account=case.account.id, stall=case.stall.id)
    return _touch(case, Recipient(Door.TEAM_CHANNEL), message)


def _sponsor(case: _Case) -> Touch | NothingToPull:
    """A person reads and sends the note; where nobody is known, the owner is asked to find one."""
    account, person = case.account, sponsor(case.account)
    message = SponsorNoteDue(
        account=account.id,
        touch=case.key,
        stall=case.stall.id,
        customer=account.name,
        channel=account.channel,
        sponsor=person.name if person is not None else None,
        how=how_to_reach(person),
        idle_days=case.idle_days,
        cause=case.cause,
    )
    return _touch(case, account.owner_door(), message)


def how_to_reach(person: Contact | None) -> Literal["slack", "email", "nobody"]:
    """By direct message where the person shares the channel, else by email (C4)."""
    if person is None:
        return "nobody"
    if person.is_here:
        return "slack"
    return "email" if person.email else "nobody"


def _leader(case: _Case) -> Touch | NothingToPull:
    account = case.account
    leaders = [user for user in account.team.leaders if user != account.team.owner]
    if not leaders:
        return NothingToPull(f"nobody is named as {Role.LEADER.label.lower()}")
    message = LeaderAsked(
        account=account.id,
        touch=case.key,
        stall=case.stall.id,
        customer=account.name,
        channel=account.channel,
        owner=account.team.owner,
        contract_value=account.contract_value,
        idle_days=case.idle_days,
        cause=case.cause,
        tried=tuple(step.lever.label for step in case.stall.steps if step.skipped is None),
        taken_by=case.stall.taken_by,
    )
    return _touch(case, Recipient(Door.TEAMMATE, leaders[0]), message)


def _touch(case: _Case, to: Recipient, message: CustomerMessage | TeamMessage) -> Touch:
    facing = to.door.faces_customer
    return Touch(
        key=case.key,
        rule="C3" if facing or case.rung.lever is Lever.OWNER else "C4",
        to=to,
        message=message,
        due_at=due_at(case.account, case.stall),
        until=None,
        priority=Priority.RE_ENGAGEMENT if facing else Priority.ESCALATION,
        lever=case.rung.lever,
    )


_LEVERS: dict[Lever, Callable[[_Case], Touch | NothingToPull]] = {
    Lever.NUDGE: _nudge,
    Lever.ANOTHER_STAKEHOLDER: _another_stakeholder,
    Lever.OWNER: _owner,
    Lever.TEAM_CHANNEL: _team_channel,
    Lever.SPONSOR: _sponsor,
    Lever.LEADER: _leader,
}

"""What each lever of the ladder is, for one account at one moment (C3, C4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from onboarding.cadence import Lever, Rung
from onboarding.messages.alerts import Escalated, LeaderAsked, PersonalNote, SponsorNoteDue
from onboarding.messages.sides import CustomerMessage, TeamMessage
from onboarding.messages.touches import DueItem, ReEngagement
from onboarding.people import Role
from onboarding.plan import Milestone
from onboarding.review import engagement
from onboarding.review.account import AccountState, Contact, Stall
from onboarding.review.items import address, due_item, main_contact, responsible, sponsor
from onboarding.review.ladder import due_at, key_of
from onboarding.review.measured import measured_facts
from onboarding.review.remembered import remembered_facts
from onboarding.review.sponsor_note import first_name, reach
from onboarding.review.touch import Door, Draft, Priority, Recipient, Touch


@dataclass(frozen=True, slots=True)
class NothingToPull:
    """There is nobody behind this lever; `because` is told in the record."""

    because: str


@dataclass(frozen=True)
class _Case:
    """Everything the levers say something of."""

    account: AccountState
    stall: Stall
    rung: Rung
    now: datetime
    key: str
    idle_days: int
    critical: Milestone

    @cached_property
    def step(self) -> DueItem:
        """What the customer should do."""
        return due_item(self.account, self.critical, self.account.today(self.now))

    @cached_property
    def asked(self) -> Contact | None:
        """Who should do that step."""
        return responsible(self.account, self.critical) or main_contact(self.account)

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
        key=key_of(rung.lever, stall),
        idle_days=reading.idle_days,
        critical=reading.critical,
    )
    return _LEVERS[rung.lever](case)


def _nudge(case: _Case) -> Touch | NothingToPull:
    to = case.asked.user if case.asked is not None else None
    draft = Draft(ReEngagement, lambda: _re_engagement(case, "nudge", case.asked, to))
    return _touch(case, Recipient(Door.CHANNEL), draft)


def _another_stakeholder(case: _Case) -> Touch | NothingToPull:
    """Somebody else at the customer: of those in the channel, whoever has most to say."""
    others = [c for c in case.account.here if case.asked is None or c.id != case.asked.id]
    if not others:
        return NothingToPull("nobody else of the customer is in the channel")
    chosen = next((c for c in others if c == sponsor(case.account)), others[0])
    draft = Draft(
        ReEngagement, lambda: _re_engagement(case, "another_stakeholder", chosen, chosen.user)
    )
    return _touch(case, Recipient(Door.STAKEHOLDER, chosen.user), draft)


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
        to=to,
        owner=account.team.owner,
        outcome=account.outcome,
        done=progress.done,
        total=progress.total,
        first_value_on=first_value.due_on,
        first_value_late=account.plan.is_late(first_value, account.today(case.now)),
        step=due_item(account, case.critical, account.today(case.now), contact),
        channel=account.channel or "",
        **measured_facts(account),
        **remembered_facts(account, turn=int(approach == "another_stakeholder")),
    )


def _owner(case: _Case) -> Touch | NothingToPull:
    return _touch(case, case.account.owner_door(), Draft(PersonalNote, lambda: _note(case)))


def _note(case: _Case) -> PersonalNote:
    account = case.account
    return PersonalNote(
        account=account.id,
        touch=case.key,
        stall=case.stall.id,
        customer=account.name,
        channel=account.channel,
        contact=first_name(case.asked) if case.asked is not None else None,
        idle_days=case.idle_days,
        cause=case.cause,
        confirmed=case.stall.cause is not None,
        outcome=account.outcome,
        step=case.step,
        last_words=account.last_words,
    )


def _team_channel(case: _Case) -> Touch | NothingToPull:
    card = Draft(Escalated, lambda: Escalated(account=case.account.id, stall=case.stall.id))
    return _touch(case, Recipient(Door.TEAM_CHANNEL), card)


def _sponsor(case: _Case) -> Touch | NothingToPull:
    """A person reads and sends the note; where nobody is known, the owner is asked to find one."""
    draft = Draft(SponsorNoteDue, lambda: _sponsor_note_due(case))
    return _touch(case, case.account.owner_door(), draft)


def _sponsor_note_due(case: _Case) -> SponsorNoteDue:
    account, person = case.account, sponsor(case.account)
    return SponsorNoteDue(
        account=account.id,
        touch=case.key,
        stall=case.stall.id,
        customer=account.name,
        channel=account.channel,
        sponsor=person.name if person is not None else None,
        how=reach(account, person),
        idle_days=case.idle_days,
        cause=case.cause,
    )


def _leader(case: _Case) -> Touch | NothingToPull:
    team = case.account.team
    leaders = [user for user in team.leaders if user != team.owner]
    if not leaders:
        return NothingToPull(f"nobody is named as {Role.LEADER.label.lower()}")
    draft = Draft(LeaderAsked, lambda: _leader_asked(case))
    return _touch(case, Recipient(Door.TEAMMATE, leaders[0]), draft)


def _leader_asked(case: _Case) -> LeaderAsked:
    account = case.account
    return LeaderAsked(
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


def _touch(case: _Case, to: Recipient, draft: Draft[CustomerMessage] | Draft[TeamMessage]) -> Touch:
    facing = to.door.faces_customer
    return Touch(
        key=case.key,
        rule="C3" if facing or case.rung.lever is Lever.OWNER else "C4",
        to=to,
        draft=draft,
        due_at=due_at(case.account, case.stall),
        until=None,
        priority=Priority.RE_ENGAGEMENT if facing else Priority.ESCALATION,
        lever=case.rung.lever,
        items=(case.critical.key,) if facing else (),
    )


_LEVERS: dict[Lever, Callable[[_Case], Touch | NothingToPull]] = {
    Lever.NUDGE: _nudge,
    Lever.ANOTHER_STAKEHOLDER: _another_stakeholder,
    Lever.OWNER: _owner,
    Lever.TEAM_CHANNEL: _team_channel,
    Lever.SPONSOR: _sponsor,
    Lever.LEADER: _leader,
}

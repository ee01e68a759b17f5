"""G3: an account that hangs on one person is told to the owner, with whom to bring in."""

from collections.abc import Iterator
from datetime import datetime

from onboarding.messages.alerts import Candidate, SingleThreaded
from onboarding.people import StakeholderRole
from onboarding.review.account import AccountState, Contact
from onboarding.review.touch import Priority, Touch

WANTED = (
    StakeholderRole.EXECUTIVE_SPONSOR,
    StakeholderRole.ECONOMIC_BUYER,
    StakeholderRole.TECHNICAL_OWNER,
    StakeholderRole.CHAMPION,
    StakeholderRole.DAILY_USER,
)
"""Whom a second thread is best tied to, the most telling first."""


def single_threaded(account: AccountState, now: datetime) -> Iterator[Touch]:
    """At most once in two periods of the playbook's length in which one person alone was active."""
    days = account.cadence.single_thread
    opened_on, today = account.today(account.opened_at), account.today(now)
    elapsed = account.calendar.between(opened_on, today)
    if elapsed < days or account.plan.is_finished or account.hold_at(now) is not None:
        return
    active = active_contacts(account, now)
    told = [account.today(touch.at) for touch in account.sent("single_threaded")]
    if len(active) != 1 or (told and account.calendar.between(told[-1], today) < 2 * days):
        return
    key = f"single_threaded:{today}"
    held = {role for contact in account.contacts for role in contact.roles}
    yield Touch(
        key=key,
        rule="G3",
        to=account.owner_door(),
        message=SingleThreaded(
            account=account.id,
            touch=key,
            customer=account.name,
            channel=account.channel,
            contact=active[0].user,
            days=days,
            candidates=candidates(account, active[0]),
            missing_roles=tuple(role.label for role in WANTED if role.value not in held),
        ),
        due_at=account.hours.at(today, account.cadence.hours.opens),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def active_contacts(account: AccountState, now: datetime) -> tuple[Contact, ...]:
    """Whoever of the customer gave a sign within the playbook's number of working days."""
    since = account.calendar.add(account.today(now), -account.cadence.single_thread)
    return tuple(
        contact
        for contact in account.here
        if contact.active_at is not None and account.today(contact.active_at) >= since
    )


def candidates(account: AccountState, active: Contact) -> tuple[Candidate, ...]:
    """The others who are known, the most telling role first."""
    others = [c for c in account.contacts if c.id != active.id and c.left_at is None]
    ranked = sorted(others, key=_rank)
    return tuple(Candidate(name=c.name, role=_role(c), is_here=c.is_here) for c in ranked)


def _rank(contact: Contact) -> int:
    places = [place for place, role in enumerate(WANTED) if contact.is_a(role)]
    return min(places, default=len(WANTED))


def _role(contact: Contact) -> str:
    for role in (*WANTED, StakeholderRole.CONTACT):
        if contact.is_a(role):
            return role.label
    return StakeholderRole.CONTACT.label

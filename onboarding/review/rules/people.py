"""G3: an account that hangs on one person is told to the owner, with whom to bring in. A5: so is
whoever came and was not named by anybody."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from onboarding.messages.alerts import Candidate, SingleThreaded
from onboarding.messages.people import Comer, WhoCame
from onboarding.people import TELLING, StakeholderRole
from onboarding.review.account import AccountState, Contact
from onboarding.review.touch import AskAgain, Draft, Priority, Touch, Wish

KIND = "single_threaded"


def single_threaded(account: AccountState, now: datetime) -> Iterator[Wish]:
    """At most once in two periods of the playbook's length in which one person alone was active."""
    days = account.cadence.single_thread
    opened_on, today = account.today(account.opened_at), account.today(now)
    if account.plan.is_finished or account.hold_at(now) is not None:
        return
    if not account.calendar.is_working_day(today):
        yield AskAgain(account.hours.first_opening(today))
        return
    told = [account.today(past.at) for past in account.settled.values() if past.kind == KIND]
    since, wait = (max(told), 2 * days) if told else (opened_on, days)
    if account.calendar.between(since, today) < wait:
        yield AskAgain(account.hours.first_opening(account.calendar.add(since, wait)))
        return
    active = active_contacts(account, now)
    if len(active) != 1:  # it may be one when the others' signs have aged: `looks_different_at`
        return
    key = f"{KIND}:{len(told) + 1}"
    yield Touch(
        key=key,
        rule="G3",
        to=account.owner_door(),
        draft=Draft(SingleThreaded, lambda: _message(account, key, active[0])),
        due_at=account.hours.opening(today),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def _message(account: AccountState, key: str, active: Contact) -> SingleThreaded:
    held = {role for contact in account.contacts for role in contact.roles}
    return SingleThreaded(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        contact=active.user,
        days=account.cadence.single_thread,
        candidates=candidates(account, active),
        missing_roles=tuple(role.label for role in TELLING if role.value not in held),
    )


def who_came(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Of those who came unnamed on one day the owner is asked on the next working day, once: by
    then most are named already."""
    if account.plan.is_finished or account.hold_at(now) is not None:
        return
    came: dict[date, list[Contact]] = defaultdict(list)
    for contact in account.here:
        if not contact.is_named and contact.joined_at is not None:
            came[account.today(contact.joined_at)].append(contact)
    for day, people in came.items():
        key = f"who_came:{day}"
        yield Touch(
            key=key,
            rule="A5",
            to=account.owner_door(),
            draft=Draft(WhoCame, partial(_who_came, account, key, people)),
            due_at=account.hours.opening(account.calendar.add(day, 1)),
            until=None,
            priority=Priority.ANSWER_OWED,
        )


def _who_came(account: AccountState, key: str, people: list[Contact]) -> WhoCame:
    return WhoCame(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        people=tuple(Comer(user=one.id, name=one.name) for one in people),
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
    places = [place for place, role in enumerate(TELLING) if contact.is_a(role)]
    return min(places, default=len(TELLING))


def _role(contact: Contact) -> str:
    for role in (*TELLING, StakeholderRole.CONTACT):
        if contact.is_a(role):
            return role.label
    return StakeholderRole.CONTACT.label

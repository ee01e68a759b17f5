"""A playbook walked through a calendar, without Slack: the same review, and a customer made up.

Pure and deterministic: the same playbook, customer and start give the same touches.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from onboarding.agreement import Agreed, agree
from onboarding.criteria import RecordKey
from onboarding.drawing_up import draw_up
from onboarding.people import Role, Side, StakeholderRole
from onboarding.plan import Milestone, Standing
from onboarding.playbook import Playbook
from onboarding.refusals import Refused, Unchanged
from onboarding.review import review
from onboarding.review.account import AccountState, Contact, Team
from onboarding.review.changes import Change
from onboarding.review.touch import Touch
from onboarding.ticking import Tick, tick
from onboarding.workdays import WorkCalendar

OWNER, AE, LEADER = "Olivia Hart", "Arthur Lane", "Liam Reyes"
"""In place of Slack's user ids: names, which the words then show."""
OUTCOME = "Our three shops reorder in minutes instead of a day"
JOINING = time(11)
OUR_HOUR, THEIR_HOUR = time(15), time(16)
_CONTACTS = (
    ("Maya Finch", (StakeholderRole.CHAMPION,)),
    ("Priya Nair", (StakeholderRole.TECHNICAL_OWNER, StakeholderRole.DAILY_USER)),
    ("Tom Hazel", (StakeholderRole.ECONOMIC_BUYER, StakeholderRole.EXECUTIVE_SPONSOR)),
)


@dataclass(frozen=True, slots=True)
class Customer:
    """How a made-up customer behaves: how late it ticks, and between which of its days it is away.

    `late` and the days are working days of the customer; days are counted from the start.
    """

    summary: str
    late: int = 0
    comes: bool = True
    acts: bool = True
    away_from: int | None = None
    back_on: int | None = None


CUSTOMERS: dict[str, Customer] = {
    "steady": Customer("does everything on the day it is due"),
    "early": Customer("does everything two days before it is due", late=-2),
    "slow": Customer("does everything six working days late", late=6),
    "quiet": Customer("begins well, and is not heard of again", away_from=8),
    "returning": Customer("goes quiet, and comes back a month later", away_from=8, back_on=30),
    "silent": Customer("comes into the channel and does nothing there", acts=False),
    "absent": Customer("never comes into the channel", comes=False),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A touch went out at an instant (UTC)."""

    at: datetime
    touch: Touch
    account: AccountState


@dataclass(frozen=True, slots=True)
class Done:
    """Somebody did a milestone, at an instant (UTC)."""

    at: datetime
    milestone: Milestone
    by: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """The review noticed something, at an instant (UTC)."""

    at: datetime
    change: Change


Happening = Said | Done | Noticed
_Action = tuple[datetime, Callable[[AccountState, datetime], tuple[AccountState, list[Done]]]]


def simulate(
    playbook: Playbook, customer: Customer, start: date, days: int, calendar: WorkCalendar
) -> Iterator[Happening]:
    """Everything that happens in so many calendar days from the signature on, in order of time."""
    account = new_account(playbook, customer, start, calendar)
    now, end = account.opened_at, account.opened_at + timedelta(days=days)
    while now <= end:
        seen = review(account, now)
        yield from (Noticed(now, change) for change in seen.changes)
        yield from (Said(now, touch, account) for touch in seen.touches)
        account = seen.account
        action = _next_action(account, customer, start, now)
        wake = seen.next_at or end + timedelta(days=1)
        if action is not None and action[0] <= wake:
            now = action[0]
            account, done = action[1](account, now)
            yield from done
        else:
            now = wake


def new_account(
    playbook: Playbook, customer: Customer, start: date, calendar: WorkCalendar
) -> AccountState:
    """A made-up account on the day of its signature, its channel open at the start of work."""
    plan = draw_up(playbook, start, calendar, {Role.OWNER.value: OWNER, Role.AE.value: AE})
    # our own people have done their part: a simulation is about the customer
    plan = replace(plan, standing=Standing(dict.fromkeys(RecordKey, _EPOCH)))
    account = AccountState(
        id="simulated",
        name="Hazel & Finch",
        outcome=OUTCOME,
        contract_value=60_000,
        track=playbook.track,
        signed_on=start,
        calendar=calendar,
        window=playbook.window,
        cadence=playbook.cadence,
        plan=plan,
        team=Team(owner=OWNER, ae=AE, leaders=(LEADER,)),
        contacts=(),
        channel="#onb-hazel-finch",
        opened_at=_EPOCH,
        surveys=playbook.surveys.at_end,
    )
    opened_at = account.hours.at(calendar.next_working_day(start), playbook.cadence.hours.opens)
    joining = account.hours.at(calendar.next_working_day(start), JOINING)
    contacts = tuple(
        Contact(
            id=name,
            name=name,
            user=name if customer.comes else None,
            email=f"{name.split()[0].lower()}@hazelfinch.example",
            roles=tuple(role.value for role in roles),
            joined_at=joining if customer.comes else None,
        )
        for name, roles in _CONTACTS
    )
    return replace(account, opened_at=opened_at, contacts=contacts)


def _next_action(
    account: AccountState, customer: Customer, start: date, now: datetime
) -> _Action | None:
    """What somebody does next: the milestone that is possible and first in time."""
    actions: list[tuple[datetime, str, Callable[..., tuple[AccountState, list[Done]]]]] = []
    for milestone in account.plan.possible():
        at = _when(account, customer, start, milestone, now)
        if at is not None:
            actions.append((at, milestone.key, _doing(milestone)))
    if account.plan.agreed_at is None and customer.comes and customer.acts:
        day = account.calendar.add(start, 1)
        at = _not_before(account, account.hours.at(day, THEIR_HOUR), now)
        actions.append((at, "", _agreeing))
    if not actions:
        return None
    at, _, do = min(actions, key=lambda action: action[:2])
    return at, do


def _when(
    account: AccountState, customer: Customer, start: date, milestone: Milestone, now: datetime
) -> datetime | None:
    """When a milestone is done; None for one that the customer will not come to."""
    ours = milestone.side is Side.TEAM
    if not ours and not (customer.comes and customer.acts):
        return None
    day = milestone.due_on if ours else account.calendar.add(milestone.due_on, customer.late)
    at = account.hours.at(max(day, start), OUR_HOUR if ours else THEIR_HOUR)
    at = _not_before(account, at, now)
    if ours or customer.away_from is None:
        return at
    away = account.hours.at(account.calendar.add(start, customer.away_from), time(0))
    if at < away:
        return at
    if customer.back_on is None:
        return None
    back = account.hours.at(account.calendar.add(start, customer.back_on), THEIR_HOUR)
    return max(at, back)


def _not_before(account: AccountState, at: datetime, now: datetime) -> datetime:
    """Nobody does anything in the past, or two things in the same hour."""
    return at if at > now else account.hours.next_open(now + timedelta(hours=1))


def _doing(
    milestone: Milestone,
) -> Callable[[AccountState, datetime], tuple[AccountState, list[Done]]]:
    def do(account: AccountState, now: datetime) -> tuple[AccountState, list[Done]]:
        by = _doer(account, milestone)
        outcome = tick(account.plan, Tick(milestone.key, done=True), milestone.side, by, now)
        if isinstance(outcome, Refused | Unchanged):
            raise TypeError(f"{milestone.key} is possible, and could not be done: {outcome}")
        account = replace(account, plan=outcome.plan)
        return _active(account, by, now), [Done(now, milestone, by)]

    return do


def _agreeing(account: AccountState, now: datetime) -> tuple[AccountState, list[Done]]:
    outcome = agree(account.plan, now)
    plan = outcome.plan if isinstance(outcome, Agreed) else account.plan
    return _active(replace(account, plan=plan), _CONTACTS[0][0], now), []


def _doer(account: AccountState, milestone: Milestone) -> str:
    if milestone.side is Side.TEAM:
        return milestone.assignee or account.team.owner
    for contact in account.here:
        if milestone.role in contact.roles and contact.user is not None:
            return contact.user
    return _CONTACTS[0][0]


def _active(account: AccountState, user: str, now: datetime) -> AccountState:
    contacts = tuple(
        replace(contact, active_at=now) if contact.user == user else contact
        for contact in account.contacts
    )
    return replace(account, contacts=contacts)


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

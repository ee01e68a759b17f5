"""C1: predictable check-ins in the channel, at the track's cadence."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from onboarding.messages.touches import CheckIn, DueItem
from onboarding.people import Side
from onboarding.plan import Milestone
from onboarding.review.account import AccountState
from onboarding.review.items import due_items, most_urgent, possible
from onboarding.review.remembered import remembered_facts
from onboarding.review.touch import AskAgain, Door, Draft, Priority, Recipient, Touch, Wish

SHOWN = 3
"""Milestones named on each side: the checklist has them all."""


def check_ins(account: AccountState, now: datetime) -> Iterator[Wish]:
    """The check-in of this period and the next one.

    None while the customer is quiet: then the ladder speaks, and a check-in would only be one more
    message they do not answer.
    """
    if not account.cadence.check_ins.every or not account.here or account.plan.is_finished:
        return
    if account.ladder_speaks or account.hold_at(now) is not None:
        return
    days = _days(account, account.today(now))
    yield AskAgain(account.hours.first_opening(days[-1]))
    for day in days:
        key = f"check_in:{day}"
        if key in account.settled:  # as this period's is on all days but one
            continue
        yield Touch(
            key=key,
            rule="C1",
            to=Recipient(Door.CHANNEL),
            draft=Draft(CheckIn, partial(_message, account, key, account.today(now))),
            due_at=account.hours.at(day, account.cadence.check_ins.at),
            until=account.hours.closing(_last_day(account, day)),
            priority=Priority.CHECK_IN,
        )


def _days(account: AccountState, today: date) -> list[date]:
    """The days of the cadence around today, counted from the day the channel was ready."""
    every, start = account.cadence.check_ins.every, account.today(account.opened_at)
    period = account.calendar.between(start, today) // every
    numbers = [number for number in (period, period + 1) if number > 0]
    return [account.calendar.add(start, number * every) for number in numbers]


def _last_day(account: AccountState, day: date) -> date:
    """How long a check-in that was put off still makes sense: half of the way to the next."""
    return account.calendar.add(day, account.cadence.check_ins.every // 2)


def _message(account: AccountState, key: str, today: date) -> CheckIn:
    last = account.sent("check_in")
    since = last[-1].at if last else account.opened_at
    done = [m for m in account.plan.milestones if m.done_at is not None and m.done_at > since]
    return CheckIn(
        account=account.id,
        touch=key,
        owner=account.team.owner,
        done=tuple(m.title for m in done),
        theirs=_next(account, possible(account, Side.CUSTOMER), today),
        ours=_next(account, _ours(account), today),
        **remembered_facts(account, turn=len(last)),
    )


def _ours(account: AccountState) -> tuple[Milestone, ...]:
    """What we could do, and what only waits for something that we have yet to put on record."""
    return (*possible(account, Side.TEAM), *account.plan.waiting_for_record())


def _next(
    account: AccountState, milestones: tuple[Milestone, ...], today: date
) -> tuple[DueItem, ...]:
    return due_items(account, most_urgent(milestones)[:SHOWN], today)

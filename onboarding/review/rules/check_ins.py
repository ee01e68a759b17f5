"""C1: predictable check-ins in the channel, at the track's cadence."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from onboarding.messages.touches import CheckIn, DueItem
from onboarding.people import Side
from onboarding.review.account import AccountState
from onboarding.review.items import due_items, most_urgent, possible
from onboarding.review.remembered import remembered_facts
from onboarding.review.touch import Door, Draft, Priority, Recipient, Touch

SHOWN = 3
"""Milestones named on each side: the checklist has them all."""


def check_ins(account: AccountState, now: datetime) -> Iterator[Touch]:
    """The check-in of this period and the next one.

    None while the customer is quiet: then the ladder speaks, and a check-in would only be one more
    message they do not answer.
    """
    if not account.cadence.check_ins.every or not account.here or account.plan.is_finished:
        return
    if account.ladder_speaks or account.hold_at(now) is not None:
        return
    for day in _days(account, account.today(now)):
        key = f"check_in:{day}"
        yield Touch(
            key=key,
            rule="C1",
            to=Recipient(Door.CHANNEL),
            draft=Draft(CheckIn, partial(_message, account, key, account.today(now))),
            due_at=account.hours.at(day, account.cadence.check_ins.at),
            until=account.hours.closing(_last_day(account, day)),
            priority=Priority.CHECK_IN,
        )


def _days(account: AccountState, today: date) -> Iterator[date]:
    """The days of the cadence around today, counted from the day the channel was ready."""
    every, start = account.cadence.check_ins.every, account.today(account.opened_at)
    period = account.calendar.between(start, today) // every
    for number in (period, period + 1):
        if number > 0:
            yield account.calendar.add(start, number * every)


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
        theirs=_next(account, Side.CUSTOMER, today),
        ours=_next(account, Side.TEAM, today),
        **remembered_facts(account, turn=len(last)),
    )


def _next(account: AccountState, side: Side, today: date) -> tuple[DueItem, ...]:
    return due_items(account, most_urgent(possible(account, side))[:SHOWN], today)

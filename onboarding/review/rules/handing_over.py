"""A1: whoever sold is reminded of the brief while the kickoff waits for it, and its owner hears of
it; whoever promised something is reminded once its day is past."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from onboarding.brief import asking
from onboarding.messages.handoff import BriefLate, BriefOwed, PromiseLine, PromisesDue
from onboarding.review.account import AccountState, Promise
from onboarding.review.repeating import days_ahead, turn_of
from onboarding.review.touch import AskAgain, Door, Draft, Priority, Recipient, Touch, Wish

EVERY = 2
"""Working days from one reminder of the brief to the next."""
TOLD_AFTER = 4
"""Working days after which the owner hears that the brief is not there."""
_SHOWN = 10
_TEXT = 150


def brief_owed(account: AccountState, now: datetime) -> Iterator[Wish]:
    """Every two working days, as long as the brief is incomplete and the kickoff waits for it."""
    if not _is_owed(account, now):
        return
    to = Recipient(Door.TEAMMATE, _teller(account))
    turn = turn_of(account, now, "brief_owed", account.opened_at, EVERY, to)
    yield AskAgain(turn.again_at)
    yield Touch(
        key=turn.key,
        rule="A1",
        to=to,
        draft=Draft(BriefOwed, partial(_owed, account, turn.key, turn.day)),
        due_at=turn.due_at,
        until=turn.until,
        priority=Priority.REMINDER,
    )


def brief_late(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Told to the owner once, unless it is the owner who owes it."""
    if not _is_owed(account, now) or _teller(account) == account.team.owner:
        return
    day = account.calendar.add(account.today(account.opened_at), TOLD_AFTER)
    yield Touch(
        key="brief_late",
        rule="A1",
        to=account.owner_door(),
        draft=Draft(BriefLate, partial(_late, account, day, now)),
        due_at=account.hours_of(account.owner_door()).opening(day),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def promises_due(account: AccountState, now: datetime) -> Iterator[Wish]:
    """One message a day, at most, for each of our people whose promises are overdue."""
    if not account.promises:
        return
    overdue: dict[str, list[Promise]] = defaultdict(list)
    for promise in account.promises:
        overdue[promise.owner].append(promise)
    for user, promises in overdue.items():
        to = Recipient(Door.TEAMMATE, user)
        hours = account.hours_of(to)
        day = hours.calendar.local_date(now)
        for coming in days_ahead(account.calendar, day):
            if any(_is_turn(account, promise, coming) for promise in promises):
                yield AskAgain(hours.first_opening(coming))
                break
        late = [promise for promise in promises if _is_turn(account, promise, day)]
        if not late or not account.calendar.is_working_day(day):
            continue
        key = f"promises_due:{day}:{user}"
        yield Touch(
            key=key,
            rule="A1",
            to=to,
            draft=Draft(PromisesDue, partial(_due, account, key, late)),
            due_at=hours.at(day, account.cadence.reminders.at),
            until=hours.closing(day),
            priority=Priority.REMINDER,
        )


def _is_turn(account: AccountState, promise: Promise, day: date) -> bool:
    """The first working day after the one it was promised for, and as often as what is overdue."""
    if promise.due_on is None or promise.due_on >= day:
        return False
    days_late = account.calendar.between(promise.due_on, day)
    return days_late > 0 and (days_late - 1) % account.cadence.reminders.overdue_every == 0


def _is_owed(account: AccountState, now: datetime) -> bool:
    if not account.brief_missing or account.hold_at(now) is not None:
        return False
    return bool(asking(account.plan))


def _teller(account: AccountState) -> str:
    return account.team.ae or account.team.owner


def _labels(account: AccountState) -> tuple[str, ...]:
    return tuple(field.label for field in account.brief_missing)


def _owed(account: AccountState, key: str, day: date) -> BriefOwed:
    return BriefOwed(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        missing=_labels(account),
        days=account.calendar.between(account.today(account.opened_at), day),
    )


def _late(account: AccountState, day: date, now: datetime) -> BriefLate:
    opened_on = account.today(account.opened_at)
    return BriefLate(
        account=account.id,
        touch="brief_late",
        customer=account.name,
        channel=account.channel,
        teller=_teller(account),
        missing=_labels(account),
        days=account.calendar.between(opened_on, max(day, account.today(now))),
    )


def _due(account: AccountState, key: str, promises: list[Promise]) -> PromisesDue:
    return PromisesDue(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        promises=tuple(
            PromiseLine(text=_short(one.text), owner=one.owner, due_on=one.due_on)
            for one in promises[:_SHOWN]
        ),
    )


def _short(text: str) -> str:
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1].rstrip()}…"

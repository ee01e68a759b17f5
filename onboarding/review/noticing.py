"""What a review notices before it says anything: a customer gone quiet or back, a pause run out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from onboarding.review import causes, engagement, ladder
from onboarding.review.account import AccountState, Level, Stall, StepTaken
from onboarding.review.changes import (
    Change,
    HoldEnded,
    RungClimbed,
    StallBegan,
    StallDeepened,
    StallEnded,
)
from onboarding.review.engagement import Reading
from onboarding.review.levers import NothingToPull, pull

_DAY = timedelta(days=1)


def notice(account: AccountState, now: datetime) -> tuple[AccountState, tuple[Change, ...]]:
    """The account as it stands at this moment, and what has become different."""
    found: list[Change] = []
    for look in (_holds, _quiet, _ladder):
        for change in look(account, now):
            found.append(change)
            account = apply(account, change, now)
    return account, tuple(found)


def apply(account: AccountState, change: Change, now: datetime) -> AccountState:
    """The account with a change in it."""
    match change:
        case StallBegan(stall=stall):
            return replace(account, stall=stall)
        case StallDeepened(level=level) if account.stall is not None:
            return replace(account, stall=replace(account.stall, level=level))
        case StallEnded():
            return replace(account, stall=None)
        case RungClimbed(step=step) if account.stall is not None:
            if any(known.lever is step.lever for known in account.stall.steps):
                return account
            steps = (*account.stall.steps, step)
            return replace(account, stall=replace(account.stall, steps=steps))
        case HoldEnded(ended_at=at):
            holds = tuple(
                replace(hold, ended_at=at) if account.end_of(hold) == at else hold
                for hold in account.holds
            )
            return replace(account, holds=holds)
    return account


def look_again(account: AccountState, now: datetime) -> datetime:
    """When to look again, whatever the rules say: at the next opening of the customer's hours."""
    hold = account.hold_at(now)
    end = account.end_of(hold) if hold is not None else None
    opening = next(at for at in account.hours.openings(now) if at > now)
    return opening if end is None else max(end, opening)


def _holds(account: AccountState, now: datetime) -> Iterator[Change]:
    for hold in account.holds:
        end = account.end_of(hold)
        if hold.ended_at is None and end is not None and end <= now:
            yield HoldEnded(end, hold.reason)


def _quiet(account: AccountState, now: datetime) -> Iterator[Change]:
    if account.hold_at(now) is not None:
        return
    reading = engagement.read(account, now)
    stall = account.stall
    if stall is None:
        if reading.level is not Level.CALM:
            yield StallBegan(_began(account, reading, now))
    elif _is_back(account, stall) or reading.level is Level.CALM:
        yield _ended(account, stall, now)
    elif stall.level is Level.WATCH and reading.level is Level.STALLED:
        yield StallDeepened(stall.id, Level.STALLED, reading.idle_days)


def _began(account: AccountState, reading: Reading, now: datetime) -> Stall:
    return Stall(
        id=account.today(now).isoformat(),
        since=reading.since or now,
        level=reading.level,
        began_at=now,
        ladder=ladder.frozen(account.cadence.escalation),
        proposed=causes.propose(account, now),
    )


def _is_back(account: AccountState, stall: Stall) -> bool:
    active_at = account.customer_active_at
    return active_at is not None and active_at > stall.began_at


def _ended(account: AccountState, stall: Stall, now: datetime) -> StallEnded:
    who = max(account.contacts, key=lambda contact: contact.active_at or stall.since, default=None)
    came_back = _is_back(account, stall)
    days = account.calendar.between(account.today(stall.since), account.today(now))
    return StallEnded(
        stall=stall.id,
        came_back=came_back,
        who=who.user if who is not None and came_back else None,
        idle_days=max(0, days - 1),
    )


def _ladder(account: AccountState, now: datetime) -> Iterator[Change]:
    """Rungs on which nobody stands are passed at once: the ladder does not wait for nobody."""
    while account.stall is not None and account.hold_at(now) is None:
        rung = ladder.next_rung(account.stall, account.cadence.escalation)
        if rung is None or ladder.due_at(account, account.stall) > now:
            return
        pulled = pull(account, account.stall, rung, now)
        if not isinstance(pulled, NothingToPull):
            return
        change = RungClimbed(account.stall.id, StepTaken(rung.lever, now, skipped=pulled.because))
        yield change
        account = apply(account, change, now)

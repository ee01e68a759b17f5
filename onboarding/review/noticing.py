"""What a review notices before it says anything: a customer gone quiet or back, a pause run out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from onboarding.cadence import Rung
from onboarding.review import causes, engagement, ladder, lateness, signs_of_life
from onboarding.review.account import AccountState, Contact, Level, Stall, StepTaken
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


def look_again(account: AccountState, now: datetime) -> Iterator[datetime]:
    """When to look again (UTC), whatever the rules say: when a pause ends, a rung is due, the
    customer may have grown quieter, or what is shown of the account looks different. Some of it may
    be over by now."""
    for hold in account.holds:
        if (end := account.end_of(hold)) is not None:
            yield end
    level = Level.CALM
    if account.stall is not None:
        level = account.stall.level
        yield ladder.due_at(account, account.stall)
    for moment in (
        engagement.may_deepen_at(account, level, now),
        lateness.later_at(account, now),
        signs_of_life.looks_different_at(account, now),
    ):
        if moment is not None:
            yield moment


def _holds(account: AccountState, now: datetime) -> Iterator[Change]:
    for hold in account.holds:
        end = account.end_of(hold)
        if hold.ended_at is None and end is not None and end <= now:
            yield HoldEnded(end, hold.reason)


def _quiet(account: AccountState, now: datetime) -> Iterator[Change]:
    """A day counts from its opening on: whenever one looks on it, one sees the same."""
    stall, morning = account.stall, account.hours.last_opening(now)
    if stall is None and engagement.was_heard_lately(account, morning):
        return
    stands_still = engagement.stands_still(account, now)
    reading = engagement.read(account, morning)
    if stall is not None and (_who_is_back(account, stall) or reading.level is Level.CALM):
        yield _ended(account, stall, now)
        stall = None
    if stands_still or reading.level is Level.CALM:
        return
    if stall is None:
        yield StallBegan(_began(account, reading, morning))
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


def _who_is_back(account: AccountState, stall: Stall) -> Contact | None:
    """Whoever did something last since the customer counted as quiet. Coming into the channel is
    not that: whoever only came has done nothing yet, though the quiet days are counted anew."""
    acted = [
        (contact.active_at, contact)
        for contact in account.contacts
        if contact.active_at is not None and contact.active_at > stall.began_at
    ]
    return max(acted, key=lambda one: one[0])[1] if acted else None


def _ended(account: AccountState, stall: Stall, now: datetime) -> StallEnded:
    who = _who_is_back(account, stall)
    days = account.calendar.between(account.today(stall.since), account.today(now))
    return StallEnded(
        stall=stall.id,
        came_back=who is not None,
        who=who.user if who is not None else None,
        idle_days=max(0, days - 1),
    )


def _ladder(account: AccountState, now: datetime) -> Iterator[Change]:
    """Rungs on which nobody stands, or that somebody left out, are passed at once: the ladder does
    not wait for nobody."""
    while account.stall is not None and ladder.is_due(account, now):
        rung = ladder.next_rung(account.stall, account.cadence.escalation)
        step = _passed(account, account.stall, rung, now) if rung is not None else None
        if step is None:
            return
        change = RungClimbed(account.stall.id, step)
        yield change
        account = apply(account, change, now)


def _passed(account: AccountState, stall: Stall, rung: Rung, now: datetime) -> StepTaken | None:
    pulled = pull(account, stall, rung, now)
    if isinstance(pulled, NothingToPull):
        return StepTaken(rung.lever, now, skipped=pulled.because)
    known = account.settled.get(pulled.key)
    if known is None:
        return None
    left_out = None if known.was_sent else "somebody left it out"
    return StepTaken(rung.lever, known.at, skipped=left_out)

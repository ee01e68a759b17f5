"""The escalation ladder of a stall: which lever is next, and from when (C3, C4, G6).

An ignored message is never repeated: each rung is another lever. The cause may lead past some of
them. Whoever takes it, or puts it off, keeps the ladder still for a while; it climbs on when the
customer stays quiet. Waits are working days of the customer.
"""

from datetime import datetime

from onboarding.cadence import Escalation, Lever, Rung
from onboarding.review import engagement
from onboarding.review.account import AccountState, Level, Stall, StepTaken
from onboarding.stall_causes import Cause

_ABOVE_THE_TEAM = (Lever.SPONSOR, Lever.LEADER)


def frozen(escalation: Escalation) -> tuple[Lever, ...]:
    """The rungs as they stand when a stall begins."""
    return tuple(rung.lever for rung in escalation.rungs)


def next_rung(stall: Stall, escalation: Escalation) -> Rung | None:
    """The rung that comes next; None at the top, and for an account that is only watched."""
    if stall.level is not Level.STALLED:
        return None
    climbed = {step.lever for step in stall.steps}
    ahead = (lever for lever in _route(stall, escalation) if lever not in climbed)
    return next((rung_of(lever, escalation) for lever in ahead), None)


def rung_of(lever: Lever, escalation: Escalation) -> Rung:
    """A rung by its lever; one that the playbook no longer has waits as by default."""
    found = next((rung for rung in escalation.rungs if rung.lever is lever), None)
    return found or Rung(lever=lever)


def is_due(account: AccountState, now: datetime) -> bool:
    """Whether a rung is to be climbed now."""
    stall = account.stall
    if stall is None or next_rung(stall, account.cadence.escalation) is None:
        return False
    return not engagement.stands_still(account, now) and due_at(account, stall) <= now


def due_at(account: AccountState, stall: Stall) -> datetime:
    """From when the next rung may be climbed."""
    escalation = account.cadence.escalation
    last = next((step for step in reversed(stall.steps) if step.skipped is None), None)
    begins, wait = stall.began_at, 0
    if last is not None:
        begins, wait = _heard_at(account, stall, last), rung_of(last.lever, escalation).wait
    earliest = [_days_later(account, begins, wait)]
    earliest += [
        _days_later(account, resumed_at, max(1, wait))
        for resumed_at in engagement.standstill_ends(account)
        if resumed_at > begins
    ]
    if stall.taken_at is not None:
        earliest.append(_days_later(account, stall.taken_at, escalation.acknowledged_for))
    if stall.snoozed_until is not None:
        earliest.append(stall.snoozed_until)
    return max(earliest)


def has_card(stall: Stall) -> bool:
    """Whether the team channel has a card of a stall, where its owner finds every button (C4).

    From the team channel's own rung on, unless somebody left that out, and at the latest when the
    ladder has come higher, by whichever way the cause led it.
    """
    return any(
        step.lever in _ABOVE_THE_TEAM or (step.lever is Lever.TEAM_CHANNEL and step.skipped is None)
        for step in stall.steps
    )


def key_of(lever: Lever, stall: Stall) -> str:
    """The key of a rung's touch."""
    return f"{lever}:{stall.id}"


def _heard_at(account: AccountState, stall: Stall, step: StepTaken) -> datetime:
    """When a rung was climbed; where it was put off, when it comes again."""
    put_off = account.put_off.get(key_of(step.lever, stall))
    if put_off is None or put_off.again_at is None:
        return step.at
    return max(step.at, put_off.again_at)


def _route(stall: Stall, escalation: Escalation) -> tuple[Lever, ...]:
    """The levers in the order for this cause: after the nudge it may lead on to a later one."""
    cause: Cause = stall.cause or stall.proposed
    first = escalation.first_lever.get(cause)
    if first is None or first not in stall.ladder:
        return stall.ladder
    reached = stall.ladder.index(first)
    return tuple(
        lever
        for place, lever in enumerate(stall.ladder)
        if place >= reached or lever is Lever.NUDGE
    )


def _days_later(account: AccountState, moment: datetime, days: int) -> datetime:
    """The opening of the working day so many after a moment's own; the moment itself for none."""
    if days == 0:
        return moment
    day = account.calendar.add(account.today(moment), days)
    return account.hours.opening(day)

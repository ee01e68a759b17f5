"""The escalation ladder of a stall: which lever is next, and from when (C3, C4, G6).

An ignored message is never repeated: each rung is another lever. The cause may lead past some of
them. Whoever takes it, or puts it off, keeps the ladder still for a while; it climbs on when the
customer stays quiet. Waits are working days of the customer.
"""

from datetime import datetime

from onboarding.cadence import Escalation, Lever, Rung
from onboarding.review.account import AccountState, Level, Stall
from onboarding.stall_causes import Cause


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
    return next((rung for rung in escalation.rungs if rung.lever is lever), Rung(lever=lever))


def due_at(account: AccountState, stall: Stall) -> datetime:
    """From when the next rung may be climbed."""
    escalation = account.cadence.escalation
    earliest = [stall.began_at]
    climbed = [step for step in stall.steps if step.skipped is None]
    if climbed:
        last = climbed[-1]
        earliest.append(_days_later(account, last.at, rung_of(last.lever, escalation).wait))
    if stall.taken_at is not None:
        earliest.append(_days_later(account, stall.taken_at, escalation.acknowledged_for))
    if stall.snoozed_until is not None:
        earliest.append(stall.snoozed_until)
    return max(earliest)


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
    return account.hours.at(day, account.cadence.hours.opens)

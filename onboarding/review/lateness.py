"""Since when a plan looks late: time alone changes what the checklist shows (R2)."""

from datetime import datetime, time, timedelta

from onboarding.plan import Milestone
from onboarding.review.account import AccountState


def late_since(account: AccountState, now: datetime) -> datetime | None:
    """When the last of the milestones that are late became so (UTC); None while none is.

    Whoever saw the checklist before that saw it in time still.
    """
    today = account.today(now)
    due = [m.due_on for m in account.plan.milestones if account.plan.is_late(m, today)]
    if not due:
        return None
    return account.hours.at(max(due) + timedelta(days=1), time(0))


def later_at(account: AccountState, now: datetime) -> datetime | None:
    """At which opening (UTC) the next milestone will be late; None where none will."""
    today = account.today(now)
    due = [m.due_on for m in account.plan.milestones if m.due_on >= today and _is_open(m)]
    return account.hours.first_opening(min(due) + timedelta(days=1)) if due else None


def _is_open(milestone: Milestone) -> bool:
    return milestone.done_at is None and not milestone.is_handed_on

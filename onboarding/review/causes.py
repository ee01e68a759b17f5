"""The probable cause of a stall, from what is known; a person confirms or changes it (G6)."""

from datetime import datetime, timedelta

from onboarding.people import StakeholderRole
from onboarding.plan import BlockerKind
from onboarding.review.account import AccountState
from onboarding.stall_causes import Cause

_OF_BLOCKER = {
    BlockerKind.TECHNICAL: Cause.TECHNICAL_BLOCKER,
    BlockerKind.ACCESS: Cause.TECHNICAL_BLOCKER,
    BlockerKind.RESOURCE: Cause.RESOURCE_BLOCKER,
    BlockerKind.DECISION: Cause.WEAK_SPONSORSHIP,
    BlockerKind.UNCLEAR_NEXT_STEP: Cause.UNCLEAR_NEXT_STEP,
}
_LATELY = timedelta(days=30)
_OFTEN = 3
_LEADING = (StakeholderRole.EXECUTIVE_SPONSOR, StakeholderRole.ECONOMIC_BUYER)


def propose(account: AccountState, now: datetime) -> Cause:
    """The cause that speaks loudest, in the order of how sure we can be of it."""
    for blocker in account.plan.open_blockers:
        if blocker.kind in _OF_BLOCKER:
            return _OF_BLOCKER[blocker.kind]
    if any(c.left_at is not None and now - c.left_at <= _LATELY for c in account.contacts):
        return Cause.STAKEHOLDER_CHANGE
    if account.redated_by_customer >= _OFTEN:
        return Cause.SCOPE_CHANGE
    if _training_stands_still(account):
        return Cause.CHANGE_RESISTANCE
    if not any(contact.is_a(role) for contact in account.here for role in _LEADING):
        return Cause.WEAK_SPONSORSHIP
    if _first_value_is_late(account, now):
        return Cause.SLOW_VALUE
    return Cause.UNCLEAR_NEXT_STEP


def _training_stands_still(account: AccountState) -> bool:
    """It is the users' turn, and none of them has ever done anything."""
    stage = account.plan.current_stage
    users = [c for c in account.here if c.is_a(StakeholderRole.DAILY_USER)]
    in_training = stage is not None and stage.key == "training"
    return in_training and bool(users) and all(user.active_at is None for user in users)


def _first_value_is_late(account: AccountState, now: datetime) -> bool:
    first = next((m for m in account.plan.milestones if m.first_value), None)
    return first is not None and not first.is_done and first.baseline_on < account.today(now)

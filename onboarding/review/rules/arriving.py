"""The first days: has somebody come (G2), and is it clear where to begin (C1)?"""

from collections.abc import Iterator
from datetime import datetime

from onboarding.messages.alerts import NobodyJoined
from onboarding.messages.touches import WelcomeFollowUp
from onboarding.people import Side
from onboarding.review.account import AccountState
from onboarding.review.items import due_items, possible
from onboarding.review.touch import Door, Priority, Recipient, Touch

WAIT_FOR_ANYBODY = 3
"""Working days a new channel may stand empty before the owner hears of it."""
TOLD_AT_MOST = 3
FOLLOW_UP_LASTS = 3


def nobody_joined(account: AccountState, now: datetime) -> Iterator[Touch]:
    """The owner is told, three times at most, that no one of the customer has come."""
    if any(contact.joined_at is not None for contact in account.contacts):
        return
    if account.channel is None or account.hold_at(now) is not None:
        return
    opened_on, today = account.today(account.opened_at), account.today(now)
    days = account.calendar.between(opened_on, today)
    time_ = min(TOLD_AT_MOST, max(1, days // WAIT_FOR_ANYBODY))
    key = f"nobody_joined:{time_}"
    due_on = account.calendar.add(opened_on, WAIT_FOR_ANYBODY * time_)
    yield Touch(
        key=key,
        rule="G2",
        to=account.owner_door(),
        message=NobodyJoined(
            account=account.id,
            touch=key,
            customer=account.name,
            channel=account.channel,
            invited=tuple(contact.name for contact in account.contacts),
            days=days,
        ),
        due_at=account.hours.at(due_on, account.cadence.hours.opens),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def welcome_follow_up(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Somebody came and has not done anything yet: one friendly word on where to begin."""
    came = [contact.joined_at for contact in account.here if contact.joined_at is not None]
    first = due_items(account, possible(account, Side.CUSTOMER), account.today(now))[:1]
    acted = any(contact.active_at is not None for contact in account.contacts)
    if not came or not first or acted or account.hold_at(now) is not None:
        return
    day = account.calendar.add(account.today(min(came)), account.cadence.welcome_follow_up)
    yield Touch(
        key="welcome_follow_up",
        rule="C1",
        to=Recipient(Door.CHANNEL),
        message=WelcomeFollowUp(
            account=account.id,
            touch="welcome_follow_up",
            owner=account.team.owner,
            first=first[0],
        ),
        due_at=account.hours.at(day, account.cadence.check_ins.at),
        until=account.hours.closing(account.calendar.add(day, FOLLOW_UP_LASTS)),
        priority=Priority.CHECK_IN,
    )

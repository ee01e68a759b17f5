"""The first days: has somebody come (G2), and is it clear where to begin (C1)?"""

from collections.abc import Iterator
from datetime import datetime

from onboarding.messages.alerts import NobodyJoined
from onboarding.messages.touches import WelcomeFollowUp
from onboarding.people import Side
from onboarding.review.account import AccountState
from onboarding.review.items import due_item, most_urgent, possible
from onboarding.review.touch import AskAgain, Door, Draft, Priority, Recipient, Touch, Wish

WAIT_FOR_ANYBODY = 3
"""Working days a new channel may stand empty before the owner hears of it."""
TOLD_AT_MOST = 3
FOLLOW_UP = "welcome_follow_up"
FOLLOW_UP_LASTS = 3


def nobody_joined(account: AccountState, now: datetime) -> Iterator[Wish]:
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
    if time_ < TOLD_AT_MOST:
        following = account.calendar.add(opened_on, WAIT_FOR_ANYBODY * (time_ + 1))
        yield AskAgain(account.hours.first_opening(following))
    yield Touch(
        key=key,
        rule="G2",
        to=account.owner_door(),
        draft=Draft(NobodyJoined, lambda: _nobody_joined(account, key, days)),
        due_at=account.hours.opening(due_on),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def _nobody_joined(account: AccountState, key: str, days: int) -> NobodyJoined:
    return NobodyJoined(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        invited=tuple(contact.name for contact in account.contacts),
        days=days,
    )


def welcome_follow_up(account: AccountState, now: datetime) -> Iterator[Touch]:
    """Somebody came and has not done anything yet: one friendly word on where to begin."""
    came = [contact.joined_at for contact in account.here if contact.joined_at is not None]
    acted = any(contact.active_at is not None for contact in account.contacts)
    begun = acted and FOLLOW_UP not in account.put_off
    if not came or begun or account.ladder_speaks or account.hold_at(now) is not None:
        return
    first = next(iter(most_urgent(possible(account, Side.CUSTOMER))), None)
    if first is None:
        return
    day = account.calendar.add(account.today(min(came)), account.cadence.welcome_follow_up)
    yield Touch(
        key=FOLLOW_UP,
        rule="C1",
        to=Recipient(Door.CHANNEL),
        draft=Draft(
            WelcomeFollowUp,
            lambda: WelcomeFollowUp(
                account=account.id,
                touch=FOLLOW_UP,
                owner=account.team.owner,
                first=due_item(account, first, account.today(now)),
            ),
        ),
        due_at=account.hours.at(day, account.cadence.check_ins.at),
        until=account.hours.closing(account.calendar.add(day, FOLLOW_UP_LASTS)),
        priority=Priority.CHECK_IN,
        items=(first.key,),
    )

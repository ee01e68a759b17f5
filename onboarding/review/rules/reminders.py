"""C2: reminders before a milestone is due and while it is overdue, bundled per person and day.

Days are those of whoever is reminded: somebody in another zone has another today.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from onboarding.messages.alerts import OurReminder
from onboarding.messages.touches import Reminder
from onboarding.people import Side
from onboarding.plan import Milestone
from onboarding.review.account import AccountState
from onboarding.review.items import address, due_items, our_responsible, possible, responsible
from onboarding.review.repeating import days_ahead
from onboarding.review.touch import AskAgain, Door, Draft, Priority, Recipient, Touch, Wish

_Owed = dict[Recipient, list[Milestone]]
_ASKING = ("reminder", "our_reminder", "re_engagement")
"""The touches that come back among the reminders of the day until which they were put off."""


def reminders(account: AccountState, now: datetime) -> Iterator[Wish]:
    """One message a day for each of the customer's people who owes something.

    What is nobody's in particular is said in the channel. None while the ladder speaks.
    """
    if account.ladder_speaks or not account.here:
        return
    owed: _Owed = defaultdict(list)
    for milestone in _unhindered(account, Side.CUSTOMER, now):
        contact = responsible(account, milestone)
        user = contact.user if contact is not None else None
        owed[Recipient(Door.STAKEHOLDER, user) if user else account.channel_door()].append(
            milestone
        )
    yield from _again(account, owed, now)
    for to, day, milestones in _due(account, owed, now):
        key = f"reminder:{day}:{to.user or 'channel'}"
        draft = Draft(Reminder, partial(_reminder, account, to, key, day, milestones))
        yield _touch(account, to, key, day, milestones, draft)


def our_reminders(account: AccountState, now: datetime) -> Iterator[Wish]:
    """One message a day for each of our own people who owes the customer something."""
    owed: _Owed = defaultdict(list)
    for milestone in _unhindered(account, Side.TEAM, now):
        owed[Recipient(Door.TEAMMATE, our_responsible(account, milestone))].append(milestone)
    yield from _again(account, owed, now)
    for to, day, milestones in _due(account, owed, now):
        key = f"our_reminder:{day}:{to.user}"
        draft = Draft(OurReminder, partial(_our_reminder, account, key, day, milestones))
        yield _touch(account, to, key, day, milestones, draft)


def _unhindered(account: AccountState, side: Side, now: datetime) -> list[Milestone]:
    """What a side could do now; who has said that it is stuck is not asked for it."""
    if account.plan.is_finished or account.hold_at(now) is not None:
        return []
    stuck = {blocker.milestone for blocker in account.plan.open_blockers}
    return [m for m in possible(account, side) if m.key not in stuck]


def _due(
    account: AccountState, owed: _Owed, now: datetime
) -> Iterator[tuple[Recipient, date, list[Milestone]]]:
    """What is to be brought up today, by whose it is; nothing for the second time on a day."""
    for to, milestones in owed.items():
        hours = account.hours_of(to)
        day = hours.calendar.local_date(now)
        again = _asked_again(account, day)
        due = [m for m in milestones if m.key in again or _is_turn(account, m, day)]
        if not due or not account.calendar.is_working_day(day):
            continue
        # by the account's day on which it is due, which may be over before that of whoever gets it
        asked = account.asked_for(account.today(hours.at(day, account.cadence.reminders.at)))
        if fresh := [m for m in due if m.key not in asked]:
            yield to, day, fresh


def _again(account: AccountState, owed: _Owed, now: datetime) -> Iterator[AskAgain]:
    """When each of them will be reminded next, if nothing happens until then."""
    for to, milestones in owed.items():
        hours = account.hours_of(to)
        day = hours.calendar.local_date(now)
        for coming in days_ahead(account.calendar, day):
            again = _asked_again(account, coming)
            if any(m.key in again or _is_turn(account, m, coming) for m in milestones):
                yield AskAgain(hours.first_opening(coming))
                break


def _is_turn(account: AccountState, milestone: Milestone, today: date) -> bool:
    """Whether today is one of the days on which a milestone is brought up.

    What may be left out is not chased once its day is past.
    """
    rule, calendar = account.cadence.reminders, account.calendar
    if milestone.due_on >= today:
        return calendar.between(today, milestone.due_on) in rule.before
    days_late = calendar.between(milestone.due_on, today)
    return milestone.required and days_late > 0 and (days_late - 1) % rule.overdue_every == 0


def _asked_again(account: AccountState, day: date) -> set[str]:
    """The keys of what somebody wanted to be reminded of on this day."""
    return {
        key
        for past in account.put_off.values()
        if past.kind in _ASKING and past.again_at is not None
        if account.calendar.next_working_day(account.today(past.again_at)) == day
        for key in past.items
    }


def _reminder(
    account: AccountState, to: Recipient, key: str, day: date, milestones: list[Milestone]
) -> Reminder:
    stage = account.plan.current_stage
    contact = account.contact(to.user) if to.user is not None else None
    return Reminder(
        account=account.id,
        touch=key,
        address=address(contact),
        to=to.user,
        stage=stage.title if stage is not None else "",
        items=due_items(account, milestones, day, contact),
        channel=account.channel or "",
    )


def _our_reminder(
    account: AccountState, key: str, day: date, milestones: list[Milestone]
) -> OurReminder:
    return OurReminder(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        items=due_items(account, milestones, day),
    )


def _touch(
    account: AccountState,
    to: Recipient,
    key: str,
    day: date,
    milestones: list[Milestone],
    draft: Draft[Reminder] | Draft[OurReminder],
) -> Touch:
    hours = account.hours_of(to)
    return Touch(
        key=key,
        rule="C2",
        to=to,
        draft=draft,
        due_at=hours.at(day, account.cadence.reminders.at),
        until=hours.closing(day),
        priority=Priority.REMINDER,
        items=tuple(milestone.key for milestone in milestones),
    )

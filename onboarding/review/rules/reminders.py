"""C2: reminders before a milestone is due and while it is overdue, bundled per person and day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from onboarding.messages.alerts import OurReminder
from onboarding.messages.touches import Reminder
from onboarding.people import Side
from onboarding.plan import Milestone
from onboarding.review.account import AccountState, Contact
from onboarding.review.items import address, due_items, our_responsible, possible, responsible
from onboarding.review.touch import Door, Priority, Recipient, Touch


def reminders(account: AccountState, now: datetime) -> Iterator[Touch]:
    """One message a day for each of the customer's people who owes something.

    What is nobody's in particular is said in the channel. None while the ladder speaks.
    """
    today = account.today(now)
    if account.ladder_speaks or not account.here or not _is_day(account, now, today):
        return
    bundles: dict[str, list[Milestone]] = defaultdict(list)
    people: dict[str, Contact] = {}
    for milestone in possible(account, Side.CUSTOMER):
        if _is_turn(account, milestone, today):
            contact = responsible(account, milestone)
            user = contact.user if contact is not None and contact.user else ""
            bundles[user].append(milestone)
            if contact is not None:
                people[user] = contact
    for user, milestones in bundles.items():
        yield _reminder(account, today, people.get(user), milestones)


def our_reminders(account: AccountState, now: datetime) -> Iterator[Touch]:
    """One message a day for each of our own people who owes the customer something."""
    today = account.today(now)
    if not _is_day(account, now, today):
        return
    bundles: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in possible(account, Side.TEAM):
        if _is_turn(account, milestone, today):
            bundles[our_responsible(account, milestone)].append(milestone)
    for user, milestones in bundles.items():
        to, key = Recipient(Door.TEAMMATE, user), f"our_reminder:{today}:{user}"
        yield _touch(
            account,
            to,
            key,
            today,
            OurReminder(
                account=account.id,
                touch=key,
                customer=account.name,
                channel=account.channel,
                items=due_items(account, milestones, today),
            ),
        )


def _is_day(account: AccountState, now: datetime, today: date) -> bool:
    return account.calendar.is_working_day(today) and account.hold_at(now) is None


def _is_turn(account: AccountState, milestone: Milestone, today: date) -> bool:
    """Whether today is one of the days on which a milestone is brought up."""
    rule, calendar = account.cadence.reminders, account.calendar
    if milestone.due_on >= today:
        return calendar.between(today, milestone.due_on) in rule.before
    days_late = calendar.between(milestone.due_on, today)
    return days_late > 0 and (days_late - 1) % rule.overdue_every == 0


def _reminder(
    account: AccountState, today: date, contact: Contact | None, milestones: list[Milestone]
) -> Touch:
    user = contact.user if contact is not None else None
    to = Recipient(Door.STAKEHOLDER, user) if user else Recipient(Door.CHANNEL)
    key = f"reminder:{today}:{user or 'channel'}"
    stage = account.plan.current_stage
    return _touch(
        account,
        to,
        key,
        today,
        Reminder(
            account=account.id,
            touch=key,
            address=address(contact),
            to=user,
            stage=stage.title if stage is not None else "",
            items=due_items(account, milestones, today),
            channel=account.channel or "",
        ),
    )


def _touch(
    account: AccountState, to: Recipient, key: str, today: date, message: Reminder | OurReminder
) -> Touch:
    hours = account.hours_of(to)
    return Touch(
        key=key,
        rule="C2",
        to=to,
        message=message,
        due_at=hours.at(today, account.cadence.reminders.at),
        until=hours.closing(today),
        priority=Priority.REMINDER,
    )

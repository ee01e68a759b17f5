"""When the picture of a customer's people looks different from before, by the age of their signs of
life alone (A5, G3)."""

from datetime import date, datetime, time, timedelta

from onboarding.review.account import AccountState


def looks_different_since(account: AccountState, now: datetime) -> datetime | None:
    """The last midnight (UTC) after which the picture of the people looks different, by their signs
    of life alone; None while nobody gave any.

    Days are what it shows, so a day on which the customer is about is worth two updates at most:
    when the first sign is seen, and once the day is over. One more follows when somebody has been
    quiet for so long that they count as active no more.
    """
    today = account.today(now)
    days = [day for day in _turning_days(account) if day <= today]
    return account.hours.at(max(days), time(0)) if days else None


def looks_different_at(account: AccountState, now: datetime) -> datetime | None:
    """At which opening (UTC) that picture will look different next, if nobody gives a sign until
    then; None where it will not."""
    today = account.today(now)
    days = [day for day in _turning_days(account) if day > today]
    return account.hours.first_opening(min(days)) if days else None


def _turning_days(account: AccountState) -> list[date]:
    turns_quiet = account.cadence.single_thread + 1
    signs = {account.today(one.active_at) for one in account.contacts if one.active_at is not None}
    return [
        day
        for sign in signs
        for day in (sign, sign + timedelta(days=1), account.calendar.add(sign, turns_quiet))
    ]

"""The card of a customer in the team channel: what it is about, who matters there, and when that
looks different from before (A5, G3). For our own people only."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from onboarding.messages.team import AccountStarted
from onboarding.review.account import AccountState
from onboarding.stakeholders import StakeholderMap


@dataclass(frozen=True, slots=True)
class TeamCard:
    """`ended` is how it ended, in words, on a local day of the account; None while it goes on."""

    started: AccountStarted
    people: StakeholderMap
    ended: str | None = None
    ended_on: date | None = None


def looks_different_since(account: AccountState, now: datetime) -> datetime | None:
    """The last midnight (UTC) after which the picture of the people looks different, by their signs
    of life alone; None while nobody gave any.

    Days are what it shows, so a day on which the customer is about is worth two updates at most:
    when the first sign is seen, and once the day is over. One more follows when somebody has been
    quiet for so long that they count as active no more.
    """
    today, turns_quiet = account.today(now), account.cadence.single_thread + 1
    signs = {account.today(one.active_at) for one in account.contacts if one.active_at is not None}
    days = [
        day
        for sign in signs
        for day in (sign, sign + timedelta(days=1), account.calendar.add(sign, turns_quiet))
        if day <= today
    ]
    return account.hours.at(max(days), time(0)) if days else None

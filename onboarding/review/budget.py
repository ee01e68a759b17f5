"""Who may be spoken to when: hours, days off, holds, and how much is enough (C9).

What cannot go now is deferred, never consumed; what could only go after it has lost its sense is
dropped, with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from onboarding.hours import Hours
from onboarding.review.account import AccountState
from onboarding.review.touch import WINS, Door, Recipient, Touch

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_LATELY = timedelta(days=9)  # a week of local days, wherever somebody is
_FURTHEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Drop:
    """A touch that will not be sent, and why."""

    touch: Touch
    reason: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something the customer had or will have, on a local day of the account."""

    day: date
    to: Recipient
    at: datetime
    items: tuple[str, ...]
    is_paid: bool


@dataclass(slots=True)
class Diary:
    """What everybody has had lately and will have had: filled as touches are allowed.

    What lies further back than a week weighs on nothing that may go out from `now` (UTC) on.
    """

    account: AccountState
    now: datetime
    _entries: list[_Entry] = field(init=False)

    def __post_init__(self) -> None:
        self._entries = []
        lately = self.now - _LATELY
        for past in self.account.history:
            if past.at > lately and past.was_read:
                self._enter(past.kind, past.to, past.at, past.items)

    def note(self, touch: Touch, at: datetime) -> None:
        """A touch goes out at `at` (UTC)."""
        self._enter(touch.kind, touch.to, at, touch.items)

    def has_room(self, touch: Touch, at: datetime) -> bool:
        """Whether a touch may go out at `at` (UTC): nothing is asked twice a day, and the budget
        allows it."""
        day = self.account.today(at)
        if touch.items and not self._asked_for(day).isdisjoint(touch.items):
            return False
        if not is_paid(touch.kind, touch.to):
            return True
        budget = self.account.cadence.budget
        paid = [entry for entry in self._entries if entry.is_paid]
        days = [entry.day for entry in paid]
        if not _fits(days, day, budget.customer_per_day, budget.customer_per_week):
            return False
        if touch.to.user is None:
            return True
        there = self.account.hours_of(touch.to).calendar
        personal = [there.local_date(entry.at) for entry in paid if entry.to.user == touch.to.user]
        day = there.local_date(at)
        return _fits(personal, day, budget.person_per_day, budget.person_per_week)

    def _enter(self, kind: str, to: Recipient, at: datetime, items: tuple[str, ...]) -> None:
        paid = is_paid(kind, to)
        if paid or items:
            self._entries.append(_Entry(self.account.today(at), to, at, items, paid))

    def _asked_for(self, day: date) -> set[str]:
        return {key for entry in self._entries if entry.day == day for key in entry.items}


def is_paid(kind: str, to: Recipient) -> bool:
    """Whether a touch is paid from the budget: an answer to somebody's own doing is not, nor is
    what our own people get.

    A win is such an answer: it asks for nothing, and takes no room from what does. Its own limit
    is one within a day (`rules/wins.py`).
    """
    return to.door in _PAID and kind not in WINS


_PAID = tuple(door for door in Door if door.faces_customer and door is not Door.THREAD)


def slot(touch: Touch, diary: Diary) -> datetime:
    """The first instant (UTC) from the diary's now on at which a touch may go out.

    Raises LookupError where there is none within two months of when it is due.
    """
    account = diary.account
    hours = account.hours_of(touch.to)
    earliest = max(diary.now, touch.due_at)
    instant = hours.next_open(earliest)
    while True:
        hold = account.hold_at(instant) if touch.to.door.faces_customer else None
        if hold is None and diary.has_room(touch, instant):
            return instant
        if instant - earliest > _FURTHEST:
            raise LookupError(f"no room for {touch.key} before {instant}")
        end = account.end_of(hold) if hold is not None else None
        instant = hours.next_open(end or _next_day(account, hours, instant))


def _next_day(account: AccountState, hours: Hours, instant: datetime) -> datetime:
    """When there may be room again: at the end of the day of whoever gets it, or of the account's
    own, which may be over before."""
    there = hours.closing(hours.calendar.local_date(instant))
    return min(there, account.hours.at(account.today(instant) + _DAY, time(0)))


def _fits(days: Sequence[date], day: date, per_day: int, per_week: int) -> bool:
    """Whether one more on `day` keeps to the limits, whatever seven days one looks at."""
    if days.count(day) >= per_day:
        return False
    near = [d for d in days if abs(d - day) < _WEEK]
    if len(near) < per_week:
        return True
    return all(_in_week(near, day - n * _DAY) < per_week for n in range(_WEEK.days))


def _in_week(days: Sequence[date], first: date) -> int:
    return sum(first <= d < first + _WEEK for d in days)

"""Who may be spoken to when: hours, days off, holds, and how much is enough (C9).

What cannot go now is deferred, never consumed; what could only go after it has lost its sense is
dropped, with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from onboarding.review.account import AccountState
from onboarding.review.touch import Door, PastTouch, Touch

_WEEK = timedelta(days=7)
_FURTHEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Drop:
    """A touch that will not be sent, and why."""

    touch: Touch
    reason: str


@dataclass(slots=True)
class Diary:
    """What the customer has had and will have had: filled as touches are allowed."""

    account: AccountState
    _days: list[tuple[date, str | None]] = field(init=False)  # per touch: local day, person

    def __post_init__(self) -> None:
        self._days = [
            (self.account.today(past.at), past.to.user)
            for past in self.account.history
            if past.was_sent and past.to.door.faces_customer and counts(past)
        ]

    def note(self, touch: Touch, at: datetime) -> None:
        """A touch goes out at `at` (UTC)."""
        if touch.to.door.faces_customer:
            self._days.append((self.account.today(at), touch.to.user))

    def has_room(self, touch: Touch, at: datetime) -> bool:
        """Whether the budget allows a touch at `at` (UTC)."""
        if not touch.to.door.faces_customer:
            return True
        budget, day = self.account.cadence.budget, self.account.today(at)
        if not _fits(
            [d for d, _ in self._days], day, budget.customer_per_day, budget.customer_per_week
        ):
            return False
        if touch.to.user is None:
            return True
        personal = [d for d, person in self._days if person == touch.to.user]
        return _fits(personal, day, budget.person_per_day, budget.person_per_week)


def counts(past: PastTouch) -> bool:
    """Whether a touch is paid from the budget: an answer to somebody's own doing is not."""
    return past.to.door is not Door.THREAD


def slot(touch: Touch, diary: Diary, now: datetime) -> datetime:
    """The first instant (UTC) from now on at which a touch may go out.

    Raises LookupError where there is none within two months.
    """
    account = diary.account
    hours = account.hours_of(touch.to)
    instant = hours.next_open(max(now, touch.due_at))
    while True:
        hold = account.hold_at(instant) if touch.to.door.faces_customer else None
        if hold is None and diary.has_room(touch, instant):
            return instant
        if instant - now > _FURTHEST:
            raise LookupError(f"no room for {touch.key} before {instant}")
        end = account.end_of(hold) if hold is not None else None
        after = end or hours.closing(hours.calendar.local_date(instant))
        instant = hours.next_open(after)


def _fits(days: Sequence[date], day: date, per_day: int, per_week: int) -> bool:
    """Whether one more on `day` keeps to the limits, whatever seven days one looks at."""
    if sum(d == day for d in days) >= per_day:
        return False
    return sum(day - _WEEK < d <= day for d in days) < per_week

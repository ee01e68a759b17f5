"""How long it took from the signature to the first value, as the customer confirmed it (M1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TimeToFirstValue:
    """Calendar days since the signature; `net_days` leaves out those on which it rested."""

    gross_days: int
    net_days: int


def time_to_first_value(
    signed_on: date, reached_on: date, rests: Iterable[tuple[date, date | None]]
) -> TimeToFirstValue:
    """Days are local dates of the account. A rest lasts from a day until (not including) another,
    None where it has no end yet; days that two of them share count once."""
    gross = max(0, (reached_on - signed_on).days)
    last = max(signed_on, reached_on)
    resting: set[int] = set()
    for begins, ends in rests:
        first, end = max(begins, signed_on), min(ends or last, last)
        resting.update(range(first.toordinal(), end.toordinal()))
    return TimeToFirstValue(gross, gross - len(resting))

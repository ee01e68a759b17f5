"""When the picture of a customer's people looks different by their signs of life alone (A5, G3)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.cadence import Cadence
from onboarding.review.signs_of_life import looks_different_since
from tests.onboarding.review.accounts import an_account, having

BERLIN = timedelta(hours=1)
SIGN = datetime(2026, 3, 10, 9, tzinfo=UTC)  # a Tuesday


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC) - BERLIN


def since(now: datetime) -> datetime | None:
    account = an_account(cadence=Cadence(single_thread=5))
    for contact in account.contacts:
        if contact.user:
            account = having(account, contact.user, active_at=None)
    someone = next(contact.user for contact in account.contacts if contact.user)
    return looks_different_since(having(account, someone, active_at=SIGN), now)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (SIGN, date(2026, 3, 10)),  # seen active on that day
        (SIGN + timedelta(hours=8), date(2026, 3, 10)),
        (SIGN + timedelta(days=1), date(2026, 3, 11)),  # whoever came later that day is shown too
        (SIGN + timedelta(days=7), date(2026, 3, 11)),
        (SIGN + timedelta(days=8), date(2026, 3, 18)),  # six working days: active no more
        (SIGN + timedelta(days=90), date(2026, 3, 18)),
    ],
)
def test_a_sign_is_shown_at_once_when_its_day_is_over_and_when_it_is_old_A5(
    now: datetime, day: date
) -> None:
    assert since(now) == midnight(day)


def test_where_nobody_gave_a_sign_nothing_changes_by_itself_A5() -> None:
    account = an_account()
    for contact in account.contacts:
        if contact.user:
            account = having(account, contact.user, active_at=None)
    assert looks_different_since(account, SIGN) is None


@given(st.lists(st.integers(0, 60 * 24 * 20), min_size=1, max_size=30))
@settings(max_examples=50)
def test_the_card_is_drawn_at_most_once_a_day_by_time_alone_A5(minutes: list[int]) -> None:
    drawn: list[datetime] = []
    for now in sorted(SIGN + timedelta(minutes=one) for one in minutes):
        changed = since(now)
        if changed is not None and (not drawn or drawn[-1] < changed):
            drawn.append(now)
    days = [(at + BERLIN).date() for at in drawn]
    assert len(days) == len(set(days)) <= 3

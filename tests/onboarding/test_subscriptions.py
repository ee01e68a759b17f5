"""When a digest comes: wall time and zone are kept, whatever the clocks and the calendar do."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.subscriptions import MORNING, Rhythm, Subscription, usual

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # its clocks move by half an hour
    "Pacific/Kiritimati",  # fourteen hours ahead
    "Asia/Jerusalem",  # works from Sunday to Thursday
    "UTC",
)


def daily(zone: str = "Europe/Berlin", at: time = MORNING) -> Subscription:
    return Subscription(Rhythm.DAILY, 0, at, zone)


def weekly(weekday: int = 0, zone: str = "Europe/Berlin", at: time = MORNING) -> Subscription:
    return Subscription(Rhythm.WEEKLY, weekday, at, zone)


def local(zone: str, moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("subscription", "after", "comes"),
    [
        (daily(), "2026-03-03T08:29", "2026-03-03T08:30"),
        (daily(), "2026-03-03T08:30", "2026-03-04T08:30"),
        (daily(), "2026-03-06T09:00", "2026-03-09T08:30"),  # a Friday: on Monday
        (daily(), "2026-04-02T09:00", "2026-04-07T08:30"),  # over Easter
        (daily(), "2026-12-24T09:00", "2026-12-28T08:30"),  # over Christmas
        (weekly(), "2026-03-02T08:30", "2026-03-09T08:30"),
        (weekly(4), "2026-03-02T08:30", "2026-03-06T08:30"),
        (weekly(), "2026-04-05T12:00", "2026-04-07T08:30"),  # Easter Monday: on Tuesday
        (weekly(), "2026-04-07T08:30", "2026-04-13T08:30"),  # and then on Monday again
        (weekly(5), "2026-03-02T08:30", "2026-03-07T08:30"),  # who chose Saturday gets it then
        (daily("Asia/Jerusalem"), "2026-03-05T09:00", "2026-03-08T08:30"),  # Thursday, Sunday
        (daily("Asia/Kolkata"), "2026-03-05T09:00", "2026-03-06T08:30"),
        (daily("UTC"), "2026-03-06T09:00", "2026-03-09T08:30"),
    ],
)
def test_it_comes_at_its_local_time_on_its_day(
    subscription: Subscription, after: str, comes: str
) -> None:
    zone = subscription.zone
    assert subscription.next_after(local(zone, after)) == local(zone, comes)


def test_half_past_eight_stays_half_past_eight_when_the_clocks_change() -> None:
    """Germany: 29 March and 25 October 2026."""
    spring = daily().next_after(local("Europe/Berlin", "2026-03-27T09:00"))
    assert spring == datetime(2026, 3, 30, 6, 30, tzinfo=UTC)
    winter = daily().next_after(local("Europe/Berlin", "2026-03-26T09:00"))
    assert winter == datetime(2026, 3, 27, 7, 30, tzinfo=UTC)
    autumn = daily().next_after(local("Europe/Berlin", "2026-10-23T09:00"))
    assert autumn == datetime(2026, 10, 26, 7, 30, tzinfo=UTC)


def test_an_hour_that_is_skipped_comes_after_the_jump_and_one_that_repeats_comes_once() -> None:
    night = weekly(6, at=time(2, 30))  # Sundays
    skipped = night.next_after(local("Europe/Berlin", "2026-03-28T12:00"))
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 by the clock
    first = night.next_after(local("Europe/Berlin", "2026-10-24T12:00"))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert first is not None
    assert night.next_after(first) == local("Europe/Berlin", "2026-11-01T02:30")


def test_never_is_never() -> None:
    never = Subscription(Rhythm.NEVER, 0, MORNING, "Europe/Berlin")
    assert never.next_after(datetime(2026, 3, 2, tzinfo=UTC)) is None


def test_whoever_owns_customers_gets_it_daily_whoever_only_leads_on_mondays() -> None:
    owner = usual(owns=True, zone="America/New_York")
    assert owner == Subscription(Rhythm.DAILY, 0, time(8, 30), "America/New_York")
    leader = usual(owns=False, zone=None)
    assert leader == Subscription(Rhythm.WEEKLY, 0, time(8, 30), "UTC")
    assert usual(owns=True, zone="Mars/Olympus").zone == "UTC"


subscriptions = st.builds(
    Subscription,
    rhythm=st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
)
instants = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(subscriptions, instants)
def test_it_always_comes_later_and_within_a_fortnight(
    subscription: Subscription, instant: datetime
) -> None:
    comes = subscription.next_after(instant)
    assert comes is not None
    assert instant < comes <= instant + timedelta(days=15)
    assert comes == subscription.next_after(comes - timedelta(microseconds=1))


@given(subscriptions, instants)
def test_a_weekly_one_never_comes_twice_in_three_days_and_a_daily_one_never_twice_a_day(
    subscription: Subscription, instant: datetime
) -> None:
    first = subscription.next_after(instant)
    assert first is not None
    second = subscription.next_after(first)
    assert second is not None
    days = (subscription.local_date(second) - subscription.local_date(first)).days
    assert days >= (1 if subscription.rhythm is Rhythm.DAILY else 3)

"""What will be said in the days to come, and until when things are put off."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from onboarding.hours import Hours
from onboarding.review import review
from onboarding.review.account import AccountState, Hold, Level, Stall
from onboarding.review.forecast import forecast
from onboarding.review.putting_off import next_working_day, snoozed_until
from onboarding.review.sponsor_note import NoteFacts, facts, first_name
from onboarding.review.touch import Fate, PastTouch
from onboarding.simulation import CUSTOMERS, new_account
from onboarding.stall_causes import Cause
from onboarding.tracks import Track
from onboarding.workdays import WorkCalendar
from playbooks.drafts import sponsor_note
from playbooks.load import shipped_playbooks
from playbooks.samples import samples

BERLIN = WorkCalendar("DE", "Europe/Berlin")
START = date(2026, 3, 2)


@pytest.fixture(scope="module")
def account() -> AccountState:
    playbook = shipped_playbooks()[Track.GUIDED]
    return new_account(playbook, CUSTOMERS["quiet"], START, BERLIN)


def walked(account: AccountState, now: datetime, days: int) -> list[tuple[datetime, str]]:
    """The same by looking every hour, as a tick would."""
    said = []
    for hour in range(days * 24 + 1):
        at = now + timedelta(hours=hour)
        seen = review(account, at)
        said += [(at, touch.key) for touch in seen.touches]
        account = seen.account
    return said


def test_what_is_foretold_is_what_ticks_then_send_C9(account: AccountState) -> None:
    now = account.opened_at
    coming = forecast(account, now)
    assert coming
    foretold = [one.touch.key for one in coming]
    assert foretold == [key for _, key in walked(account, now, 14)]
    assert len(foretold) == len(set(foretold))
    assert [one.at for one in coming] == sorted(one.at for one in coming)
    assert coming[-1].at <= now + timedelta(days=14)


def test_everything_foretold_falls_into_the_hours_of_whoever_gets_it_C9(
    account: AccountState,
) -> None:
    for one in forecast(account, account.opened_at, days=40):
        assert one.account.hours_of(one.touch.to).is_open(one.at)


def test_what_was_skipped_is_foretold_no_more_C9(account: AccountState) -> None:
    now = account.opened_at
    first = forecast(account, now)[0]
    skipped = PastTouch(first.touch.key, first.touch.kind, first.touch.to, now, Fate.SKIPPED)
    left = forecast(replace(account, history=(skipped,)), now)
    assert first.touch.key not in {one.touch.key for one in left}


def test_while_it_rests_nothing_is_foretold_to_the_customer_C9(account: AccountState) -> None:
    now = account.opened_at
    rest = Hold(now, date(2026, 3, 23), "A move")
    coming = forecast(replace(account, holds=(rest,)), now)
    assert not [one for one in coming if one.touch.to.door.faces_customer]


def test_a_closed_account_has_nothing_ahead(account: AccountState) -> None:
    now = account.opened_at
    assert forecast(replace(account, closed_at=now), now) == ()


@pytest.mark.parametrize(
    ("zone", "country", "now", "until"),
    [
        ("Europe/Berlin", "DE", "2026-03-02T09:00", "2026-03-03T08:00"),
        ("Europe/Berlin", "DE", "2026-03-02T04:00", "2026-03-03T08:00"),  # before hours
        ("Europe/Berlin", "DE", "2026-03-27T20:00", "2026-03-30T07:00"),  # the clocks go forward
        ("Europe/Berlin", "DE", "2026-04-02T12:00", "2026-04-07T07:00"),  # Easter, which moves
        ("Europe/Berlin", "DE", "2027-03-25T12:00", "2027-03-30T07:00"),
        ("Asia/Kolkata", "IN", "2026-03-04T20:00", "2026-03-06T03:30"),  # half an hour off
        ("America/New_York", "US", "2028-02-28T15:00", "2028-02-29T14:00"),  # a leap day
    ],
)
def test_later_is_the_next_working_day_at_the_hours_of_whoever_asks_C9(
    zone: str, country: str, now: str, until: str
) -> None:
    hours = Hours(WorkCalendar(country, zone), time(9), time(17))
    asked = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert next_working_day(hours, asked) == datetime.fromisoformat(until).replace(tzinfo=UTC)


def test_a_snooze_counts_working_days_C4() -> None:
    hours = Hours(BERLIN, time(9), time(17))
    friday = datetime(2026, 4, 2, 12, tzinfo=UTC)  # before Easter
    assert snoozed_until(hours, friday) == datetime(2026, 4, 9, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cause", "asks"),
    [
        (Cause.RESOURCE_BLOCKER, "time"),
        (Cause.WEAK_SPONSORSHIP, "word"),
        (Cause.REORGANISATION, "answer"),
        (Cause.TECHNICAL_BLOCKER, "time"),
    ],
)
def test_the_cause_chooses_what_the_sponsor_is_asked_for_G6(
    account: AccountState, cause: Cause, asks: str
) -> None:
    now = account.opened_at
    stall = Stall("s", now, Level.STALLED, now, (), proposed=Cause.SLOW_VALUE, cause=cause)
    told = facts(account, stall, now)
    assert told.asks == asks
    assert told.first_name == "Tom"
    assert told.outcome == account.outcome


def test_whoever_is_known_by_an_address_alone_has_no_first_name(account: AccountState) -> None:
    contact = replace(account.contacts[0], name="tom@hazelfinch.example")
    assert first_name(contact) is None
    assert first_name(replace(contact, name=" ")) is None


def test_every_draft_is_brief_and_says_nothing_that_we_think_of_them_C4() -> None:
    for told in samples(NoteFacts):
        draft = sponsor_note(told, {})
        assert "\n" not in draft.subject
        assert 0 < len(draft.text.split()) < 130
        assert "None" not in draft.text
        assert "&amp;" not in draft.text
        said = draft.text.lower()
        assert not [word for word in ("stall", "quiet", "risk", "contract") if word in said]

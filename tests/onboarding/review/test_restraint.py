"""Restraint (C9): hours, days off, the budget, what is asked twice, and what is put off."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from onboarding.cadence import Budget, Cadence, CheckIns, Reminders
from onboarding.hours import Hours
from onboarding.messages.touches import CheckIn, Reminder
from onboarding.review import review
from onboarding.review.account import AccountState, Hold
from onboarding.review.budget import Diary, slot
from onboarding.review.touch import Door, Draft, Fate, PastTouch, Priority, Recipient, Touch
from onboarding.workdays import WorkCalendar
from tests.onboarding.examples import SIGNED, with_done
from tests.onboarding.review.accounts import (
    MAYA,
    PRIYA,
    an_account,
    at,
    day,
    having,
    walk,
)


def begun() -> AccountState:
    """It is Maya's turn to say what success is, due on day 5; she did something lately."""
    account = having(an_account(), MAYA, active_at=at(day(80)))
    return replace(account, plan=with_done(account.plan, "call"))


def a_touch(due_at: datetime, *, to: Recipient | None = None, **given: object) -> Touch:
    def write() -> CheckIn:
        raise AssertionError("nobody reads it")

    known: dict[str, object] = {
        "key": "k",
        "rule": "C1",
        "to": to or Recipient(Door.CHANNEL),
        "draft": Draft(CheckIn, write),
        "due_at": due_at,
        "until": None,
        "priority": Priority.CHECK_IN,
    }
    return Touch(**known | given)  # type: ignore[arg-type]


def past(moment: datetime, to: Recipient | None = None, **given: object) -> PastTouch:
    known = {"key": f"past:{moment}", "kind": "check_in", "to": to or Recipient(Door.CHANNEL)}
    return PastTouch(**known | {"at": moment} | given)  # type: ignore[arg-type]


def goes_out(account: AccountState, due_at: datetime, **given: object) -> datetime:
    return slot(a_touch(due_at, **given), Diary(account, due_at))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "goes"),
    [
        pytest.param(at(day(1), 12), at(day(1), 12), id="in hours at once"),
        pytest.param(at(day(1), 7), at(day(1)), id="before hours at the opening"),
        pytest.param(at(day(1), 17), at(day(2)), id="at closing the next day"),
        pytest.param(at(date(2025, 3, 8), 12), at(date(2025, 3, 10)), id="Saturday on Monday"),
        pytest.param(at(date(2025, 4, 18), 12), at(date(2025, 4, 22)), id="Easter on Tuesday"),
    ],
)
def test_what_is_due_out_of_hours_waits_for_the_next_opening_C9(
    due: datetime, goes: datetime
) -> None:
    assert goes_out(an_account(), due) == goes


def test_a_person_in_another_zone_is_written_to_in_its_own_hours_C9() -> None:
    account = having(an_account(), PRIYA, zone="Asia/Kolkata")  # five and a half hours east of UTC
    to = Recipient(Door.STAKEHOLDER, PRIYA)
    assert goes_out(account, at(day(1), 7), to=to) == at(day(1), 7)  # 11:30 in Kolkata
    morning = datetime.combine(day(2), time(3, 30), UTC)
    assert goes_out(account, at(day(1), 13), to=to) == morning  # 17:30 there: the next day


def test_the_budget_of_a_day_defers_to_the_next_and_loses_nothing_C9() -> None:
    had = (past(at(day(1), 9)), past(at(day(1), 10)))
    assert goes_out(replace(an_account(), history=had), at(day(1), 11)) == at(day(2))


def test_the_budget_of_a_week_counts_any_seven_days_C9() -> None:
    had = tuple(past(at(day(number), 9)) for number in range(1, 6))
    account = replace(an_account(), history=had)
    assert goes_out(account, at(day(6), 11)) == at(day(6), 11)  # day 1 is seven days ago by then
    busy = replace(an_account(), cadence=Cadence(budget=Budget(customer_per_week=2)), history=had)
    assert goes_out(busy, at(day(6), 11)) > at(day(8))


def test_a_person_has_a_budget_of_its_own_C9() -> None:
    to_maya, to_priya = (Recipient(Door.STAKEHOLDER, user) for user in (MAYA, PRIYA))
    account = replace(an_account(), history=(past(at(day(1)), to_maya),))
    assert goes_out(account, at(day(1), 11), to=to_maya) == at(day(2))
    assert goes_out(account, at(day(1), 11), to=to_priya) == at(day(1), 11)


def test_what_our_own_people_get_and_answers_in_the_thread_cost_nothing_C9() -> None:
    had = tuple(past(at(day(1), 9, n), Recipient(Door.THREAD)) for n in range(9))
    assert goes_out(replace(an_account(), history=had), at(day(1), 11)) == at(day(1), 11)


def test_what_matters_most_goes_first_when_the_budget_does_not_suffice_C9() -> None:
    cadence = Cadence(
        budget=Budget(customer_per_day=1),
        check_ins=CheckIns(every=5, at=time(9)),
        reminders=Reminders(before=(0,), at=time(9)),
    )
    account = replace(begun(), cadence=cadence)
    seen = walk(account, at(day(5), 12)).reviews
    first = next(touch.kind for one in seen for touch in one.touches)
    assert first == "reminder"
    sent = walk(account, at(day(7))).of("check_in")
    # deferred, not consumed: day 6 went to the next reminder
    assert sent == [at(day(7))]


def test_what_waited_too_long_is_dropped_with_the_reason_C9() -> None:
    seen = review(begun(), at(day(9), 12))  # the program slept through the check-in of day 5
    dropped = {drop.touch.key: drop.reason for drop in seen.dropped}
    assert dropped == {f"check_in:{day(5)}": "too late"}
    assert f"check_in:{day(5)}" in {past.key for past in seen.account.history}


def test_a_reminder_bundles_all_that_a_person_owes_C2() -> None:
    account = begun()
    plan = replace(with_done(account.plan, "goal"), agreed_at=at(day(1)))
    plan = with_done(plan, "login")
    account = replace(account, plan=plan)  # now: trained is theirs, and live waits for settings
    [reminder] = [t.message for _, t in walk(account, at(day(14), 12)).sent if t.kind == "reminder"]
    assert isinstance(reminder, Reminder)
    assert [item.key for item in reminder.items] == ["trained"]


def test_at_most_one_reminder_per_item_and_day_C2() -> None:
    found = walk(begun(), at(day(5), 16), steps=[timedelta(minutes=31)] * 400)
    asked: list[tuple[date, str]] = [
        (found.account.today(moment), item) for moment, t in found.sent for item in t.items
    ]
    assert len(asked) == len(set(asked))


def test_reminders_come_before_due_and_while_overdue_C2() -> None:
    cadence = Cadence(reminders=Reminders(before=(2, 0), overdue_every=3, at=time(9, 30)))
    days = [
        an_account().today(m)
        for m in walk(replace(begun(), cadence=cadence), at(day(10))).of("reminder")
    ]
    assert days == [day(3), day(5), day(6), day(9)]


def test_a_pause_defers_to_the_morning_after_it_C9() -> None:
    hold = Hold(from_at=at(day(1)), until_on=day(4), reason="Stocktaking")
    assert goes_out(replace(an_account(), holds=(hold,)), at(day(2))) == at(day(4))


def test_reminded_later_it_comes_again_on_the_day_that_was_asked_for_C2() -> None:
    found = walk(begun(), at(day(4), 12))
    [touch] = [t for _, t in found.sent if t.kind == "reminder"]
    put_off = PastTouch(
        touch.key, touch.kind, touch.to, at(day(4), 12), Fate.SNOOZED, at(day(7)), touch.items
    )
    history = tuple(p for p in found.account.history if p.key != touch.key)
    later = walk(
        replace(found.account, history=(*history, put_off)), at(day(7), 16), since=at(day(7))
    )
    assert [t.items for _, t in later.sent if t.kind == "reminder"] == [("goal",)]


def test_a_touch_that_was_left_out_by_hand_is_not_thought_of_again_C9() -> None:
    planned = {p.touch.key for p in review(begun(), at(day(3))).planned}
    key = f"check_in:{day(5)}"
    assert key in planned
    skipped = PastTouch(key, "check_in", Recipient(Door.CHANNEL), at(day(3)), Fate.SKIPPED)
    account = replace(begun(), history=(skipped,))
    assert walk(account, at(day(6))).of("check_in") == []


@pytest.mark.parametrize("door", [Door.TEAMMATE, Door.TEAM_CHANNEL])
def test_what_faces_a_customer_has_no_door_to_our_own_people(door: Door) -> None:
    to = Recipient(door, "U" if door.leads_to_a_person else None)
    with pytest.raises(ValueError, match="may not go through"):
        a_touch(at(SIGNED), to=to)


# The calendar: where time itself does strange things.


def hours(country: str, zone: str) -> Hours:
    return Hours(WorkCalendar(country, zone), time(9), time(17))


@pytest.mark.parametrize(
    ("country", "zone", "after", "opens"),
    [
        pytest.param(
            "DE",
            "Europe/Berlin",
            datetime(2025, 3, 28, 17, tzinfo=UTC),
            datetime(2025, 3, 31, 7, tzinfo=UTC),
            id="the clocks go forward: nine is an hour earlier",
        ),
        pytest.param(
            "DE",
            "Europe/Berlin",
            datetime(2025, 10, 24, 17, tzinfo=UTC),
            datetime(2025, 10, 27, 8, tzinfo=UTC),
            id="the clocks go back: nine is an hour later",
        ),
        pytest.param(
            "US",
            "America/New_York",
            datetime(2028, 2, 28, 23, tzinfo=UTC),
            datetime(2028, 2, 29, 14, tzinfo=UTC),
            id="the 29th of February is a working day",
        ),
        pytest.param(
            "IN",
            "Asia/Kolkata",
            datetime(2025, 3, 3, 12, tzinfo=UTC),
            datetime(2025, 3, 4, 3, 30, tzinfo=UTC),
            id="a zone of half an hour",
        ),
        pytest.param(
            "AU",
            "Australia/Lord_Howe",
            datetime(2025, 4, 4, 12, tzinfo=UTC),
            datetime(2025, 4, 6, 22, 30, tzinfo=UTC),
            id="clocks that go back by half an hour",
        ),
        pytest.param(
            "GB",
            "Europe/London",
            datetime(2022, 12, 23, 17, tzinfo=UTC),
            datetime(2022, 12, 28, 9, tzinfo=UTC),
            id="Christmas on a Sunday is made good on Tuesday",
        ),
        pytest.param(
            "US",
            "America/New_York",
            datetime(2026, 7, 2, 23, tzinfo=UTC),
            datetime(2026, 7, 6, 13, tzinfo=UTC),
            id="a holiday on a Saturday is kept on Friday",
        ),
    ],
)
def test_hours_open_by_the_local_clock_and_the_countrys_days_C9(
    country: str, zone: str, after: datetime, opens: datetime
) -> None:
    assert hours(country, zone).next_open(after) == opens


def test_a_check_in_keeps_its_local_time_when_the_clocks_change_C1() -> None:
    account = replace(begun(), cadence=Cadence(check_ins=CheckIns(every=5, at=time(10))))
    utc = [moment.time() for moment in walk(account, at(day(26))).of("check_in")]
    assert utc == [time(9), time(9), time(9), time(8), time(8)][: len(utc)]
    assert len(utc) == 5


def test_a_plan_over_the_29th_of_february_counts_it() -> None:
    calendar = WorkCalendar("DE", "Europe/Berlin")
    assert calendar.add(date(2028, 2, 28), 1) == date(2028, 2, 29)
    assert calendar.between(date(2028, 2, 28), date(2028, 3, 1)) == 2
    assert calendar.between(date(2027, 2, 26), date(2027, 3, 1)) == 1

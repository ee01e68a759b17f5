"""What holds of every review, whatever the playbook, the customer and the time (C9, C2).

Customers are made up: they come at some time, do this and that on days of their own, rest, get
stuck, and are looked at in any steps.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.cadence import Budget, Cadence, CheckIns, Reminders
from onboarding.people import Side
from onboarding.refusals import Refused, Unchanged
from onboarding.review import review
from onboarding.review.account import AccountState, Hold
from onboarding.review.budget import is_paid
from onboarding.review.touch import Fate
from onboarding.ticking import Tick, tick
from onboarding.workdays import WorkCalendar
from tests.onboarding.review.accounts import (
    MAYA,
    PRIYA,
    TOM,
    Doing,
    Walked,
    an_account,
    at,
    day,
    having,
    walk,
)

LASTS = 25
"""Working days that are looked at."""
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")


@st.composite
def accounts(draw: st.DrawFn) -> AccountState:
    """Any customer of the small playbook, on the day of its signature."""
    country, zone = draw(
        st.sampled_from(
            [
                ("DE", "Europe/Berlin"),
                ("US", "America/Los_Angeles"),
                ("IN", "Asia/Kolkata"),
                ("AE", "Asia/Dubai"),
            ]
        )
    )
    cadence = Cadence(
        budget=Budget(
            customer_per_day=draw(st.integers(1, 3)),
            customer_per_week=draw(st.integers(1, 5)),
            person_per_day=1,
            person_per_week=draw(st.integers(1, 3)),
        ),
        check_ins=CheckIns(every=draw(st.integers(0, 6))),
        reminders=Reminders(
            before=tuple(draw(st.lists(st.integers(0, 5), max_size=3))),
            overdue_every=draw(st.integers(1, 3)),
        ),
    )
    account = an_account(
        calendar=WorkCalendar(country, zone), cadence=cadence, opened_at=at(day(0), 8)
    )
    for user in (MAYA, PRIYA, TOM):
        account = having(account, user, zone=draw(st.sampled_from([None, *ZONES])))
    return account


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[datetime, Doing]]:
    """What people do: tick, say something, rest."""
    found: list[tuple[datetime, Doing]] = []
    for number in draw(st.lists(st.integers(0, LASTS), max_size=12)):
        moment = at(day(number), draw(st.integers(6, 20)), draw(st.integers(0, 59)))
        found.append((moment, draw(st.sampled_from([_ticks, _speaks, _agrees, _rests]))))
    return found


def _ticks(account: AccountState, now: datetime) -> AccountState:
    possible = account.plan.possible()
    if not possible:
        return account
    milestone = possible[0]
    outcome = tick(account.plan, Tick(milestone.key, done=True), milestone.side, MAYA, now)
    if isinstance(outcome, Refused | Unchanged):
        return account
    account = replace(account, plan=outcome.plan)
    return _speaks(account, now) if milestone.side is Side.CUSTOMER else account


def _speaks(account: AccountState, now: datetime) -> AccountState:
    return having(account, MAYA, active_at=now)


def _agrees(account: AccountState, now: datetime) -> AccountState:
    return replace(account, plan=replace(account.plan, agreed_at=now))


def _rests(account: AccountState, now: datetime) -> AccountState:
    until = account.calendar.add(account.today(now), 4)
    return replace(account, holds=(*account.holds, Hold(now, until, "They asked for it")))


STEPS = st.lists(st.integers(1, 60 * 24 * 9).map(lambda m: timedelta(minutes=m)), max_size=60)
END = at(day(LASTS))


def keys(found: Walked) -> list[str]:
    return [touch.key for _, touch in found.sent]


@given(accounts(), lives(), STEPS)
@settings(max_examples=15, deadline=None)
def test_nothing_reaches_anybody_out_of_its_working_hours_C9(
    account: AccountState, life: list[tuple[datetime, Doing]], steps: list[timedelta]
) -> None:
    found = walk(account, END, steps=steps, doings=life)
    for moment, touch in found.sent:
        assert account.hours_of(touch.to).is_open(moment)


@given(accounts(), lives(), STEPS)
@settings(max_examples=15, deadline=None)
def test_nobody_gets_more_than_the_budget_C9(
    account: AccountState, life: list[tuple[datetime, Doing]], steps: list[timedelta]
) -> None:
    found, budget = walk(account, END, steps=steps, doings=life), account.cadence.budget
    paid = [(moment, touch) for moment, touch in found.sent if is_paid(touch.kind, touch.to)]
    days = [account.today(moment) for moment, _ in paid]
    assert all(count <= budget.customer_per_day for count in Counter(days).values())
    for first in days:
        in_week = [d for d in days if first <= d < first + timedelta(days=7)]
        assert len(in_week) <= budget.customer_per_week
    for user in (MAYA, PRIYA, TOM):
        theirs = [
            account.hours_of(touch.to).calendar.local_date(moment)
            for moment, touch in paid
            if touch.to.user == user
        ]
        assert all(count <= budget.person_per_day for count in Counter(theirs).values())


@given(accounts(), lives(), STEPS)
@settings(max_examples=15, deadline=None)
def test_no_touch_is_sent_twice_and_no_item_asked_for_twice_a_day_C2(
    account: AccountState, life: list[tuple[datetime, Doing]], steps: list[timedelta]
) -> None:
    found = walk(account, END, steps=steps, doings=life)
    assert len(keys(found)) == len(set(keys(found)))
    asked = [(account.today(moment), item) for moment, t in found.sent for item in t.items]
    assert len(asked) == len(set(asked))


@given(accounts(), lives())
@settings(max_examples=15, deadline=None)
def test_a_deferred_touch_is_sent_later_or_dropped_for_a_recorded_reason_C9(
    account: AccountState, life: list[tuple[datetime, Doing]]
) -> None:
    found = walk(account, END, doings=life)
    for seen, following in pairwise(found.reviews):
        settled = {past.key for past in following.account.history}
        for drop in seen.dropped:
            assert drop.reason
            assert drop.touch.key in settled
    dropped = {p.key for p in found.account.history if p.fate is Fate.DROPPED}
    assert dropped.isdisjoint(keys(found))


@given(accounts(), lives(), st.lists(st.integers(1, 90), max_size=40))
@settings(max_examples=15, deadline=None)
def test_looking_in_between_changes_nothing_that_is_said(
    account: AccountState, life: list[tuple[datetime, Doing]], between: list[int]
) -> None:
    """Time moved in any further steps gives the same touches at the same times."""
    plain = walk(account, END, doings=life)

    def idly(account: AccountState, _: datetime) -> AccountState:
        return account

    moments = [account.opened_at + timedelta(hours=7 * n) for n in between]
    looked = walk(account, END, doings=[*life, *((moment, idly) for moment in moments)])
    assert [(moment, touch.key) for moment, touch in looked.sent] == [
        (moment, touch.key) for moment, touch in plain.sent
    ]


@given(accounts(), lives())
@settings(max_examples=15, deadline=None)
def test_a_review_run_twice_at_the_same_moment_says_nothing_more(
    account: AccountState, life: list[tuple[datetime, Doing]]
) -> None:
    for seen in walk(account, END, doings=life).reviews:
        if seen.next_at is None:
            continue
        moment = max((p.at for p in seen.account.history), default=account.opened_at)
        again = review(seen.account, moment)
        assert not {t.key for t in again.touches} & {t.key for t in seen.touches}


@given(accounts(), lives())
@settings(max_examples=15, deadline=None)
def test_who_slept_for_a_week_says_what_still_makes_sense_and_no_flood(
    account: AccountState, life: list[tuple[datetime, Doing]]
) -> None:
    slept = walk(account, END, steps=[timedelta(days=7)] * 12, doings=life)
    budget = account.cadence.budget
    for seen in slept.reviews:
        paid = [touch for touch in seen.touches if is_paid(touch.kind, touch.to)]
        assert len(paid) <= budget.customer_per_day

"""What goes into whose digest."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.capacity import Load
from onboarding.digest import MOST, MOVES, Activity, Portfolio, Reader, calls, compose
from onboarding.messages.digest import (
    Digest,
    DigestCall,
    DigestDue,
    DigestHeading,
    DigestLine,
    DigestLoad,
    DigestMore,
    DigestMoved,
)
from onboarding.messages.team import team_message
from onboarding.package_offer import Offer, OfferState
from onboarding.review.account import AccountState, Hold, Team
from onboarding.triage import assess
from tests.onboarding.examples import with_done
from tests.onboarding.portfolios import (
    DAY_ONE,
    OWNER,
    a_question,
    a_stall,
    accounts,
    after,
    an_account,
    crowd,
    quiet,
)

MINE = Reader(OWNER, "mine", date(2025, 3, 4), date(2025, 3, 3), date(2025, 3, 5))
ALL = replace(MINE, scope="all", user="U0LEADER")
NOW = after(hours=16)


def digest(
    *states: AccountState,
    reader: Reader = MINE,
    moved: tuple[Activity, ...] = (),
    loads: tuple[Load, ...] = (),
    now: Any = NOW,
) -> Digest:
    portfolio = Portfolio("T0HOST", tuple(assess(state, now) for state in states), loads)
    return compose(portfolio, reader, moved, now)


def lines(found: Digest, kind: type[DigestLine]) -> list[Any]:
    return [line for line in found.lines if isinstance(line, kind)]


def not_due_yet(name: str = "Hazel & Finch", **changes: Any) -> AccountState:
    """A customer with which nothing is wrong and whose next step is far away."""
    account = an_account(name, **changes)
    return replace(account, plan=with_done(account.plan, "call"))


def test_where_nothing_happened_and_nobody_is_needed_nothing_is_said() -> None:
    found = digest(not_due_yet(), not_due_yet("Brightwater"))
    assert (found.lines, found.customers, found.needing) == ((), 2, 0)


def test_an_owner_reads_about_the_own_customers_and_a_leader_about_all() -> None:
    ours, theirs = quiet("Ours"), quiet("Theirs", team=Team(owner="U0ANN"))
    mine = digest(ours, theirs)
    assert [line.customer for line in lines(mine, DigestCall)] == ["Ours"]
    assert [line.owner for line in lines(mine, DigestCall)] == [None]
    everything = digest(ours, theirs, reader=ALL)
    assert {line.customer: line.owner for line in lines(everything, DigestCall)} == {
        "Ours": OWNER,
        "Theirs": "U0ANN",
    }


def test_whom_to_call_comes_first_by_risk_and_value_with_the_reason_G7() -> None:
    small = an_account("Small", contract_value=5_000, questions=(a_question("When?"),))
    big = quiet("Big", contract_value=500_000)
    found = digest(small, big, now=after(days=2))
    first, second = lines(found, DigestCall)
    assert (first.customer, first.risk, first.reasons[0].kind) == ("Big", "high", "stalled")
    assert (second.customer, second.risk, second.reasons[0].kind) == ("Small", "medium", "question")
    assert (first.whom, first.stall) == ("Tom Hazel", "2025-03-10")
    assert isinstance(found.lines[0], DigestHeading)
    assert (found.lines[0].part, found.lines[0].count) == ("call", 2)


def test_a_stall_that_somebody_took_on_is_not_offered_again() -> None:
    [line] = lines(digest(an_account(stall=a_stall(taken_by="U0ANN"))), DigestCall)
    assert (line.stall, line.taken_by) == (None, "U0ANN")


def test_the_contact_who_is_in_slack_is_mentioned_and_any_other_named() -> None:
    account = quiet()
    here = tuple(replace(one, user="U0MAYA") for one in account.contacts[:1])
    [mentioned] = lines(digest(replace(account, contacts=here)), DigestCall)
    gone = tuple(replace(one, joined_at=None) for one in here)
    [named] = lines(digest(replace(account, contacts=gone)), DigestCall)
    assert (mentioned.whom, named.whom) == ("U0MAYA", "Maya Finch")


def test_what_moved_is_told_by_customer_and_what_was_undone_is_not() -> None:
    account = not_due_yet()
    happened = (
        Activity(account.id, "milestone.done", {"milestone": "call"}),
        Activity(account.id, "milestone.done", {"milestone": "goal"}),  # and undone again
        Activity(account.id, "milestone.done", {"milestone": "call"}),
        Activity(account.id, "stage.completed", {"stage": "kickoff"}),  # and reopened
        Activity("somebody-else", "milestone.done", {"milestone": "call"}),
    )
    [line] = lines(digest(account, moved=happened), DigestMoved)
    assert (line.done, line.stages, line.first_value) == (("Milestone call",), (), False)


def test_only_undone_things_moved_nothing() -> None:
    account = not_due_yet()
    undone = Activity(account.id, "milestone.done", {"milestone": "goal"})
    assert digest(account, moved=(undone,)).lines == ()


def test_the_best_news_comes_first() -> None:
    done = ("call", "goal", "login", "settings", "trained", "live", "value")
    agreed = replace(an_account().plan, agreed_at=DAY_ONE)
    arrived = an_account("Arrived", plan=with_done(agreed, *done), contract_value=1)
    begun, ticked = not_due_yet("Begun"), not_due_yet("Ticked", contract_value=900_000)
    happened = (
        Activity(ticked.id, "milestone.done", {"milestone": "call"}),
        Activity(begun.id, "account.started", {}),
        Activity(arrived.id, "milestone.done", {"milestone": "value"}),
    )
    found = lines(digest(begun, ticked, arrived, moved=happened), DigestMoved)
    assert [line.customer for line in found] == ["Arrived", "Begun", "Ticked"]
    assert [line.first_value for line in found] == [True, False, False]


def test_nobody_at_the_customer_is_to_be_called_where_only_our_handoff_waits_A7() -> None:
    offer = Offer(1, OfferState.OFFERED, "UCLARA", "UOLIVIA", DAY_ONE)
    [line] = calls([assess(an_account(package=offer), after(days=2))], OWNER)
    assert [one.kind for one in line.reasons] == ["package_waits"]
    assert line.whom is None


def test_what_can_be_done_and_should_be_by_the_next_digest_is_due_on_both_sides() -> None:
    account = an_account()  # the call is ours, due on Wednesday; the goal waits for it
    [line] = lines(digest(account), DigestDue)
    assert [item.title for item in line.ours] == ["Milestone call"]
    assert line.theirs == ()
    tuesday = replace(MINE, until=date(2025, 3, 4))
    assert lines(digest(account, reader=tuesday), DigestDue) == []
    called = replace(account, plan=with_done(account.plan, "call"))
    monday = replace(MINE, today=date(2025, 3, 12), until=date(2025, 3, 17))
    [late] = lines(digest(called, reader=monday, now=after(days=9)), DigestDue)
    assert [(item.title, item.days_late) for item in late.theirs] == [("Milestone goal", 2)]


def test_one_on_hold_is_counted_and_nothing_is_asked_of_it() -> None:
    found = digest(quiet(holds=(Hold(DAY_ONE, None, "Merger"),)), now=after(days=9))
    assert (found.lines, found.paused, found.needing) == ((), 1, 0)


@pytest.mark.parametrize(
    ("load", "reader", "told"),
    [
        (Load(OWNER, 15, 0), MINE, 0),
        (Load(OWNER, 16, 0), MINE, 1),
        (Load("U0ANN", 16, 0), MINE, 0),
        (Load("U0ANN", 15, 0), ALL, 0),  # no news by itself
        (Load("U0ANN", 16, 0), ALL, 1),
    ],
)
def test_load_is_news_only_where_somebody_carries_too_much_K1(
    load: Load, reader: Reader, told: int
) -> None:
    assert len(lines(digest(not_due_yet(), reader=reader, loads=(load,)), DigestLoad)) == told


def test_a_leader_who_reads_of_anything_reads_of_everybodys_load_K1() -> None:
    loads = (Load(OWNER, 3, 4), Load("U0ANN", 1, 0))
    found = digest(quiet(), reader=ALL, loads=loads)
    assert [(line.user, line.percent) for line in lines(found, DigestLoad)] == [
        (OWNER, 30),
        ("U0ANN", 7),
    ]


def test_of_four_hundred_the_most_important_are_told_and_the_rest_is_counted() -> None:
    found = digest(*crowd(400), reader=ALL, now=after(days=9))
    calls = lines(found, DigestCall)
    assert [line.contract_value for line in calls] == [
        400_000 - 1_000 * n for n in range(MOST["call"])
    ]
    assert [(line.part, line.count) for line in lines(found, DigestMore)] == [
        ("call", 392),
        ("due", 394),
    ]
    assert found.needing == 400


_moved = st.builds(
    Activity,
    account=st.sampled_from(["0", "1", "2"]),
    kind=st.sampled_from(MOVES),
    data=st.sampled_from([{"milestone": "call"}, {"stage": "kickoff"}, {"milestone": "gone"}, {}]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(accounts(), max_size=30),
    st.lists(_moved, max_size=9),
    st.sampled_from([MINE, ALL]),
    st.integers(0, 150),
)
def test_any_portfolio_gives_a_digest_that_survives_the_outbox_and_counts_right(
    drawn: list[AccountState], moved: list[Activity], reader: Reader, days: int
) -> None:
    now = DAY_ONE + timedelta(days=days)
    found = digest(*drawn, reader=reader, moved=tuple(moved), now=now)
    assert team_message.validate_python(found.model_dump(mode="json")) == found
    for part, kind in (("call", DigestCall), ("moved", DigestMoved), ("due", DigestDue)):
        shown = len(lines(found, kind))
        headed = [line.count for line in lines(found, DigestHeading) if line.part == part]
        more = [line.count for line in lines(found, DigestMore) if line.part == part]
        assert headed == ([shown + sum(more)] if shown else [])
        assert shown <= MOST[part]  # type: ignore[index]
    if reader is MINE:
        assert all(line.owner is None for line in lines(found, DigestCall))

"""C5: what is achieved is celebrated in the channel, the greatest of it, never two within a day."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.agreement import Agreed, agree
from onboarding.cadence import Budget, Cadence
from onboarding.drawing_up import draw_up
from onboarding.messages.touches import FinishedEarly, FirstValueReached, StageCompleted
from onboarding.playbook import Playbook
from onboarding.refusals import Refused, Unchanged
from onboarding.review import review
from onboarding.review.account import AccountState, Hold
from onboarding.review.touch import WINS, Door, Fate, PastTouch, Priority, Recipient, Touch
from onboarding.ticking import Reopened, Tick, Ticked, tick
from tests.onboarding.examples import CUSTOMER, GERMANY, OWNER, SIGNED, playbook_data, the
from tests.onboarding.review.accounts import (
    MAYA,
    Doing,
    Walked,
    an_account,
    at,
    day,
    having,
    walk,
)

KICKOFF = ("call", "goal")
CONFIGURATION = ("login", "settings")
TRAINING = ("trained",)
LIVE = ("live",)
VALUE = ("value",)


def ticking(*keys: str) -> Doing:
    """Whoever may does these."""

    def do(account: AccountState, now: datetime) -> AccountState:
        for key in keys:
            outcome = tick(
                account.plan, Tick(key, done=True), the(account.plan, key).side, MAYA, now
            )
            assert isinstance(outcome, Ticked), f"{key}: {outcome}"
            account = replace(account, plan=outcome.plan)
        return having(account, MAYA, active_at=now)

    return do


def undoing(key: str) -> Doing:
    def do(account: AccountState, now: datetime) -> AccountState:
        outcome = tick(account.plan, Tick(key, done=False), the(account.plan, key).side, MAYA, now)
        assert isinstance(outcome, Reopened)
        return having(replace(account, plan=outcome.plan), MAYA, active_at=now)

    return do


def resting(until: int, since: datetime) -> Doing:
    def do(account: AccountState, _: datetime) -> AccountState:
        return replace(account, holds=(Hold(since, day(until), "Stocktaking"),))

    return do


def agreed() -> AccountState:
    """The customer agreed to the plan on the day of the signature."""
    account = an_account()
    outcome = agree(account.plan, at(SIGNED, 9))
    assert isinstance(outcome, Agreed)
    return replace(account, plan=outcome.plan)


def walked(
    *doings: tuple[datetime, Doing], until: int = 30, account: AccountState | None = None
) -> Walked:
    return walk(account or agreed(), at(day(until)), doings=doings)


def won(found: Walked) -> list[tuple[datetime, str]]:
    return [(moment, touch.key) for moment, touch in found.sent if touch.kind in WINS]


def posts(found: Walked) -> list[Touch]:
    return [touch for _, touch in found.sent if touch.kind in WINS]


def dropped(found: Walked) -> dict[str, str]:
    return {
        d.touch.key: d.reason
        for seen in found.reviews
        for d in seen.dropped
        if d.touch.kind in WINS
    }


def test_a_completed_stage_is_said_in_the_channel_at_once_C5() -> None:
    found = walked((at(day(2), 11, 20), ticking(*KICKOFF)), until=4)
    assert won(found) == [(at(day(2), 11, 20), "win:stage:kickoff")]
    [post] = posts(found)
    assert (post.rule, post.to, post.priority) == ("C5", Recipient(Door.CHANNEL), Priority.WIN)
    assert post.message == StageCompleted(
        stage="Kickoff",
        also=(),
        next_stage="Configuration",
        next_goal="Goal of configuration",
        days_early=3,
        outcome=an_account().outcome,
    )


@pytest.mark.parametrize(
    ("done", "said"),
    [
        pytest.param(at(day(2), 7), at(day(2), 9), id="before work: at the opening"),
        pytest.param(at(day(2), 16, 59), at(day(2), 16, 59), id="in the last minute: at once"),
        pytest.param(at(day(2), 17), at(day(3), 9), id="after work: the next morning"),
        pytest.param(at(day(4), 18), at(day(5), 9), id="on Friday evening: on Monday"),
    ],
)
def test_a_win_is_told_in_the_customers_working_hours_C5_C9(done: datetime, said: datetime) -> None:
    assert won(walked((done, ticking(*KICKOFF)), until=6)) == [(said, "win:stage:kickoff")]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        pytest.param(at(day(2), 10), at(day(2), 15), at(day(3), 10), id="the same day"),
        pytest.param(
            at(day(2), 16, 30), at(day(3), 9, 30), at(day(3), 16, 30), id="within 24 hours"
        ),
        pytest.param(at(day(2), 10), at(day(3), 10), at(day(3), 10), id="24 hours later"),
        pytest.param(at(day(4), 16), at(day(4), 16, 30), at(day(5), 9), id="over a weekend"),
    ],
)
def test_no_two_wins_are_told_within_a_day_C5(
    first: datetime, second: datetime, told: datetime
) -> None:
    found = walked((first, ticking(*KICKOFF)), (second, ticking(*CONFIGURATION)), until=8)
    assert won(found) == [(first, "win:stage:kickoff"), (told, "win:stage:configuration")]


def test_where_the_clocks_go_back_24_hours_may_still_be_the_same_day_C5() -> None:
    """A customer who works on Sundays, and from midnight to midnight."""
    sunday = datetime.fromisoformat("2025-10-25T22:00:00+00:00")  # 00:00 of a day of 25 hours
    cadence = Cadence.model_validate({"hours": {"opens": "00:00", "closes": "23:59"}})
    calendar = replace(GERMANY, country="SA")
    account = replace(
        agreed(),
        calendar=calendar,
        cadence=cadence,
        history=(
            PastTouch("win:stage:kickoff", "stage_completed", Recipient(Door.CHANNEL), sunday),
        ),
    )
    account = ticking(*KICKOFF, *CONFIGURATION)(account, sunday + timedelta(hours=1))
    planned = {p.touch.key: p.at for p in review(account, sunday + timedelta(hours=1)).planned}
    assert planned["win:stage:configuration"] == at(date(2025, 10, 27), 0)


@pytest.mark.parametrize(
    ("doings", "key", "also"),
    [
        pytest.param(
            [(*KICKOFF, *CONFIGURATION)], "win:stage:configuration", ("Kickoff",), id="two stages"
        ),
        pytest.param(
            [(*KICKOFF, *CONFIGURATION, *TRAINING, *LIVE, *VALUE)],
            "win:first_value",
            ("Kickoff", "Configuration", "Training", "Go-Live", "Validation"),
            id="first value, an early finish and every stage",
        ),
    ],
)
def test_the_greater_win_takes_the_smaller_ones_with_it_C5(
    doings: Sequence[tuple[str, ...]], key: str, also: tuple[str, ...]
) -> None:
    found = walked(*((at(day(2), 10), ticking(*keys)) for keys in doings), until=9)
    assert [told for _, told in won(found)] == [key]
    [message] = [post.message for post in posts(found)]
    assert isinstance(message, StageCompleted | FirstValueReached)
    assert message.also == also
    assert set(dropped(found).values()) == {f"told with {key}"}
    assert len(dropped(found)) == len(also) + (key == "win:first_value")


def test_first_value_quotes_what_they_came_for_and_who_did_it_C5() -> None:
    everything = (*KICKOFF, *CONFIGURATION, *TRAINING, *LIVE, *VALUE)
    [post] = posts(walked((at(day(18), 10), ticking(*everything))))
    assert post.message == FirstValueReached(
        milestone="Milestone value",
        done_by=MAYA,
        days_early=2,
        also=("Kickoff", "Configuration", "Training", "Go-Live", "Validation"),
        finished=True,
        outcome=an_account().outcome,
    )


def lasting() -> AccountState:
    """An account whose plan goes on after first value, to day 25."""
    data = playbook_data()
    after = {**data["stages"][4]["milestones"][0]}
    after |= {"key": "habit", "title": "Habit", "target_day": 25, "first_value": False}
    data["stages"][4]["milestones"].append({**after, "depends_on": ["value"]})
    plan = draw_up(Playbook.model_validate(data), SIGNED, GERMANY, {"owner": OWNER})
    outcome = agree(plan, at(SIGNED, 9))
    assert isinstance(outcome, Agreed)
    return replace(an_account(), plan=outcome.plan)


TO_VALUE = ticking(*KICKOFF, *CONFIGURATION, *TRAINING, *LIVE, *VALUE)


@pytest.mark.parametrize(
    ("finished", "kinds"),
    [
        pytest.param(day(22), ["first_value_reached", "finished_early"], id="three days early"),
        pytest.param(day(25), ["first_value_reached", "stage_completed"], id="on the day"),
        pytest.param(day(28), ["first_value_reached", "stage_completed"], id="late"),
    ],
)
def test_a_plan_that_ends_before_its_baseline_is_an_early_finish_C5(
    finished: datetime, kinds: list[str]
) -> None:
    found = walked(
        (at(day(15), 10), TO_VALUE),
        (at(finished, 10), ticking("habit")),
        account=lasting(),
        until=33,
    )
    assert [post.kind for post in posts(found)] == kinds
    last = posts(found)[-1].message
    if isinstance(last, FinishedEarly):
        assert last.days_early == 3
    else:
        assert isinstance(last, StageCompleted)
        assert last.next_stage is None


def test_an_early_finish_is_greater_than_the_stage_and_smaller_than_first_value_C5() -> None:
    found = walked(
        (at(day(15), 10), TO_VALUE), (at(day(15), 12), ticking("habit")), account=lasting()
    )
    assert won(found) == [(at(day(15), 10), "win:first_value"), (at(day(16), 10), "win:finished")]
    assert dropped(found)["win:stage:validation"] == "told with win:finished"


def test_a_stage_that_is_done_again_is_not_celebrated_again_C5() -> None:
    found = walked(
        (at(day(2), 10), ticking(*KICKOFF)),
        (at(day(4), 10), undoing("goal")),
        (at(day(6), 10), ticking("goal")),
        until=12,
    )
    assert won(found) == [(at(day(2), 10), "win:stage:kickoff")]


def test_what_is_undone_before_it_was_told_is_not_told_until_it_is_done_again_C5() -> None:
    undone = walked((at(day(2), 18), ticking(*KICKOFF)), (at(day(2), 19), undoing("goal")), until=9)
    assert won(undone) == []
    again = walked(
        (at(day(2), 18), ticking(*KICKOFF)),
        (at(day(2), 19), undoing("goal")),
        (at(day(6), 10), ticking("goal")),
        until=9,
    )
    assert won(again) == [(at(day(6), 10), "win:stage:kickoff")]


@pytest.mark.parametrize(
    ("rests_until", "told"),
    [
        pytest.param(5, [(at(day(5)), "win:stage:kickoff")], id="three working days: still news"),
        pytest.param(6, [], id="four: no news any more"),
    ],
)
def test_a_win_of_more_than_three_working_days_ago_is_dropped_on_record_C5(
    rests_until: int, told: list[tuple[datetime, str]]
) -> None:
    found = walked(
        (at(day(2), 18), ticking(*KICKOFF)),
        (at(day(2), 18, 30), resting(rests_until, at(day(2), 18, 30))),
        until=9,
    )
    assert won(found) == told
    assert dropped(found) == ({} if told else {"win:stage:kickoff": "too late"})


def test_a_win_waits_for_a_channel_that_is_away_C5() -> None:
    account = ticking(*KICKOFF)(replace(agreed(), channel=None), at(day(2), 10))
    assert won(walk(account, at(day(3), 8), since=at(day(2), 10))) == []
    back = walk(replace(account, channel="C1"), at(day(4)), since=at(day(3), 10))
    assert won(back) == [(at(day(3), 10), "win:stage:kickoff")]


def test_a_win_takes_no_room_from_what_asks_for_something_and_waits_for_none_C5_C9() -> None:
    """A customer with a budget of one a day gets the reminder and the win."""
    cadence = Cadence(budget=Budget(customer_per_day=1, customer_per_week=1))
    account = replace(agreed(), cadence=cadence)
    plain = walk(account, at(day(7)), doings=[(at(day(1), 10), ticking("call"))])
    asked = [(moment, t.key) for moment, t in plain.sent if t.to.door.faces_customer]
    assert asked
    first = asked[0][0]
    won_first = walk(
        replace(account, history=(_won(first - timedelta(hours=1)),)),
        at(day(7)),
        doings=[(at(day(1), 10), ticking("call"))],
    )
    assert [(m, t.key) for m, t in won_first.sent if t.to.door.faces_customer] == asked
    used_up = walk(
        account,
        first + timedelta(minutes=5),
        doings=[(at(day(1), 10), ticking("call")), (first + timedelta(minutes=5), ticking("goal"))],
    )
    assert won(used_up) == [(first + timedelta(minutes=5), "win:stage:kickoff")]


def _won(moment: datetime) -> PastTouch:
    return PastTouch("win:stage:training", "stage_completed", Recipient(Door.CHANNEL), moment)


@pytest.mark.parametrize("fate", [Fate.SENT, Fate.SKIPPED])
def test_what_a_person_sent_or_left_out_takes_the_smaller_ones_with_it_C5(fate: Fate) -> None:
    """Whoever leaves out "first value" does not want to hear of its stage either."""
    account = TO_VALUE(lasting(), at(day(15), 18))
    by_hand = PastTouch(
        "win:first_value", "first_value_reached", Recipient(Door.CHANNEL), at(day(15), 19), fate
    )
    found = walk(replace(account, history=(by_hand,)), at(day(20)), since=at(day(15), 19))
    assert won(found) == []
    assert dropped(found)["win:stage:go-live"] == "told with win:first_value"


def test_where_the_greater_came_too_late_the_smaller_may_still_be_told_C5() -> None:
    account = TO_VALUE(lasting(), at(day(10), 10))
    account = ticking("habit")(account, at(day(14), 10))
    found = walk(account, at(day(16)), since=at(day(14), 11))
    assert won(found) == [(at(day(14), 11), "win:finished")]
    assert dropped(found)["win:first_value"] == "too late"


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[datetime, Doing]]:
    """What people do and undo, at any hour."""
    found: list[tuple[datetime, Doing]] = []
    for number in draw(st.lists(st.integers(0, 20), min_size=4, max_size=24)):
        moment = at(day(number), draw(st.integers(0, 23)), draw(st.integers(0, 59)))
        found.append((moment, draw(st.sampled_from([_goes_on, _goes_on, _goes_on, _goes_back]))))
    return found


def _goes_on(account: AccountState, now: datetime) -> AccountState:
    possible = [m for m in account.plan.possible() if m.required]
    return ticking(possible[0].key)(account, now) if possible else account


def _goes_back(account: AccountState, now: datetime) -> AccountState:
    for milestone in reversed(account.plan.milestones):
        outcome = tick(account.plan, Tick(milestone.key, False), milestone.side, CUSTOMER, now)
        if not isinstance(outcome, Refused | Unchanged):
            return replace(account, plan=outcome.plan)
    return account


STEPS = st.lists(st.integers(1, 60 * 24 * 4).map(lambda m: timedelta(minutes=m)), max_size=40)
Check = Callable[[Walked], None]


@given(lives(), STEPS)
@settings(max_examples=40, deadline=None)
def test_whatever_is_done_and_undone_wins_are_apart_in_hours_and_told_once_C5(
    life: list[tuple[datetime, Doing]], steps: list[timedelta]
) -> None:
    found = walk(lasting(), at(day(25)), doings=life, steps=steps)
    told = won(found)
    assert len({key for _, key in told}) == len(told)
    for (earlier, _), (later, _) in pairwise(told):
        assert later - earlier >= timedelta(hours=24)
        assert found.account.today(later) > found.account.today(earlier)
    assert all(found.account.hours.is_open(moment) for moment, _ in told)


@given(lives())
@settings(max_examples=40, deadline=None)
def test_whatever_is_achieved_is_told_or_on_record_as_dropped_C5(
    life: list[tuple[datetime, Doing]],
) -> None:
    found = walk(lasting(), at(day(40)), doings=life)
    settled = found.account.settled
    for stage in found.account.plan.done_stages:
        assert f"win:stage:{stage.key}" in settled
    assert ("win:first_value" in settled) >= the(found.account.plan, "value").is_done

"""F1: at the end each of the customer's people who took part is asked once how it was."""

from dataclasses import replace

import pytest

from onboarding.asked_for import Surveys
from onboarding.messages.surveys import EndSurvey
from onboarding.review.account import AccountState, Hold
from onboarding.review.rules.surveys import ASKED_AT_MOST
from onboarding.review.surveying import LASTS
from onboarding.review.touch import Door
from onboarding.ticking import Tick, Ticked, tick
from tests.onboarding.examples import a_plan, milestone_data, playbook_data, the
from tests.onboarding.review.accounts import (
    MAYA,
    TOM,
    Walked,
    an_account,
    at,
    day,
    having,
    maya,
    walk,
)

ALL = ("call", "goal", "login", "settings", "trained", "live", "value")
LAST = at(day(20), 15)


def ended(*left_open: str, **given: object) -> AccountState:
    """Everything is done on day 20 but what is left open; Maya and Tom took part in it."""
    account = an_account(surveys=Surveys().at_end, plan=given.pop("plan", a_plan()))
    plan = replace(account.plan, agreed_at=at(day(1)))
    for key in ALL:
        if key not in left_open:
            ticked = tick(plan, Tick(key, done=True), the(plan, key).side, MAYA, LAST)
            assert isinstance(ticked, Ticked)
            plan = ticked.plan
    account = replace(account, plan=plan)
    for user in (MAYA, TOM):
        account = having(account, user, active_at=LAST)
    return replace(account, **given)  # type: ignore[arg-type]


def after(account: AccountState, until: int = 40) -> Walked:
    return walk(account, at(day(until), 17), since=LAST)


def asked(found: Walked) -> list[str]:
    return [str(t.to.user) for _, t in found.sent if t.kind == "end_survey"]


def test_whoever_took_part_is_asked_on_the_next_working_day_all_in_one_message_F1() -> None:
    found = after(ended())
    assert sorted(asked(found)) == [MAYA, TOM]
    assert min(found.of("end_survey")) == at(day(21), 10)
    touch = next(t for _, t in found.sent if t.kind == "end_survey")
    assert touch.to.door is Door.STAKEHOLDER
    message = touch.message
    assert isinstance(message, EndSurvey)
    assert [question.survey for question in message.questions] == ["csat", "ces"]


def test_nobody_is_asked_while_something_of_theirs_is_open_F1() -> None:
    assert asked(after(ended("value"))) == []


def test_who_only_watched_is_not_asked_F1() -> None:
    account = ended()
    assert asked(after(having(account, TOM, active_at=None))) == [MAYA]
    assert asked(after(having(account, MAYA, left_at=LAST))) == [TOM]


@pytest.mark.parametrize(
    "given",
    [
        {"surveys": ()},
        {"holds": (Hold(from_at=at(day(19)), until_on=None, reason="Rest"),)},
        {"closed_at": LAST},
    ],
    ids=["a playbook that asks nothing", "at rest", "closed"],
)
def test_nothing_is_asked_where_it_has_no_place_F1(given: dict[str, object]) -> None:
    assert asked(after(ended(**given))) == []


def test_a_question_that_comes_too_late_is_dropped_with_the_reason_F1() -> None:
    found = walk(ended(), at(day(45)), since=at(day(21 + LASTS + 1)))
    assert asked(found) == []
    dropped = [d for seen in found.reviews for d in seen.dropped if d.touch.kind == "end_survey"]
    assert {drop.reason for drop in dropped} == {"too late"}


def test_of_many_only_so_many_are_asked_and_none_twice_F1() -> None:
    crowd = tuple(
        maya(id=f"S{n}", name=f"N {n}", user=f"UN{n}", email=f"{n}@x.example", active_at=LAST)
        for n in range(30)
    )
    found = after(ended(contacts=crowd))
    assert 0 < len(asked(found)) <= ASKED_AT_MOST
    assert len(asked(found)) == len(set(asked(found)))


def test_who_is_done_before_half_time_is_asked_at_the_end_alone_F1() -> None:
    """The plan stays open for a last step of ours, and half-time comes after their end."""
    data = playbook_data()
    data["stages"][-1]["milestones"].append(milestone_data("farewell", target_day=40))
    early = ended(plan=a_plan(data))
    found = walk(early, at(day(40)), since=LAST)
    assert not early.plan.is_finished
    assert sorted(asked(found)) == [MAYA, TOM]
    assert found.of("pulse_survey") == []
    assert len(walk(ended("value"), at(day(40)), since=LAST).of("pulse_survey")) == 2

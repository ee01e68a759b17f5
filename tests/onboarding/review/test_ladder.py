"""The ladder of a stall: one lever after another, none twice, and what keeps it still (C3, C4)."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from onboarding.cadence import Cadence, Escalation, Lever, Rung
from onboarding.messages.alerts import LeaderAsked, PersonalNote, SponsorNoteDue
from onboarding.plan import BlockerKind
from onboarding.review.account import AccountState, Level, Stall, StepTaken, Team
from onboarding.review.changes import RungClimbed
from onboarding.review.ladder import has_card
from onboarding.review.touch import Door
from onboarding.stall_causes import Cause
from tests.onboarding.examples import OWNER, a_blocker, with_done
from tests.onboarding.review.accounts import (
    LEADER,
    MAYA,
    TOM,
    Doing,
    Walked,
    an_account,
    at,
    day,
    having,
    tom,
    walk,
)

STALLED_ON = 8
"""The working day on which an account of these stories is found to be stalled."""


def quiet(**given: object) -> AccountState:
    """Nobody of the customer does anything after day 1, though it is its turn."""
    account = replace(an_account(), plan=with_done(an_account().plan, "call"))
    return replace(having(account, MAYA, active_at=at(day(1), 15)), **given)  # type: ignore[arg-type]


def climbed(found: Walked) -> list[tuple[Lever, datetime]]:
    return [(touch.lever, moment) for moment, touch in found.sent if touch.lever is not None]


def levers(found: Walked) -> list[Lever]:
    return [lever for lever, _ in climbed(found)]


def changing_the_stall(number: int, **given: object) -> tuple[datetime, Doing]:
    """On a day somebody of ours does something about the stall."""

    def do(account: AccountState, now: datetime) -> AccountState:
        assert account.stall is not None
        return replace(account, stall=replace(account.stall, **given))  # type: ignore[arg-type]

    return at(day(number), 12), do


def test_each_rung_is_another_lever_and_none_is_pulled_twice_C3() -> None:
    found = walk(quiet(), at(day(60)))
    assert levers(found) == list(Lever)
    doors = [touch.to.door for _, touch in found.sent if touch.lever is not None]
    assert doors == [
        Door.CHANNEL,
        Door.STAKEHOLDER,
        Door.TEAMMATE,
        Door.TEAM_CHANNEL,
        Door.TEAMMATE,
        Door.TEAMMATE,
    ]


def test_each_rung_is_given_its_working_days_before_the_next_C3() -> None:
    days = [an_account().today(moment) for _, moment in climbed(walk(quiet(), at(day(60))))]
    waits = [rung.wait for rung in Escalation().rungs][:-1]
    assert days[0] == day(STALLED_ON)
    calendar = an_account().calendar
    assert [calendar.between(a, b) for a, b in pairwise(days)] == waits


def test_while_the_ladder_speaks_no_check_in_and_no_reminder_comes_between_C3() -> None:
    found = walk(quiet(), at(day(60)))
    first = climbed(found)[0][1]
    later = [t.kind for moment, t in found.sent if moment >= first and t.to.door.faces_customer]
    assert later == ["re_engagement", "re_engagement"]


def test_the_second_person_is_the_sponsor_and_is_asked_in_person_C3() -> None:
    found = walk(quiet(), at(day(20)))
    [touch] = [t for _, t in found.sent if t.lever is Lever.ANOTHER_STAKEHOLDER]
    assert touch.to.user == TOM


def test_the_owner_gets_a_note_to_send_with_the_cause_and_the_last_words_C3() -> None:
    found = walk(quiet(last_words="We are still waiting for our IT."), at(day(20)))
    [note] = [t.message for _, t in found.sent if t.lever is Lever.OWNER]
    assert isinstance(note, PersonalNote)
    assert note.last_words == "We are still waiting for our IT."
    assert note.cause
    assert note.contact == "Maya"  # as one speaks to somebody one knows


@pytest.mark.parametrize(
    ("contact", "can_mail", "how"),
    [
        ({}, False, "slack"),
        ({}, True, "slack"),
        ({"user": None, "joined_at": None}, True, "email"),
        ({"user": None, "joined_at": None}, False, "by_hand"),
        ({"left_at": at(day(1), 12)}, True, "nobody"),
        ({"user": None, "joined_at": None, "email": None}, True, "nobody"),
    ],
)
def test_the_sponsor_is_reached_by_slack_else_by_email_else_by_the_owner_C4(
    contact: dict[str, object], can_mail: bool, how: str
) -> None:
    found = walk(having(quiet(can_mail=can_mail), TOM, **contact), at(day(60)))
    [due] = [t for _, t in found.sent if t.lever is Lever.SPONSOR]
    assert isinstance(due.message, SponsorNoteDue)
    assert (due.message.how, due.to.user) == (how, OWNER)


def test_the_leader_hears_what_was_tried_C4() -> None:
    found = walk(quiet(), at(day(60)))
    [asked] = [t for _, t in found.sent if t.lever is Lever.LEADER]
    assert isinstance(asked.message, LeaderAsked)
    assert asked.to.user == LEADER
    assert asked.message.tried == tuple(lever.label for lever in list(Lever)[:-1])


def test_a_rung_on_which_nobody_stands_is_passed_at_once_with_the_reason_C4() -> None:
    alone = replace(quiet(team=Team(owner=OWNER)), contacts=(tom(active_at=at(day(1), 15)),))
    found = walk(alone, at(day(60)))
    assert levers(found) == [Lever.NUDGE, Lever.OWNER, Lever.TEAM_CHANNEL, Lever.SPONSOR]
    changes = [c for seen in found.reviews for c in seen.changes if isinstance(c, RungClimbed)]
    skipped = {c.step.lever: c.step.skipped for c in changes if c.step.skipped}
    assert skipped == {
        Lever.ANOTHER_STAKEHOLDER: "nobody else of the customer is in the channel",
        Lever.LEADER: "nobody is named as leader",
    }


@pytest.mark.parametrize(
    ("cause", "route"),
    [
        (Cause.UNCLEAR_NEXT_STEP, list(Lever)),
        (Cause.STAKEHOLDER_CHANGE, list(Lever)),
        (Cause.TECHNICAL_BLOCKER, [Lever.NUDGE, *list(Lever)[2:]]),
        (Cause.RESOURCE_BLOCKER, [Lever.NUDGE, Lever.SPONSOR, Lever.LEADER]),
    ],
)
def test_the_cause_that_the_owner_confirms_chooses_the_next_lever_G6(
    cause: Cause, route: list[Lever]
) -> None:
    found = walk(quiet(), at(day(60)), doings=[changing_the_stall(STALLED_ON, cause=cause)])
    assert levers(found) == route


def test_a_blocker_of_resources_leads_to_the_sponsor_without_detours_C4() -> None:
    blocker = replace(a_blocker("goal"), kind=BlockerKind.RESOURCE, raised_at=at(day(1), 16))
    account = quiet()
    account = replace(account, plan=replace(account.plan, blockers=(blocker,)))
    assert levers(walk(account, at(day(60)))) == [Lever.NUDGE, Lever.SPONSOR, Lever.LEADER]


def test_who_takes_it_keeps_the_ladder_still_and_it_climbs_on_if_nothing_comes_of_it_C4() -> None:
    taking = changing_the_stall(
        STALLED_ON + 4, taken_by=OWNER, taken_at=at(day(STALLED_ON + 4), 12)
    )
    free, taken = walk(quiet(), at(day(60))), walk(quiet(), at(day(60)), doings=[taking])
    assert levers(taken) == levers(free)
    calendar = an_account().calendar
    [card] = [an_account().today(m) for lever, m in climbed(taken) if lever is Lever.TEAM_CHANNEL]
    assert calendar.between(day(STALLED_ON + 4), card) == Escalation().acknowledged_for


def test_snoozed_it_says_nothing_until_then_C4() -> None:
    until = at(day(STALLED_ON + 9))
    snoozing = changing_the_stall(STALLED_ON + 1, snoozed_until=until)
    moments = [m for _, m in climbed(walk(quiet(), at(day(60)), doings=[snoozing]))]
    assert moments[1] == until


def test_a_blocker_that_is_ours_stops_the_ladder_until_it_is_gone_C4() -> None:
    blocker = replace(a_blocker("goal"), raised_at=at(day(STALLED_ON), 12))

    def raised(account: AccountState, _: datetime) -> AccountState:
        return replace(account, plan=replace(account.plan, blockers=(blocker,)))

    def resolved(account: AccountState, now: datetime) -> AccountState:
        gone = replace(blocker, resolved_at=now)
        return replace(account, plan=replace(account.plan, blockers=(gone,)))

    doings: list[tuple[datetime, Doing]] = [
        (at(day(STALLED_ON), 12), raised),
        (at(day(STALLED_ON + 10), 12), resolved),
    ]
    moments = [m for _, m in climbed(walk(quiet(), at(day(80)), doings=doings))]
    assert moments[0] == at(day(STALLED_ON))
    assert moments[1] > at(day(STALLED_ON + 10), 12)


def test_a_customer_that_comes_back_is_not_escalated_any_more_C3() -> None:
    back = at(day(STALLED_ON + 3), 11)

    def comes_back(account: AccountState, now: datetime) -> AccountState:
        return having(account, MAYA, active_at=now)

    found = walk(quiet(), at(day(STALLED_ON + 7)), doings=[(back, comes_back)])
    assert max(moment for _, moment in climbed(found)) < back
    assert found.account.stall is None or found.account.stall.began_at > back


def test_the_ladder_is_frozen_when_the_stall_begins_C4() -> None:
    short = Cadence(escalation=Escalation(rungs=(Rung(lever=Lever.NUDGE),)))
    found = walk(quiet(), at(day(STALLED_ON), 12))
    stall = found.account.stall
    assert stall is not None
    changed = replace(found.account, cadence=short)
    later = walk(changed, at(day(60)), since=at(day(STALLED_ON), 13))
    assert levers(later) == list(Lever)[1:]


def test_a_step_is_not_climbed_again_when_the_program_looks_twice_C3() -> None:
    found = walk(quiet(), at(day(60)), steps=[timedelta(minutes=17)] * 10)
    assert levers(found) == list(Lever)


def test_a_stall_knows_what_was_done_about_it() -> None:
    found = walk(quiet(), at(day(STALLED_ON), 12))
    stall = found.account.stall
    assert isinstance(stall, Stall)
    assert stall.steps == (StepTaken(Lever.NUDGE, at(day(STALLED_ON))),)


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        pytest.param([], False, id="nothing was climbed"),
        pytest.param([(Lever.NUDGE, None), (Lever.OWNER, None)], False, id="below the team"),
        pytest.param([(Lever.TEAM_CHANNEL, None)], True, id="the team's own rung"),
        pytest.param([(Lever.TEAM_CHANNEL, "left out")], False, id="somebody left it out"),
        pytest.param([(Lever.NUDGE, None), (Lever.SPONSOR, None)], True, id="past the team"),
        pytest.param([(Lever.TEAM_CHANNEL, "left out"), (Lever.SPONSOR, None)], True, id="higher"),
        pytest.param([(Lever.SPONSOR, "left out")], True, id="higher, though left out"),
        pytest.param([(Lever.LEADER, "nobody is named")], True, id="at the top of the ladder"),
    ],
)
def test_a_stall_has_its_card_at_the_latest_when_it_climbs_past_the_team_C4(
    steps: list[tuple[Lever, str | None]], shown: bool
) -> None:
    stall = Stall(
        id="2025-03-13",
        since=at(day(1)),
        level=Level.STALLED,
        began_at=at(day(8)),
        ladder=tuple(Lever),
        proposed=Cause.WEAK_SPONSORSHIP,
        steps=tuple(StepTaken(lever, at(day(9)), skipped) for lever, skipped in steps),
    )
    assert has_card(stall) is shown

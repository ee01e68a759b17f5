"""A refusal says what is open and who can close it (R1)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from onboarding.criteria import NoOpenBlockers, OnRecord, RecordKey, StageDone
from onboarding.drawing_up import draw_up
from onboarding.gates import OpenCriterion, by_record
from onboarding.people import Side
from onboarding.plan import Milestone, Plan
from onboarding.refusals import (
    BeforeDependency,
    BrokenOff,
    BuiltUpon,
    DoneAlready,
    GateClosed,
    InThePast,
    NoChannelYet,
    NotAWorkingDay,
    NotOnRecord,
    PackageGone,
    PackageTaken,
    QuestionsOpen,
    Reason,
    Refused,
    UnknownBlocker,
    UnknownMilestone,
    WaitsFor,
)
from onboarding.ticking import Tick, tick
from onboarding.tracks import Track
from onboarding.workdays import WorkCalendar
from playbooks.load import shipped_playbooks
from playbooks.refusals import open_briefly, refusal_sentence
from services.outcomes import NotAllowed, Why

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def plan() -> Plan:
    playbook = shipped_playbooks()[Track.GUIDED]
    calendar = WorkCalendar("GB", "Europe/London")
    return draw_up(playbook, date(2026, 3, 2), calendar, {"owner": "U0OLIVIA"})


def milestone(title: str, side: Side = Side.CUSTOMER, assignee: str | None = None) -> Milestone:
    return Milestone(
        key=title.lower(),
        title=title,
        why="Because.",
        stage="kickoff",
        side=side,
        role="technical_owner" if side is Side.CUSTOMER else "owner",
        assignee=assignee,
        baseline_on=date(2026, 3, 9),
        due_on=date(2026, 3, 9),
        depends_on=(),
        required=True,
        first_value=False,
        done_at=None,
        done_by=None,
        celebration="Done.",
        resources=(),
    )


def said(reason: Reason) -> str:
    return refusal_sentence(Refused(reason))


def refused_tick(plan: Plan, key: str, side: Side) -> Refused:
    outcome = tick(plan, Tick(key, done=True), side, "U0X", NOW)
    assert isinstance(outcome, Refused)
    return outcome


def test_the_other_sides_milestone_names_who_ticks_it(plan: Plan) -> None:
    ours = next(m for m in plan.milestones if m.side is Side.TEAM and m.assignee)
    text = refusal_sentence(refused_tick(plan, ours.key, Side.CUSTOMER))
    assert f"“{ours.title}” is on our list, not on yours: <@U0OLIVIA>" in text
    theirs = next(m for m in plan.milestones if m.side is Side.CUSTOMER)
    text = refusal_sentence(refused_tick(plan, theirs.key, Side.TEAM))
    assert f"“{theirs.title}” is the customer's to tick" in text
    assert "anybody else on their side" in text


def test_a_milestone_that_waits_names_what_for_and_who_can_close_it() -> None:
    waiting = WaitsFor(milestone("Go <live>"), (milestone("Data in", assignee="U0TOM"),))
    assert said(waiting) == ("“Go &lt;live&gt;” waits for “Data in” (<@U0TOM>, technical owner).")


def test_several_open_milestones_are_listed_and_many_are_counted() -> None:
    open_ones = tuple(milestone(f"M{n}") for n in range(7))
    text = said(WaitsFor(milestone("Go live"), open_ones))
    assert text.splitlines() == [
        "“Go live” waits for all of these:",
        *(f"◦ “M{n}” (technical owner)" for n in range(5)),
        "◦ and 2 more",
    ]


def test_one_more_than_one_reads_is_named_rather_than_counted() -> None:
    text = said(WaitsFor(milestone("Go live"), tuple(milestone(f"M{n}") for n in range(6))))
    assert text.splitlines()[1:] == [f"◦ “M{n}” (technical owner)" for n in range(6)]


def test_a_closed_gate_names_the_stage_and_each_open_criterion(plan: Plan) -> None:
    training = next(stage for stage in plan.stages if stage.key == "training")
    refused = refused_tick(plan, training.milestones[0].key, training.milestones[0].side)
    assert isinstance(refused.reason, GateClosed)
    text = refusal_sentence(refused)
    assert f"comes with the stage *{training.title}*, which begins after this:\n• " in text
    for criterion in refused.reason.open[:5]:
        for one in criterion.milestones[:5]:
            assert one.title.replace("&", "&amp;") in text


def test_what_a_stage_still_lacks_is_told_with_its_name(plan: Plan) -> None:
    kickoff, training, go_live = plan.stages[0], plan.stages[2], plan.stages[3].milestones[0]
    text = refusal_sentence(refused_tick(plan, go_live.key, go_live.side))
    assert f"\n• from the stage *{kickoff.title}*, all of these:\n◦ “" in text
    before = [m for stage in plan.stages[:3] for m in stage.milestones]
    done = {m.key: replace(m, done_at=NOW) for m in before if m is not training.milestones[0]}
    almost = replace(plan.changing(done), agreed_at=NOW)
    text = refusal_sentence(refused_tick(almost, go_live.key, go_live.side))
    left = training.milestones[0].title
    assert text.count("\n") == 1
    assert f"\n• from the stage *{training.title}*: “{left}” (" in text


def test_who_leads_is_what_is_missing_whatever_is_known_of_what_stands_in_the_way_R6() -> None:
    missing = by_record(OnRecord(what=RecordKey.READY))
    text = said(NotOnRecord(milestone("Kickoff"), (missing,)))
    assert "it is settled who leads this on the customer's side, in view of what could" in text
    assert open_briefly(missing).startswith("who leads on the customer's side, in view of")


def test_what_is_open_is_quoted_where_it_is_told_briefly() -> None:
    stage = OpenCriterion(
        StageDone(stage="kickoff"), Side.TEAM, "owner", (milestone("A, and B"), milestone("C"))
    )
    assert open_briefly(stage) == "“A, and B”, “C”"


def test_a_gate_that_waits_for_the_agreement_says_who_gives_it_A4(plan: Plan) -> None:
    kickoff = plan.stages[0]
    done = plan.changing({m.key: replace(m, done_at=NOW) for m in kickoff.milestones})
    second = plan.stages[1].milestones[0]
    text = refusal_sentence(refused_tick(done, second.key, second.side))
    assert "• somebody on the customer's side presses “Agree to this plan”" in text


def test_a_gate_that_waits_for_blockers_names_what_they_hold_up(plan: Plan) -> None:
    held_up = milestone("Data in")
    blocked = OpenCriterion(NoOpenBlockers(), Side.TEAM, "owner", (held_up,))
    text = said(GateClosed(milestone("Go live"), plan.stages[2], (blocked,)))
    assert "• whatever holds up “Data in” is sorted out (onboarding manager)" in text


def test_what_others_build_on_is_undone_from_the_top() -> None:
    text = said(BuiltUpon(milestone("Data in"), (milestone("Training", assignee="U0TOM"),)))
    assert text.endswith("First undo “Training” (<@U0TOM>, technical owner).")


@pytest.mark.parametrize("reason", [UnknownMilestone("gone"), UnknownBlocker("gone")])
def test_what_the_plan_no_longer_has_sends_to_the_pinned_plan(reason: Reason) -> None:
    assert "no longer part of the plan" in said(reason)
    assert "pinned" in said(reason)


def test_a_date_that_cannot_be_says_which_can() -> None:
    assert said(NotAWorkingDay(date(2026, 12, 25), date(2027, 1, 4))) == (
        "Fri 25 Dec is a day off for the customer. The next working day is Mon 4 Jan 2027."
    )
    assert "The earliest possible date is Thu 5 Mar." in said(
        InThePast(date(2026, 3, 4), date(2026, 3, 5))
    )
    early = said(BeforeDependency(milestone("Go live"), milestone("Data in")))
    assert "cannot be due before “Data in”" in early
    assert "due Mon 9 Mar" in early
    assert "is done already" in said(DoneAlready(milestone("Data in")))


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (NoChannelYet(), "nothing to hand over"),
        (PackageGone(), "a newer one took its place"),
        (PackageTaken(), "accepted already"),
        (BrokenOff(), "was broken off"),
        (QuestionsOpen(("U0ARTHUR", "U0OLIVIA")), "<@U0ARTHUR> and <@U0OLIVIA> will give it"),
    ],
)
def test_a_handoff_that_cannot_go_on_says_what_it_waits_for_A7(
    reason: Reason, expected: str
) -> None:
    assert expected in said(reason)
    assert said(reason).endswith(".")


@pytest.mark.parametrize("why", get_args(Why))
def test_whoever_may_not_do_it_is_told_what_to_do_instead(why: Why) -> None:
    text = refusal_sentence(NotAllowed(why))
    assert why not in text or why in ("external",)
    assert text.endswith(".")
    assert len(text.split(".")) >= 2

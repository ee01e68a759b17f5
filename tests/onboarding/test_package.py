"""A7: the package holds what the record holds, and says in words what whoever goes on must know."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onboarding.asked_for import BriefField
from onboarding.notes import NoteKind, NoteLine
from onboarding.package import Package, Papers, compose, is_time
from onboarding.package_offer import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    Offer,
    OfferState,
    TypedQuestion,
    answer_problems,
    return_problems,
)
from onboarding.promises import PromiseView
from onboarding.review.account import Hold, Team
from onboarding.success import Reported, SuccessCriterion
from onboarding.usage import UsageReport
from playbooks.package import in_short, parts
from tests.onboarding.examples import NOW, OWNER, a_blocker, a_plan, with_done
from tests.onboarding.review.accounts import an_account, at, day, tom
from tests.services.packages import handing_playbook

CRITERION = SuccessCriterion(
    id="C1",
    statement="Every order leaves the same day",
    metric="Orders out the same day",
    unit="%",
    baseline=40,
    target=95,
    due_on=date(2025, 6, 2),
    first_value=True,
    proposed_by=OWNER,
    proposed_at=at(day(1)),
    confirmed_by="UMAYA",
    confirmed_at=at(day(2)),
    last=Reported(62.5, at(day(4)), "UMAYA"),
)
USAGE = UsageReport(7, 12, ("settings",), "The <shop> floor is slow", OWNER, at(day(4)))


def note(kind: NoteKind, text: str, **given: Any) -> NoteLine:
    known: dict[str, Any] = {
        "id": text,
        "kind": kind,
        "text": text,
        "said_by": "UMAYA",
        "channel": None,
        "ts": None,
        "by": OWNER,
        "on": day(3),
    }
    return NoteLine(**known | given)


def promise(text: str, kept: bool | None, **given: Any) -> PromiseView:
    return PromiseView(
        id=text, text=text, owner=OWNER, due_on=day(9), late=False, kept=kept,
        ended_on=given.get("ended_on"), remark=given.get("remark"),
    )  # fmt: skip


PAPERS = Papers(
    renewal_on=date(2026, 3, 2),
    told={BriefField.WHY_BOUGHT: "Orders went out late.", BriefField.GOALS: "Same-day."},
    attitudes={"S1": "champions_us", "S3": "doubts"},
    promises=(
        promise("French labels", None),
        promise("A day on site", True, ended_on=day(4)),
        promise("A discount", False, ended_on=day(4), remark="Too dear."),
    ),
    notes=(
        note(NoteKind.RISK, "Their IT lead leaves"),
        note(NoteKind.RISK, "Gone by now", settled_on=day(4)),
        note(NoteKind.DECISION, "We begin with one shop"),
        note(NoteKind.QUESTION, "Who trains the nights?"),
        note(NoteKind.NOTE, "They like cake"),
    ),
    usage=USAGE,
    completed={"kickoff": at(day(2), 15)},
)


def an_old_account(**given: Any) -> Any:
    plan = with_done(a_plan(), "call", "goal")
    plan = replace(plan, agreed_at=NOW, blockers=(a_blocker("login"), a_blocker("goal", "B2")))
    known: dict[str, Any] = {
        "plan": plan,
        "criteria": (CRITERION,),
        "team": Team(OWNER, ae="UARTHUR"),
        "holds": (Hold(at(day(3)), None, "Stocktaking", ended_at=at(day(4))),),
    }
    return an_account(**known | given)


def made(**given: Any) -> Package:
    return compose(an_old_account(**given), PAPERS, at(day(5)))


def said(package: Package) -> dict[str, str]:
    """The lines of each part as one text."""
    return {
        part.title: "\n".join(" · ".join((one.text, *one.facts)) for one in part.lines)
        for part in parts(package)
    }


def test_everything_on_record_is_in_the_package_A7() -> None:
    told = said(made())
    assert "Goal: Our three shops" in told["At a glance"]
    assert "Renewal: 2 Mar 2026" in told["At a glance"]
    assert "Why they bought: Orders went out late." in told["What they wanted"]
    assert "🏆 Every order leaves the same day" in told["What came of it"]
    assert "40 % → 95 % by 2 Jun 2025 · 62.5 % on" in told["What came of it"]
    assert "agreed, not reached yet" in told["What came of it"]
    assert "champions us · last seen" in told["People"]
    assert "Executive sponsor · doubts" in told["People"]
    assert "French labels · open, by" in told["Promises"]
    assert "A day on site · kept" in told["Promises"]
    assert "A discount · not kept" in told["Promises"]
    assert "Too dear." in told["Promises"]
    risks = told["Risks, questions and decisions"]
    assert [line.partition(":")[0] for line in risks.splitlines()] == [
        "Risk",
        "Question",
        "Decision",
    ]
    assert "Gone by now" not in risks
    assert "7 of 12 people active in a week" in told["How it is used"]
    assert "Milestone settings · set up, and nobody uses it" in told["How it is used"]
    assert "Milestone login: The import stops" in told["What was in the way"]
    assert "still there" in told["What was in the way"]
    assert "Milestone trained · not done" in told["Training, and what comes later"]
    assert "3 Mar 2025: Signed" in told["How it went"]
    assert "Kickoff was complete" in told["How it went"]
    assert "It rested: Stocktaking" in told["How it went"]
    assert "Milestone live" in told["Not done"]


def test_a_blocker_of_something_that_was_done_all_the_same_is_over_A7() -> None:
    ended = {one.milestone: one.ended_on for one in made().hindrances}
    assert ended["Milestone login"] is None
    assert ended["Milestone goal"] is not None


def test_what_is_healthy_and_what_is_not_is_the_baseline_A7() -> None:
    offer = Offer(1, OfferState.OFFERED, "UCLARA", OWNER, at(day(1)))
    package = made(package=offer)
    assert "package_waits" not in {one.kind for one in package.health.reasons}
    assert package.health == made().health
    lines = said(package)["How healthy it is"].splitlines()
    assert lines[0].endswith(f"({package.health.points} of 100 points)")
    assert len(lines) == 1 + len(package.health.reasons) > 1


def test_whoever_left_and_whoever_never_came_is_named_so_A7() -> None:
    contacts = (tom(left_at=at(day(3))), replace(tom(), id="S9", name="Ada", joined_at=None))
    told = said(made(contacts=contacts))["People"]
    assert "left 6 Mar 2025" in told
    assert "Ada · Executive sponsor · never came" in told


def test_a_package_is_kept_as_it_was_made() -> None:
    package = made()
    assert Package.model_validate(package.model_dump(mode="json")) == package


def test_in_short_the_rest_is_counted_and_words_are_cut() -> None:
    package = made()
    short = in_short(parts(package), lines=2, characters=20)
    for part, whole in zip(short, parts(package), strict=True):
        assert len(part.lines) + part.more == len(whole.lines)
        assert all(len(text) <= 20 for one in part.lines for text in (one.text, *one.facts))


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), False),
        (("call", "goal", "login", "settings", "trained"), False),
        (("call", "goal", "login", "settings", "trained", "live"), True),
        (("call", "goal", "login", "settings", "trained", "live", "value"), True),
    ],
)
def test_the_time_to_hand_over_is_the_last_stage_A7(done: tuple[str, ...], expected: bool) -> None:
    data = handing_playbook().model_dump(mode="json", by_alias=True)
    plan = replace(a_plan(data), agreed_at=NOW)
    assert is_time(with_done(plan, *done)) is expected


def test_a_return_asks_something_of_somebody_A7() -> None:
    empty = TypedQuestion("", OWNER)
    assert return_problems([("q0", empty), ("q1", empty)]).keys() == {"q0.text"}
    assert return_problems([("q0", TypedQuestion("Why?", "")), ("q1", empty)]).keys() == {
        "q0.owner"
    }
    long = TypedQuestion("x" * (LONGEST_QUESTION + 1), OWNER)
    assert return_problems([("q0", empty), ("q1", long)]).keys() == {"q1.text"}
    assert return_problems([("q0", TypedQuestion("Why?", OWNER)), ("q1", empty)]) == {}


def test_at_least_one_answer_is_given_and_none_is_too_long_A7() -> None:
    assert answer_problems({"a": " ", "b": ""}).keys() == {"a"}
    assert answer_problems({"a": "So.", "b": "x" * (LONGEST_ANSWER + 1)}).keys() == {"b"}
    assert answer_problems({"a": "So.", "b": ""}) == {}

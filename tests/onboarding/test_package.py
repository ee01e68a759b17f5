"""A7: the package holds what the record holds, and says in words what whoever goes on must know."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onboarding.asked_for import BriefField, DiscoveryQuestion
from onboarding.criteria_card import About, card
from onboarding.discovery import Asked, Said
from onboarding.governance import Charter
from onboarding.kickoff import KickoffView
from onboarding.kickoff import Person as KickoffPerson
from onboarding.messages.package import PackageLine
from onboarding.notes import NoteKind, NoteLine
from onboarding.package import Ended, Lesson, Package, Rated, WentOn
from onboarding.package_composing import Facts, Papers, compose, is_time
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
from onboarding.readiness import ReadinessTold
from onboarding.review.account import Hold, Team
from onboarding.success import Reported, SuccessCriterion
from onboarding.usage import UsageReport
from playbooks.package import in_short, parts
from tests.onboarding.examples import GERMANY, NOW, OWNER, a_blocker, a_plan, with_done
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
ABOUT = About("A1", "Hazel & Finch", "Trellis", ())
KICKOFF = KickoffView(
    account="A1",
    customer="Hazel & Finch",
    channel="C1",
    agenda=(),
    agendas_posted=0,
    agenda_posted_on=None,
    asked=(
        Asked(
            DiscoveryQuestion(key="who", ask="Who decides?"),
            told=None,
            said=Said("Tom, with the board.", OWNER, day(2)),
        ),
        Asked(
            DiscoveryQuestion(key="why", ask="Why now?"),
            told=Said("Orders went out late.", "UARTHUR", day(1)),
            said=None,
        ),
    ),
    people=(KickoffPerson("S3", "Tom Hazel"),),
    in_the_way=None,
    readiness=None,
    charter=Charter("Maya leads, Olivia answers", "Tom, within a day", "S3", 10, OWNER, day(2)),
    asks_ready=True,
    asks_governance=True,
    agreeing=None,
    is_over=False,
    today=day(5),
    names={},
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
        ended_on=given.get("ended_on"), remark=given.get("remark"), ended_by=given.get("ended_by"),
    )  # fmt: skip


PAPERS = Papers(
    renewal_on=date(2026, 3, 2),
    told={BriefField.WHY_BOUGHT: "Orders went out late.", BriefField.GOALS: "Same-day."},
    people={
        "S1": Facts("Head of Supply", "champions_us", "Call her before noon."),
        "S3": Facts(attitude="doubts"),
    },
    promises=(
        promise("French labels", None),
        promise("A day on site", True, ended_on=day(4), ended_by="UARTHUR"),
        promise("A discount", False, ended_on=day(4), remark="Too dear.", ended_by=OWNER),
    ),
    notes=(
        note(NoteKind.RISK, "Their IT lead leaves"),
        note(NoteKind.RISK, "Gone by now", settled_on=day(4), settled_by=OWNER),
        note(NoteKind.QUESTION, "Who pays?", settled_on=day(4), answer="Their headquarters."),
        note(NoteKind.DECISION, "We begin with one shop"),
        note(NoteKind.QUESTION, "Who trains the nights?"),
        note(NoteKind.NOTE, "They like cake"),
    ),
    usage=USAGE,
    completed={"kickoff": at(day(2), 15)},
    criteria=card([CRITERION], ABOUT, GERMANY, at(day(5))).lines,
    values={
        "C1": (
            Reported(45, at(day(3)), None),
            Reported(62.5, at(day(4)), "UMAYA", "Since the new printer"),
        )
    },
    kickoff=KICKOFF,
    readiness=(
        ReadinessTold("S1", "The printer is old", OWNER, at(day(1))),
        ReadinessTold("S3", "The printer is old", OWNER, at(day(2))),
        ReadinessTold("S3", "Half of them are on leave", OWNER, at(day(3))),
    ),
    rated=(
        Rated(
            survey="CSAT", score=2, highest=5, ask="How satisfied are you?", by="UMAYA",
            words="It took too long.", on=day(4),
        ),
    ),
    went_on=(WentOn(missing=("the brief",), reason="They are in a hurry", by=OWNER, on=day(2)),),
    ended=None,
    lessons=(),
)  # fmt: skip
ENDED = Ended(
    ending="Incomplete", cause="Priorities changed", words="They had a fair.", by=OWNER, on=day(5),
    post_mortem="We began too late.",
)  # fmt: skip
LESSON = Lesson(kind="change", theirs=True, text="Train the nights first", by="UMAYA", on=day(5))


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


def by_title(package: Package) -> dict[str, tuple[PackageLine, ...]]:
    return {part.title: part.lines for part in parts(package)}


def test_everything_on_record_is_in_the_package_A7() -> None:
    told = said(made())
    assert "Goal: Our three shops" in told["At a glance"]
    assert "Renewal: 2 Mar 2026" in told["At a glance"]
    assert "Why they bought: Orders went out late." in told["What they wanted"]
    assert "🏆 Every order leaves the same day" in told["What came of it"]
    assert "40 % → 95 % by 2 Jun 2025 · 62.5 % on" in told["What came of it"]
    assert "agreed, not reached yet" in told["What came of it"]
    assert "Maya Finch · Head of Supply · Champion · champions us · last seen" in told["People"]
    assert "Call her before noon. · maya@hazelfinch.example" in told["People"]
    assert "Executive sponsor · doubts" in told["People"]
    assert "French labels · open, by" in told["Promises"]
    assert "A day on site · kept" in told["Promises"]
    assert "A discount · Too dear. · not kept" in told["Promises"]
    assert "Too dear." in told["Promises"]
    said_of_it = told["Risks, questions, decisions and notes"].splitlines()
    assert [line.partition(":")[0] for line in said_of_it] == [
        "Risk",
        "Question",
        "Decision",
        "Note",
        "Risk",
        "Question",
    ]
    assert said_of_it[3] == "Note: They like cake · 6 Mar 2025"
    assert said_of_it[4] == "Risk: Gone by now · 6 Mar 2025 · settled 7 Mar 2025"
    assert "Who pays? · 6 Mar 2025 · answer: Their headquarters. · settled" in said_of_it[5]
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


def test_what_the_kickoff_brought_to_light_is_in_it_by_whom_and_when_A2() -> None:
    lines = by_title(made())
    [answer] = lines["What the kickoff brought to light"]  # what sales told stands elsewhere
    assert answer.text == "Who decides? Tom, with the board."
    assert (answer.who, answer.facts) == (OWNER, ("5 Mar 2025",))
    structure, escalation, authority, rhythm = (one.text for one in lines["How it is led"])
    assert structure == "Maya leads, Olivia answers"
    assert escalation == "When something is stuck: Tom, within a day"
    assert authority == "Who may decide for the customer: Tom Hazel"
    assert rhythm == "The executives meet every two weeks"


def test_an_obstacle_is_over_when_somebody_writes_otherwise_R6() -> None:
    first, second = made().obstacles
    assert (first.what, first.lead) == ("The printer is old", "Tom Hazel")
    assert (first.on, first.ended_on) == (day(1), day(3))
    assert (second.what, second.ended_on) == ("Half of them are on leave", None)
    taken_back = ReadinessTold(None, "", OWNER, at(day(4)))
    again = replace(PAPERS, readiness=(*PAPERS.readiness, taken_back))
    assert compose(an_old_account(), again, at(day(5))).obstacles[-1].ended_on == day(4)
    told = said(made())["What was in the way"].splitlines()
    assert "no longer named 6 Mar 2025" in told[0]
    assert told[1].endswith("still named")
    assert told[2] == "We went on: They are in a hurry · missing then: the brief · 5 Mar 2025"


def test_every_value_of_a_criterion_is_in_it_with_who_reported_it_A3() -> None:
    from_product, of_maya = by_title(made())["How the numbers moved"]
    assert (from_product.text, from_product.who) == ("Orders out the same day: 45 %", None)
    assert from_product.facts[-1] == "from the product"
    assert (of_maya.text, of_maya.who) == ("Orders out the same day: 62.5 %", "UMAYA")
    assert of_maya.facts == ("7 Mar 2025", "Since the new printer")


def test_scores_come_with_their_words_and_the_wording_asked_F1() -> None:
    [rated] = by_title(made())["What they say of it"]
    assert (rated.text, rated.who) == ("CSAT: 2 of 5", "UMAYA")
    assert rated.facts[1:] == ("“It took too long.”", "asked: How satisfied are you?")


def test_of_an_onboarding_that_has_ended_it_says_how_and_what_was_learnt_R5_F1() -> None:
    papers = replace(PAPERS, ended=ENDED, lessons=(LESSON,))
    told = said(compose(an_old_account(), papers, at(day(5))))
    assert told["How it ended"].splitlines() == [
        "Incomplete · Priorities changed · 10 Mar 2025",
        "They had a fair.",
        "Looking back: We began too late.",
    ]
    assert told["What we learnt"].startswith(
        "Do differently: Train the nights first · the customer"
    )
    assert "How it ended" not in said(made())


def test_whoever_settled_it_is_named_unless_they_kept_their_own_promise() -> None:
    lines = by_title(made())
    settled = [one for one in lines["Risks, questions, decisions and notes"] if one.ended_by]
    assert [(one.who, one.ended_by) for one in settled] == [("UMAYA", OWNER)]
    assert [one.ended_by for one in lines["Promises"]] == [None, "UARTHUR", None]


def test_a_package_is_kept_as_it_was_made() -> None:
    package = compose(an_old_account(), replace(PAPERS, ended=ENDED, lessons=(LESSON,)), at(day(5)))
    assert Package.model_validate(package.model_dump(mode="json")) == package


OLD_FIELDS = (
    "customer outcome track contract_value signed_on renewal_on made_on owner ae done total open "
    "goals results people promises hindrances training usage health said story"
)
OLD_LINES = {
    "people": "name user roles attitude seen_on left_on",
    "results": "statement metric unit baseline target due_on first_value state value value_on "
    "said_by said_on",
    "said": "kind text said_by on",
    "promises": "text owner due_on kept ended_on remark",
    "hindrances": "milestone kind what raised_on ended_on",
}
"""What a package was stored with at first: whatever came since must do without."""


def test_a_package_that_was_offered_before_there_was_so_much_in_it_still_reads() -> None:
    """As they were stored when a package held twelve parts."""
    body = made().model_dump(mode="json")
    old = {name: body[name] for name in OLD_FIELDS.split()}
    for part, fields in OLD_LINES.items():
        old[part] = [{name: one[name] for name in fields.split()} for one in body[part]]
    read = Package.model_validate(old)
    assert (read.customer, read.outcome) == (made().customer, made().outcome)
    assert said(read)["What came of it"] == said(made())["What came of it"]
    assert read.kickoff == ()
    assert "How it is led" not in said(read)


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

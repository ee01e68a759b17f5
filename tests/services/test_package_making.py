"""A7: what people told Milepost of a customer, whichever form they used, is in the package."""

from datetime import UTC, datetime
from typing import Any

import pytest

from onboarding.asked_for import Survey
from onboarding.closing import Ending, TypedClosing
from onboarding.governance import TypedCharter
from onboarding.kickoff import TypedKickoff
from onboarding.looking_back import TypedPostMortem
from onboarding.notes import NoteForm, NoteKind, Said
from onboarding.package import Package, PackageView
from onboarding.people import StakeholderRole
from onboarding.plan import Gate, gate_key
from onboarding.review.touch import Door
from onboarding.stakeholders import Attitude, TypedPerson
from onboarding.stall_causes import Cause
from onboarding.usage import TypedUsage
from playbooks.documents import as_markdown
from storage import packages
from storage.database import Database
from storage.transaction import look
from tests.clock import SettableClock
from tests.services import criteria, kickoffs
from tests.services import packages as handing
from tests.services.quiet import maya_is_here, sent
from tests.services.story import CHANNEL, HOST, MAYA, OLIVIA, Story

SURVEY, PULSE = f"survey:{MAYA.user}", f"pulse:{MAYA.user}"
ANNA = TypedPerson(
    name="Anna Reed",
    title="Head of Finance",
    email="anna@hazelfinch.example",
    roles=(StakeholderRole.ECONOMIC_BUYER,),
    attitude=Attitude.DOUBTFUL,
    remark="Wants to see numbers",
)


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return kickoffs.asking_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    return account


def done(outcome: Any) -> None:
    """It was kept: nothing was refused."""
    assert type(outcome).__name__ not in ("Invalid", "NotAllowed", "Refused", "Unchanged"), outcome


def package(story: Story, account: str) -> Package:
    found = story.services.packages.view(OLIVIA, account)
    assert isinstance(found, PackageView), found
    return found.package


def kickoff_is_held(story: Story, account: str) -> None:
    done(kickoffs.saves(story, account, TypedKickoff(texts={"decides": "Tom and Anna"})))
    done(kickoffs.names_lead(story, account, obstacles="Their printer is old"))
    story.clock.move(days=1)
    done(kickoffs.names_lead(story, account, obstacles=""))
    maya = kickoffs.stakeholder(story, account)
    charter = TypedCharter("Maya leads the work", "Tom decides within a day", maya, 10)
    done(kickoffs.saves(story, account, TypedKickoff(charter=charter)))


def values_are_reported(story: Story, account: str) -> None:
    one = criteria.propose(story, account)
    for value, remark in (("55 %", "from the shop"), ("67.5 %", "after the new printer")):
        story.clock.move(hours=1)
        done(
            story.services.criteria_words.report(
                MAYA, CHANNEL, account, one, value, remark, story.key()
            )
        )


def surveys_are_answered(story: Story, account: str) -> None:
    sent(story, account, SURVEY, "end_survey", Door.STAKEHOLDER, MAYA.user)
    sent(story, account, PULSE, "pulse_survey", Door.STAKEHOLDER, MAYA.user)
    services = story.services
    done(services.surveys.score(MAYA, "D1", account, SURVEY, Survey.CSAT, 2, story.key()))
    words = {Survey.CSAT: "It took too long"}
    done(services.surveys.say_why(MAYA, account, SURVEY, words, story.key()))
    done(services.answers.pulse(MAYA, "D1", account, PULSE, 4, story.key()))
    done(services.answers.say_more(MAYA, account, PULSE, "Getting there", story.key()))


def notes_are_taken(story: Story, account: str) -> None:
    said = Said(CHANNEL, "1772442000.000100", MAYA.user, datetime(2026, 3, 2, 9, tzinfo=UTC))
    for kind, text in (
        (NoteKind.DECISION, "One shop first"),
        (NoteKind.QUESTION, "Who trains the nights?"),
        (NoteKind.RISK, "Their IT lead leaves"),
        (NoteKind.NOTE, "They like cake"),
    ):
        note = NoteForm(kind, text, None, None)
        done(story.services.notes.take(OLIVIA, account, said, note, story.key()))
    listed: Any = story.services.notes.listed(OLIVIA, account)
    kinds = {one.kind: one.id for one in listed.lines}
    settle = story.services.notes.settle
    assert settle(OLIVIA, account, kinds[NoteKind.RISK], story.key()) is None
    question = kinds[NoteKind.QUESTION]
    assert settle(OLIVIA, account, question, story.key(), "Priya does") is None


def it_ends_badly(story: Story, account: str) -> None:
    ending = TypedClosing(Ending.INCOMPLETE, Cause.SCOPE_CHANGE, "They had a fair")
    done(story.services.closings.close(OLIVIA, account, ending, story.key()))
    written = TypedPostMortem("We began too late", "the workshop", "ask who decides")
    done(story.services.post_mortems.write(OLIVIA, account, written, story.key()))


def test_whatever_was_told_in_a_form_is_in_the_package_A2_A3_A5_A7_F1_R6_R7(
    story: Story, account: str
) -> None:
    services = story.services
    kickoffs.sales_told(story, account, text="Same-day shipping")
    kickoff_is_held(story, account)
    values_are_reported(story, account)
    surveys_are_answered(story, account)
    notes_are_taken(story, account)
    done(services.stakeholders.save(OLIVIA, account, ANNA, story.key()))
    used = TypedUsage("7", "12", (), "The shop floor is slow")
    done(services.usage.report(OLIVIA, account, used, story.key()))
    it_ends_badly(story, account)
    told = as_markdown(package(story, account), {MAYA.user: "Maya Finch"})
    for expected in (
        "Same-day shipping",
        "Who decides? Tom and Anna",
        "Their printer is old",
        "Maya leads the work",
        "Tom decides within a day",
        "every two weeks",
        "55 %",
        "from the shop",
        "after the new printer",
        "CSAT: 2 of 5",
        "It took too long",
        "How satisfied are you with the way you were brought on board?",
        "Half-way: 4 of 5",
        "Getting there",
        "Head of Finance",
        "Wants to see numbers",
        "anna@hazelfinch.example",
        "Decision: One shop first",
        "Question: Who trains the nights?",
        "Risk: Their IT lead leaves",
        "settled",
        "answer: Priya does",
        "Note: They like cake",
        "The shop floor is slow",
        "They had a fair",
        "We began too late",
        "the workshop",
        "ask who decides",
    ):
        assert expected in told.replace("\\", ""), expected


def test_an_obstacle_that_is_named_no_longer_says_until_when_R6(story: Story, account: str) -> None:
    kickoff_is_held(story, account)
    [obstacle] = package(story, account).obstacles
    assert (obstacle.what, obstacle.lead) == ("Their printer is old", "Maya Finch")
    assert obstacle.by == OLIVIA.user
    assert obstacle.ended_on is not None
    assert (obstacle.ended_on - obstacle.on).days == 1


def test_a_gate_that_was_let_be_passed_is_in_it_with_the_reason_A1_A7(
    story: Story, account: str
) -> None:
    call = gate_key(Gate.NEEDS, "call")
    done(story.services.gate_passes.let_pass(OLIVIA, account, call, "They wait", story.key()))
    [went_on] = package(story, account).went_on
    assert (went_on.reason, went_on.by) == ("They wait", OLIVIA.user)
    assert went_on.missing


def test_whoever_is_erased_is_erased_from_what_was_offered_too_X1(
    story: Story, account: str
) -> None:
    """Also somebody who never came, and of whom there is no id but a name."""
    done(story.services.stakeholders.save(OLIVIA, account, ANNA, story.key()))
    surveys_are_answered(story, account)
    handing.offers(story, account)
    assert story.services.erasing.person(HOST, "Anna Reed", really=True) is not None
    assert story.services.erasing.person(HOST, MAYA.user, really=True) is not None
    with look(story.database, HOST) as tx:
        kept = packages.body(tx, account, 1)
    assert kept is not None
    body = kept.model_dump_json()
    for trace in ("Anna", "Head of Finance", "see numbers", "Maya", MAYA.user, "took too long"):
        assert trace not in body, trace

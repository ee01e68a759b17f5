"""Agreeing to the plan, being stuck, and turning the pages of the checklist."""

import pytest

from onboarding.agreement import Agreed
from onboarding.blockers import BlockerRaised, BlockerResolved
from onboarding.plan import BlockerKind
from onboarding.refusals import DoneAlready, Refused, Unchanged
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import schema
from storage.surfaces import CHECKLIST
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, Story


def stuck(story: Story, **given: object) -> object:
    values = {
        "actor": MAYA,
        "channel": CHANNEL,
        "milestone": "goal",
        "kind": BlockerKind.RESOURCE,
        "what": "Nobody has time before the fair",
        "helper": "Priya",
        "key": story.key(),
    } | given
    return story.services.blockers.raise_(**values)  # type: ignore[arg-type]


def test_the_customers_agreement_is_on_record_A4(story: Story) -> None:
    account = story.with_channel()

    assert isinstance(story.services.agreement.agree(MAYA, CHANNEL, story.key()), Agreed)

    [plan] = story.rows(schema.plans)
    assert (plan.agreed_by, plan.agreed_at) == (MAYA.user, story.clock.now())
    [row] = story.activity("plan.agreed")
    assert (row.actor, row.account_id) == (MAYA.user, account)
    assert len(story.messages("plan_agreed")) == 1


def test_the_first_agreement_counts_A4(story: Story) -> None:
    story.with_channel()
    agree = story.services.agreement.agree
    agree(MAYA, CHANNEL, "once")

    assert agree(MAYA, CHANNEL, "once") == Repeated()
    assert isinstance(agree(MAYA, CHANNEL, "again"), Unchanged)
    assert len(story.activity("plan.agreed")) == 1


def test_we_cannot_agree_for_the_customer_A4(story: Story) -> None:
    story.with_channel()
    assert story.services.agreement.agree(OLIVIA, CHANNEL, story.key()) == NotAllowed(
        "not_your_side"
    )


def test_a_blocker_shows_on_its_milestone_and_asks_for_help(story: Story) -> None:
    account = story.with_channel()

    assert isinstance(stuck(story), BlockerRaised)

    view = story.services.checklist.view(HOST, account)
    [item] = [item for item in view.page.items if item.blockers]
    assert (item.key, item.blockers[0].what) == ("goal", "Nobody has time before the fair")
    [message] = story.messages("blocker_raised")
    assert message["helper"] == "Priya"
    [row] = story.activity("blocker.raised")
    assert row.data["blocker_kind"] == "resource"


def test_a_resolved_blocker_is_gone_from_the_checklist(story: Story) -> None:
    account = story.with_channel()
    stuck(story)
    [blocker] = story.rows(schema.blockers)
    resolve = story.services.blockers.resolve

    assert isinstance(resolve(OLIVIA, CHANNEL, blocker.id, story.key()), BlockerResolved)

    view = story.services.checklist.view(HOST, account)
    assert not any(item.blockers for item in view.page.items)
    assert isinstance(resolve(MAYA, CHANNEL, blocker.id, story.key()), Unchanged)
    assert len(story.messages("blocker_resolved")) == 1


def test_what_is_done_cannot_be_stuck(story: Story) -> None:
    story.with_channel()
    story.tick(OLIVIA, "call")
    outcome = stuck(story, milestone="call")
    assert isinstance(outcome, Refused)
    assert isinstance(outcome.reason, DoneAlready)


@pytest.mark.parametrize("what", ["", "   ", "x" * 501])
def test_a_blocker_without_usable_words_is_refused_at_its_field(story: Story, what: str) -> None:
    story.with_channel()
    outcome = stuck(story, what=what)
    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == ["what"]


def test_a_person_of_another_customer_cannot_say_we_are_stuck(story: Story) -> None:
    story.with_channel()
    assert isinstance(stuck(story, actor=BEN), NotAllowed)
    assert story.rows(schema.blockers) == []


def test_a_page_of_the_checklist_is_turned_for_everybody(story: Story) -> None:
    account = story.with_channel()
    turn = story.services.checklist.turn_page

    assert turn(MAYA, CHANNEL, "training:1", story.key()) is None

    [surface] = [one for one in story.rows(schema.surfaces) if one.kind == CHECKLIST]
    assert surface.page == "training:1"
    assert story.services.checklist.view(HOST, account, "training:1").page.stage.key == "training"
    assert turn(MAYA, CHANNEL, "nonsense:9", story.key()) == NotAllowed("forged")


def test_a_tick_brings_the_checklist_back_to_where_the_work_is(story: Story) -> None:
    story.with_channel()
    story.services.checklist.turn_page(MAYA, CHANNEL, "training:1", story.key())
    story.tick(OLIVIA, "call")
    [surface] = [one for one in story.rows(schema.surfaces) if one.kind == CHECKLIST]
    assert surface.page is None

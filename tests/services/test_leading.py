"""Who leads at the customer leaves, or who may decide: what the gates hear (R6, R7)."""

import pytest

from onboarding.criteria import RecordKey
from onboarding.departures import Answer, Departure
from onboarding.governance import TypedCharter
from onboarding.kickoff import GOVERNANCE_GAP, LEAD_GAP, KickoffView, TypedKickoff
from onboarding.refusals import NotOnRecord, Refused
from onboarding.ticking import Ticked
from services.actor import Actor
from storage.database import Database
from tests.clock import SettableClock
from tests.services.kickoffs import asking_story, names_lead, saves, stakeholder
from tests.services.quiet import maya_is_here
from tests.services.story import CHANNEL, FINCH, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    """Maya leads, and may decide."""
    account = story.with_channel()
    maya_is_here(story, account)
    names_lead(story, account)
    maya = stakeholder(story, account)
    saves(story, account, TypedKickoff(charter=TypedCharter("Us.", "To Hugo.", maya, 20)))
    return account


def complete(story: Story, account: str) -> set[RecordKey]:
    office = story.services.discovery.office
    with office.look(HOST) as tx:
        state = office.state(tx, account)
    assert state is not None
    assert (state.lead, state.authority) == (stakeholder(story, account),) * 2
    assert state.executives_every == 20
    return set(state.plan.standing.holds)


def leaves(story: Story) -> None:
    story.services.channels.left(HOST, CHANNEL, MAYA.user, story.key())


def test_the_gate_closes_when_whoever_leads_there_leaves_R6_R7(story: Story, account: str) -> None:
    assert {RecordKey.READY, RecordKey.GOVERNANCE_NAMED} <= complete(story, account)
    leaves(story)
    assert not {RecordKey.READY, RecordKey.GOVERNANCE_NAMED} & complete(story, account)
    refused = story.tick(OLIVIA, "call")
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, NotOnRecord)
    lapsed = [*story.activity("readiness.lapsed"), *story.activity("governance.lapsed")]
    assert [one.data["stakeholder"] for one in lapsed] == [stakeholder(story, account)] * 2
    shown = story.services.discovery.view(OLIVIA, account)
    assert isinstance(shown, KickoffView)
    assert {LEAD_GAP, GOVERNANCE_GAP} <= set(shown.gaps)


def test_who_comes_back_leads_again_R6_R7(story: Story, account: str) -> None:
    leaves(story)
    story.services.channels.joined(HOST, CHANNEL, MAYA.user, FINCH, story.key())
    assert {RecordKey.READY, RecordKey.GOVERNANCE_NAMED} <= complete(story, account)
    assert isinstance(story.tick(OLIVIA, "call"), Ticked)


def test_who_is_our_contact_outside_the_channel_still_leads_R6(story: Story, account: str) -> None:
    leaves(story)
    maya, stays = stakeholder(story, account), Answer(Departure.STAYS)
    story.services.departures.settle(OLIVIA, account, maya, stays, story.key())
    assert {RecordKey.READY, RecordKey.GOVERNANCE_NAMED} <= complete(story, account)


def test_a_successor_leads_once_somebody_says_so_R6(story: Story, account: str) -> None:
    leaves(story)
    maya, tom = stakeholder(story, account), stakeholder(story, account, "Tom Hazel")
    takes_over = Answer(Departure.REPLACED, successor=tom)
    story.services.departures.settle(OLIVIA, account, maya, takes_over, story.key())
    assert RecordKey.READY not in complete(story, account)
    names_lead(story, account, "Tom Hazel")
    assert isinstance(story.tick(OLIVIA, "call"), Ticked)


def test_somebody_else_who_leaves_closes_nothing_R6(story: Story, account: str) -> None:
    before = complete(story, account)
    una = Actor("UUNA", FINCH, HOST)
    story.services.channels.joined(HOST, CHANNEL, una.user, FINCH, story.key())
    story.services.channels.left(HOST, CHANNEL, una.user, story.key())
    assert complete(story, account) == before

"""Somebody of the customer left: what our people say became of them."""

from typing import Any

import pytest

from onboarding.departures import Answer, Departure
from onboarding.provisioning import Sharing
from onboarding.refusals import NotAway, Refused
from onboarding.review.account import Contact
from onboarding.triage import assess
from services.actor import Actor
from services.departures import DepartureForm, Settled
from services.outcomes import Invalid, NotAllowed, Repeated
from services.talk import Said
from storage import account_states
from storage.schema import provisioning_steps, stakeholders
from storage.transaction import look
from tests.services.quiet import maya_is_here
from tests.services.story import ARTHUR, BEN, CHANNEL, FINCH, GWEN, HOST, MAYA, OLIVIA, Story

STAYS, NOT_NEEDED = Answer(Departure.STAYS), Answer(Departure.NOT_NEEDED)
ANNA = Answer(Departure.REPLACED, name="Anna Reed", email="anna@hazelfinch.example")


@pytest.fixture
def account(story: Story) -> str:
    """Maya, the champion, has come and left."""
    account = story.with_channel()
    maya_is_here(story, account)
    story.services.talk.said(MAYA, Said(CHANNEL, "1.1", "Good morning."), story.key())
    story.services.channels.left(HOST, CHANNEL, MAYA.user, story.key())
    return account


def row(story: Story, name: str) -> Any:
    return next(one for one in story.rows(stakeholders) if one.name == name)


def maya(story: Story) -> str:
    found: str = row(story, "Maya Finch").id
    return found


def settle(story: Story, account: str, answer: Answer, *, actor: Actor = OLIVIA) -> object:
    return story.services.departures.settle(actor, account, maya(story), answer, story.key())


def seen(story: Story, account: str) -> tuple[dict[str, Contact], list[str]]:
    """The customer's people as the review sees them, and what is wrong with the account."""
    office = story.services.departures.office
    with look(story.database, HOST) as tx:
        state = account_states.one(tx, office.frozen, account)
    assert state is not None
    reasons = assess(state, story.clock.now()).reasons
    return {one.name: one for one in state.contacts}, [one.kind for one in reasons]


def test_the_form_says_who_left_with_which_part_and_who_could_take_over_A5(
    story: Story, account: str
) -> None:
    form = story.services.departures.form(ARTHUR, account, maya(story))
    assert isinstance(form, DepartureForm)
    assert (form.name, form.roles) == ("Maya Finch", ("Champion",))
    assert [one.name for one in form.others] == ["Tom Hazel"]


def test_somebody_known_takes_over_and_the_risk_is_gone_A5(story: Story, account: str) -> None:
    assert "left" in seen(story, account)[1]
    tom = row(story, "Tom Hazel").id
    assert settle(story, account, Answer(Departure.REPLACED, successor=tom)) == Settled()
    people, wrong = seen(story, account)
    assert people["Tom Hazel"].roles == ("technical_owner", "champion")
    assert people["Maya Finch"].left_at is not None
    assert "left" not in wrong
    [record] = story.activity("stakeholder.departed")
    assert record.actor == OLIVIA.user
    assert (record.data["what"], record.data["successor"]) == ("replaced", tom)


def test_somebody_new_takes_over_and_is_invited_A5(story: Story, account: str) -> None:
    assert settle(story, account, ANNA) == Settled()
    anna = row(story, "Anna Reed")
    assert (anna.roles, anna.email) == (["champion"], "anna@hazelfinch.example")
    [step] = [one for one in story.rows(provisioning_steps) if one.subject == anna.id]
    assert step.kind == "invite_contact"
    assert step.key in [one.body["step"] for one in story.outbox(kind="step")]
    assert "left" not in seen(story, account)[1]


def test_somebody_known_may_also_be_named_by_the_address_A5(story: Story, account: str) -> None:
    tom = Answer(Departure.REPLACED, name="Tom", email="tom@hazelfinch.example")
    assert settle(story, account, tom) == Settled()
    assert len(story.rows(stakeholders)) == 2
    assert row(story, "Tom Hazel").roles == ["technical_owner", "champion"]


def test_where_nobody_is_invited_somebody_new_is_only_named_A5(story: Story) -> None:
    account = story.start(sharing=Sharing.ADOPT.value, channel=CHANNEL)
    story.make_channel(account)
    story.services.channels.shared(HOST, CHANNEL, FINCH, story.key())
    maya_is_here(story, account)
    story.services.channels.left(HOST, CHANNEL, MAYA.user, story.key())
    assert settle(story, account, ANNA) == Settled()
    assert row(story, "Anna Reed").id not in [one.subject for one in story.rows(provisioning_steps)]


def test_who_only_left_the_channel_is_a_contact_outside_it_A5(story: Story, account: str) -> None:
    assert settle(story, account, STAYS) == Settled()
    people, wrong = seen(story, account)
    gone = people["Maya Finch"]
    assert (gone.left_at, gone.is_here, gone.roles) == (None, False, ("champion",))
    assert "left" not in wrong
    assert settle(story, account, STAYS) == Refused(NotAway())


def test_who_is_not_needed_any_more_leaves_no_gap_A5(story: Story, account: str) -> None:
    assert settle(story, account, NOT_NEEDED) == Settled()
    people, wrong = seen(story, account)
    assert people["Maya Finch"].roles == ()
    assert "left" not in wrong


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer(Departure.REPLACED), "name"),
        (Answer(Departure.REPLACED, name="Anna"), "email"),
        (Answer(Departure.REPLACED, name="Anna", email="anna at home"), "email"),
        (Answer(Departure.REPLACED, name="M", email="maya@hazelfinch.example"), "email"),
        (Answer(Departure.REPLACED, successor="nobody"), "successor"),
        (Answer(Departure.REPLACED, successor="x", name="Anna"), "successor"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_changed_A5(
    story: Story, account: str, answer: Answer, field: str
) -> None:
    before = story.rows(stakeholders)
    outcome = settle(story, account, answer)
    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == [field]
    assert story.rows(stakeholders) == before
    assert story.activity("stakeholder.departed") == []


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_nobody_else_says_what_became_of_them_A5(story: Story, account: str, actor: Actor) -> None:
    assert isinstance(settle(story, account, NOT_NEEDED, actor=actor), NotAllowed)
    form = story.services.departures.form(actor, account, maya(story))
    assert isinstance(form, NotAllowed)
    assert row(story, "Maya Finch").roles == ["champion"]


def test_an_answer_that_is_delivered_again_and_a_forged_one_do_nothing_A5(
    story: Story, account: str
) -> None:
    departures = story.services.departures
    assert departures.settle(OLIVIA, account, maya(story), ANNA, "again") == Settled()
    assert departures.settle(OLIVIA, account, maya(story), ANNA, "again") == Repeated()
    assert departures.settle(OLIVIA, account, maya(story), STAYS, "stays") == Settled()
    assert departures.settle(OLIVIA, account, maya(story), STAYS, "stays") == Repeated()
    assert len([one for one in story.rows(stakeholders) if one.name == "Anna Reed"]) == 1
    forged = departures.settle(OLIVIA, account, "nobody", NOT_NEEDED, story.key())
    assert forged == NotAllowed("forged")

"""Every road by which a customer's people come into the channel, and what bars it."""

import pytest

from blocks import actions
from blocks.forms import new_customer
from tests.end_to_end.stage import CHANNEL, CUSTOMER, THEIR_FIRST, Member, Stage, tick

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_without_a_paid_plan_the_customer_comes_as_a_guest(stage: Stage) -> None:
    trellis = stage.driver.team("trellis")
    trellis.set(paid=False)
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    assert "0 of 15" in stage.olivia.plan().text  # what does not depend on it went on
    [told] = stage.olivia.direct_messages()
    assert "Slack Connect needs a paid plan" in told

    stage.olivia.presses_in_dm(actions.SHARING)
    assert stage.olivia.slack.fill_and_submit({"sharing": "guests"}) is None
    stage.quiet()
    assert "Nobody with that address" in stage.olivia.direct_messages()[-1]

    guest = Member(
        stage, trellis.add_person("Maya Finch", stage.maya.email, name="maya.f", is_restricted=True)
    )
    assert stage.olivia.presses_in_dm(actions.RETRY).acked
    stage.quiet()
    assert guest.is_in()
    guest.ticks(THEIR_FIRST)
    assert f"by <@{guest.id}>" in stage.olivia.plan().text
    assert stage.maya.slack.inbox() == []


def test_guests_chosen_in_the_form_are_found_by_their_address(stage: Stage) -> None:
    trellis = stage.driver.team("trellis")
    guest = Member(
        stage, trellis.add_person("Lea Brook", "lea@brook.example", is_ultra_restricted=True)
    )
    stage.quiet()
    stage.olivia.starts("Brook", (guest,), **{new_customer.CHOOSE_SHARING: "guests"})
    assert guest.is_in("onb-brook")
    guest.agrees("onb-brook")
    assert f"by <@{guest.id}>" in guest.plan("onb-brook").text
    assert guest.answer("status", "onb-brook").startswith("This is for the team")


def test_an_address_that_slack_refuses_can_be_tried_again(stage: Stage) -> None:
    stage.driver.faults.add("error", "conversations.inviteShared", code="invalid_email")
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom))
    assert len(stage.tom.slack.inbox()) == 1  # the others are invited all the same
    [told] = stage.olivia.direct_messages()
    assert f"I could not invite Maya Finch &lt;{stage.maya.email}&gt;" in told
    assert "Slack does not take that address" in told
    assert "did not work" in stage.olivia.answer("status", CHANNEL)

    assert stage.olivia.presses_in_dm(actions.RETRY).acked
    stage.quiet()
    stage.maya.comes()
    assert "did not work" not in stage.olivia.answer("status", CHANNEL)


def test_a_customer_who_may_not_be_invited_is_the_owners_to_solve(stage: Stage) -> None:
    stage.driver.team("trellis").set(may_invite_shared=False)
    stage.olivia.starts(CUSTOMER, (stage.maya,), ae=stage.arthur.id)
    assert "A setting of this workspace does not let me" in stage.olivia.direct_messages()[-1]
    [brief] = stage.arthur.direct_messages()
    assert "Please write down what you know" in brief  # and of the setting nothing


def test_a_channel_made_by_hand_is_adopted(stage: Stage) -> None:
    stage.olivia.slack.create_channel("brook-and-us", private=True)
    lea = stage.driver.team("trellis").add_person(
        "Lea Brook", "lea@brook.example", is_restricted=True
    )
    stage.olivia.slack.invite("brook-and-us", lea.id)
    stage.olivia.slack.invite("brook-and-us", stage.installation.bot_user_id)
    stage.quiet()
    outcome = stage.olivia.orders("adopt", "brook-and-us")
    assert outcome.modal is not None
    assert outcome.modal.title == "Adopt this channel"
    guest = Member(stage, lea)
    assert stage.olivia.sends_new_customer((guest,), name="Brook") is None
    stage.quiet()
    guest.ticks(THEIR_FIRST, "brook-and-us")
    assert "1 of 15" in stage.olivia.plan("brook-and-us").text
    assert stage.dead_letters() == []
    assert len(stage.driver.calls("conversations.create")) == 0


def test_a_public_channel_is_joined_when_it_is_adopted(stage: Stage) -> None:
    stage.olivia.slack.create_channel("brook-rollout")
    stage.olivia.orders("adopt", "brook-rollout")
    assert stage.olivia.sends_new_customer((), name="Brook") is None
    stage.quiet()
    assert "0 of 15" in stage.olivia.plan("brook-rollout").text


def test_a_private_channel_without_us_says_how_to_let_us_in(stage: Stage) -> None:
    channel = stage.olivia.slack.create_channel("brook-private", private=True)
    stage.olivia.orders("adopt", "brook-private")
    assert stage.olivia.sends_new_customer((), name="Brook") is None
    stage.quiet()
    assert "/invite" in stage.olivia.direct_messages()[-1]
    stage.olivia.slack.invite(channel.id, stage.installation.bot_user_id)
    assert stage.olivia.presses_in_dm(actions.RETRY).acked
    stage.quiet()
    assert "0 of 15" in stage.olivia.plan("brook-private").text


def test_a_channel_that_has_a_customer_is_not_adopted_again(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.olivia.orders("adopt", CHANNEL)
    errors = stage.olivia.sends_new_customer((), name="Another")
    assert errors is not None
    assert "already belongs to Hazel" in " ".join(errors.values())
    assert tick(THEIR_FIRST) in stage.maya.plan().action_ids()

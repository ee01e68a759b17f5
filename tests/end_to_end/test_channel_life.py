"""What becomes of invitations, of the channel, and of the people in it."""

from collections.abc import Callable

import pytest

from blocks import actions
from tests.end_to_end.stage import (
    CHANNEL,
    CUSTOMER,
    OUR_FIRST,
    TEAM_CHANNEL,
    THEIR_FIRST,
    Stage,
)

MOMENTS = 5
"""At which anything is due, before what is said in working hours: in the evening more than one."""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_declined_invitation_is_told_and_can_be_sent_again(stage: Stage) -> None:
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    stage.maya.slack.decline(stage.maya.slack.inbox()[0].id)
    stage.quiet()
    [told] = stage.olivia.direct_messages()
    assert "the invitation for Maya Finch was declined" in told
    assert "invitation declined" in stage.olivia.answer("status", CHANNEL)
    assert stage.olivia.presses_in_dm(actions.RETRY).acked
    stage.quiet()
    assert len(stage.maya.slack.inbox()) == 2
    stage.maya.comes()
    assert "did not work" not in stage.olivia.answer("status", CHANNEL)


def test_an_invitation_that_our_administrators_must_release_is_told(stage: Stage) -> None:
    stage.driver.team("trellis").set(governs_invites=True)
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    assert stage.maya.slack.inbox() == []
    [told] = stage.olivia.direct_messages()
    assert "an administrator of ours must approve it first" in told
    assert "waiting for our administrator" in stage.olivia.answer("status", CHANNEL)


def test_an_archived_channel_is_told_and_comes_back(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.olivia.slack.archive(CHANNEL)
    stage.quiet()
    assert "was archived" in stage.olivia.direct_messages()[-1]
    assert "was archived" in stage.clara.reads(TEAM_CHANNEL)[-1]
    assert "archived" in stage.olivia.answer("status hazel")
    stage.olivia.slack.unarchive(CHANNEL)
    stage.quiet()
    stage.maya.ticks(THEIR_FIRST)
    assert "1 of 15" in stage.olivia.plan().text
    assert "archived" not in stage.olivia.answer("status hazel")


def test_a_renamed_channel_is_still_the_customers(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.olivia.slack.rename(CHANNEL, "hazel-and-us")
    stage.quiet()
    stage.arthur.ticks(OUR_FIRST, "hazel-and-us")
    assert "1 of 15" in stage.olivia.plan("hazel-and-us").text
    assert stage.on_record("channel.renamed")[0]["now"] == "hazel-and-us"


def test_a_deleted_channel_is_told(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.olivia.slack.delete_channel(CHANNEL)
    stage.quiet()
    assert "was deleted" in stage.olivia.direct_messages()[-1]
    assert "deleted" in stage.olivia.answer("status hazel")


def test_milepost_put_out_of_the_channel_says_how_to_let_it_back(shared_channel: Stage) -> None:
    stage = shared_channel
    bot = stage.installation.bot_user_id
    stage.olivia.slack.kick(CHANNEL, bot)
    stage.quiet()
    assert "I was removed from" in stage.olivia.direct_messages()[-1]
    stage.olivia.slack.invite(CHANNEL, bot)
    stage.quiet()
    stage.maya.ticks(THEIR_FIRST)
    assert "1 of 15" in stage.olivia.plan().text


def until_its_hours(stage: Stage, is_said: Callable[[], object]) -> None:
    """Look at what is due, moment after moment at which anything is, until something is said."""
    reviewing = stage.milepost.services.reviewing
    reviewing.tick()
    stage.quiet()
    for _ in range(MOMENTS):
        if is_said():
            break
        stage.driver.move_clock((reviewing.next_due() or stage.clock.now()) - stage.clock.now())
        reviewing.tick()
        stage.quiet()


def test_of_who_leaves_the_owner_is_asked_and_who_takes_over_is_invited(
    shared_channel: Stage,
) -> None:
    """A5"""
    stage = shared_channel

    def asked() -> list[str]:
        return [text for text in stage.olivia.direct_messages() if "What happened?" in text]

    stage.clara.slack.leave(CHANNEL)  # ours: nobody need be asked
    stage.maya.slack.leave(CHANNEL)
    stage.quiet()
    until_its_hours(stage, asked)
    [told] = asked()
    assert "Maya Finch" in told
    assert stage.olivia.presses_in_dm(actions.DEPARTURE).acked
    answers = {"what": "replaced", "name": stage.priya.name, "email": stage.priya.email}
    assert stage.olivia.slack.fill_and_submit(answers) is None
    stage.quiet()
    [answer] = stage.on_record("stakeholder.departed")
    assert (answer["what"], answer["roles"]) == ("replaced", ["contact"])
    stage.priya.comes()
    stage.priya.ticks(THEIR_FIRST)
    assert f"by <@{stage.priya.id}>" in stage.olivia.plan().text
    assert len(asked()) == 1
    assert stage.dead_letters() == []


def test_a_colleague_who_is_brought_in_by_the_customer_may_tick(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.maya.slack.invite(CHANNEL, stage.priya.id)
    stage.quiet()
    stage.priya.ticks(THEIR_FIRST)
    assert f"by <@{stage.priya.id}>" in stage.maya.plan().text

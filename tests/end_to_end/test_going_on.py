"""Where a story seemed to end, it goes on: an invitation ran out, the channel was deleted."""

import pytest

from blocks import actions
from tests.end_to_end.stage import CHANNEL, CUSTOMER, TEAM_CHANNEL, THEIR_FIRST, Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def tick(stage: Stage) -> None:
    """The scheduler's turn comes."""
    for workspace in stage.milepost.services.workspaces.every():
        stage.milepost.services.invitations.run_out(workspace)
    stage.quiet()


def test_an_invitation_that_ran_out_is_told_and_sent_again(stage: Stage) -> None:
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    stage.move(days=13)
    tick(stage)
    assert stage.olivia.direct_messages() == []

    stage.move(days=2)
    tick(stage)

    [told] = stage.olivia.direct_messages()
    assert "the invitation for Maya Finch" in told
    assert "was not accepted and approved in time" in told
    assert "invitation expired" in stage.olivia.answer("status", CHANNEL)
    assert stage.olivia.presses_in_dm(actions.RETRY).acked
    stage.quiet()
    [told] = stage.olivia.direct_messages()
    assert "is having this tried again" in told
    stage.maya.comes()
    tick(stage)
    assert [m for m in stage.olivia.direct_messages() if "in time" in m] == [told]


def test_after_a_deleted_channel_the_customer_goes_on_in_a_new_one(
    shared_channel: Stage,
) -> None:
    stage = shared_channel
    stage.maya.ticks(THEIR_FIRST)
    stage.olivia.slack.delete_channel(CHANNEL)
    stage.quiet()
    told = stage.olivia.direct_messages()[-1]
    assert "press *Share another way*" in told
    announced = len(stage.olivia.reads(TEAM_CHANNEL))

    stage.olivia.presses_in_dm(actions.SHARING)
    assert stage.olivia.slack.fill_and_submit({"sharing": "connect"}) is None
    stage.quiet()
    stage.maya.comes()
    stage.tom.comes()

    assert "1 of 15" in stage.maya.plan().text  # what was done is done
    channel = stage.olivia.channel()
    assert [bookmark["title"] for bookmark in channel.bookmarks] == ["Our plan"]
    assert [text for text in stage.maya.reads() if "Welcome, Hazel" in text]
    stage.maya.undoes(THEIR_FIRST)
    assert "0 of 15" in stage.olivia.plan().text
    accepted = [t for t in stage.olivia.direct_messages() if "Maya Finch accepted" in t]
    assert len(accepted) == 2
    assert len(stage.olivia.reads(TEAM_CHANNEL)) == announced
    assert stage.dead_letters() == []


def test_after_a_deleted_channel_another_can_be_taken_over(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.olivia.slack.delete_channel(CHANNEL)
    stage.quiet()
    by_hand = stage.olivia.slack.create_channel("finch-and-us", private=True)
    stage.olivia.slack.invite("finch-and-us", stage.installation.bot_user_id)
    stage.quiet()

    stage.olivia.presses_in_dm(actions.SHARING)
    answers = {"sharing": "adopt", "channel": by_hand.id}
    assert stage.olivia.slack.fill_and_submit(answers) is None
    stage.quiet()

    assert "0 of 15" in stage.olivia.plan("finch-and-us").text
    assert stage.dead_letters() == []

"""What Slack tells of a customer's channel is followed, recorded and, where it hurts, told."""

import pytest

from onboarding.ticking import Ticked
from storage import schema
from tests.services.story import (
    BEN,
    CHANNEL,
    FINCH,
    HOST,
    MAYA,
    OLIVIA,
    Story,
    member,
)

INVITE = "I0MAYA"


def invite_maya(story: Story, account: str) -> None:
    maya = next(r for r in story.rows(schema.stakeholders) if r.name == "Maya Finch")
    step = f"invite_contact:{maya.id}"
    row = next(r for r in story.outbox(kind="step") if r.body["step"] == step)
    story.services.provisioning.invited(HOST, account, step, row_id=row.id, invite_id=INVITE)


def maya(story: Story) -> object:
    return next(r for r in story.rows(schema.stakeholders) if r.name == "Maya Finch")


@pytest.mark.parametrize("news", ["accepted", "needs_approval", "approved", "declined", "expired"])
def test_the_owner_hears_what_became_of_an_invitation(story: Story, news: str) -> None:
    account = story.with_channel()
    invite_maya(story, account)

    for _ in range(2):  # Slack may say it twice
        story.services.channels.invitation(HOST, INVITE, news, "event:1")  # type: ignore[arg-type]

    [told] = story.messages("invitation_news")
    assert (told["person"], told["news"], told["step"] is not None) == ("Maya Finch", news, True)
    assert len(story.activity(f"invitation.{news}")) == 1


def test_whoever_accepts_brings_the_customers_workspace(story: Story) -> None:
    account = story.start()
    story.make_channel(account)
    invite_maya(story, account)
    story.tick(OLIVIA, "call")

    story.services.channels.invitation(
        HOST, INVITE, "accepted", story.key(), user=MAYA.user, team=FINCH
    )

    assert isinstance(story.tick(MAYA, "goal"), Ticked)
    assert maya(story).user_id == MAYA.user  # type: ignore[attr-defined]


def test_somebody_who_joins_is_recognised_by_address(story: Story) -> None:
    account = story.with_channel()
    story.services.channels.joined(HOST, CHANNEL, MAYA.user, FINCH, story.key())
    [asked] = story.outbox(kind="learn")
    assert (asked.body["user"], asked.account_id) == (MAYA.user, account)

    story.services.channels.person_known(
        HOST, account, member(MAYA, "Maya", "MAYA@hazelfinch.example")
    )

    assert maya(story).user_id == MAYA.user  # type: ignore[attr-defined]
    assert len(story.activity("stakeholder.recognised")) == 1


def test_a_stakeholder_who_leaves_is_told_to_the_owner_others_are_only_recorded(
    story: Story,
) -> None:
    account = story.with_channel()
    facts = member(MAYA, "Maya", "maya@hazelfinch.example")
    story.services.channels.person_known(HOST, account, facts)

    story.services.channels.left(HOST, CHANNEL, MAYA.user, story.key())
    story.services.channels.left(HOST, CHANNEL, BEN.user, story.key())

    [told] = story.messages("stakeholder_left")
    assert (told["person"], told["roles"]) == ("Maya Finch", ["Champion"])
    assert len(story.activity("member.left")) == 2


def test_a_private_channel_that_is_shared_keeps_its_account_under_the_new_id(story: Story) -> None:
    story.with_channel()
    story.services.channels.id_changed(HOST, CHANNEL, "CFINCH", story.key())

    assert isinstance(story.tick(OLIVIA, "call", channel="CFINCH"), Ticked)
    assert [row.channel_id for row in story.rows(schema.accounts)] == ["CFINCH"]


def test_the_team_channel_keeps_its_place_under_a_new_id(story: Story) -> None:
    story.services.workspaces.save_settings(
        OLIVIA,
        team_channel="GTEAM",
        starters_limited=False,
        starters=(),
        leaders=(),
        key=story.key(),
    )
    story.services.channels.id_changed(HOST, "GTEAM", "CTEAM", story.key())
    assert story.services.workspaces.team_channel(HOST) == "CTEAM"


@pytest.mark.parametrize("trouble", ["archived", "deleted", "bot_removed"])
def test_trouble_with_the_channel_is_told_to_owner_and_team(story: Story, trouble: str) -> None:
    story.with_channel()
    getattr(story.services.channels, trouble)(HOST, CHANNEL, "event:1")
    getattr(story.services.channels, trouble)(HOST, CHANNEL, "event:1")

    told = [r for r in story.outbox() if r.body.get("message", {}).get("trouble") == trouble]
    assert [row.kind for row in told] == ["direct_message", "team_message"]
    assert [row.channel_state for row in story.rows(schema.accounts)] == [trouble]


def test_a_channel_that_comes_back_is_open_again(story: Story) -> None:
    story.with_channel()
    channels = story.services.channels
    channels.archived(HOST, CHANNEL, story.key())
    channels.unarchived(HOST, CHANNEL, story.key())
    channels.bot_removed(HOST, CHANNEL, story.key())
    channels.bot_returned(HOST, CHANNEL, story.key())
    channels.renamed(HOST, CHANNEL, "finch-and-us", story.key())

    [account] = story.rows(schema.accounts)
    assert (account.channel_state, account.channel_name) == ("open", "finch-and-us")


def test_channels_of_no_account_are_none_of_our_business(story: Story) -> None:
    story.with_channel()
    before = len(story.activity())
    channels = story.services.channels
    channels.archived(HOST, "CELSE", story.key())
    channels.joined(HOST, "CELSE", BEN.user, BEN.team, story.key())
    channels.left(HOST, "CELSE", BEN.user, story.key())
    assert len(story.activity()) == before
    assert story.outbox(kind="learn") == []

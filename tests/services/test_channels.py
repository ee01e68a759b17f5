"""What Slack tells of a customer's channel is followed, recorded and, where it hurts, told."""

import pytest

from onboarding.ticking import Ticked
from storage import people, schema
from storage.transaction import begin
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


def choose_team_channel(story: Story) -> None:
    story.services.workspaces.save_settings(
        OLIVIA,
        team_channel="GTEAM",
        starters_limited=False,
        starters=(),
        leaders=(),
        key=story.key(),
    )


def maya(story: Story) -> object:
    return next(r for r in story.rows(schema.stakeholders) if r.name == "Maya Finch")


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


def test_whoever_was_known_by_its_acceptance_has_come_when_slack_says_who_came(
    story: Story,
) -> None:
    """On PostgreSQL the two are taken in side by side, and neither sees the other's."""
    account = story.with_channel()
    with begin(story.database, HOST) as tx:
        people.change_stakeholder(tx, maya(story).id, user_id=MAYA.user)  # type: ignore[attr-defined]
    assert maya(story).joined_at is None  # type: ignore[attr-defined]
    facts = member(MAYA, "Maya", "maya@hazelfinch.example")
    story.services.channels.person_known(HOST, account, facts)
    story.services.channels.person_known(HOST, account, facts)
    assert maya(story).joined_at == story.clock.now()  # type: ignore[attr-defined]
    assert len(story.activity("stakeholder.recognised")) == 1


def test_of_a_stakeholder_who_leaves_the_owner_is_asked_others_are_only_recorded_A5(
    story: Story,
) -> None:
    account = story.with_channel()
    facts = member(MAYA, "Maya", "maya@hazelfinch.example")
    story.services.channels.person_known(HOST, account, facts)

    story.services.channels.left(HOST, CHANNEL, MAYA.user, story.key())
    story.services.channels.left(HOST, CHANNEL, BEN.user, story.key())
    story.services.reviewing.tick()

    [told] = story.messages("stakeholder_left")
    assert (told["person"], told["roles"]) == ("Maya Finch", ["Champion"])
    assert told["stakeholder"] == maya(story).id  # type: ignore[attr-defined]
    assert len(story.activity("member.left")) == 2


def test_a_private_channel_that_is_shared_keeps_its_account_under_the_new_id(story: Story) -> None:
    story.with_channel()
    story.services.channels.id_changed(HOST, CHANNEL, "CFINCH", story.key())

    assert isinstance(story.tick(OLIVIA, "call", channel="CFINCH"), Ticked)
    assert [row.channel_id for row in story.rows(schema.accounts)] == ["CFINCH"]


def test_the_team_channel_keeps_its_place_under_a_new_id(story: Story) -> None:
    choose_team_channel(story)
    story.services.channels.id_changed(HOST, "GTEAM", "CTEAM", story.key())
    assert story.services.workspaces.team_channel(HOST) == "CTEAM"


def told_of_trouble(story: Story, trouble: str) -> list[str]:
    told = [r for r in story.outbox() if r.body.get("message", {}).get("trouble") == trouble]
    return [row.kind for row in told]


@pytest.mark.parametrize("trouble", ["archived", "deleted", "bot_removed"])
def test_trouble_with_the_channel_is_told_to_owner_and_team(story: Story, trouble: str) -> None:
    choose_team_channel(story)
    story.with_channel()
    getattr(story.services.channels, trouble)(HOST, CHANNEL, "event:1")
    getattr(story.services.channels, trouble)(HOST, CHANNEL, "event:1")

    assert told_of_trouble(story, trouble) == ["direct_message", "team_message"]
    assert [row.channel_state for row in story.rows(schema.accounts)] == [trouble]


def test_without_a_team_channel_the_owner_is_told_of_trouble_once(story: Story) -> None:
    story.with_channel()
    story.services.channels.archived(HOST, CHANNEL, story.key())
    assert told_of_trouble(story, "archived") == ["direct_message"]


def test_a_channel_that_comes_back_is_open_again(story: Story) -> None:
    story.with_channel()
    channels = story.services.channels
    channels.archived(HOST, CHANNEL, story.key())
    channels.unarchived(HOST, CHANNEL, story.key())
    channels.bot_removed(HOST, CHANNEL, story.key())
    channels.bot_returned(HOST, CHANNEL, story.key())
    channels.renamed(HOST, CHANNEL, "finch-and-us", story.key())

    [account] = story.rows(schema.accounts)
    assert account.channel_state == "open"
    assert [row.data["now"] for row in story.activity("channel.renamed")] == ["finch-and-us"]


@pytest.mark.parametrize(
    ("trouble", "back"), [("archived", "unarchived"), ("bot_removed", "bot_returned")]
)
def test_the_checklist_catches_up_when_the_channel_comes_back(
    story: Story, trouble: str, back: str
) -> None:
    story.with_channel()
    getattr(story.services.channels, trouble)(HOST, CHANNEL, story.key())
    assert story.outbox(kind="surface") == []

    getattr(story.services.channels, back)(HOST, CHANNEL, story.key())

    assert len(story.outbox(kind="surface")) == 1


def test_a_channel_that_is_yet_to_be_taken_over_is_not_opened_by_coming_back(story: Story) -> None:
    story.start(sharing="adopt", channel=CHANNEL)
    for happening in ("archived", "unarchived", "bot_removed", "bot_returned"):
        getattr(story.services.channels, happening)(HOST, CHANNEL, story.key())

    assert [row.channel_state for row in story.rows(schema.accounts)] == ["none"]
    assert story.messages("channel_trouble") == []


def test_a_channel_that_is_gone_for_good_stays_so(story: Story) -> None:
    story.with_channel()
    story.services.channels.deleted(HOST, CHANNEL, story.key())
    for happening in ("bot_removed", "bot_returned", "archived", "unarchived"):
        getattr(story.services.channels, happening)(HOST, CHANNEL, story.key())

    assert [row.channel_state for row in story.rows(schema.accounts)] == ["deleted"]
    assert [told["trouble"] for told in story.messages("channel_trouble")] == ["deleted"]


def test_channels_of_no_account_are_none_of_our_business(story: Story) -> None:
    story.with_channel()
    before = len(story.activity())
    channels = story.services.channels
    channels.archived(HOST, "CELSE", story.key())
    channels.joined(HOST, "CELSE", BEN.user, BEN.team, story.key())
    channels.left(HOST, "CELSE", BEN.user, story.key())
    assert len(story.activity()) == before
    assert story.outbox(kind="learn") == []

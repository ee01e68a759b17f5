"""What Slack tells of customers' channels, as it tells it."""

from typing import Any

import pytest

from onboarding.provisioning import StepKind
from services.actor import Actor
from storage.schema import accounts, stakeholders
from tests.handlers.slack_stub import BOT, Deliveries, Json, WebApi
from tests.services.story import CHANNEL, FINCH, GWEN, HOST, MAYA, OLIVIA, Story, member
from tests.services.test_digests import stall

INVITE = "I0MAYA"


def invited(story: Story) -> str:
    """A customer whose channel is made and whose first contact is invited; the account's id."""
    account = story.start()
    story.make_channel(account)
    invitation = next(
        row
        for row in story.outbox(kind="step", account=account)
        if row.body["step"].startswith(StepKind.INVITE_CONTACT.value)
    )
    story.services.provisioning.invited(
        HOST, account, invitation.body["step"], row_id=invitation.id, invite_id=INVITE
    )
    return account


def invitation(happening: str, **more: Any) -> Json:
    return {
        "type": f"shared_channel_invite_{happening}",
        "invite": {"id": INVITE, "recipient_email": "maya@hazelfinch.example"},
        "channel": {"id": CHANNEL, "is_private": True, "name": "onb-hazel-finch"},
        **more,
    }


def of_maya(story: Story) -> Any:
    return next(row for row in story.rows(stakeholders) if row.name == "Maya Finch")


def test_an_invitation_that_is_accepted_makes_the_person_known(
    story: Story, slack: Deliveries
) -> None:
    account = invited(story)
    accepting = {"id": MAYA.user, "team_id": FINCH}
    told = invitation("accepted", approval_required=False, accepting_user=accepting)
    assert slack.event(OLIVIA, told).status == 200
    assert (of_maya(story).user_id, of_maya(story).invite_state) == (MAYA.user, "accepted")
    [record] = story.activity("invitation.accepted")
    assert (record.actor, record.account_id) == (MAYA.user, account)


def test_an_event_that_is_delivered_again_changes_nothing_more(
    story: Story, slack: Deliveries
) -> None:
    invited(story)
    slack.event(OLIVIA, invitation("accepted", accepting_user={"id": MAYA.user}))
    before = len(story.outbox()), len(story.activity())
    assert slack.again().status == 200
    assert (len(story.outbox()), len(story.activity())) == before


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (
            invitation("accepted", approval_required=True, accepting_user={"id": MAYA.user}),
            "needs_approval",
        ),
        (
            {
                "type": "shared_channel_invite_requested",
                "channel_id": CHANNEL,
                "target_users": [{"email": "maya@hazelfinch.example", "invite_id": INVITE}],
            },
            "requested",
        ),
        (invitation("approved", approving_team_id=FINCH, approving_user={"id": "U1"}), "approved"),
        (invitation("declined", declining_team_id=FINCH, declining_user={"id": "U1"}), "declined"),
    ],
    ids=["accepted, not approved", "requested", "approved", "declined"],
)
def test_what_becomes_of_an_invitation_is_followed_and_told_the_owner(
    story: Story, slack: Deliveries, told: Json, state: str
) -> None:
    invited(story)
    assert slack.event(OLIVIA, told).status == 200
    assert of_maya(story).invite_state == state
    assert len(story.messages("invitation_news")) == 1


def test_news_of_an_invitation_whose_sending_is_not_yet_on_record_is_followed(
    story: Story, slack: Deliveries
) -> None:
    story.with_channel()
    slack.event(
        OLIVIA,
        {
            "type": "shared_channel_invite_requested",
            "channel_id": CHANNEL,
            "target_users": [{"email": "maya@hazelfinch.example", "invite_id": INVITE}],
        },
    )
    slack.event(OLIVIA, invitation("accepted", accepting_user={"id": MAYA.user, "team_id": FINCH}))
    assert (of_maya(story).invite_id, of_maya(story).invite_state) == (INVITE, "accepted")


def test_an_administrator_who_approves_is_not_taken_for_the_person_invited(
    story: Story, slack: Deliveries
) -> None:
    invited(story)
    admin = {"id": "UADMIN", "team_id": FINCH}
    slack.event(OLIVIA, invitation("approved", approving_team_id=FINCH, approving_user=admin))
    assert of_maya(story).user_id is None


def test_a_channel_that_is_shared_brings_its_people_and_one_unshared_takes_them(
    story: Story, slack: Deliveries
) -> None:
    account = invited(story)
    shared = {"type": "channel_shared", "connected_team_id": FINCH, "channel": CHANNEL}
    slack.event(OLIVIA, shared)
    tom = Actor("UTOM", FINCH, HOST)
    assert not hasattr(story.services.milestones.open_ones(tom, CHANNEL), "why")
    unshared = {
        "type": "channel_unshared",
        "previously_connected_team_id": FINCH,
        "channel": CHANNEL,
        "is_ext_shared": False,
    }
    slack.event(OLIVIA, unshared)
    assert [row.account_id for row in story.activity("channel.unshared")] == [account]
    assert hasattr(story.services.milestones.open_ones(tom, CHANNEL), "why")


def test_a_channel_keeps_its_customer_when_its_id_changes(story: Story, slack: Deliveries) -> None:
    story.with_channel()
    slack.event(
        OLIVIA,
        {"type": "channel_id_changed", "old_channel_id": CHANNEL, "new_channel_id": "CFINCH"},
    )
    assert [row.channel_id for row in story.rows(accounts)] == ["CFINCH"]


def member_event(kind: str, actor: Actor) -> Json:
    return {
        "type": kind,
        "user": actor.user,
        "channel": CHANNEL,
        "channel_type": "G",
        "team": actor.team,
    }


def test_whoever_comes_in_is_recorded_and_asked_about(story: Story, slack: Deliveries) -> None:
    account = story.with_channel()
    slack.event(OLIVIA, member_event("member_joined_channel", MAYA))
    [record] = story.activity("member.joined")
    assert (record.actor, record.account_id, record.data["team"]) == (MAYA.user, account, FINCH)
    assert {"user": MAYA.user} in [row.body for row in story.outbox(kind="learn")]


def test_a_person_of_the_customers_who_leaves_is_told_the_owner(
    story: Story, slack: Deliveries
) -> None:
    invited(story)
    slack.event(OLIVIA, invitation("accepted", accepting_user={"id": MAYA.user}))
    slack.event(OLIVIA, member_event("member_left_channel", MAYA))
    assert of_maya(story).left_at is not None
    story.services.reviewing.tick()
    assert len(story.messages("stakeholder_left")) == 1


@pytest.mark.parametrize("family", ["channel", "group"])
def test_a_public_and_a_private_channel_are_followed_alike(
    story: Story, slack: Deliveries, family: str
) -> None:
    story.with_channel()

    def state_after(happening: str, **more: Any) -> str:
        slack.event(OLIVIA, {"type": f"{family}_{happening}", "channel": CHANNEL, **more})
        state: str = story.rows(accounts)[0].channel_state
        return state

    assert state_after("archive", user=OLIVIA.user) == "archived"
    assert state_after("unarchive", user=OLIVIA.user) == "open"
    assert state_after("left", actor_id=OLIVIA.user) == "bot_removed"
    slack.event(OLIVIA, member_event("member_joined_channel", Actor(BOT, HOST, HOST)))
    assert story.rows(accounts)[0].channel_state == "open"
    assert story.activity("member.joined") == []
    assert state_after("deleted", actor_id=OLIVIA.user) == "deleted"


@pytest.mark.parametrize("family", ["channel", "group"])
def test_a_channel_may_be_renamed(story: Story, slack: Deliveries, family: str) -> None:
    story.with_channel()
    channel = {"id": CHANNEL, "name": "onb-finch", "name_normalized": "onb-finch", "created": 1}
    slack.event(OLIVIA, {"type": f"{family}_rename", "channel": channel})
    assert [row.data["now"] for row in story.activity("channel.renamed")] == ["onb-finch"]


def test_milepost_leaving_as_a_member_is_not_somebody_leaving(
    story: Story, slack: Deliveries
) -> None:
    story.with_channel()
    slack.event(OLIVIA, member_event("member_left_channel", Actor(BOT, HOST, HOST)))
    assert story.activity("member.left") == []


def test_events_of_channels_without_a_customer_are_acknowledged_and_forgotten(
    story: Story, slack: Deliveries
) -> None:
    story.with_channel()
    before = len(story.activity())
    event = member_event("member_joined_channel", MAYA) | {"channel": "CGENERAL"}
    assert slack.event(OLIVIA, event).status == 200
    assert len(story.activity()) == before


def test_an_event_of_a_workspace_that_did_not_install_us_is_refused(
    story: Story, slack: Deliveries
) -> None:
    story.with_channel()
    before = len(story.activity())
    elsewhere = Actor("UMALLORY", "TMALLORY", "TMALLORY")
    answer = slack.event(elsewhere, member_event("member_joined_channel", MAYA))
    assert "install" in answer.body
    assert len(story.activity()) == before


def test_an_event_that_could_not_be_kept_is_answered_500_and_kept_when_it_comes_again(
    story: Story, slack: Deliveries, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.with_channel()
    monkeypatch.delattr("storage.accounts.change")
    archived = {"type": "channel_archive", "channel": CHANNEL, "user": OLIVIA.user}
    assert slack.event(OLIVIA, archived).status == 500
    monkeypatch.undo()
    assert slack.again().status == 200
    assert [row.channel_state for row in story.rows(accounts)] == ["archived"]


def opened(person: Actor, **more: Any) -> Json:
    return {"type": "app_home_opened", "user": person.user, "channel": "D1", "tab": "home", **more}


def test_home_shows_ones_own_customers(story: Story, slack: Deliveries, api: WebApi) -> None:
    story.with_channel()
    slack.event(OLIVIA, opened(OLIVIA))
    [(method, published)] = api.calls
    assert (method, published["user_id"]) == ("views.publish", OLIVIA.user)
    assert "Hazel &amp; Finch" in str(published["view"])
    assert "New customer" in str(published["view"])


def test_home_shows_first_who_needs_the_viewer_and_how_it_stands_G7(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    slack.event(OLIVIA, opened(OLIVIA))
    assert "Who needs you today" not in str(api.calls[-1])
    stall(story, account)
    slack.event(OLIVIA, opened(OLIVIA))
    blocks = api.calls[-1][1]["view"]["blocks"]
    assert blocks[0]["text"]["text"] == "Who needs you today"
    assert "Quiet for 1 working day" in blocks[1]["text"]["text"]
    button = blocks[1]["accessory"]
    view = {"id": "V1", "type": "home", "app_installed_team_id": HOST}
    slack.click(OLIVIA, button["action_id"], button["value"], view=view)
    assert api.view["title"]["text"] == "How it stands"


def test_home_is_not_drawn_for_the_tab_of_messages(slack: Deliveries, api: WebApi) -> None:
    slack.event(OLIVIA, opened(OLIVIA) | {"tab": "messages"})
    assert api.calls == []


def test_home_shows_a_person_of_another_company_nothing_of_ours(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    story.with_channel()
    slack.event(OLIVIA, opened(MAYA, user_team=FINCH))
    assert "Finch" not in str(api.views("views.publish"))
    assert "New customer" not in str(api.views("views.publish"))


def test_a_person_of_another_company_is_known_as_such_though_slack_names_no_home(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    story.services.workspaces.learn(HOST, [member(MAYA, "Maya Finch")])
    slack.event(OLIVIA, opened(MAYA))
    assert "New customer" not in str(api.views("views.publish"))


def test_home_offers_a_guest_no_new_customer(story: Story, slack: Deliveries, api: WebApi) -> None:
    slack.event(OLIVIA, opened(GWEN))
    assert "New customer" not in str(api.views("views.publish"))


def test_home_shows_a_guest_nothing_of_ours(story: Story, slack: Deliveries, api: WebApi) -> None:
    story.with_channel()
    slack.event(OLIVIA, opened(GWEN))
    assert "Finch" not in str(api.views("views.publish"))

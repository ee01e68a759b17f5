"""Slack Connect: invited, accepted, approved; what people of another company can and cannot do."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client import SandboxDriver, SandboxError
from sandbox.person_driver import PersonDriver
from tests.sandbox.conftest import RunningApp
from tests.sandbox.refusals import error_of
from tests.sandbox.showing import buttons, modal, on_click_open, posted

Json = dict[str, Any]
INVITE = "conversations.inviteShared"
MAYA = "maya@hazelfinch.example"


def invited(client: WebClient, channel: str, email: str = MAYA) -> str:
    answer = client.conversations_inviteShared(
        channel=channel, emails=[email], external_limited=False
    )
    invite_id: str = answer["invite_id"]
    return invite_id


@pytest.fixture
def channel(app: RunningApp) -> str:
    created: str = app.client.conversations_create(name="onb-hazel")["channel"]["id"]
    return created


@pytest.fixture
def maya(driver: SandboxDriver) -> PersonDriver:
    return driver.person("maya")


def event_types(driver: SandboxDriver) -> list[str]:
    """The events sent so far, but for messages."""
    types = [d.payload["event"]["type"] for d in driver.deliveries("events_api")]
    return [kind for kind in types if kind != "message"]


def last_event(driver: SandboxDriver, kind: str) -> Json:
    events = [d.payload["event"] for d in driver.deliveries("events_api")]
    found: Json = [event for event in events if event["type"] == kind][-1]
    return found


def test_an_invitation_arrives_is_accepted_and_the_channel_is_shared(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    invite_id = invited(app.client, channel)
    (email,) = maya.inbox()
    assert (email.id, email.from_team, email.channel_name) == (invite_id, "Trellis", "onb-hazel")
    assert not email.external_limited
    assert app.client.conversations_info(channel=channel)["channel"]["is_pending_ext_shared"]
    maya.accept(invite_id)
    assert maya.channel("onb-hazel").is_ext_shared
    assert event_types(driver) == [
        "shared_channel_invite_accepted",
        "channel_shared",
        "member_joined_channel",
    ]
    accepted = last_event(driver, "shared_channel_invite_accepted")
    assert accepted["invite"]["id"] == invite_id
    assert accepted["invite"]["recipient_email"] == MAYA
    assert accepted["accepting_user"]["id"] == maya.id
    assert accepted["approval_required"] is False
    assert last_event(driver, "channel_shared")["connected_team_id"] == maya.team_id
    assert last_event(driver, "member_joined_channel")["team"] == maya.team_id
    shown = app.client.conversations_info(channel=channel)["channel"]
    assert shown["is_ext_shared"]
    assert not shown["is_pending_ext_shared"]
    assert maya.team_id in shown["shared_team_ids"]


def test_a_private_channel_gets_a_new_id_when_sharing_begins(
    app: RunningApp, driver: SandboxDriver, maya: PersonDriver
) -> None:
    old = app.client.conversations_create(name="quiet", is_private=True)["channel"]["id"]
    invited(app.client, old)
    new = f"C{old[1:]}"
    changed = last_event(driver, "channel_id_changed")
    assert (changed["old_channel_id"], changed["new_channel_id"]) == (old, new)
    assert error_of(app.client.conversations_info, channel=old) == "channel_not_found"
    assert app.client.conversations_info(channel=new)["channel"]["is_private"]
    maya.accept(maya.inbox()[0].id)
    assert maya.channel("quiet").id == new


def test_approval_is_needed_where_a_side_requires_it(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    driver.team("trellis").set(requires_approval=True)
    driver.team("hazelfinch").set(requires_approval=True)
    invite_id = invited(app.client, channel)
    maya.accept(invite_id)
    assert last_event(driver, "shared_channel_invite_accepted")["approval_required"] is True
    with pytest.raises(SandboxError, match="no administrator"):
        maya.approve(invite_id)
    driver.person("ada").approve(invite_id)
    assert "channel_shared" not in event_types(driver)
    listed = app.client.conversations_listConnectInvites()["invites"][0]
    assert listed["status"] == "accepted"
    assert listed["acceptances"][0]["approval_status"] == "pending_approval"
    hugo = driver.person("hugo")
    hugo.approve(invite_id)
    approved = last_event(driver, "shared_channel_invite_approved")
    assert approved["approving_team_id"] == hugo.team_id
    assert "channel_shared" in event_types(driver)
    with pytest.raises(SandboxError, match="the invitation is connected"):
        hugo.approve(invite_id)


def test_governance_holds_an_invitation_back_until_it_is_approved(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    driver.team("trellis").set(governs_invites=True)
    invite_id = invited(app.client, channel)
    assert maya.inbox() == []
    requested = last_event(driver, "shared_channel_invite_requested")
    assert requested["target_users"] == [{"email": MAYA, "invite_id": invite_id}]
    driver.person("ada").approve(invite_id)
    assert [email.id for email in maya.inbox()] == [invite_id]


def test_a_declined_invitation_is_told(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    invite_id = invited(app.client, channel)
    maya.decline(invite_id)
    declined = last_event(driver, "shared_channel_invite_declined")
    assert declined["declining_user"]["id"] == maya.id
    with pytest.raises(SandboxError, match="the invitation is declined"):
        maya.accept(invite_id)


def test_an_invitation_runs_out_after_fourteen_days_in_silence(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    invite_id = invited(app.client, channel)
    driver.move_clock(timedelta(days=13, hours=23))
    assert maya.inbox()[0].state == "sent"
    driver.move_clock(timedelta(hours=1, minutes=1))
    assert maya.inbox()[0].state == "expired"
    with pytest.raises(SandboxError, match="the invitation is expired"):
        maya.accept(invite_id)
    assert event_types(driver) == []
    status = app.client.conversations_listConnectInvites()["invites"][0]["status"]
    assert status == "expired"


def test_somebody_elses_invitation_cannot_be_accepted(
    app: RunningApp, driver: SandboxDriver, channel: str
) -> None:
    invite_id = invited(app.client, channel)
    with pytest.raises(SandboxError, match="was not sent to Ben Water"):
        driver.person("ben").accept(invite_id)


@pytest.mark.parametrize(
    ("switches", "error"),
    [({"paid": False}, "not_paid"), ({"may_invite_shared": False}, "restricted_action")],
)
def test_what_the_workspace_does_not_allow_is_refused(
    app: RunningApp, driver: SandboxDriver, channel: str, switches: dict[str, bool], error: str
) -> None:
    driver.team("trellis").set(**switches)
    refused = error_of(app.client.conversations_inviteShared, channel=channel, emails=[MAYA])
    assert refused == error


def test_exactly_one_good_recipient_is_taken(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    invite = app.client.conversations_inviteShared
    nobody = error_of(app.client.api_call, INVITE, json={"channel": channel})
    assert nobody == "recipients_not_specified"
    assert error_of(invite, channel=channel, emails=["a@b.example", MAYA]) == "too_many_emails"
    assert error_of(invite, channel=channel, emails=["maya"]) == "invalid_email"
    assert error_of(invite, channel=channel, user_ids=[maya.id]) == "user_not_found"
    maya.accept(invited(app.client, channel))
    assert error_of(invite, channel=channel, emails=[MAYA]) == "already_in_channel"
    second = app.client.conversations_create(name="second")["channel"]["id"]
    invite(channel=second, user_ids=[maya.id])
    assert [email.channel_name for email in maya.inbox()] == ["second", "onb-hazel"]


def test_an_invitation_to_an_address_nobody_has_is_simply_sent(
    app: RunningApp, channel: str
) -> None:
    assert invited(app.client, channel, "nobody@elsewhere.example")
    shown = app.client.conversations_info(channel=channel)["channel"]
    assert shown["is_pending_ext_shared"]
    assert shown["pending_shared"] == []


def test_a_deleted_channel_takes_its_invitations_along(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    invited(app.client, channel)
    driver.person("ada").delete_channel(channel)
    assert maya.inbox() == []
    assert app.client.conversations_listConnectInvites()["invites"] == []


def test_once_connected_further_people_of_the_company_just_join(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    driver.team("hazelfinch").set(requires_approval=True)
    first = invited(app.client, channel)
    maya.accept(first)
    driver.person("hugo").approve(first)
    tom, priya = driver.person("tom"), driver.person("priya")
    tom.accept(invited(app.client, channel, tom.email))
    maya.invite("onb-hazel", priya.id)
    members = app.client.conversations_members(channel=channel)["members"]
    assert {maya.id, tom.id, priya.id} <= set(members)
    assert event_types(driver).count("channel_shared") == 1


def test_people_known_from_one_shared_channel_can_be_brought_into_another(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    tom, priya = driver.person("tom"), driver.person("priya")
    maya.accept(invited(app.client, channel))
    tom.accept(invited(app.client, channel, tom.email))
    second = app.client.conversations_create(name="second")["channel"]["id"]
    invite = app.client.conversations_invite
    assert error_of(invite, channel=second, users=[tom.id]) == "cant_invite"
    maya.accept(invited(app.client, second))
    invite(channel=second, users=[tom.id])
    assert tom.id in app.client.conversations_members(channel=second)["members"]
    assert error_of(invite, channel=second, users=[priya.id]) == "user_not_found"


def test_each_company_has_its_own_name_for_the_channel(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    maya.accept(invited(app.client, channel))
    maya.rename("onb-hazel", "ext-trellis")
    assert maya.channel("ext-trellis").id == channel
    assert app.client.conversations_info(channel=channel)["channel"]["name"] == "onb-hazel"
    assert "channel_rename" not in event_types(driver)


def test_sharing_can_be_ended(
    app: RunningApp, driver: SandboxDriver, channel: str, maya: PersonDriver
) -> None:
    maya.accept(invited(app.client, channel))
    driver.person("olivia").join("onb-hazel")
    driver.person("ada").disconnect("onb-hazel", maya.team_id)
    gone = last_event(driver, "channel_unshared")
    assert gone["previously_connected_team_id"] == maya.team_id
    assert gone["is_ext_shared"] is False
    assert [c.name for c in maya.channels()] == ["general"]
    assert app.client.users_info(user=maya.id)["user"]["is_stranger"]


def test_people_of_the_other_company_become_known(
    app: RunningApp, channel: str, maya: PersonDriver, driver: SandboxDriver
) -> None:
    maya.accept(invited(app.client, channel))
    user = app.client.users_info(user=maya.id)["user"]
    assert (user["team_id"], user["is_stranger"]) == (maya.team_id, False)
    assert maya.id not in [m["id"] for m in app.client.users_list()["members"]]
    app.client.chat_postMessage(channel=maya.id, text="Welcome")
    assert [m.text for m in maya.dm_messages()] == ["Welcome"]


def test_a_click_from_outside_names_their_team_as_the_persons_and_ours_as_the_payloads(
    app: RunningApp, channel: str, maya: PersonDriver, driver: SandboxDriver
) -> None:
    heard: list[Json] = []

    @app.bolt.action("go")
    def go(ack: Any, body: Json) -> None:
        heard.append(body)
        ack()

    maya.accept(invited(app.client, channel))
    assert maya.click(channel, posted(app, channel, buttons("go")), "go").acked
    assert heard[0]["team"]["id"] == app.installation.team_id
    assert heard[0]["user"]["team_id"] == maya.team_id


def test_a_submission_from_outside_names_their_team_and_ours_in_the_view(
    app: RunningApp, channel: str, maya: PersonDriver
) -> None:
    heard: list[Json] = []
    on_click_open(app, modal("stuck"))

    @app.bolt.view("stuck")
    def stuck(ack: Any, body: Json) -> None:
        heard.append(body)
        ack()

    maya.accept(invited(app.client, channel))
    maya.click(channel, posted(app, channel, buttons("open")), "open")
    assert maya.fill_and_submit({"text": "No login"}) is None
    assert heard[0]["team"]["id"] == maya.team_id
    assert heard[0]["user"]["team_id"] == maya.team_id
    assert heard[0]["view"]["app_installed_team_id"] == app.installation.team_id


def test_a_message_from_outside_names_their_team_and_our_authorization(
    app: RunningApp, channel: str, maya: PersonDriver, driver: SandboxDriver
) -> None:
    maya.accept(invited(app.client, channel))
    maya.say("onb-hazel", "Hello & welcome")
    payload = driver.deliveries("events_api")[-1].payload
    event = payload["event"]
    assert event["text"] == "Hello &amp; welcome"
    assert (event["user_team"], event["source_team"]) == (maya.team_id, maya.team_id)
    assert payload["authorizations"][0]["team_id"] == app.installation.team_id
    assert payload["is_ext_shared_channel"] is True


def test_commands_and_shortcuts_are_not_for_people_from_outside(
    app: RunningApp, channel: str, maya: PersonDriver, driver: SandboxDriver
) -> None:
    maya.accept(invited(app.client, channel))
    outcome = maya.command("/trial", "", "onb-hazel")
    assert not outcome.acked
    assert outcome.shown is not None
    assert "not a valid command" in outcome.shown
    ts = maya.say("onb-hazel", "Hm")
    with pytest.raises(SandboxError, match="offered no shortcut"):
        maya.shortcut("keep", channel="onb-hazel", ts=ts)
    with pytest.raises(SandboxError, match="no app has a Home for Maya Finch"):
        maya.home()
    assert driver.deliveries("slash_commands") == []
    assert driver.deliveries("interactive") == []

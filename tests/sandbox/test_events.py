"""What an app hears: only what it subscribed to, may hear, and is there to hear."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client import Installation, SandboxDriver
from sandbox.person_driver import PersonDriver
from sandbox.server import Sandbox
from tests.sandbox.conftest import RunningApp, manifest, web_client

Json = dict[str, Any]


@pytest.fixture
def olivia(driver: SandboxDriver) -> PersonDriver:
    return driver.person("olivia")


@pytest.fixture
def channel(client: WebClient, olivia: PersonDriver) -> str:
    created: str = client.conversations_create(name="work")["channel"]["id"]
    client.conversations_invite(channel=created, users=[olivia.id])
    return created


def events(driver: SandboxDriver, kind: str | None = None) -> list[Json]:
    found = [d.payload["event"] for d in driver.deliveries("events_api")]
    return [event for event in found if kind in (None, event["type"])]


def test_a_message_is_heard_with_its_place(
    driver: SandboxDriver, olivia: PersonDriver, channel: str, installed: Installation
) -> None:
    ts = olivia.say("work", "Good morning")
    event = events(driver, "message")[-1]
    assert (event["user"], event["text"], event["ts"]) == (olivia.id, "Good morning", ts)
    assert (event["channel"], event["channel_type"]) == (channel, "channel")
    payload = driver.deliveries("events_api")[-1].payload
    assert payload["type"] == "event_callback"
    assert payload["api_app_id"] == installed.app_id
    assert payload["authorizations"][0]["user_id"] == installed.bot_user_id


def test_an_edit_and_a_deletion_are_heard(
    driver: SandboxDriver, olivia: PersonDriver, channel: str
) -> None:
    ts = olivia.say(channel, "Helo")
    olivia.edit(channel, ts, "Hello")
    olivia.delete_message(channel, ts)
    changed, deleted = events(driver, "message")[-2:]
    assert changed["subtype"] == "message_changed"
    assert changed["message"]["text"] == "Hello"
    assert changed["previous_message"]["text"] == "Helo"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


def test_a_mention_is_heard_beside_the_message(
    driver: SandboxDriver, olivia: PersonDriver, channel: str, installed: Installation
) -> None:
    olivia.say(channel, f"<@{installed.bot_user_id}> are you there?")
    assert [e["type"] for e in events(driver)][-2:] == ["message", "app_mention"]


def test_direct_messages_are_heard(
    driver: SandboxDriver, olivia: PersonDriver, installed: Installation
) -> None:
    olivia.say(olivia.open_dm(installed.bot_user_id), "Psst")
    assert events(driver, "message")[-1]["channel_type"] == "im"


def test_nothing_is_heard_from_channels_the_app_is_not_in(
    driver: SandboxDriver, olivia: PersonDriver, installed: Installation
) -> None:
    olivia.create_channel("elsewhere")
    olivia.say("elsewhere", f"Nobody hears <@{installed.bot_user_id}>")
    assert events(driver) == []


@pytest.mark.parametrize(
    "changes",
    [{"events": ["member_joined_channel"]}, {"scopes": ["channels:manage", "chat:write"]}],
    ids=["not subscribed", "no scope"],
)
def test_an_app_hears_only_what_its_manifest_asks_for(
    sandbox: Sandbox, driver: SandboxDriver, olivia: PersonDriver, changes: Json
) -> None:
    narrow = driver.install(manifest(**changes))
    client = web_client(sandbox, narrow.bot_token)
    channel = client.conversations_create(name="work")["channel"]["id"]
    olivia.join("work")
    olivia.say(channel, "Hello?")
    assert events(driver, "message") == []


def test_coming_and_going_are_heard(
    driver: SandboxDriver, olivia: PersonDriver, channel: str, installed: Installation
) -> None:
    arthur = driver.person("arthur")
    olivia.invite(channel, arthur.id)
    joined = events(driver, "member_joined_channel")[-1]
    assert (joined["user"], joined["inviter"]) == (arthur.id, olivia.id)
    arthur.leave(channel)
    assert events(driver, "member_left_channel")[-1]["user"] == arthur.id
    olivia.kick(channel, installed.bot_user_id)
    left = events(driver)[-1]
    assert (left["type"], left["channel"], left["actor_id"]) == ("channel_left", channel, olivia.id)


def test_a_private_channels_life_is_heard_in_group_events(
    driver: SandboxDriver, client: WebClient, olivia: PersonDriver, installed: Installation
) -> None:
    private = client.conversations_create(name="quiet", is_private=True)["channel"]["id"]
    client.conversations_invite(channel=private, users=[olivia.id])
    olivia.rename(private, "quieter")
    olivia.archive(private)
    olivia.unarchive(private)
    olivia.kick(private, installed.bot_user_id)
    heard = [event["type"] for event in events(driver) if event["type"] != "message"]
    assert heard == [
        "member_joined_channel",
        "group_rename",
        "group_archive",
        "group_unarchive",
        "group_left",
    ]


def test_a_channel_renamed_archived_and_deleted_is_heard(
    driver: SandboxDriver, olivia: PersonDriver, channel: str
) -> None:
    olivia.rename(channel, "better")
    assert events(driver, "channel_rename")[-1]["channel"]["name"] == "better"
    olivia.archive(channel)
    assert events(driver, "channel_archive")[-1]["user"] == olivia.id
    ada = driver.person("ada")
    ada.delete_channel(channel)
    assert events(driver, "channel_deleted")[-1]["channel"] == channel


def test_pins_and_reactions_are_heard(
    driver: SandboxDriver, client: WebClient, olivia: PersonDriver, channel: str
) -> None:
    ts = client.chat_postMessage(channel=channel, text="Keep")["ts"]
    client.pins_add(channel=channel, timestamp=ts)
    olivia.unpin(channel, ts)
    olivia.react(channel, ts, "tada")
    assert [event["type"] for event in events(driver) if event["type"] != "message"][-3:] == [
        "pin_added",
        "pin_removed",
        "reaction_added",
    ]


def test_new_people_and_changed_ones_are_heard(
    driver: SandboxDriver, olivia: PersonDriver, installed: Installation
) -> None:
    driver.team("trellis").add_person("Nora Field", "nora@trellis.example", zone="Asia/Tokyo")
    driver.team("brightwater").add_person("Otto Lake", "otto@brightwater.example")
    joined = [event["user"]["real_name"] for event in events(driver, "team_join")]
    assert joined == ["Nora Field"]
    olivia.change_profile(title="Head of onboarding", zone="Asia/Tokyo")
    changed = events(driver, "user_change")[-1]["user"]
    assert (changed["profile"]["title"], changed["tz"]) == ("Head of onboarding", "Asia/Tokyo")


def test_an_event_comes_to_a_socket_mode_app_and_is_acknowledged(
    app: RunningApp, driver: SandboxDriver, olivia: PersonDriver
) -> None:
    heard: list[str] = []

    @app.bolt.event("message")
    def message(event: Json) -> None:
        heard.append(event["text"])

    @app.bolt.event("member_joined_channel")
    def joined(event: Json) -> None:
        """Acknowledged by listening."""

    app.client.conversations_create(name="work")
    olivia.join("work")
    olivia.say("work", "Hello")
    driver.until(lambda: "Hello" in heard)
    driver.until(driver.is_idle)
    ack = driver.deliveries("events_api")[-1].ack
    assert ack is not None
    assert ack["ok"]

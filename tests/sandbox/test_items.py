"""Pins, bookmarks, reactions, people and the workspace."""

import pytest
from slack_sdk import WebClient

from sandbox.client import Installation, SandboxDriver
from tests.sandbox.refusals import error_of


@pytest.fixture
def channel(client: WebClient, driver: SandboxDriver) -> str:
    created: str = client.conversations_create(name="work")["channel"]["id"]
    client.conversations_invite(channel=created, users=[driver.person("olivia").id])
    return created


def test_a_pin_is_seen_and_taken_off(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    ts = client.chat_postMessage(channel=channel, text="Keep")["ts"]
    client.pins_add(channel=channel, timestamp=ts)
    assert error_of(client.pins_add, channel=channel, timestamp=ts) == "already_pinned"
    assert driver.person("olivia").messages(channel)[0].pinned
    items = client.pins_list(channel=channel)["items"]
    assert [item["message"]["text"] for item in items] == ["Keep"]
    client.pins_remove(channel=channel, timestamp=ts)
    assert error_of(client.pins_remove, channel=channel, timestamp=ts) == "no_pin"
    assert error_of(client.pins_add, channel=channel, timestamp="1.1") == "message_not_found"
    assert error_of(client.pins_add, channel=channel) == "no_item_specified"


def test_bookmarks_are_kept_in_order(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    first = client.bookmarks_add(
        channel_id=channel, title="Plan", type="link", link="https://plan.example/1"
    )["bookmark"]
    client.bookmarks_add(
        channel_id=channel, title="Help", type="link", link="https://plan.example/2"
    )
    client.bookmarks_edit(channel_id=channel, bookmark_id=first["id"], title="The plan")
    seen = driver.person("olivia").channel(channel).bookmarks
    assert [(b["title"], b["link"]) for b in seen] == [
        ("The plan", "https://plan.example/1"),
        ("Help", "https://plan.example/2"),
    ]
    client.bookmarks_remove(channel_id=channel, bookmark_id=first["id"])
    assert [b["title"] for b in client.bookmarks_list(channel_id=channel)["bookmarks"]] == ["Help"]
    gone = error_of(client.bookmarks_remove, channel_id=channel, bookmark_id=first["id"])
    assert gone == "not_found"


def test_a_bookmark_needs_a_link(client: WebClient, channel: str) -> None:
    bad = error_of(client.bookmarks_add, channel_id=channel, title="x", type="link", link="ftp://x")
    assert bad == "invalid_link"
    file = error_of(client.bookmarks_add, channel_id=channel, title="x", type="file")
    assert file == "invalid_bookmark_type"


def test_reactions_count_people(client: WebClient, driver: SandboxDriver, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="Yes?")["ts"]
    driver.person("olivia").react(channel, ts, "tada")
    client.reactions_add(channel=channel, name="tada", timestamp=ts)
    again = error_of(client.reactions_add, channel=channel, name="tada", timestamp=ts)
    assert again == "already_reacted"
    message = client.reactions_get(channel=channel, timestamp=ts)["message"]
    assert [(r["name"], r["count"]) for r in message["reactions"]] == [("tada", 2)]
    client.reactions_remove(channel=channel, name="tada", timestamp=ts)
    gone = error_of(client.reactions_remove, channel=channel, name="tada", timestamp=ts)
    assert gone == "no_reaction"


def test_people_of_our_workspace_are_listed_and_found(
    client: WebClient, driver: SandboxDriver, installed: Installation
) -> None:
    members = client.users_list()["members"]
    assert {m["name"] for m in members} == {"olivia", "arthur", "clara", "liam", "ada", "trial"}
    assert {m["team_id"] for m in members} == {installed.team_id}
    found = client.users_lookupByEmail(email="OLIVIA@trellis.example")["user"]
    assert found["id"] == driver.person("olivia").id
    assert found["tz"] == "Europe/London"
    other = error_of(client.users_lookupByEmail, email="maya@hazelfinch.example")
    assert other == "users_not_found"
    assert error_of(client.users_info, user=driver.person("maya").id) == "user_not_found"


def test_each_person_has_a_zone_and_an_offset(client: WebClient, driver: SandboxDriver) -> None:
    liam = client.users_info(user=driver.person("liam").id)["user"]
    assert liam["tz"] == "America/Los_Angeles"
    assert liam["tz_offset"] in (-25200, -28800)


def test_a_guest_is_restricted_and_found_by_email(client: WebClient, driver: SandboxDriver) -> None:
    guest = driver.team("trellis").add_person(
        "Maya Finch", "maya@hazelfinch.example", name="maya.guest", is_restricted=True
    )
    found = client.users_lookupByEmail(email="maya@hazelfinch.example")["user"]
    assert found["id"] == guest.id
    assert found["is_restricted"]


def test_the_workspace_describes_itself(client: WebClient, installed: Installation) -> None:
    team = client.team_info()["team"]
    assert (team["id"], team["name"], team["domain"]) == (installed.team_id, "Trellis", "trellis")
    assert error_of(client.team_info, team="T404") == "team_not_found"

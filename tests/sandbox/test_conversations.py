"""conversations.*: channels made, named, filled, listed and put away."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Installation, SandboxDriver, SandboxError
from tests.sandbox.refusals import error_of


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Upper", "invalid_name_specials"),
        ("two words", "invalid_name_specials"),
        ("---", "invalid_name_punctuation"),
        ("general", "name_taken"),
    ],
)
def test_names_slack_does_not_take(client: WebClient, name: str, error: str) -> None:
    assert error_of(client.conversations_create, name=name) == error


def test_the_longest_name_is_taken(client: WebClient) -> None:
    assert client.conversations_create(name="x" * 80)["channel"]["name"] == "x" * 80


def test_private_channels_start_with_g(client: WebClient) -> None:
    channel = client.conversations_create(name="quiet", is_private=True)["channel"]
    assert channel["id"].startswith("G")
    assert channel["is_private"]
    assert channel["is_group"]


def test_a_workspace_may_keep_apps_from_making_channels(
    client: WebClient, driver: SandboxDriver
) -> None:
    driver.team("trellis").set(may_create_channels=False)
    assert error_of(client.conversations_create, name="no") == "restricted_action"


def test_inviting_tells_each_problem(client: WebClient, driver: SandboxDriver) -> None:
    channel = client.conversations_create(name="work")["channel"]["id"]
    olivia, arthur = driver.person("olivia").id, driver.person("arthur").id
    client.conversations_invite(channel=channel, users=[olivia])
    again = error_of(client.conversations_invite, channel=channel, users=[olivia])
    assert again == "already_in_channel"
    with pytest.raises(SlackApiError) as refused:
        client.conversations_invite(channel=channel, users=[arthur, olivia, "U404"])
    problems = [(p["user"], p["error"]) for p in refused.value.response["errors"]]
    assert problems == [(olivia, "already_in_channel"), ("U404", "user_not_found")]
    client.conversations_invite(channel=channel, users=[arthur, olivia], force=True)
    assert arthur in client.conversations_members(channel=channel)["members"]


def test_other_companies_are_not_invited_this_way(
    client: WebClient, driver: SandboxDriver, installed: Installation
) -> None:
    channel = client.conversations_create(name="work")["channel"]["id"]
    maya = driver.person("maya").id
    refused = error_of(client.conversations_invite, channel=channel, users=[maya])
    assert refused == "user_not_found"
    itself = error_of(client.conversations_invite, channel=channel, users=[installed.bot_user_id])
    assert itself == "cant_invite_self"


def test_topic_and_purpose_are_seen(client: WebClient, driver: SandboxDriver) -> None:
    channel = client.conversations_create(name="work")["channel"]["id"]
    client.conversations_setTopic(channel=channel, topic="Now")
    client.conversations_setPurpose(channel=channel, purpose="Why")
    client.conversations_invite(channel=channel, users=[driver.person("olivia").id])
    seen = driver.person("olivia").channel("work")
    assert (seen.topic, seen.purpose) == ("Now", "Why")
    too_long = error_of(client.conversations_setTopic, channel=channel, topic="x" * 251)
    assert too_long == "too_long"


def test_archiving_twice_and_back(client: WebClient) -> None:
    channel = client.conversations_create(name="work")["channel"]["id"]
    client.conversations_archive(channel=channel)
    assert error_of(client.conversations_archive, channel=channel) == "already_archived"
    assert error_of(client.conversations_rename, channel=channel, name="new") == "is_archived"
    client.conversations_unarchive(channel=channel)
    assert error_of(client.conversations_unarchive, channel=channel) == "not_archived"
    assert client.conversations_rename(channel=channel, name="new")["channel"]["name"] == "new"


def test_joining_leaving_and_removing(client: WebClient, driver: SandboxDriver) -> None:
    olivia = driver.person("olivia")
    channel = olivia.create_channel("open").id
    client.conversations_join(channel=channel)
    assert client.conversations_join(channel=channel)["warning"] == "already_in_channel"
    client.conversations_kick(channel=channel, user=olivia.id)
    assert olivia.id not in client.conversations_members(channel=channel)["members"]
    client.conversations_leave(channel=channel)
    assert error_of(client.conversations_history, channel=channel) == "not_in_channel"


def test_lists_come_in_pages(client: WebClient) -> None:
    names = [f"c{n}" for n in range(7)]
    for name in names:
        client.conversations_create(name=name)
    pages, cursor = [], None
    while True:
        page = client.conversations_list(limit=3, cursor=cursor)
        pages.append([channel["name"] for channel in page["channels"]])
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert [len(page) for page in pages] == [3, 3, 2]
    assert {name for page in pages for name in page} == {*names, "general"}


@pytest.mark.parametrize("cursor", ["nonsense", "bmV4dDpDNDA0"])
def test_a_made_up_cursor_is_refused(client: WebClient, cursor: str) -> None:
    assert error_of(client.conversations_list, cursor=cursor) == "invalid_cursor"


def test_list_arguments_are_checked(client: WebClient) -> None:
    assert error_of(client.conversations_list, limit=-1) == "invalid_limit"
    assert error_of(client.conversations_list, types="rooms") == "invalid_types"


def test_lists_leave_out_what_was_not_asked_for(client: WebClient, driver: SandboxDriver) -> None:
    client.conversations_create(name="open")
    client.conversations_create(name="quiet", is_private=True)
    old = client.conversations_create(name="old")["channel"]["id"]
    client.conversations_archive(channel=old)
    driver.person("olivia").create_channel("theirs", private=True)

    def names(types: str) -> list[str]:
        listed = client.conversations_list(types=types, exclude_archived=True)
        return [channel["name"] for channel in listed["channels"]]

    assert names("public_channel") == ["general", "open"]
    assert names("private_channel") == ["quiet"]
    mine = client.users_conversations(types="public_channel,private_channel")["channels"]
    assert [channel["name"] for channel in mine] == ["open", "quiet", "old"]


def test_history_goes_backwards_within_its_period(client: WebClient) -> None:
    channel = client.conversations_create(name="work")["channel"]["id"]
    stamps = [client.chat_postMessage(channel=channel, text=str(n))["ts"] for n in range(5)]

    def texts(**period: object) -> list[str]:
        found = client.conversations_history(channel=channel, **period)  # type: ignore[arg-type]
        return [message["text"] for message in found["messages"]]

    assert texts() == ["4", "3", "2", "1", "0"]
    assert texts(oldest=stamps[1], latest=stamps[3]) == ["2"]
    assert texts(oldest=stamps[1], latest=stamps[3], inclusive=True) == ["3", "2", "1"]
    first = client.conversations_history(channel=channel, limit=2)
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    assert texts(limit=2, cursor=cursor) == ["2", "1"]
    assert (
        error_of(client.conversations_history, channel=channel, oldest="x") == "invalid_ts_oldest"
    )


def test_people_see_only_their_channels(client: WebClient, driver: SandboxDriver) -> None:
    client.conversations_create(name="quiet", is_private=True)
    olivia = driver.person("olivia")
    assert [channel.name for channel in olivia.channels()] == ["general"]
    with pytest.raises(SandboxError, match="Olivia Hart cannot see quiet"):
        olivia.messages("quiet")
    with pytest.raises(SandboxError, match="there is no channel work"):
        driver.person("maya").messages("work")

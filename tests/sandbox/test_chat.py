"""chat.*: messages posted, changed, deleted, and what people see of them."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Installation, SandboxDriver
from sandbox.server import Sandbox
from tests.sandbox.conftest import manifest, web_client
from tests.sandbox.refusals import error_of

Json = dict[str, Any]

SECTION: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}


@pytest.fixture
def channel(client: WebClient, driver: SandboxDriver) -> str:
    """#work, with the app and Olivia in it."""
    created: str = client.conversations_create(name="work")["channel"]["id"]
    client.conversations_invite(channel=created, users=[driver.person("olivia").id])
    return created


def test_a_message_is_seen_by_the_people_of_the_channel(
    client: WebClient, driver: SandboxDriver, channel: str, installed: Installation
) -> None:
    posted = client.chat_postMessage(channel=channel, text="Hello", blocks=[SECTION])
    seen = driver.person("olivia").messages("work")
    assert [(m.ts, m.text, m.from_app) for m in seen] == [(posted["ts"], "Hello", True)]
    assert posted["message"]["bot_id"] == installed.bot_id
    assert posted["message"]["blocks"][0]["block_id"]


def test_timestamps_strictly_increase(client: WebClient, channel: str) -> None:
    stamps = [client.chat_postMessage(channel=channel, text=str(n))["ts"] for n in range(20)]
    assert stamps == sorted(set(stamps), key=float)


def test_a_thread_hangs_on_its_first_message(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    root = client.chat_postMessage(channel=channel, text="Root")["ts"]
    reply = client.chat_postMessage(channel=channel, text="One", thread_ts=root)["ts"]
    client.chat_postMessage(channel=channel, text="Two", thread_ts=reply)
    client.chat_postMessage(channel=channel, text="Loud", thread_ts=root, reply_broadcast=True)
    olivia = driver.person("olivia")
    assert [m.text for m in olivia.thread(channel, root)] == ["One", "Two", "Loud"]
    assert [m.text for m in olivia.messages(channel)] == ["Root", "Loud"]
    replies = client.conversations_replies(channel=channel, ts=root)["messages"]
    assert [m["text"] for m in replies] == ["Root", "One", "Two", "Loud"]
    assert replies[0]["reply_count"] == 3


def test_metadata_comes_back_only_when_asked_for(client: WebClient, channel: str) -> None:
    metadata = {"event_type": "touch", "event_payload": {"key": "k1"}}
    client.chat_postMessage(channel=channel, text="Hello", metadata=metadata)
    plain = client.conversations_history(channel=channel, limit=1)["messages"][0]
    assert "metadata" not in plain
    full = client.conversations_history(channel=channel, limit=1, include_all_metadata=True)
    assert full["messages"][0]["metadata"] == metadata


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("no json", "invalid_metadata_format"),
        ({"event_type": "x"}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"k": "v" * 9000}}, "metadata_too_large"),
    ],
)
def test_metadata_that_slack_does_not_take_is_refused(
    client: WebClient, channel: str, metadata: Any, error: str
) -> None:
    refused = error_of(client.chat_postMessage, channel=channel, text="x", metadata=metadata)
    assert refused == error


def test_an_update_shows_as_edited(client: WebClient, driver: SandboxDriver, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="Old", blocks=[SECTION])["ts"]
    client.chat_update(channel=channel, ts=ts, text="New", blocks=[{"type": "divider"}])
    seen = driver.person("olivia").messages(channel)[0]
    assert (seen.text, seen.edited) == ("New", True)
    assert [block["type"] for block in seen.blocks] == ["divider"]


def test_an_update_leaves_what_it_does_not_name(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    metadata = {"event_type": "touch", "event_payload": {"key": "k1"}}
    posted = client.chat_postMessage(
        channel=channel, text="Old", blocks=[SECTION], metadata=metadata
    )
    updated = client.chat_update(channel=channel, ts=posted["ts"], text="New")["message"]
    assert (updated["text"], updated["metadata"]) == ("New", metadata)
    assert [block["type"] for block in updated["blocks"]] == ["section"]
    bare = client.chat_update(channel=channel, ts=posted["ts"], text="Bare", blocks=[], metadata={})
    assert not {"blocks", "metadata"} & bare["message"].keys()


def test_only_our_own_messages_can_be_changed(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    ts = driver.person("olivia").say(channel, "Mine")
    assert error_of(client.chat_update, channel=channel, ts=ts, text="x") == "cant_update_message"
    assert error_of(client.chat_delete, channel=channel, ts=ts) == "cant_delete_message"
    missing = error_of(client.chat_update, channel=channel, ts="1.000001", text="x")
    assert missing == "message_not_found"


def test_a_deleted_message_is_gone(client: WebClient, driver: SandboxDriver, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="Oops")["ts"]
    client.chat_delete(channel=channel, ts=ts)
    assert driver.person("olivia").messages(channel) == []


def test_an_ephemeral_message_is_seen_by_one_person(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    olivia, clara = driver.person("olivia"), driver.person("clara")
    client.conversations_invite(channel=channel, users=[clara.id])
    client.chat_postEphemeral(channel=channel, user=olivia.id, text="Just you")
    assert [(m.text, m.ephemeral) for m in olivia.messages(channel)] == [("Just you", True)]
    assert clara.messages(channel) == []
    history = client.conversations_history(channel=channel)["messages"]
    assert "Just you" not in [m["text"] for m in history]
    absent = driver.person("arthur").id
    refused = error_of(client.chat_postEphemeral, channel=channel, user=absent, text="x")
    assert refused == "user_not_in_channel"


def test_posting_where_we_are_not_is_refused(client: WebClient, driver: SandboxDriver) -> None:
    olivia = driver.person("olivia")
    public = olivia.create_channel("public").id
    private = olivia.create_channel("secret", private=True).id
    assert error_of(client.chat_postMessage, channel=public, text="x") == "not_in_channel"
    assert error_of(client.chat_postMessage, channel=private, text="x") == "channel_not_found"
    assert error_of(client.chat_postMessage, channel="C404", text="x") == "channel_not_found"


def test_chat_write_public_posts_without_joining(sandbox: Sandbox, driver: SandboxDriver) -> None:
    loud = driver.install(manifest(scopes=["chat:write", "chat:write.public"]))
    olivia = driver.person("olivia")
    channel = olivia.create_channel("public").id
    web_client(sandbox, loud.bot_token).chat_postMessage(channel=channel, text="Hi")
    assert [m.text for m in olivia.messages(channel)] == ["Hi"]


def test_an_archived_channel_takes_no_messages(client: WebClient, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="x")["ts"]
    client.conversations_archive(channel=channel)
    assert error_of(client.chat_postMessage, channel=channel, text="x") == "is_archived"
    assert error_of(client.chat_update, channel=channel, ts=ts, text="y") == "is_inactive"


def test_a_post_to_a_person_opens_their_direct_messages(
    client: WebClient, driver: SandboxDriver
) -> None:
    olivia = driver.person("olivia")
    posted = client.chat_postMessage(channel=olivia.id, text="Psst")
    assert posted["channel"].startswith("D")
    assert [m.text for m in olivia.dm_messages()] == ["Psst"]
    opened = client.conversations_open(users=[olivia.id])
    assert opened["channel"]["id"] == posted["channel"]


def test_a_stranger_cannot_be_written_to(client: WebClient, driver: SandboxDriver) -> None:
    maya = driver.person("maya").id
    assert error_of(client.chat_postMessage, channel=maya, text="x") == "channel_not_found"
    assert error_of(client.conversations_open, users=[maya]) == "user_not_visible"


def test_blocks_that_break_a_limit_are_refused_with_reasons(
    client: WebClient, channel: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=channel, text="x", blocks=[{"type": "divider"}] * 51)
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"]
    bad = error_of(client.chat_postMessage, channel=channel, text="x", blocks="{")
    assert bad == "invalid_blocks_format"


def test_too_much_text_in_blocks_is_refused(client: WebClient, channel: str) -> None:
    def blocks(last: int) -> list[Json]:
        lengths = [3000, 3000, 3000, 3000, last]
        texts = [{"type": "mrkdwn", "text": "x" * length} for length in lengths]
        return [{"type": "section", "text": text} for text in texts]

    client.chat_postMessage(channel=channel, text="x", blocks=blocks(1200))
    refused = error_of(client.chat_postMessage, channel=channel, text="x", blocks=blocks(1201))
    assert refused == "msg_blocks_too_long"


def test_long_text_is_cut(client: WebClient, channel: str) -> None:
    posted = client.chat_postMessage(channel=channel, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000


@pytest.mark.filterwarnings("ignore:.*text.*:UserWarning")
def test_a_message_needs_some_content(client: WebClient, channel: str) -> None:
    assert error_of(client.chat_postMessage, channel=channel, text="") == "no_text"


@pytest.mark.provokes("no_text_fallback")
@pytest.mark.filterwarnings("ignore:.*text.*:UserWarning")
def test_blocks_without_text_are_noted(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    client.chat_postMessage(channel=channel, blocks=[SECTION])
    assert [v.kind for v in driver.violations()] == ["no_text_fallback"]


def test_a_permalink_names_channel_and_message(client: WebClient, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="x")["ts"]
    link = client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"]
    assert channel in link
    assert ts.replace(".", "") in link

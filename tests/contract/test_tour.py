"""Every method once, answered as Slack answers: all their arguments and shapes are compared."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient

from sandbox.client import Installation, SandboxDriver
from sandbox.methods import TABLE
from sandbox.server import Sandbox
from tests.contract import reference
from tests.contract.recording import recorded_deviations
from tests.sandbox.conftest import manifest, web_client
from tests.sandbox.showing import buttons, modal, plain

Json = dict[str, Any]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.running(limits="off") as running:
        yield running


@pytest.fixture(scope="module")
def driver(sandbox: Sandbox) -> Iterator[SandboxDriver]:
    with sandbox.driver() as driving:
        yield driving


def test_every_method_answers_in_slacks_shape(sandbox: Sandbox, driver: SandboxDriver) -> None:
    reference.require_reference()
    app = driver.install(manifest(rotates=True, events=[]))
    client = web_client(sandbox, app.bot_token)
    channel = speak(client, driver)
    look_around(client, driver, channel)
    keep_things(client, driver, channel)
    show_forms(sandbox, client, driver, app)
    share(sandbox, driver, client)
    be_installed(client, driver, app)
    tidy(client, driver, channel)
    answered = {call.method for call in driver.calls() if (call.answer or {}).get("ok")}
    assert answered == TABLE.keys()
    found = [str(deviation) for deviation in recorded_deviations(driver)]
    assert not found, found


def speak(client: WebClient, driver: SandboxDriver) -> str:
    """A channel in which something has been said."""
    channel: str = client.conversations_create(name="tour")["channel"]["id"]
    ts = client.chat_postMessage(channel=channel, text="Hello")["ts"]
    client.chat_postMessage(channel=channel, text="Reply", thread_ts=ts)
    client.chat_update(channel=channel, ts=ts, text="Hello!")
    client.chat_getPermalink(channel=channel, message_ts=ts)
    client.chat_meMessage(channel=channel, text="waves")
    olivia = driver.person("olivia").id
    client.conversations_invite(channel=channel, users=[olivia])
    client.chat_postEphemeral(channel=channel, user=olivia, text="Only you")
    scheduled = client.chat_scheduleMessage(
        channel=channel, post_at=int(driver.now()) + 3600, text="Later"
    )
    client.chat_scheduledMessages_list()
    client.chat_deleteScheduledMessage(
        channel=channel, scheduled_message_id=scheduled["scheduled_message_id"]
    )
    client.reactions_add(channel=channel, timestamp=ts, name="wave")
    client.reactions_get(channel=channel, timestamp=ts)
    client.conversations_history(channel=channel)
    client.conversations_replies(channel=channel, ts=ts)
    client.reactions_remove(channel=channel, timestamp=ts, name="wave")
    client.pins_add(channel=channel, timestamp=ts)
    client.pins_list(channel=channel)
    client.pins_remove(channel=channel, timestamp=ts)
    client.conversations_mark(channel=channel, ts=ts)
    client.chat_delete(channel=channel, ts=ts)
    return channel


def look_around(client: WebClient, driver: SandboxDriver, channel: str) -> None:
    olivia = driver.person("olivia")
    client.api_test()
    client.auth_test()
    client.team_info()
    client.users_list()
    client.users_info(user=olivia.id)
    client.users_lookupByEmail(email=olivia.email)
    client.users_getPresence(user=olivia.id)
    client.users_getPresence(user=client.auth_test()["user_id"])
    client.users_profile_get(user=olivia.id)
    client.users_conversations()
    group = olivia.add_usergroup("Onboarding", "onboarding", [olivia.id])
    client.usergroups_list(include_users=True, include_count=True)
    client.usergroups_users_list(usergroup=group)
    client.conversations_info(channel=channel)
    client.conversations_list()
    client.conversations_members(channel=channel)
    client.conversations_setTopic(channel=channel, topic="Topic")
    client.conversations_setPurpose(channel=channel, purpose="Purpose")
    client.conversations_rename(channel=channel, name="grand-tour")
    direct = client.conversations_open(users=[olivia.id], return_im=True)["channel"]["id"]
    client.conversations_close(channel=direct)


def keep_things(client: WebClient, driver: SandboxDriver, channel: str) -> None:
    link = {"title": "Docs", "type": "link", "link": "https://example.com"}
    bookmark = client.bookmarks_add(channel_id=channel, **link)["bookmark"]["id"]
    client.bookmarks_edit(channel_id=channel, bookmark_id=bookmark, title="Doc")
    client.bookmarks_list(channel_id=channel)
    client.bookmarks_remove(channel_id=channel, bookmark_id=bookmark)
    file = client.files_upload_v2(
        content="a,b\n1,2", filename="numbers.csv", channel=channel, initial_comment="Numbers"
    )["file"]["id"]
    client.files_info(file=file)
    client.conversations_history(channel=channel)
    document = {"type": "markdown", "markdown": "# Plan"}
    canvas = client.canvases_create(title="Plan", document_content=document)["canvas_id"]
    end = {"operation": "insert_at_end", "document_content": document}
    client.canvases_edit(canvas_id=canvas, changes=[end])
    client.canvases_access_set(canvas_id=canvas, access_level="read", channel_ids=[channel])
    client.files_info(file=canvas)
    client.conversations_canvases_create(channel_id=channel, document_content=document)
    client.conversations_info(channel=channel)
    client.canvases_delete(canvas_id=canvas)
    client.api_call("blocks.validate", json={"blocks": [{"type": "divider"}]})


def show_forms(
    sandbox: Sandbox, client: WebClient, driver: SandboxDriver, app: Installation
) -> None:
    """Over Socket Mode, for the sake of apps.connections.open."""
    socket = SocketModeClient(
        app_token=app.app_token, web_client=WebClient(base_url=sandbox.api_url)
    )
    pushed: list[str] = []

    def click(_: SocketModeClient, request: Any) -> None:
        socket.send_socket_mode_response({"envelope_id": request.envelope_id})
        if request.type != "interactive":
            return
        trigger = request.payload["trigger_id"]
        if not pushed:
            view = modal("form", {"type": "section", "text": plain("A")}, *buttons("more"))
            opened = client.views_open(trigger_id=trigger, view=view)["view"]
            client.views_update(view_id=opened["id"], hash=opened["hash"], view=view)
        else:
            client.views_push(trigger_id=trigger, view=modal("second"))
        pushed.append(trigger)

    socket.socket_mode_request_listeners.append(click)  # type: ignore[arg-type]
    socket.connect()
    try:
        driver.until(lambda: driver.connections() == 1)
        olivia = driver.person("olivia")
        ts = client.chat_postMessage(channel="grand-tour", text="Act", blocks=buttons("go"))["ts"]
        olivia.click("grand-tour", ts, "go")
        driver.until(lambda: len(pushed) == 1)
        olivia.click_in_modal("more")
        driver.until(lambda: len(pushed) == 2)
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        client.views_publish(user_id=olivia.id, view=home)
    finally:
        socket.auto_reconnect_enabled = False
        driver.cut_socket("abrupt")
        socket.close()


def share(sandbox: Sandbox, driver: SandboxDriver, client: WebClient) -> None:
    """Two workspaces, each with its app: inviting, answering, approving."""
    theirs = driver.install(manifest(events=[]), team="hazelfinch")
    guest = web_client(sandbox, theirs.bot_token)
    first = client.conversations_create(name="first")["channel"]["id"]
    maya = driver.person("maya")
    client.conversations_inviteShared(channel=first, emails=[maya.email], external_limited=False)
    maya.accept(maya.inbox()[0].id)
    maya.invite(first, theirs.bot_user_id)
    driver.team("hazelfinch").set(requires_approval=True)
    driver.team("trellis").set(governs_invites=True)
    second = client.conversations_create(name="second")["channel"]["id"]
    invite = client.conversations_inviteShared(channel=second, user_ids=[theirs.bot_user_id])
    requests = client.conversations_requestSharedInvite_list()["invite_requests"]
    assert [request["id"] for request in requests] == [invite["invite_id"]]
    client.conversations_requestSharedInvite_approve(invite_id=invite["invite_id"])
    guest.conversations_acceptSharedInvite(
        channel_name="second-here", invite_id=invite["invite_id"]
    )
    client.conversations_listConnectInvites()
    guest.conversations_approveSharedInvite(invite_id=invite["invite_id"])
    client.conversations_externalInvitePermissions_set(
        channel=first, target_team=theirs.team_id, action="upgrade"
    )
    driver.team("trellis").set(governs_invites=False)
    third = client.conversations_create(name="third")["channel"]["id"]
    declined = client.conversations_inviteShared(channel=third, user_ids=[theirs.bot_user_id])
    guest.conversations_declineSharedInvite(invite_id=declined["invite_id"])
    client.conversations_info(channel=second)


def be_installed(client: WebClient, driver: SandboxDriver, app: Installation) -> None:
    known = {"client_id": app.client_id, "client_secret": app.client_secret}
    code = driver.oauth_code(app.client_id)
    client.oauth_v2_access(code=code, **known)
    client.oauth_v2_exchange(token=app.bot_token, **known)


def tidy(client: WebClient, driver: SandboxDriver, channel: str) -> None:
    olivia = driver.person("olivia").id
    client.conversations_kick(channel=channel, user=olivia)
    client.conversations_archive(channel=channel)
    client.conversations_unarchive(channel=channel)
    client.conversations_leave(channel=channel)
    client.conversations_join(channel=channel)

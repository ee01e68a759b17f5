"""People click what an app shows, and the app answers them."""

from typing import Any

import httpx
import pytest

from sandbox.client import SandboxDriver, SandboxError
from sandbox.person_driver import PersonDriver
from tests.sandbox.conftest import RunningApp
from tests.sandbox.showing import buttons, plain, posted

Json = dict[str, Any]


@pytest.fixture
def channel(app: RunningApp, olivia: PersonDriver) -> str:
    created: str = app.client.conversations_create(name="work")["channel"]["id"]
    app.client.conversations_invite(channel=created, users=[olivia.id])
    return created


def test_a_click_brings_the_app_the_actor_the_value_and_the_message(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    heard: list[Json] = []

    @app.bolt.action("go")
    def go(ack: Any, body: Json) -> None:
        heard.append(body)
        ack()

    ts = posted(app, channel, buttons("go", "stay"))
    outcome = olivia.click(channel, ts, "go")
    assert outcome.acked
    (body,) = heard
    assert body["user"]["id"] == olivia.id
    assert body["actions"][0]["value"] == "1"
    assert body["message"]["ts"] == ts
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel,
        "is_ephemeral": False,
    }


def test_a_value_can_be_forged(app: RunningApp, channel: str, olivia: PersonDriver) -> None:
    values: list[str] = []

    @app.bolt.action("go")
    def go(ack: Any, action: Json) -> None:
        values.append(action["value"])
        ack()

    olivia.click(channel, posted(app, channel, buttons("go")), "go", "forged")
    assert values == ["forged"]


def test_what_is_not_there_cannot_be_clicked(
    app: RunningApp, channel: str, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    ts = posted(app, channel, buttons("go"))
    with pytest.raises(SandboxError, match="no element 'stop' here; there are: go"):
        olivia.click(channel, ts, "stop")
    with pytest.raises(SandboxError, match="no channel work"):
        driver.person("maya").click("work", ts, "go")
    assert driver.deliveries("interactive") == []


def test_a_click_nobody_acknowledges_times_out(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    @app.bolt.action("go")
    def go() -> None:
        """Never acks."""

    outcome = olivia.click(channel, posted(app, channel, buttons("go")), "go")
    assert not outcome.acked
    assert outcome.seconds >= 3
    assert outcome.shown is not None


def test_a_select_carries_the_option_chosen(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    chosen: list[Json] = []

    @app.bolt.action("pick")
    def pick(ack: Any, body: Json) -> None:
        chosen.append(body)
        ack()

    options = [{"text": plain(value), "value": value} for value in ("a", "b")]
    select = {"type": "static_select", "action_id": "pick", "options": options}
    ts = posted(app, channel, [{"type": "actions", "block_id": "row", "elements": [select]}])
    olivia.click(channel, ts, "pick", "b")
    assert chosen[0]["actions"][0]["selected_option"]["value"] == "b"
    state = chosen[0]["state"]["values"]["row"]["pick"]
    assert state["selected_option"]["value"] == "b"
    with pytest.raises(SandboxError, match="no option 'c'; there are: 'a', 'b'"):
        olivia.click(channel, ts, "pick", "c")


def test_a_response_url_answers_only_the_actor_five_times(
    app: RunningApp, channel: str, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    urls: list[str] = []

    @app.bolt.action("go")
    def go(ack: Any, body: Json) -> None:
        urls.append(body["response_url"])
        ack()

    ts = posted(app, channel, buttons("go"))
    olivia.click(channel, ts, "go")
    assert httpx.post(urls[0], json={"text": "Only you"}).text == "ok"
    private = [m.text for m in olivia.messages(channel) if m.ephemeral]
    assert private == ["Only you"]
    httpx.post(urls[0], json={"text": "All", "response_type": "in_channel"})
    httpx.post(urls[0], json={"text": "New", "replace_original": True})
    edited = [m.text for m in olivia.messages(channel) if m.edited]
    assert edited == ["New"]
    httpx.post(urls[0], json={"delete_original": True})
    assert [m.text for m in olivia.messages(channel)] == ["Only you", "All"]
    httpx.post(urls[0], json={"text": "Fifth"})
    assert httpx.post(urls[0], json={"text": "Sixth"}).status_code == 404
    olivia.click(channel, posted(app, channel, buttons("go")), "go")
    driver.move_clock(30 * 60 + 1)
    assert httpx.post(urls[1], json={"text": "Late"}).text == "expired_url"
    said = [(told.person_id, told.body.get("text"), told.error) for told in driver.responses()]
    assert said[1] == (olivia.id, "All", "")
    assert [text for _, text, _ in said] == ["Only you", "All", "New", None, "Fifth"]
    assert len(driver.responses(since=3)) == 2


def test_a_button_on_an_ephemeral_message_replaces_it(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    heard: list[Json] = []

    @app.bolt.action("go")
    def go(ack: Any, body: Json, respond: Any) -> None:
        heard.append(body)
        ack()
        respond(text="Done", replace_original=True)

    blocks = buttons("go")
    app.client.chat_postEphemeral(channel=channel, user=olivia.id, text="Go?", blocks=blocks)
    (shown,) = olivia.messages(channel)
    olivia.click(channel, shown.ts, "go")
    assert [(m.text, m.ephemeral) for m in olivia.messages(channel)] == [("Done", True)]
    assert heard[0]["container"]["is_ephemeral"]
    assert "message" not in heard[0]


def test_the_same_payload_can_come_twice(
    app: RunningApp, channel: str, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    heard: list[str] = []

    @app.bolt.action("go")
    def go(ack: Any, body: Json) -> None:
        heard.append(body["actions"][0]["action_ts"])
        ack()

    olivia.click(channel, posted(app, channel, buttons("go")), "go")
    (delivery,) = driver.deliveries("interactive")
    assert driver.redeliver(delivery.index)["ok"]
    assert len(heard) == 2
    assert heard[0] == heard[1]


def test_a_stale_screen_still_has_the_old_button(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    heard: list[str] = []

    @app.bolt.action("old")
    def old(ack: Any, action: Json) -> None:
        heard.append(action["value"])
        ack()

    ts = posted(app, channel, buttons("old"))
    with pytest.raises(SandboxError, match="never been changed"):
        olivia.click(channel, ts, "old", stale=True)
    app.client.chat_update(channel=channel, ts=ts, text="New", blocks=buttons("new"))
    with pytest.raises(SandboxError, match="no element 'old' here"):
        olivia.click(channel, ts, "old")
    assert olivia.click(channel, ts, "old", stale=True).acked
    assert heard == ["1"]


def test_any_payload_can_be_forged(
    app: RunningApp, channel: str, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    actors: list[str] = []

    @app.bolt.action("go")
    def go(ack: Any, body: Json) -> None:
        actors.append(body["user"]["id"])
        ack()

    olivia.click(channel, posted(app, channel, buttons("go")), "go")
    payload = driver.deliveries("interactive")[0].payload
    payload["user"]["id"] = "U0STRANGER"
    assert driver.deliver(app.installation.app_id, "interactive", payload)["ok"]
    assert actors == [olivia.id, "U0STRANGER"]

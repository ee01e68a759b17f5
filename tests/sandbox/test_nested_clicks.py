"""What stands in cards, carousels and containers can be used like anything else."""

from typing import Any

import pytest

from sandbox.client import SandboxDriver, SandboxError
from sandbox.person_driver import PersonDriver
from tests.sandbox.conftest import RunningApp
from tests.sandbox.showing import button, buttons, field, modal, on_click_open, plain, posted

Json = dict[str, Any]


@pytest.fixture
def channel(app: RunningApp, olivia: PersonDriver) -> str:
    created: str = app.client.conversations_create(name="work")["channel"]["id"]
    app.client.conversations_invite(channel=created, users=[olivia.id])
    return created


def heard_by(app: RunningApp, action_id: str) -> list[Json]:
    """Every action of this name that the app hears of, as they come."""
    heard: list[Json] = []

    @app.bolt.action(action_id)
    def hear(ack: Any, action: Json) -> None:
        heard.append(action)
        ack()

    return heard


def card(*actions: Json, **parts: Any) -> Json:
    return {"type": "card", "title": plain("A card"), "actions": list(actions)} | parts


def container(*blocks: Json) -> Json:
    return {"type": "container", "title": plain("A container"), "child_blocks": list(blocks)}


def test_a_button_of_a_card_in_a_carousel(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    heard = heard_by(app, "take")
    cards = [card(button("take", "1"), block_id="one"), card(button("take", "2"), block_id="two")]
    ts = posted(app, channel, [{"type": "carousel", "elements": cards}])
    with pytest.raises(SandboxError, match="2 times: name the block_id"):
        olivia.click(channel, ts, "take")
    assert olivia.click(channel, ts, "take", block_id="two").acked
    assert [(action["block_id"], action["value"]) for action in heard] == [("two", "2")]


def test_a_button_in_a_container(app: RunningApp, channel: str, olivia: PersonDriver) -> None:
    heard = heard_by(app, "go")
    ts = posted(app, channel, [container(*buttons("go", "stay"))])
    assert olivia.click(channel, ts, "go").acked
    assert len(heard) == 1


def test_a_button_of_a_data_table(app: RunningApp, channel: str, olivia: PersonDriver) -> None:
    heard = heard_by(app, "go")
    text = {"type": "raw_text", "text": "x"}
    rows = [[text, text], [text, {"type": "action", "element": button("go")}]]
    ts = posted(app, channel, [{"type": "data_table", "caption": "x", "rows": rows}])
    assert olivia.click(channel, ts, "go").acked
    assert len(heard) == 1


def test_a_thumb_up_or_down(app: RunningApp, channel: str, olivia: PersonDriver) -> None:
    heard = heard_by(app, "feedback")
    thumbs = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    ts = posted(app, channel, [{"type": "context_actions", "elements": [thumbs]}])
    assert olivia.click(channel, ts, "feedback", "bad").acked
    assert [(action["type"], action["value"]) for action in heard] == [("feedback_buttons", "bad")]
    with pytest.raises(SandboxError, match="there is no option 'so-so'"):
        olivia.click(channel, ts, "feedback", "so-so")


def test_a_field_in_a_container_is_asked_for_and_sent(
    app: RunningApp, channel: str, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    sent: list[Json] = []

    @app.bolt.view("nested")
    def submitted(ack: Any, view: Json) -> None:
        sent.append(view["state"]["values"])
        ack()

    asked = field("what", {"type": "plain_text_input", "action_id": "text"})
    on_click_open(app, modal("nested", container(asked)))
    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    assert olivia.fill_and_submit({}) == {"what": "Please complete this required field."}
    assert olivia.fill_and_submit({"text": "typed"}) is None
    assert sent[0]["what"]["text"]["value"] == "typed"


def test_errors_are_shown_at_a_field_in_a_container(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    @app.bolt.view("nested")
    def submitted(ack: Any) -> None:
        ack(response_action="errors", errors={"what": "No"})

    asked = field("what", {"type": "plain_text_input", "action_id": "text"})
    on_click_open(app, modal("nested", container(asked)))
    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    assert olivia.fill_and_submit({"text": "typed"}) == {"what": "No"}


def test_what_an_app_does_not_name_slack_names(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    nameless = {"type": "button", "text": plain("Go")}
    blocks = [
        {"type": "carousel", "elements": [card(nameless)]},
        container({"type": "actions", "elements": [nameless]}),
    ]
    posted(app, channel, blocks)
    carousel, held = olivia.messages(channel)[-1].blocks
    named = [
        carousel["elements"][0]["actions"][0]["action_id"],
        held["child_blocks"][0]["elements"][0]["action_id"],
    ]
    assert len(set(named)) == 2
    assert carousel["elements"][0]["block_id"] != held["child_blocks"][0]["block_id"]

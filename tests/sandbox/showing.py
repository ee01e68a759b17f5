"""What the apps of these tests show: buttons, fields, modals."""

from typing import Any

from tests.sandbox.conftest import RunningApp

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(action_id: str, value: str = "1") -> Json:
    return {"type": "button", "text": plain(action_id), "action_id": action_id, "value": value}


def buttons(*action_ids: str) -> list[Json]:
    return [{"type": "actions", "elements": [button(action_id) for action_id in action_ids]}]


def field(block_id: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "element": element,
    } | more


def modal(callback_id: str, *blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(callback_id),
        "submit": plain("Save"),
        "blocks": list(blocks)
        or [field("what", {"type": "plain_text_input", "action_id": "text"})],
    } | more


def posted(app: RunningApp, channel: str, blocks: list[Json]) -> str:
    ts: str = app.client.chat_postMessage(channel=channel, text="Act", blocks=blocks)["ts"]
    return ts


def on_click_open(app: RunningApp, view: Json) -> None:
    """The button `open` opens this modal."""

    @app.bolt.action("open")
    def open_it(ack: Any, body: Json, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

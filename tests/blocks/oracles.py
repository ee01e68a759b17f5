"""What must hold of everything we show: Slack's limits, by two judges that do not know the kit."""

from typing import Any

from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View as SdkView

from blocks.kit import Message, View
from sandbox.blockkit import validate_message, validate_view


def assert_slack_takes(message: Message) -> None:
    """The sandbox's validator and `slack_sdk.models` both take it, and it has a fallback."""
    assert validate_message(message["blocks"]) == []
    for block in SdkBlock.parse_all(message["blocks"]):
        block.to_dict()
    assert message["text"].strip()
    action_ids = [element["action_id"] for element in clickables(message["blocks"])]
    assert len(action_ids) == len(set(action_ids))


def assert_slack_takes_view(view: View) -> None:
    assert validate_view(view) == []
    SdkView(**view).to_dict()


def clickables(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every button and menu of a message, in order."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        found.extend(block.get("elements", []) if block["type"] == "actions" else [])
        if "accessory" in block:
            found.append(block["accessory"])
    return found


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    return [one["text"]["text"] for one in clickables(blocks) if one["type"] == "button"]

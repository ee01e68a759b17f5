"""What Slack sent, as values: who, where, what, and the inbox key.

The key is the same when Slack delivers the same thing again, so that a service which has seen it
does nothing twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from blocks import values
from blocks.forms.state import FormState
from blocks.values import ButtonValue, ForgedValue
from handlers.acting import (
    actor_of_command,
    actor_of_interaction,
    workspace_of_event,
)
from services.actor import Actor

Carried = TypeVar("Carried")
Value = TypeVar("Value", bound=ButtonValue)


@dataclass(frozen=True, slots=True)
class Click(Generic[Carried]):
    """A click on a button or a choice in a select; `channel` and `message` (its timestamp) are ""
    where there is none (a view)."""

    actor: Actor
    channel: str
    value: Carried
    key: str
    trigger: str
    message: str = ""

    @staticmethod
    def parse(body: Mapping[str, Any], wanted: type[Value]) -> "Click[Value]":
        """A click on a button that carries a value. Raises `ForgedValue`."""
        return _click(body, values.parse(body["actions"][0].get("value"), wanted))

    @staticmethod
    def choice(body: Mapping[str, Any]) -> "Click[str]":
        """A choice in a select. Raises `ForgedValue` when nothing was chosen."""
        option = body["actions"][0].get("selected_option") or {}
        if not option.get("value"):
            raise ForgedValue("a choice without an option")
        return _click(body, str(option["value"]))

    @staticmethod
    def bare(body: Mapping[str, Any]) -> "Click[None]":
        """A click that carries nothing but itself."""
        return _click(body, None)


def _click(body: Mapping[str, Any], value: Carried) -> Click[Carried]:
    action = body["actions"][0]
    actor = actor_of_interaction(body)
    channel = (body.get("channel") or {}).get("id") or body["container"].get("channel_id") or ""
    trigger = body["trigger_id"]
    key = f"action:{trigger}:{action['action_ts']}:{actor.user}"
    message = body["container"].get("message_ts") or ""
    return Click(actor, channel, value, key, trigger, message)


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that was sent; `view` is as Slack gives it, `state` is what was typed."""

    actor: Actor
    view: Mapping[str, Any]
    key: str

    @classmethod
    def parse(cls, body: Mapping[str, Any]) -> "Submission":
        """Pressing the button again after a lost answer sends the same view: the same key."""
        view = body["view"]
        return cls(actor_of_interaction(body), view, f"submit:{view['id']}:{view['hash']}")

    @property
    def state(self) -> FormState:
        """What was typed and chosen."""
        return FormState(self.view)

    def about(self, wanted: type[Value]) -> Value:
        """What the form is about, from its `private_metadata`. Raises `ForgedValue`."""
        return values.parse(self.view.get("private_metadata"), wanted)


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: its first word in lower case, and the rest as typed.

    `is_direct`: typed where people talk directly and not in a channel.
    """

    actor: Actor
    channel: str
    is_direct: bool
    word: str
    rest: str
    key: str
    trigger: str

    @classmethod
    def parse(cls, body: Mapping[str, Any]) -> "Command":
        """Never fails: an empty text is an empty word."""
        word, rest = [*(body.get("text") or "").split(maxsplit=1), "", ""][:2]
        return cls(
            actor=actor_of_command(body),
            channel=body["channel_id"],
            is_direct=body["channel_id"].startswith("D")
            or (body.get("channel_name") or "").startswith("mpdm-"),
            word=word.lower(),
            rest=rest.strip(),
            key=f"command:{body['trigger_id']}",
            trigger=body["trigger_id"],
        )


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: the workspace it was sent for, our own user id there, and the event itself."""

    workspace: str
    us: str
    event: Mapping[str, Any]
    key: str

    @classmethod
    def parse(cls, body: Mapping[str, Any]) -> "Happening":
        """Every event names an installation that may see it: the first one is ours."""
        return cls(
            workspace=workspace_of_event(body),
            us=body["authorizations"][0]["user_id"],
            event=body["event"],
            key=f"event:{body['event_id']}",
        )

    @property
    def channel(self) -> str:
        """The id of the channel it happened to; some events give the channel itself."""
        channel = self.event["channel"]
        return str(channel["id"] if isinstance(channel, Mapping) else channel)

    @property
    def is_about_us(self) -> bool:
        """Whether it happened to Milepost itself."""
        return bool(self.event["user"] == self.us)

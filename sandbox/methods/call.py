"""One call of a Web API method, and how a method is declared."""

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from sandbox import scopes
from sandbox.apps import App
from sandbox.composing import parsed
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.slack import Slack
from sandbox.world import Channel, Message, Person, Team

Json = dict[str, Any]
Item = TypeVar("Item")
TRUE = frozenset({True, "1", "true", "True"})
EVERYWHERE = ("token", "team_id")
"""Arguments any method takes: Bolt's client names the workspace with each call."""


@dataclass(frozen=True, slots=True)
class Method:
    """A row of the method table. `scopes`: one of them is enough, if it fits the channel.

    `errors`: the documented codes this method answers or can be made to answer by a fault.
    `posts`: calls count against the pace of the channel they name.
    """

    name: str
    handler: "Callable[[Call], Json]"
    tier: Tier
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    called_by: Literal["bot", "app", "anybody"] = "bot"
    posts: bool = False
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", frozenset({*self.required, *self.optional, *EVERYWHERE}))


@dataclass(slots=True)
class Call:
    """The arguments of a call and who makes it. Text in forms and JSON values read alike."""

    slack: Slack
    method: Method
    args: Json
    caller: App | None
    """Nobody, for the one method that asks for no token."""

    @property
    def app(self) -> App:
        if self.caller is None:
            raise SlackError("not_authed")
        return self.caller

    @property
    def bot(self) -> Person:
        return self.slack.world.people[self.app.bot_user_id]

    @property
    def team(self) -> Team:
        return self.slack.world.teams[self.app.team_id]

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        return default if value is None or value == "" else value in TRUE

    def texts(self, name: str) -> list[str]:
        """A list, given as JSON or as text with commas."""
        value = self.args.get(name)
        if isinstance(value, str) and value.startswith("["):
            value = parsed(value, "invalid_arguments")
        if isinstance(value, str):
            value = value.split(",")
        return [str(item).strip() for item in value or () if str(item).strip()]

    def limit(self, default: int, most: int) -> int:
        """Raises invalid_limit, where the method knows it."""
        given = self.args.get("limit")
        if given in (None, "", 0, "0"):
            return default
        try:
            number = int(str(given))
        except ValueError:
            number = 0
        if number < 1:
            known = "invalid_limit" in self.method.errors
            raise SlackError("invalid_limit" if known else "invalid_arguments")
        return min(number, most)

    def channel(self, name: str = "channel") -> Channel:
        """The conversation named, if the app can see it and holds the scope for its kind."""
        channel = self.slack.world.channels.get(self.text(name))
        if channel is None or not self.sees(channel):
            raise SlackError("channel_not_found")
        scopes.require(self.app.manifest.scopes, self.method.scopes, channel.kind)
        return channel

    def sees(self, channel: Channel) -> bool:
        if self.app.bot_user_id in channel.members:
            return True
        return channel.kind == "public" and self.app.team_id in channel.names

    def own_channel(self, name: str = "channel") -> Channel:
        """A channel the app is a member of. Raises channel_not_found, not_in_channel."""
        channel = self.channel(name)
        if self.app.bot_user_id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str) -> Message:
        """Raises message_not_found."""
        message = channel.messages.get(self.text(name))
        if message is None:
            raise SlackError("message_not_found")
        return message

    def person(self, person_id: str) -> Person:
        """Somebody of this workspace, or of another that shares or shared a channel with it."""
        person = self.slack.world.people.get(person_id)
        if person is None:
            raise SlackError("user_not_found")
        known = (self.app.team_id, person.id) in self.slack.world.acquainted
        if person.team_id != self.app.team_id and not known:
            raise SlackError("user_not_found")
        return person


def page(
    items: Iterable[Item], key: Callable[[Item], str], *, cursor: str, limit: int
) -> tuple[list[Item], str]:
    """The items from the cursor on, and the cursor of the next page ("" at the end).

    Raises invalid_cursor when it names nothing in the list.
    """
    everything = list(items)
    start = 0
    if cursor:
        wanted = _decoded(cursor)
        start = next((n for n, item in enumerate(everything) if key(item) == wanted), -1)
        if start < 0:
            raise SlackError("invalid_cursor")
    rest = everything[start + limit :]
    next_cursor = base64.b64encode(f"next:{key(rest[0])}".encode()).decode() if rest else ""
    return everything[start : start + limit], next_cursor


def _decoded(cursor: str) -> str:
    try:
        return base64.b64decode(cursor, validate=True).decode().removeprefix("next:")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None

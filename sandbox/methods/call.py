"""One call of a Web API method, and how a method is declared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sandbox import scopes
from sandbox.apps import App, Token, TokenKind
from sandbox.composing import parsed
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.paging import Follows, page
from sandbox.slack import Slack
from sandbox.world import Channel, Kind, Message, Person, Team

Json = dict[str, Any]
Item = TypeVar("Item")
TRUE = frozenset({True, "1", "true", "True"})
EVERYWHERE = ("token", "team_id")
"""Arguments any method takes: Bolt's client names the workspace with each call."""

ANYBODY: tuple[TokenKind, ...] = ()
"""Who calls methods that ask for no token."""
BOTS: tuple[TokenKind, ...] = ("bot",)
BOTS_AND_PEOPLE: tuple[TokenKind, ...] = ("bot", "user")
APPS: tuple[TokenKind, ...] = ("app",)


@dataclass(frozen=True, slots=True)
class Method:
    """A row of the method table. `scopes`: one of them is enough, if it fits the channel;
    `user_scopes` those of user tokens, where they are others.

    `errors`: the documented codes this method answers or can be made to answer by a fault.
    `posts`: calls count against the pace of the channel they name. `reads_json`: whether a JSON
    body is read. `differs`: what is not as in Slack, for the documentation.
    """

    name: str
    handler: "Callable[[Call], Json]"
    tier: Tier
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    user_scopes: tuple[str, ...] | None = None
    errors: tuple[str, ...] = ()
    called_by: tuple[TokenKind, ...] = BOTS_AND_PEOPLE
    posts: bool = False
    reads_json: bool = True
    differs: str = ""
    known: frozenset[str] = field(init=False)
    accepted_scopes: bytes = field(init=False)
    """What Slack says in a header."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", frozenset({*self.required, *self.optional, *EVERYWHERE}))
        object.__setattr__(self, "accepted_scopes", ",".join(self.scopes).encode())

    def scopes_of(self, kind: TokenKind) -> tuple[str, ...]:
        """The scopes of which a token of this kind needs one."""
        if kind == "user" and self.user_scopes is not None:
            return self.user_scopes
        return self.scopes


@dataclass(slots=True)
class Call:
    """The arguments of a call and who makes it. Text in forms and JSON values read alike."""

    slack: Slack
    method: Method
    args: Json
    token: Token | None
    """None for the methods that ask for none."""
    shown_token: str = ""
    """What was sent as a token, known or not."""

    @property
    def granted(self) -> frozenset[str]:
        """The scopes of the caller's token."""
        return self._known_token.scopes

    @property
    def _known_token(self) -> Token:
        if self.token is None:
            raise SlackError("not_authed")
        return self.token

    @property
    def app(self) -> App:
        return self.slack.world.apps[self._known_token.app_id]

    @property
    def actor_id(self) -> str:
        """As whom the app acts: its bot user, or the person whose token it shows."""
        return str(self._known_token.person_id)

    @property
    def actor(self) -> Person:
        return self.slack.world.people[self.actor_id]

    @property
    def team(self) -> Team:
        return self.slack.world.teams[self.app.team_id]

    @property
    def is_bot(self) -> bool:
        return self._known_token.kind == "bot"

    def require(self, *any_of: str) -> None:
        """Raises missing_scope unless the token has one of these."""
        scopes.require(self.granted, any_of)

    def require_for(self, kind: Kind) -> None:
        """Raises missing_scope unless the token has a scope of the method for this kind."""
        scopes.require(self.granted, self.method.scopes_of(self._known_token.kind), kind)

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

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Raises invalid_arguments for anything but a number from `least` to `most`."""
        number = self._integer(name, default)
        if number is None or not least <= number <= most:
            raise invalid(f"`{name}` must be from {least} to {most}")
        return number

    def limit(self, default: int, most: int) -> int:
        """How many to list; more than `most` are not. Raises invalid_limit, where it is known."""
        number = self._integer("limit", default)
        if number == 0:
            return default
        if number is None or number < 0:
            known = "invalid_limit" in self.method.errors
            raise SlackError("invalid_limit") if known else invalid("`limit` is not understood")
        return min(number, most)

    def _integer(self, name: str, default: int) -> int | None:
        given = self.args.get(name)
        if given is None or given == "":
            return default
        try:
            return int(str(given))
        except ValueError:
            return None

    def page(
        self,
        items: Iterable[Item],
        key: Callable[[Item], str],
        limit: int,
        follows: Follows | None = None,
    ) -> tuple[list[Item], str]:
        """The items from the call's cursor on, and the next cursor; see `paging.page`.

        Raises invalid_cursor, where it is known.
        """
        try:
            cursor = self.text("cursor")
            return page(items, key, cursor=cursor, limit=limit, follows=follows)
        except SlackError as error:
            if error.code in self.method.errors:
                raise
            raise invalid("`cursor` is not understood") from None

    def channel(self, name: str = "channel") -> Channel:
        """The conversation named, if the caller can see it and holds the scope for its kind."""
        channel = self.slack.world.channels.get(self.text(name))
        if channel is None or not self.sees(channel):
            raise SlackError("channel_not_found")
        self.require_for(channel.kind)
        return channel

    def sees(self, channel: Channel) -> bool:
        if self.actor_id in channel.members:
            return True
        return channel.kind == "public" and self.app.team_id in channel.names

    def own_channel(self, name: str = "channel") -> Channel:
        """A channel the caller is a member of. Raises channel_not_found, not_in_channel."""
        channel = self.channel(name)
        if self.actor_id not in channel.members:
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


def invalid(*problems: str) -> SlackError:
    """invalid_arguments, with what is wrong in words."""
    messages = [f"[ERROR] {problem}" for problem in problems]
    return SlackError("invalid_arguments", response_metadata={"messages": messages})

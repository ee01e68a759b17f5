"""The state of the sandbox: who there is, and what has been said. Plain data, no rules."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.apps import App, Token
from sandbox.connect_state import Invite

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]


@dataclass(slots=True)
class Team:
    """A workspace. The switches decide what its people and apps may do."""

    id: str
    name: str
    domain: str
    created: int
    paid: bool = True
    requires_approval: bool = False
    """An administrator of this workspace must approve each Connect invitation once accepted."""
    governs_invites: bool = False
    """Connect invitations wait for an administrator before they are sent."""
    may_invite_shared: bool = True
    may_create_channels: bool = True


@dataclass(slots=True)
class Person:
    """A human or a bot user. `zone` is an IANA name."""

    id: str
    team_id: str
    name: str
    real_name: str
    email: str
    zone: str
    title: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    updated: int = 0
    bot_id: str | None = None
    app_id: str | None = None

    @property
    def is_bot(self) -> bool:
        return self.bot_id is not None


@dataclass(slots=True)
class Message:
    ts: str
    user: str
    team: str
    text: str
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    subtype: str | None = None
    inviter: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    icons: Json | None = None
    client_msg_id: str | None = None
    edited: Json | None = None
    earlier_blocks: list[list[Json]] = field(default_factory=list)
    """What was shown before each edit, the oldest first: somebody's screen may still show it."""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    seen_by: str | None = None
    """Set on an ephemeral message: the only person who sees it."""
    files: list[str] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Note:
    """A topic or a purpose."""

    value: str = ""
    creator: str = ""
    last_set: int = 0


@dataclass(slots=True)
class Pin:
    ts: str
    by: str
    created: int


@dataclass(slots=True)
class Bookmark:
    id: str
    title: str
    type: str
    link: str
    emoji: str
    created: int
    updated: int
    by: str
    by_team: str
    rank: str
    entity_id: str = ""


@dataclass(slots=True)
class Channel:
    id: str
    host_team_id: str
    kind: Kind
    creator: str
    created: int
    names: dict[str, str]
    """Each connected workspace has its own name for the channel; the host's is among them."""
    members: dict[str, None] = field(default_factory=dict)
    previous_names: list[str] = field(default_factory=list)
    topic: Note = field(default_factory=Note)
    purpose: Note = field(default_factory=Note)
    archived: bool = False
    updated: int = 0
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    pins: dict[str, Pin] = field(default_factory=dict)
    bookmarks: dict[str, Bookmark] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    """How far each person has read, by the ts of the last message they saw."""
    post_only: set[str] = field(default_factory=set)
    """Connected workspaces whose apps may not invite anybody."""
    canvas_id: str | None = None

    @property
    def is_private(self) -> bool:
        return self.kind != "public"

    @property
    def is_direct(self) -> bool:
        return self.kind in ("im", "mpim")

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(self.names)

    @property
    def is_ext_shared(self) -> bool:
        return len(self.names) > 1

    def name_for(self, team_id: str) -> str:
        return self.names.get(team_id) or self.names[self.host_team_id]


@dataclass(slots=True)
class View:
    """A modal on somebody's screen, or a published Home."""

    id: str
    app_id: str
    person_id: str
    team_id: str
    content: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """What is wrong with the fields as they were submitted last, by block id."""

    @property
    def external_id(self) -> str:
        return str(self.content.get("external_id") or "")


@dataclass(slots=True)
class File:
    """Something uploaded. Times are seconds UTC; `content` is None until the bytes are here."""

    id: str
    name: str
    title: str
    owner: str
    team_id: str
    url: str
    created: int
    size: int
    content: bytes | None = None
    alt_text: str = ""
    snippet_type: str = ""
    completed: bool = False
    """Whether the upload was finished by its owner: until then it is no file yet."""
    shares: dict[str, list[str]] = field(default_factory=dict)
    """Where it was shared: the ts of the messages, by channel."""


@dataclass(slots=True)
class Canvas:
    """A document. `access` by the id of a person or a channel: read, write or owner."""

    id: str
    title: str
    owner: str
    team_id: str
    created: int
    updated: int
    markdown: str = ""
    url: str = ""
    channel_id: str | None = None
    access: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ScheduledMessage:
    """A message that waits; its `ts` is given when it is posted. Times: seconds UTC."""

    id: str
    channel_id: str
    post_at: int
    created: int
    message: Message


@dataclass(slots=True)
class Usergroup:
    """People of a workspace who are mentioned together, as `@handle`."""

    id: str
    team_id: str
    name: str
    handle: str
    description: str
    users: list[str]
    created: int
    created_by: str
    disabled: bool = False


@dataclass(slots=True)
class OAuthCode:
    """What an app gets when somebody allows its installation; `expires`: seconds UTC."""

    code: str
    app_id: str
    person_id: str
    redirect_uri: str
    expires: float
    code_challenge: str = ""


@dataclass(slots=True)
class World:
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    direct: dict[frozenset[str], Channel] = field(default_factory=dict)
    apps: dict[str, App] = field(default_factory=dict)
    invites: dict[str, Invite] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[tuple[str, str], View] = field(default_factory=dict)
    acquainted: set[tuple[str, str]] = field(default_factory=set)
    """(workspace, person of another one) who have once shared a channel."""
    tokens: dict[str, Token] = field(default_factory=dict)
    codes: dict[str, OAuthCode] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    uploads: dict[str, str] = field(default_factory=dict)
    """Which file is uploaded to an address, good for one upload."""
    canvases: dict[str, Canvas] = field(default_factory=dict)
    scheduled: dict[str, ScheduledMessage] = field(default_factory=dict)
    usergroups: dict[str, Usergroup] = field(default_factory=dict)

    def people_of(self, team_id: str) -> Iterator[Person]:
        return (person for person in self.people.values() if person.team_id == team_id)

    def channels_of(self, person_id: str) -> Iterator[Channel]:
        return (channel for channel in self.channels.values() if person_id in channel.members)

    def share_a_channel(self, one: str, other: str) -> bool:
        return any(other in channel.members for channel in self.channels_of(one))

    def name_is_taken(self, team_id: str, name: str) -> bool:
        return any(channel.names.get(team_id) == name for channel in self.channels.values())

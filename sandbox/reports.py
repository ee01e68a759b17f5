"""What a driver gives back: records of what people see, and of what apps did."""

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

Json = dict[str, Any]
Record = TypeVar("Record")


def read(record: type[Record], entry: Json) -> Record:
    """A record out of the sandbox's JSON; keys it does not know are left out."""
    names = {known.name for known in fields(record)}  # type: ignore[arg-type]
    return record(**{name: value for name, value in entry.items() if name in names})


@dataclass(frozen=True, slots=True)
class Installation:
    bot_token: str
    user_token: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    installer_id: str
    bot_user_id: str
    bot_id: str
    app_id: str
    team_id: str


@dataclass(frozen=True, slots=True)
class PersonEntry:
    id: str
    team_id: str
    name: str
    real_name: str
    email: str
    zone: str
    title: str
    is_admin: bool
    is_restricted: bool
    is_bot: bool


@dataclass(frozen=True, slots=True)
class TeamEntry:
    id: str
    name: str
    domain: str
    paid: bool
    requires_approval: bool
    governs_invites: bool


@dataclass(frozen=True, slots=True)
class ChannelSeen:
    """A channel as one person sees it: `name` is their workspace's name for it."""

    id: str
    name: str
    kind: str
    members: list[str]
    teams: list[str]
    is_private: bool
    is_ext_shared: bool
    is_archived: bool
    topic: str
    purpose: str
    pins: list[str]
    bookmarks: list[Json]


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """A message as one person sees it; `subtype` is set on Slack's own lines (joined, …)."""

    ts: str
    user: str
    author: str
    from_app: bool
    text: str
    blocks: list[Json]
    subtype: str | None
    thread_ts: str | None
    reply_count: int
    edited: bool
    ephemeral: bool
    pinned: bool
    reactions: dict[str, list[str]]

    def action_ids(self) -> list[str]:
        """The interactive elements of the message, in order."""
        found = []
        for block in self.blocks:
            candidates = [block.get("accessory"), *block.get("elements", ())]
            found += [
                e["action_id"] for e in candidates if isinstance(e, dict) and "action_id" in e
            ]
        return found


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to a shared channel, as the email says it. Times: seconds UTC."""

    id: str
    subject: str
    from_team: str
    from_person: str
    channel_id: str
    channel_name: str
    to: str | None
    external_limited: bool
    sent: int
    expires: int
    state: str


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal, or a Home. `values`: what its fields hold, by block id and action id."""

    id: str
    type: str
    callback_id: str
    title: str
    submit: str | None
    blocks: list[Json]
    private_metadata: str
    values: dict[str, dict[str, Json]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an interaction ended. `acked` within Slack's three seconds; `shown`: Slack's complaint.

    `errors`: at fields, by block id. `answers` and `modal`: what a command made appear.
    """

    acked: bool
    seconds: float
    shown: str | None
    errors: dict[str, str]
    body: Json | None
    answers: list[MessageSeen] = field(default_factory=list)
    modal: Modal | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A Web API call an app made; `status` 0: cut off. `at`: sandbox time, seconds UTC."""

    index: int
    app_id: str | None
    method: str
    args: Json
    answer: Json | None
    status: int
    at: float
    seconds: float
    tier: int | None
    retried: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """A payload sent to an app; `ack` is None until it is answered or given up."""

    index: int
    app_id: str
    kind: str
    payload: Json
    at: float
    ack: Json | None
    retry: bool


@dataclass(frozen=True, slots=True)
class Response:
    """What an app said to a `response_url`: in which channel, to whose act it belongs.

    `ephemeral`: that was a message which they alone see. `error`: why it was not taken, or "".
    `at`: sandbox time, seconds UTC.
    """

    index: int
    app_id: str
    channel_id: str
    person_id: str
    ephemeral: bool
    body: Json
    error: str
    at: float


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file that was uploaded; `shared_in`: ids of channels; `text`: its bytes read as text."""

    id: str
    name: str
    title: str
    alt_text: str
    owner: str
    shared_in: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class HeldCall:
    id: int
    method: str
    args: Json
    applied: bool


@dataclass(frozen=True, slots=True)
class Violation:
    kind: str
    method: str
    detail: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens by itself: when (seconds UTC), in a few words, who does it."""

    at: float
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class ActiveFault:
    """A fault that is switched on; `strikes_left` None: until it is switched off."""

    id: int
    kind: str
    method: str
    strikes_left: int | None

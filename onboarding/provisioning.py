"""Making a customer's channel: which steps, in which order, by which road."""

from dataclasses import dataclass
from enum import StrEnum


class Sharing(StrEnum):
    """How the customer's people come into the channel."""

    CONNECT = "connect"
    GUESTS = "guests"
    ADOPT = "adopt"

    @property
    def label(self) -> str:
        """The road as people read it."""
        return _SHARING_LABELS[self]


class StepKind(StrEnum):
    """What a step does."""

    CREATE_CHANNEL = "create_channel"
    ADOPT_CHANNEL = "adopt_channel"
    TOPIC = "topic"
    INVITE_TEAM = "invite_team"
    INVITE_CONTACT = "invite_contact"
    WELCOME = "welcome"
    CHECKLIST = "checklist"
    PIN = "pin"
    BOOKMARK = "bookmark"
    ANNOUNCE = "announce"

    @property
    def label(self) -> str:
        """The step as our people read it."""
        return _STEP_LABELS[self]

    @property
    def makes_channel(self) -> bool:
        """Whether the other steps wait for this one."""
        return self in (StepKind.CREATE_CHANNEL, StepKind.ADOPT_CHANNEL)


class StepState(StrEnum):
    """How a step stands. A failed one waits for a person; a skipped one is no longer wanted."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `subject` is the stakeholder an invitation is for."""

    key: str
    kind: StepKind
    subject: str | None = None


def steps(sharing: Sharing, stakeholders: tuple[str, ...]) -> list[Step]:
    """The steps for a new account, in their order; `stakeholders` are the ids to invite.

    The channel is furnished before anybody is invited into it: whoever comes finds the welcome
    and the checklist waiting. The bookmark waits for the invitations: a link made before would
    name the channel by an id that it loses when sharing begins.
    """
    opening = StepKind.ADOPT_CHANNEL if sharing is Sharing.ADOPT else StepKind.CREATE_CHANNEL
    before = (opening, StepKind.TOPIC, StepKind.INVITE_TEAM)
    furnish = (StepKind.WELCOME, StepKind.CHECKLIST, StepKind.PIN)
    after = (StepKind.BOOKMARK, StepKind.ANNOUNCE)
    return [
        *(Step(kind.value, kind) for kind in (*before, *furnish)),
        *invitations(stakeholders),
        *(Step(kind.value, kind) for kind in after),
    ]


def invitations(stakeholders: tuple[str, ...]) -> list[Step]:
    """One invitation for each stakeholder."""
    return [
        Step(f"{StepKind.INVITE_CONTACT.value}:{stakeholder}", StepKind.INVITE_CONTACT, stakeholder)
        for stakeholder in stakeholders
    ]


_SHARING_LABELS = {
    Sharing.CONNECT: "Slack Connect invitation",
    Sharing.GUESTS: "Guests of our workspace",
    Sharing.ADOPT: "A channel that exists already",
}

_STEP_LABELS = {
    StepKind.CREATE_CHANNEL: "Make the channel",
    StepKind.ADOPT_CHANNEL: "Take over the channel",
    StepKind.TOPIC: "Set topic and purpose",
    StepKind.INVITE_TEAM: "Invite our people",
    StepKind.INVITE_CONTACT: "Invite the customer's people",
    StepKind.WELCOME: "Say welcome",
    StepKind.CHECKLIST: "Post the checklist",
    StepKind.PIN: "Pin the checklist",
    StepKind.BOOKMARK: "Bookmark the plan",
    StepKind.ANNOUNCE: "Tell the team channel",
}

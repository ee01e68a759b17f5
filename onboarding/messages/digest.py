"""A digest: lines for one of our people, each about one customer or one colleague.

Customers are account ids and names, people Slack user ids (or names, of those who are not in
Slack), days local dates of the reader unless said otherwise.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.messages.sides import TeamMessage

ReasonKind = Literal[
    "stalled",
    "nobody_joined",
    "question",
    "watch",
    "drift",
    "first_value_late",
    "late",
    "blocked",
    "our_blocker",
    "unconfirmed",
    "redated",
    "single_threaded",
    "left",
    "package_waits",
    "low_score",
    "usage_unknown",
    "used_by_nobody",
    "used_by_few",
    "unused",
]
"""What may be wrong with a customer, as `onboarding.triage` finds it."""


class Reason(BaseModel):
    """Why somebody should look: `number` counts what the kind counts (working days, mostly)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ReasonKind
    number: int
    what: str | None = None  # a title, a cause, a name or somebody's words


class DigestHeading(TeamMessage):
    """What the lines below it are; `count` are all there are, also those left out."""

    kind: Literal["digest_heading"] = "digest_heading"
    part: Literal["call", "moved", "due", "load", "ended"]
    count: int
    day: date  # since when it moved or ended, or by when it is due
    early_losses: int = 0  # of "ended": bad ends within 90 days of the signature, lately (K2)


class DigestCall(TeamMessage):
    """A customer that needs somebody, why, and whom to call there (G7)."""

    kind: Literal["digest_call"] = "digest_call"
    account: str
    customer: str
    channel: str | None
    contract_value: int
    risk: Literal["high", "medium"]
    reasons: tuple[Reason, ...]  # the weightiest first
    whom: str | None  # user id or name of whom to call at the customer
    owner: str | None  # where the reader is somebody else
    stall: str | None  # its id, where the customer is quiet and nobody has taken it on
    taken_by: str | None


class DigestMoved(TeamMessage):
    """What happened at a customer since the last digest."""

    kind: Literal["digest_moved"] = "digest_moved"
    account: str
    customer: str
    channel: str | None
    first_value: bool
    started: bool
    agreed: bool
    stages: tuple[str, ...]  # titles of those completed
    done: tuple[str, ...]  # titles of milestones


class DigestEnded(TeamMessage):
    """A customer whose onboarding has ended, or whose post-mortem waits to be written (R5, F1, K2).

    `early_loss`: badly, within 90 calendar days of the signature.
    """

    kind: Literal["digest_ended"] = "digest_ended"
    account: str
    customer: str
    channel: str | None
    ending: Literal["completed", "incomplete", "abandoned"]
    cause: str | None  # label
    calendar_days: int  # from the signature to the end
    early_loss: bool
    owes_post_mortem: bool
    owner: str | None  # where the reader is somebody else


class DigestItem(BaseModel):
    """A milestone that is due or overdue; `days_late` are working days of the customer."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    due_on: date  # a local date of the customer
    days_late: int


class DigestDue(TeamMessage):
    """What should be done at a customer before the next digest, on either side."""

    kind: Literal["digest_due"] = "digest_due"
    account: str
    customer: str
    channel: str | None
    ours: tuple[DigestItem, ...]
    theirs: tuple[DigestItem, ...]
    gaps: tuple[str, ...] = ()  # what the kickoff should have brought to light, and has not


class DigestLoad(TeamMessage):
    """What a colleague carries, against what a person can (K1)."""

    kind: Literal["digest_load"] = "digest_load"
    user: str
    name: str
    high_touch: int
    others: int
    percent: int


class DigestMore(TeamMessage):
    """How many lines of a part were left out."""

    kind: Literal["digest_more"] = "digest_more"
    part: Literal["call", "moved", "due", "load", "ended"]
    count: int


DigestLine = (
    DigestHeading | DigestCall | DigestMoved | DigestDue | DigestEnded | DigestLoad | DigestMore
)


class Digest(TeamMessage):
    """All of it for one reader; no lines when nothing happened and nobody is needed."""

    kind: Literal["digest"] = "digest"
    team: str  # id of our workspace: links lead there
    today: date
    scope: Literal["mine", "all"]
    customers: int
    needing: int  # how many of them need somebody
    paused: int
    lines: tuple[DigestLine, ...]


AnyDigest = Digest | DigestLine

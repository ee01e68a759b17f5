"""What happened with a customer, as our people read it: by topic, by day, a page at a time (X1).

The record itself holds kinds and facts; the words are in `playbooks/messages/timeline.yaml`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum, auto
from itertools import groupby
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from onboarding.review.touch import Door

PAGE = 20
"""Lines on a page."""


class Topic(StrEnum):
    """What a line is about; `ALL` for everything."""

    ALL = "all"
    PLAN = "plan"
    PEOPLE = "people"
    MESSAGES = "messages"
    BLOCKERS = "blockers"
    RECORD = "record"
    QUIET = "quiet"
    CHANNEL = "channel"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Topic.ALL: "Everything",
    Topic.PLAN: "Plan",
    Topic.PEOPLE: "People",
    Topic.MESSAGES: "Messages and answers",
    Topic.BLOCKERS: "Blockers",
    Topic.RECORD: "Record: notes, promises, handoffs",
    Topic.QUIET: "Pauses and quiet times",
    Topic.CHANNEL: "Channel and delivery",
}


class _Seen(Enum):
    """Whether the customer could see it happen."""

    YES = auto()
    NO = auto()
    BY_ITS_DOOR = auto()  # as far as it went out to the customer
    WHERE_TOLD = auto()  # as far as a word of it was said in the customer's channel


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of line."""

    topic: Topic
    seen: _Seen = _Seen.NO


def _kinds(topic: Topic, seen: _Seen, *names: str) -> dict[str, Kind]:
    return {name: Kind(topic, seen) for name in names}


KINDS: Mapping[str, Kind] = MappingProxyType(
    _kinds(
        Topic.PLAN,
        _Seen.YES,
        "milestone.done",
        "milestone.reopened",
        "milestone.reassigned",
        "plan.agreed",
        "plan.redated",
        "milestone.handed_on",
        "milestone.taken_back",
        "stage.completed",
        "stage.reopened",
        "checklist.page",
    )
    | _kinds(Topic.PLAN, _Seen.NO, "account.started")
    | _kinds(
        Topic.PEOPLE,
        _Seen.YES,
        "member.joined",
        "member.left",
        "stakeholder.invited",
        "invitation.accepted",
        "invitation.approved",
        "invitation.declined",
        "invitation.needs_approval",
    )
    | _kinds(
        Topic.PEOPLE,
        _Seen.NO,
        "csm.named",
        "stakeholder.recognised",
        "stakeholder.departed",
        "stakeholder.named",
        "stakeholder.changed",
        "stakeholder.matched",
        "invitation.requested",
        "invitation.expired",
    )
    | _kinds(Topic.PEOPLE, _Seen.WHERE_TOLD, "role.changed")
    | _kinds(
        Topic.MESSAGES,
        _Seen.YES,
        "message.said",
        "question.asked",
        "question.answered",
        "question.withdrawn",
        "answer.given",
        "retrospective.asked",
    )
    | _kinds(Topic.MESSAGES, _Seen.BY_ITS_DOOR, "touch.sent")
    | _kinds(
        Topic.MESSAGES,
        _Seen.NO,
        "answer.words",  # whoever wrote them knows them; of the others only we read them
        "answer.taken_up",
        "retrospective.answered",
        "touch.dropped",
        "touch.skipped",
        "touch.snoozed",
        "touch.put_off",
        "touch.sent_now",
    )
    | _kinds(Topic.BLOCKERS, _Seen.YES, "blocker.raised", "blocker.resolved")
    | _kinds(
        Topic.RECORD,
        _Seen.NO,
        "record.erased",
        "record.exported",
        "note.taken",
        "note.settled",
        "promise.made",
        "promise.changed",
        "promise.withdrawn",
        "promise.kept",
        "promise.not_kept",
        "brief.asked_for",
        "brief.changed",
        "brief.completed",
        "gate.passed",
        "renewal.dated",
        "package.offered",
        "package.returned",
        "package.answered",
        "package.accepted",
        "discovery.answered",
        "readiness.named",
        "readiness.withdrawn",
        "readiness.lapsed",
        "governance.lapsed",
        "governance.withdrawn",
        "usage.reported",
        "post_mortem.opened",
        "post_mortem.written",
    )
    | _kinds(
        Topic.RECORD,
        _Seen.WHERE_TOLD,
        "account.closed",
        "account.reopened",
        "account.handed_over",
    )
    | _kinds(
        Topic.RECORD,
        _Seen.YES,
        "agenda.posted",
        "governance.named",
        "criteria.confirmed",
        "criteria.unconfirmed",
        "criterion.proposed",
        "criterion.changed",
        "criterion.withdrawn",
        "criterion.wished",
        "criterion.answered",
        "criterion.value",
        "first_value.reached",
        "first_value.reopened",
        "go_live.shown",
        "go_live.checked",
        "go_live.reopened",
    )
    | _kinds(Topic.QUIET, _Seen.YES, "sponsor_note.sent")
    | _kinds(Topic.QUIET, _Seen.WHERE_TOLD, "hold.began", "hold.ended")
    | _kinds(
        Topic.QUIET,
        _Seen.NO,
        "hold.ran_out",
        "stall.began",
        "stall.deepened",
        "stall.ended",
        "stall.rung_climbed",
        "stall.taken",
        "stall.snoozed",
        "stall.cause",
        "stall.resolved",
    )
    | _kinds(
        Topic.CHANNEL,
        _Seen.YES,
        "channel.renamed",
        "channel.archived",
        "channel.unarchived",
        "channel.deleted",
        "channel.shared",
        "channel.unshared",
        "channel.bot_removed",
        "channel.bot_returned",
        "surface.reposted",
    )
    | _kinds(
        Topic.CHANNEL,
        _Seen.NO,
        "account.sharing_changed",
        "channel.made",
        "channel.name_taken",
        "channel.not_wanted",
        "channel.given_up",
        "channel.id_changed",
        "provisioning.done",
        "provisioning.failed",
        "provisioning.retried",
        "surface.given_up",
        "outbox.dead",
        "outbox.dropped",
    )
)
"""Every kind of line about a customer. A kind that is not in here is shown under everything only,
and as internal."""

OF_THE_WORKSPACE = frozenset(
    {
        "settings.changed",
        "settings.team_channel_exposed",
        "settings.team_channel_id_changed",
        "digest.chosen",
    }
)
"""Kinds of lines that are about no customer, and so are in no timeline."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the record; `at` is UTC."""

    id: int
    at: datetime
    actor: str | None
    origin: str | None
    kind: str
    data: Mapping[str, Any]

    @property
    def is_seen(self) -> bool:
        """Whether the customer could see it; in doubt it is internal."""
        match KINDS.get(self.kind, Kind(Topic.ALL)).seen:
            case _Seen.YES:
                return True
            case _Seen.BY_ITS_DOOR:
                door = self.data.get("door")
                return door in set(Door) and Door(door).faces_customer
            case _Seen.WHERE_TOLD:
                return self.data.get("told") is True
        return False


@dataclass(frozen=True, slots=True)
class Names:
    """What is called how in a customer's record: milestones and stages by key, people by id."""

    milestones: Mapping[str, str]
    stages: Mapping[str, str]
    stakeholders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A page of a customer's timeline, the newest line first.

    `older` and `newer`: the id of the last and of the first line, where there are more beyond it.
    `may_export`: the reader may have the whole record sent.
    """

    account: str
    customer: str
    topic: Topic
    zone: str
    today: date
    entries: tuple[Entry, ...]
    names: Names
    older: int | None
    newer: int | None
    may_export: bool = False

    @property
    def days(self) -> tuple[tuple[date, tuple[Entry, ...]], ...]:
        """The lines by the local day on which they happened."""
        return tuple(
            (day, tuple(lines))
            for day, lines in groupby(self.entries, key=lambda one: self.local(one).date())
        )

    def local(self, entry: Entry) -> datetime:
        """When it happened where the customer is."""
        return entry.at.astimezone(ZoneInfo(self.zone))


def kinds_of(topic: Topic) -> tuple[str, ...] | None:
    """The kinds of a topic; None for everything."""
    if topic is Topic.ALL:
        return None
    return tuple(name for name, kind in KINDS.items() if kind.topic is topic)


def page(
    found: Sequence[Entry], *, before: int | None, after: int | None
) -> tuple[tuple[Entry, ...], int | None, int | None]:
    """Cut a page out of what was found: its lines, and what `older` and `newer` lead to.

    `found` holds one line more than a page where there is one, the newest first; it was looked for
    `before` or `after` a line, or from the newest on.
    """
    is_more = len(found) > PAGE
    if after is not None:
        lines = tuple(found[1:] if is_more else found)
        has_newer, has_older = is_more, True
    else:
        lines = tuple(found[:PAGE])
        has_newer, has_older = before is not None, is_more
    older = lines[-1].id if lines and has_older else None
    newer = lines[0].id if lines and has_newer else None
    return lines, older, newer

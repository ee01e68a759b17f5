"""Simulated touches as plain records: when, to whom, by which rule, in which words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from onboarding.messages.alerts import Escalated
from onboarding.messages.sides import CustomerMessage
from onboarding.playbook import Playbook
from onboarding.review.changes import StallBegan, StallDeepened, StallEnded
from onboarding.review.touch import Door, Touch
from onboarding.simulation import Done, Happening, Noticed, Said
from playbooks.words import Words

_TO = {
    Door.CHANNEL: "the customer's channel",
    Door.THREAD: "the plan's thread",
    Door.TEAM_CHANNEL: "the team channel",
}
_CARD = "A card: what stalled, since when and why, what was tried, who owns it."


@dataclass(frozen=True, slots=True)
class Told:
    """A touch; `at` is UTC, `local` the recipient's wall time. `faces_customer`: they read it."""

    at: datetime
    local: datetime
    kind: str
    to: str
    text: str
    rule: str
    faces_customer: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened besides; `at` is UTC."""

    at: datetime
    local: datetime
    what: str


def tell(
    happenings: Iterable[Happening], playbook: Playbook, words: Words, zone: str
) -> Iterator[Told | Event]:
    """What happened, in words; `zone` is the account's."""
    place = ZoneInfo(zone)
    for happening in happenings:
        local = happening.at.astimezone(place)
        match happening:
            case Said(at=at, touch=touch, account=account):
                theirs = ZoneInfo(account.hours_of(touch.to).calendar.zone)
                yield Told(
                    at=at,
                    local=at.astimezone(theirs),
                    kind=touch.kind,
                    to=touch.to.user or _TO[touch.to.door],
                    text=said(touch, playbook, words),
                    rule=touch.rule,
                    faces_customer=touch.to.door.faces_customer,
                )
            case Done(at=at, milestone=milestone, by=by):
                yield Event(at, local, f"{by} ticks “{milestone.title}”")
            case Noticed(at=at, change=change):
                if noticed := _noticed(change):
                    yield Event(at, local, noticed)


def said(touch: Touch, playbook: Playbook, words: Words) -> str:
    """The words of a touch: the playbook's own, where it has some."""
    message = touch.message
    if isinstance(message, CustomerMessage):
        return words.for_customer(message, playbook.messages.get(touch.kind))
    if isinstance(message, Escalated):
        return _CARD
    return words.for_team(message)


def _noticed(change: object) -> str:
    match change:
        case StallBegan(stall=stall):
            return f"it has gone quiet ({stall.level}); probable cause: {stall.proposed.label}"
        case StallDeepened():
            return "it has stalled"
        case StallEnded(came_back=True):
            return "the customer is active again"
        case StallEnded():
            return "nothing is left that the customer could do"
    return ""

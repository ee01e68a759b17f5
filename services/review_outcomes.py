"""What the reviews of a batch come to: what is put on record, and what is left to be sent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from onboarding.messages.alerts import CameBack, Escalated
from onboarding.messages.sides import CustomerMessage
from onboarding.review import Review
from onboarding.review.account import AccountState, Level, Stall
from onboarding.review.changes import (
    Change,
    HoldEnded,
    RungClimbed,
    StallBegan,
    StallDeepened,
    StallEnded,
)
from onboarding.review.ladder import has_card
from onboarding.review.lateness import late_since
from onboarding.review.signs_of_life import looks_different_since
from onboarding.review.touch import Door, Fate, Touch
from services.posting import channel_post, person_post, stakeholder_post, team_post
from storage.outbox import Post
from storage.review_records import Settled
from storage.transaction import Record


@dataclass(frozen=True)
class Outcome:
    """One account, as it was and as its review leaves it."""

    before: AccountState
    seen: Review
    now: datetime

    @property
    def account(self) -> str:
        return self.before.id

    @property
    def settled(self) -> Iterator[Settled]:
        """The touches that are dealt with."""
        for touch in self.seen.touches:
            yield Settled(self.account, touch, Fate.SENT)
        for drop in self.seen.dropped:
            yield Settled(self.account, drop.touch, Fate.DROPPED, drop.reason)

    @cached_property
    def late_since(self) -> datetime | None:
        """From when on the checklist looks later than before; None while nothing is late."""
        return late_since(self.before, self.now)

    @cached_property
    def people_since(self) -> datetime | None:
        """From when on the picture of the customer's people looks different from before."""
        return looks_different_since(self.before, self.now)

    @property
    def ended_stalls(self) -> Iterator[tuple[str, str, bool]]:
        for change in self.seen.changes:
            if isinstance(change, StallEnded):
                yield self.account, change.stall, change.came_back

    @property
    def open_stall(self) -> Stall | None:
        """The stall that is open now, if anything about it is new."""
        new = any(
            isinstance(change, StallBegan | StallDeepened | RungClimbed)
            for change in self.seen.changes
        )
        return self.seen.changed.stall if new else None

    @property
    def ended_holds(self) -> Iterator[tuple[str, date, datetime]]:
        for change in self.seen.changes:
            if isinstance(change, HoldEnded):
                for hold in self.before.holds:
                    ran_out = self.before.end_of(hold) == change.ended_at
                    if ran_out and hold.ended_at is None and hold.until_on is not None:
                        yield self.account, hold.until_on, change.ended_at

    @property
    def cards(self) -> Iterator[str]:
        """The stalls of which the team channel has, or is to have, a card."""
        changed = {
            change.stall
            for change in self.seen.changes
            if isinstance(change, StallDeepened | StallEnded | RungClimbed)
        }
        for stall in (self.before.stall, self.seen.changed.stall):
            if stall is not None and stall.id in changed and has_card(stall):
                changed.remove(stall.id)
                yield stall.id

    def records(self, new: set[tuple[str, str]]) -> Iterator[Record]:
        """The lines of the activity; `new` are the touches that nobody had settled."""
        for change in self.seen.changes:
            kind, data = _told(change)
            yield Record(self.account, kind, data)
        for one in self.settled:
            if (self.account, one.touch.key) in new:
                yield Record(self.account, f"touch.{one.fate.value}", _facts(one))

    def posts(self, new: set[tuple[str, str]]) -> Iterator[Post]:
        """What is to be sent, each by its own door."""
        for key, post in self.written.items():
            if (self.account, key) in new:
                yield post
        for change in self.seen.changes:
            if isinstance(change, StallEnded):
                yield from self._news(change)

    @cached_property
    def written(self) -> dict[str, Post]:
        """The messages of the touches, by the touch's key: to be asked for before the transaction,
        for writing them takes its time."""
        return {touch.key: post for touch in self.seen.touches for post in self._post(touch)}

    def _post(self, touch: Touch) -> Iterator[Post]:
        key, message = self._key(touch), touch.message
        door, user = touch.to.door, touch.to.user
        if isinstance(message, CustomerMessage):
            if door is Door.STAKEHOLDER and user is not None:
                yield stakeholder_post(self.account, user, message, key)
            elif door in (Door.CHANNEL, Door.THREAD):
                in_thread = door is Door.THREAD
                yield channel_post(self.account, message, key, in_thread=in_thread)
            else:
                raise TypeError(f"a review sends nothing through {door}")
        elif user is not None:
            yield person_post(self.account, user, message, key)
        elif not isinstance(message, Escalated):  # which is a card, and has no message
            yield team_post(self.account, message, key)

    def _key(self, touch: Touch) -> str:
        """One that was put off goes out once more, by a key of its own."""
        put_off = self.before.put_off.get(touch.key)
        again = f":{put_off.again_at.isoformat()}" if put_off and put_off.again_at else ""
        return f"touch:{self.account}:{touch.key}{again}"

    def _news(self, change: StallEnded) -> Iterator[Post]:
        """Whoever was asked to look after a quiet customer hears that it is back."""
        stall, team = self.before.stall, self.before.team
        if not change.came_back or stall is None or stall.level is not Level.STALLED:
            return
        message = CameBack(
            account=self.account,
            customer=self.before.name,
            channel=self.before.channel,
            who=change.who,
            idle_days=change.idle_days,
        )
        for user in dict.fromkeys([team.owner, stall.taken_by or team.owner]):
            yield person_post(
                self.account, user, message, f"came_back:{self.account}:{change.stall}:{user}"
            )


@dataclass(slots=True)
class Batch:
    """The outcomes of many accounts, and when each is looked at again (UTC; None: never)."""

    outcomes: list[Outcome] = field(default_factory=list)
    next_at: dict[str, datetime | None] = field(default_factory=dict)

    def only(self, accounts: set[str]) -> "Batch":
        """Those of these accounts."""
        return Batch(
            [outcome for outcome in self.outcomes if outcome.account in accounts],
            {account: at for account, at in self.next_at.items() if account in accounts},
        )


def _facts(one: Settled) -> dict[str, Any]:
    facts = {
        "touch": one.touch.key,
        "touch_kind": one.touch.kind,
        "rule": one.touch.rule,
        "door": one.touch.to.door.value,
        "to": one.touch.to.user,
    }
    return facts if one.reason is None else {**facts, "reason": one.reason}


def _told(change: Change) -> tuple[str, dict[str, Any]]:
    match change:
        case StallBegan(stall=stall):
            return "stall.began", {
                "stall": stall.id,
                "level": stall.level.value,
                "since": stall.since.isoformat(),
                "proposed": stall.proposed.value,
            }
        case StallDeepened(stall=stall_id, level=level, idle_days=days):
            return "stall.deepened", {"stall": stall_id, "level": level.value, "idle_days": days}
        case StallEnded(stall=stall_id, came_back=came_back, who=who, idle_days=days):
            return "stall.ended", {
                "stall": stall_id,
                "came_back": came_back,
                "who": who,
                "idle_days": days,
            }
        case RungClimbed(stall=stall_id, step=step):
            return "stall.rung_climbed", {
                "stall": stall_id,
                "lever": step.lever.value,
                "skipped": step.skipped,
            }
        case HoldEnded(ended_at=at, reason=reason):
            return "hold.ran_out", {"ended_at": at.isoformat(), "reason": reason}

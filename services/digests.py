"""Digests: sent when they are due, shown when they are asked for, and when they should come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from onboarding import digest
from onboarding.digest import Activity, Portfolio, Reader
from onboarding.messages.digest import Digest, DigestCall
from onboarding.people import Role
from onboarding.permissions import Action
from onboarding.subscriptions import Rhythm, Subscription, usual
from onboarding.zones import known_zones
from services import portfolio
from services.actor import Actor
from services.office import Office
from services.outcomes import NotAllowed, Repeated
from services.posting import to_person
from storage import digests, people
from storage.batches import MOST
from storage.digests import Subscriber
from storage.transaction import Transaction

_WAS_UNDER_WAY = timedelta(seconds=5)
"""What was being committed while the last digest was read is told by the next."""
_Moved = Sequence[tuple[datetime, Activity]]


@dataclass(frozen=True, slots=True)
class Digests:
    """Whoever leads reads about all customers, whoever owns some about those."""

    office: Office

    def send_due(self, workspace: str) -> int:
        """Write the digests that are due, each once however many replicas look; how many.

        They are composed before anything is claimed: what was claimed is written in the same
        commit, so that a crash between loses none.
        """
        self.keep_up(workspace)
        with self.office.look(workspace) as tx:
            read_at, due = tx.now, digests.due(tx)[:MOST]
            if not due:
                return 0
            leaders = frozenset(people.holders(tx, Role.LEADER))
            readers = [one.user for one in due]
            everybody = not leaders.isdisjoint(readers)
            found = portfolio.load(self.office, tx, None if everybody else readers)
            moved = portfolio.moved(tx, found, min(_since(one, tx.now) for one in due))
            composed = {
                one.user: _compose(one, found, moved, leads=one.user in leaders, now=tx.now)
                for one in due
            }
        with self.office.begin(workspace, "tick") as tx:
            claimed = digests.claim(tx, due, read_at)
            written = [one for one in claimed if composed[one.user].lines]
            for one in written:
                _write(tx, one, composed[one.user])
            return len(written)

    def next_due(self) -> datetime | None:
        """When the next digest is to be sent (UTC), of those subscribed so far; None if none is."""
        with self.office.database.reading() as connection:
            return digests.next_due(connection)

    def keep_up(self, workspace: str) -> None:
        """Subscribe whoever has begun to lead or to own, and follow people to other zones."""
        with self.office.look(workspace) as tx:
            new = digests.newcomers(tx)
            moved = [one for one in digests.movers(tx) if one[1] in known_zones()]
        if not new and not moved:
            return
        with self.office.begin(workspace, "tick") as tx:
            digests.subscribe(tx, [(one.user, usual(owns=one.owns, zone=one.zone)) for one in new])
            for subscriber, zone in moved:
                digests.choose(tx, subscriber.user, _in_zone(subscriber.subscription, zone))

    def now(self, actor: Actor) -> Digest | NotAllowed:
        """The digest of a person as it would come now, since their last one."""
        with self.office.look(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.SEE_STATUS, actor, only_looks=True)
            if refused is None:
                return self._now(tx, actor)
        if refused.why == "unknown":
            self.office.ask_who_is(actor)
        return refused

    def needing(self, actor: Actor) -> tuple[DigestCall, ...]:
        """The customers that need somebody: the person's own, or a leader's all."""
        with self.office.look(actor.workspace) as tx:
            if self.office.allow_at_home(tx, Action.SEE_STATUS, actor, only_looks=True):
                return ()
            leads = actor.user in people.holders(tx, Role.LEADER)
            found = portfolio.load(self.office, tx, None if leads else [actor.user])
            return digest.calls(found.assessments, actor.user)

    def subscription(self, actor: Actor) -> Subscription | NotAllowed:
        """When a person's digest comes."""
        with self.office.look(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.SEE_STATUS, actor, only_looks=True)
            return refused or _subscriber(tx, actor).subscription

    def choose(
        self, actor: Actor, rhythm: Rhythm, weekday: int, at: time, key: str
    ) -> NotAllowed | Repeated | None:
        """When a person's digest is to come, in their own zone."""
        with self.office.begin(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.SEE_STATUS, actor)
            if refused:
                return refused
            if not tx.first_time(key):
                return Repeated()
            zone = _subscriber(tx, actor).subscription.zone
            digests.choose(tx, actor.user, Subscription(rhythm, weekday, at, zone))
            tx.record(
                "digest.chosen",
                actor=actor.user,
                rhythm=rhythm.value,
                weekday=weekday,
                at=f"{at:%H:%M}",
                zone=zone,
            )
            return None

    def _now(self, tx: Transaction, actor: Actor) -> Digest:
        leads = actor.user in people.holders(tx, Role.LEADER)
        subscriber = _subscriber(tx, actor)
        found = portfolio.load(self.office, tx, None if leads else [actor.user])
        moved = portfolio.moved(tx, found, _since(subscriber, tx.now))
        return _compose(subscriber, found, moved, leads=leads, now=tx.now)


def _compose(
    one: Subscriber, found: Portfolio, moved: _Moved, *, leads: bool, now: datetime
) -> Digest:
    subscription, since = one.subscription, _since(one, now)
    following = subscription.next_after(now) or usual(owns=True, zone=subscription.zone).next_after(
        now
    )
    reader = Reader(
        user=one.user,
        scope="all" if leads else "mine",
        today=subscription.local_date(now),
        since=subscription.local_date(since),
        until=subscription.local_date(following or now),
    )
    return digest.compose(found, reader, [what for at, what in moved if at > since], now, since)


def _since(one: Subscriber, now: datetime) -> datetime:
    """What moved before was told: by the last digest, or is too old to be told by a first one."""
    if one.last_at is None:
        return one.subscription.period_before(now)
    return one.last_at - _WAS_UNDER_WAY


def _write(tx: Transaction, one: Subscriber, message: Digest) -> None:
    assert one.next_at is not None  # noqa: S101 - for mypy; it was due
    to_person(tx, one.user, message, f"digest:{one.user}:{one.next_at.isoformat()}")


def _subscriber(tx: Transaction, actor: Actor) -> Subscriber:
    """Somebody's subscription, or what they would get; in the zone where they live now."""
    known = people.member(tx, actor.user)
    zone = known.time_zone if known is not None else None
    found = digests.one(tx, actor.user)
    if found is None:
        return Subscriber(actor.user, usual(owns=True, zone=zone), None, None)
    if zone is None or zone not in known_zones():
        return found
    moved = _in_zone(found.subscription, zone)
    return Subscriber(found.user, moved, found.next_at, found.last_at)


def _in_zone(subscription: Subscription, zone: str) -> Subscription:
    return Subscription(subscription.rhythm, subscription.weekday, subscription.at, zone)

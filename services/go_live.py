"""Checking the lines of the go-live checklist, each side its own (A6)."""

from dataclasses import dataclass

from onboarding import go_live as rules
from onboarding.asked_for import GoLiveItem
from onboarding.criteria import RecordKey
from onboarding.go_live import GoLiveCard
from onboarding.messages.go_live import GoLiveListClosed
from onboarding.permissions import Action
from onboarding.refusals import ListBuiltUpon, Refused, Unchanged
from services import gates, go_live_card
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import NotAllowed, Repeated
from services.posting import to_owner
from storage import accounts, go_live, reviews
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class LineSet:
    """The line is as it was wanted; `closed`: nothing on the list is open now."""

    closed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The list for our people, and the channel in which it is checked."""

    card: GoLiveCard
    channel: str | None


@dataclass(frozen=True, slots=True)
class GoLive:
    """The go-live checklist."""

    office: Office

    def check(
        self, actor: Actor, channel: str, account: str, line: str, done: bool, key: str
    ) -> LineSet | Unchanged | Refused | NotAllowed | Repeated:
        """Set a line checked or open again, as a person of the side that owns it asked.

        Nothing else is ticked by it: that the list is closed is a fact, that we may go live is
        somebody's word.
        """
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self.office.meet_in(tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            if refused := self.office.allow(tx, Action.CHECK_GO_LIVE, met, actor):
                return refused
            items = self.office.frozen.get(tx, met.account.playbook_id).go_live
            item = next((one for one in items if one.key == line), None)
            if item is None:
                return NotAllowed("forged")
            if item.side is not met.side:
                return NotAllowed("not_your_side")
            checked = go_live.checked(tx, account)
            if (line in checked) == done:
                return Unchanged()
            if not done and (built_upon := self._built_upon(tx, met, item)):
                return built_upon
            return self._set(tx, met, actor, item, done, key)

    def open(self, actor: Actor, account: str) -> Shown | NotAllowed:
        """The list for our people, which is posted by this if it does not stand there yet."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_at(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            refused = self.office.allow(tx, Action.SEE_RECORD, met, actor)
            if refused:
                return refused
            if (
                not met.account.is_closed
                and go_live_card.wants_posting(tx, met.account)
                and go_live_card.show(self.office, tx, met.account)
            ):
                tx.record("go_live.shown", actor=actor.user, account=account)
            return Shown(go_live_card.view(self.office, tx, met.account), met.account.channel_id)

    def _built_upon(self, tx: Transaction, met: Met, item: GoLiveItem) -> Refused | None:
        """A line stays checked while something that needed the list is done."""
        if not item.required:
            return None
        done = tuple(m for m in rules.needing(self.office.plan(tx, met.account)) if m.is_done)
        return Refused(ListBuiltUpon(item.title, done)) if done else None

    def _set(
        self, tx: Transaction, met: Met, actor: Actor, item: GoLiveItem, done: bool, key: str
    ) -> LineSet:
        account = met.account
        if done:
            go_live.check(tx, account.id, item.key, actor.user)
        else:
            go_live.uncheck(tx, account.id, item.key)
        tx.record(
            "go_live.checked" if done else "go_live.reopened",
            actor=actor.user,
            account=account.id,
            line=item.key,
            side=met.side.value,
        )
        go_live_card.touch(tx, account)
        reviews.bring_forward(tx, account.id)
        items = self.office.frozen.get(tx, account.playbook_id).go_live
        closed = rules.is_closed(items, go_live.checked(tx, account.id))
        gates.settle(self.office, tx, account, {RecordKey.GO_LIVE_LIST_CLOSED: closed}, actor)
        if closed and done and item.required:
            self._tell_owner(tx, met, actor, key)
        return LineSet(closed)

    def _tell_owner(self, tx: Transaction, met: Met, actor: Actor, key: str) -> None:
        account = met.account
        if accounts.owner(tx, account.id) == actor.user:
            return
        shown = go_live_card.view(self.office, tx, account)
        to_owner(
            tx,
            account,
            GoLiveListClosed(
                customer=account.name,
                channel=account.channel_id,
                by=actor.user,
                waiting=shown.waiting,
            ),
            f"go_live_list_closed:{account.id}:{key}",
        )

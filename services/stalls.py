"""What our people do about a quiet customer: take it, put it off, say why, settle it (C4, G6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onboarding.permissions import Action
from onboarding.refusals import Refused, StallOver, Unchanged
from onboarding.review.putting_off import snoozed_until
from onboarding.stall_causes import Cause
from services import stall_card
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import NotAllowed, Repeated
from storage import reviews, stalls
from storage.stalls import StallRow
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Done:
    """It was done; `until` (UTC) says for how long, where that is a matter of time."""

    until: datetime | None = None


Outcome = Done | Unchanged | Refused | NotAllowed | Repeated
_Do = Callable[[Transaction, Met, StallRow], Done | Unchanged]


@dataclass(frozen=True, slots=True)
class Stalls:
    """Customers that went quiet, in the hands of our people."""

    office: Office

    def take(self, actor: Actor, account: str, stall: str, key: str) -> Outcome:
        """This person looks after it: the ladder stands still for a while."""

        def do(tx: Transaction, met: Met, found: StallRow) -> Done | Unchanged:
            if found.stall.taken_by == actor.user:
                return Unchanged()
            _change(tx, met, found, taken_by=actor.user, taken_at=tx.now)
            tx.record("stall.taken", actor=actor.user, account=met.account.id, stall=stall)
            return Done()

        return self._on_open(actor, account, stall, key, do)

    def snooze(self, actor: Actor, account: str, stall: str, key: str) -> Outcome:
        """Nothing more for some working days of the customer."""

        def do(tx: Transaction, met: Met, found: StallRow) -> Done | Unchanged:
            state = self.office.state(tx, met.account.id)
            if state is None:
                return Unchanged()
            until = snoozed_until(state.hours, tx.now)
            if found.stall.snoozed_until is not None and found.stall.snoozed_until >= until:
                return Unchanged()
            _change(tx, met, found, snoozed_until=until)
            tx.record(
                "stall.snoozed",
                actor=actor.user,
                account=met.account.id,
                stall=stall,
                until=until.isoformat(),
            )
            return Done(until)

        return self._on_open(actor, account, stall, key, do)

    def say_cause(self, actor: Actor, account: str, stall: str, cause: Cause, key: str) -> Outcome:
        """Confirm the cause, or name another: it chooses the lever (G6)."""

        def do(tx: Transaction, met: Met, found: StallRow) -> Done | Unchanged:
            if found.stall.cause is cause:
                return Unchanged()
            _change(tx, met, found, cause=cause.value, cause_by=actor.user)
            tx.record(
                "stall.cause",
                actor=actor.user,
                account=met.account.id,
                stall=stall,
                cause=cause.value,
                proposed=found.stall.proposed.value,
            )
            return Done()

        return self._on_open(actor, account, stall, key, do)

    def resolve(self, actor: Actor, account: str, stall: str, key: str) -> Outcome:
        """It is settled, though the customer has not given a sign: the clock begins anew."""

        def do(tx: Transaction, met: Met, found: StallRow) -> Done | Unchanged:
            _change(tx, met, found, ended_at=tx.now, came_back=False, resolved_by=actor.user)
            tx.record("stall.resolved", actor=actor.user, account=met.account.id, stall=stall)
            return Done()

        return self._on_open(actor, account, stall, key, do)

    def _on_open(self, actor: Actor, account: str, stall: str, key: str, do: _Do) -> Outcome:
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = met_to_care(self.office, tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            found = stalls.one(tx, account, stall)
            if found is None:
                return NotAllowed("forged")
            if found.ended_at is not None:
                return Refused(StallOver())
            return do(tx, met, found)


def met_to_care(office: Office, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
    """Who may look after a quiet customer: full members of our workspace."""
    met = office.meet_at(tx, account, actor)
    if isinstance(met, NotAllowed):
        return met
    return office.allow(tx, Action.CARE_FOR_STALL, met, actor) or met


def _change(tx: Transaction, met: Met, found: StallRow, **values: Any) -> None:
    stalls.change(tx, met.account.id, found.stall.id, **values)
    reviews.bring_forward(tx, met.account.id)
    stall_card.show(tx, met.account.id, found.stall.id)

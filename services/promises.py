"""Promises to a customer, and whether they were kept (A1)."""

from dataclasses import dataclass
from datetime import date

from onboarding.permissions import Action
from onboarding.promises import LONGEST_REMARK, PromisesView, PromiseView
from onboarding.refusals import Unchanged
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import promises, reviews
from storage.accounts import Account
from storage.promises import PromiseRow
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Ended:
    """It is kept, or will not be; the promises as they stand now."""

    view: PromisesView


@dataclass(frozen=True, slots=True)
class Promises:
    """What was promised to customers."""

    office: Office

    def view(self, actor: Actor, account: str) -> PromisesView | NotAllowed:
        """The promises of an account, for our people."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            return met if isinstance(met, NotAllowed) else listed(tx, met.account)

    def end(
        self, actor: Actor, account: str, promise: str, key: str, *, kept: bool, remark: str
    ) -> Ended | Unchanged | Invalid | NotAllowed | Repeated:
        """Say how a promise ended. One that was not kept wants a remark."""
        if problem := _problem(remark, kept=kept):
            return Invalid({"remark": problem})
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            found = listed(tx, met.account).one(promise)
            if found is None:
                return NotAllowed("forged")
            if not tx.first_time(key):
                return Repeated()
            if found.kept is not None:
                return Unchanged()
            said = remark.strip() or None
            promises.end(tx, promise, kept=kept, remark=said, by=actor.user)
            tx.record(
                "promise.kept" if kept else "promise.not_kept",
                actor=actor.user,
                account=account,
                promise=promise,
                text=found.text,
                remark=said,
            )
            reviews.bring_forward(tx, account)
            return Ended(listed(tx, met.account))

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.TAKE_NOTE, met, actor) or met


def listed(tx: Transaction, account: Account) -> PromisesView:
    """The promises of an account as they stand in this transaction."""
    days = calendar(account)
    today = days.local_date(tx.now)
    rows = sorted(
        promises.of_account(tx, account.id),
        key=lambda row: (row.kept is not None, row.due_on or date.max),
    )
    return PromisesView(
        account=account.id,
        customer=account.name,
        promises=tuple(
            _promise(row, today, days.local_date(row.ended_at) if row.ended_at else None)
            for row in rows
        ),
        today=today,
    )


def _promise(row: PromiseRow, today: date, ended_on: date | None) -> PromiseView:
    return PromiseView(
        id=row.id,
        text=row.text,
        owner=row.owner,
        due_on=row.due_on,
        late=row.kept is None and row.due_on is not None and row.due_on < today,
        kept=row.kept,
        ended_on=ended_on,
        remark=row.remark,
        channel=row.channel_id,
        ts=row.ts,
        ended_by=row.ended_by,
    )


def _problem(remark: str, *, kept: bool) -> str | None:
    if not kept and not remark.strip():
        return "Please say why not: somebody will have to tell the customer."
    if len(remark.strip()) > LONGEST_REMARK:
        return f"Please keep it under {LONGEST_REMARK} characters."
    return None

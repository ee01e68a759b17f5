"""Who leads at the customer and who may decide there: what the gates hear when they come and go
(R6, R7)."""

from onboarding.criteria import RecordKey
from services import gates
from services.actor import Actor
from services.office import Office
from storage import discovery, people
from storage.accounts import Account
from storage.transaction import Transaction


def settle_leading(office: Office, tx: Transaction, account: Account, actor: Actor) -> None:
    """Readiness and governance hold as long as whom they name is with the customer.

    To be called in the transaction in which somebody left or came back. The names stay: who comes
    back leads again. Who left is told to the owner by the review (`rules.departures`).
    """
    ready, charter = discovery.ready(tx, account.id), discovery.charter(tx, account.id)
    if ready is None and charter is None:
        return
    here = {one.id for one in people.of_account(tx, account.id) if one.left_at is None}
    named = {
        RecordKey.READY: ready.lead if ready else None,
        RecordKey.GOVERNANCE_NAMED: charter.authority if charter else None,
    }
    holds = {what: who in here for what, who in named.items() if who is not None}
    before = gates.plan_now(office, tx, account).standing.holds
    gates.settle(office, tx, account, holds, actor)
    if RecordKey.READY in before and not holds.get(RecordKey.READY, True):
        tx.record("readiness.lapsed", account=account.id, stakeholder=named[RecordKey.READY])
    what = RecordKey.GOVERNANCE_NAMED
    if what in before and not holds.get(what, True):
        tx.record("governance.lapsed", account=account.id, stakeholder=named[what])

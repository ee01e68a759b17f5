"""What the record says to the gates of a plan: told by whoever changes the record (R1, A1, A3, A6).

`settle` is called in the transaction that changed the record, so that stages, checklist and record
never disagree.
"""

from collections.abc import Mapping

from onboarding import settling
from onboarding.criteria import RecordKey
from onboarding.plan import Plan
from onboarding.settling import Settled
from services import go_live_card
from services.actor import Actor
from services.office import Office
from services.ticked import stages_completed, stages_reopened
from storage import accounts, plans, reviews, surfaces
from storage.accounts import Account
from storage.transaction import Transaction


def settle(
    office: Office,
    tx: Transaction,
    account: Account,
    holds: Mapping[RecordKey, bool],
    actor: Actor,
) -> Plan:
    """Tell the gates which parts of the record are complete now; answers the plan as it stands.

    What is not named stays as it is. Does nothing where nothing changed.
    """
    plan = plan_now(office, tx, account)
    outcome = settling.settle(plan, holds, tx.now)
    if not isinstance(outcome, Settled):
        return plan
    keep(tx, account, plan, outcome, actor)
    if not account.is_closed:
        go_live_card.show_when_due(office, tx, account, outcome.plan)
    return outcome.plan


def plan_now(office: Office, tx: Transaction, account: Account) -> Plan:
    """The plan as this transaction has made it: `account` may have been read before its record or
    its agreement changed."""
    return office.plan(tx, accounts.by_id(tx, account.id) or account)


def keep(tx: Transaction, account: Account, before: Plan, outcome: Settled, actor: Actor) -> None:
    """Write down what a change of the record meant for the plan, and show it."""
    plans.save(tx, account.id, before, outcome.plan)
    surfaces.touch(tx, account.id)
    reviews.bring_forward(tx, account.id)
    stages_reopened(tx, account.id, outcome.stages_reopened, actor)
    stages_completed(tx, account.id, outcome.stages_completed, actor)

"""The message in which both sides check what must be sure before the first live day: a surface in
the customer's channel (A6)."""

from onboarding import go_live as rules
from onboarding.go_live import About, GoLiveCard
from onboarding.plan import Plan
from services.office import Office, calendar
from storage import go_live, surfaces, workspaces
from storage.accounts import Account
from storage.surfaces import CHECKLIST, GO_LIVE
from storage.transaction import Transaction, new_id


def show_when_due(office: Office, tx: Transaction, account: Account, plan: Plan) -> None:
    """Post it once the plan, as it is now, has come to it; what stands there is left alone.

    To be called in the transaction that changed what is done.
    """
    if rules.is_due(plan) and wants_posting(tx, account):
        show(office, tx, account)


def wants_posting(tx: Transaction, account: Account) -> bool:
    """Whether it does not stand in the channel yet, nor is on its way there."""
    return surfaces.of_account(tx, account.id, GO_LIVE) is None


def show(office: Office, tx: Transaction, account: Account) -> bool:
    """Let it be brought up to date, posted if it never was; False where the playbook has none.

    While the plan is not posted it waits: it belongs below it.
    """
    if not office.frozen.get(tx, account.playbook_id).go_live:
        return False
    if surfaces.of_account(tx, account.id, GO_LIVE) is None:
        surfaces.add(tx, account.id, new_id(), GO_LIVE, account.lane)
    touch(tx, account)
    return True


def touch(tx: Transaction, account: Account) -> None:
    """What it shows has changed, or the plan below which it belongs was posted; nothing where it
    was never wanted."""
    plan = surfaces.of_account(tx, account.id, CHECKLIST)
    shown = surfaces.of_account(tx, account.id, GO_LIVE)
    if shown is not None and plan is not None and plan.ts is not None:
        surfaces.touch_one(tx, shown)


def view(office: Office, tx: Transaction, account: Account) -> GoLiveCard:
    """The list of an account as of this transaction."""
    return rules.card(
        office.frozen.get(tx, account.playbook_id).go_live,
        go_live.checked(tx, account.id),
        office.plan(tx, account),
        About(account.id, account.name, workspaces.one(tx).name),
        calendar(account),
        tx.now,
    )

"""The message in which both sides read what success means: a surface in the customer's channel."""

from onboarding import criteria_card
from onboarding.criteria_card import About, CriteriaCard, WishLine
from onboarding.messages.sides import CustomerMessage
from services.office import calendar
from services.posting import to_customer
from storage import criteria, surfaces, workspaces
from storage.accounts import Account
from storage.surfaces import CHECKLIST, CRITERIA
from storage.transaction import Transaction, new_id


def show(tx: Transaction, account: Account) -> None:
    """Let it be brought up to date; posted with the first criterion, below the plan.

    To be called in the transaction that changed a criterion, and when a plan is posted. While
    there is no plan in the channel it waits: it would stand where nobody could place it.
    """
    plan = surfaces.of_account(tx, account.id, CHECKLIST)
    if plan is None or plan.ts is None:
        return
    shown = surfaces.of_account(tx, account.id, CRITERIA)
    if shown is None and criteria.of_account(tx, account.id):
        surfaces.add(tx, account.id, new_id(), CRITERIA, account.lane)
        shown = surfaces.of_account(tx, account.id, CRITERIA)
    if shown is not None:
        surfaces.touch_one(tx, shown)


def tell(tx: Transaction, account: Account, message: CustomerMessage, key: str) -> None:
    """Say something of them below the plan; nothing while there is no channel to say it in."""
    if account.channel_id is not None and account.channel_state not in ("none", "deleted"):
        to_customer(tx, account, message, key)


def view(tx: Transaction, account: Account, *, with_values: bool = False) -> CriteriaCard:
    """The criteria of an account as of this transaction; `with_values`: and how each came here."""
    days = calendar(account)
    found = criteria.of_account(tx, account.id)
    wishes = [
        (one.criterion_id, WishLine(one.text, one.by, days.local_date(one.at)))
        for one in criteria.open_wishes(tx, account.id)
    ]
    values = {one.id: criteria.values_of(tx, one.id) for one in found} if with_values else {}
    about = About(account.id, account.name, workspaces.one(tx).name, wishes, values)
    return criteria_card.card(found, about, days, tx.now)

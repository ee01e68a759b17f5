"""A package made from the record, as it stands in a transaction (A7)."""

from onboarding.package import Package, Papers, compose
from services import notes, promises
from services.office import Office
from storage import briefs, packages, plans, usage
from storage.accounts import Account
from storage.transaction import Transaction


def make(office: Office, tx: Transaction, account: Account) -> Package | None:
    """The package of an account; None while its channel never stood ready."""
    state = office.state(tx, account.id)
    if state is None:
        return None
    papers = Papers(
        renewal_on=account.renewal_on,
        told=briefs.of_account(tx, account.id),
        attitudes=packages.attitudes(tx, account.id),
        promises=promises.listed(tx, account).promises,
        notes=notes.lines(tx, account),
        usage=usage.newest(tx, account.id),
        completed=plans.completed_on(tx, account.id),
    )
    return compose(state, papers, tx.now)

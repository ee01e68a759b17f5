"""The customers that are being onboarded, looked at together: for digests and for Home."""

from collections.abc import Sequence
from datetime import datetime

from onboarding.capacity import loads
from onboarding.digest import MOVES, Activity, Portfolio
from onboarding.triage import assess
from services.office import Office
from storage import portfolio
from storage.batches import MOST
from storage.transaction import Transaction


def load(office: Office, tx: Transaction, owners: Sequence[str] | None = None) -> Portfolio:
    """All of the workspace, or the customers of some owners; each assessed at this moment."""
    accounts = portfolio.open_accounts(tx, owners)
    states = [
        state
        for start in range(0, len(accounts), MOST)
        for state in office.states(tx, accounts[start : start + MOST]).values()
    ]
    carried = loads(portfolio.owned(tx, owners))
    return Portfolio(
        team=tx.workspace,
        assessments=tuple(assess(state, tx.now) for state in states),
        loads=carried,
        names=portfolio.names(tx, [one.user for one in carried]),
    )


def moved(tx: Transaction, found: Portfolio, since: datetime) -> list[tuple[datetime, Activity]]:
    """What is on record of these customers after an instant (UTC), the oldest first."""
    accounts = [one.account.id for one in found.assessments]
    return [
        (at, Activity(account, kind, data))
        for account, at, kind, data in portfolio.happened(tx, accounts, since, MOVES)
    ]

"""The customers that are being onboarded, looked at together: for digests and for Home."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from onboarding.capacity import loads
from onboarding.closing import EARLY_DAYS, REMEMBERED_DAYS, Ending
from onboarding.digest import MOVES, Activity, Ended, Portfolio
from onboarding.stall_causes import Cause
from onboarding.triage import assess
from services.office import Office
from storage import closings, portfolio
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
        ended=_ended(tx, owners),
    )


def _ended(tx: Transaction, owners: Sequence[str] | None) -> tuple[Ended, ...]:
    """What was closed lately, and whose post-mortem is owed."""
    rows = closings.lately(tx, tx.now - timedelta(days=EARLY_DAYS), owners)
    since = tx.now - timedelta(days=REMEMBERED_DAYS)
    return tuple(
        Ended(
            account=row.account,
            name=row.name,
            channel=row.channel_id,
            contract_value=row.contract_value,
            owner=row.owner,
            by=row.by,
            ending=Ending(row.ending),
            cause=Cause(row.cause) if row.cause else None,
            signed_on=row.signed_on,
            ended_on=row.at.astimezone(ZoneInfo(row.time_zone)).date(),
            at=row.at,
            owes_post_mortem=row.written_at is None
            and row.post_mortem_at is not None
            and row.post_mortem_at > since,
        )
        for row in rows
    )


def moved(tx: Transaction, found: Portfolio, since: datetime) -> list[tuple[datetime, Activity]]:
    """What is on record of these customers after an instant (UTC), the oldest first."""
    accounts = [one.account.id for one in found.assessments]
    return [
        (at, Activity(account, kind, data))
        for account, at, kind, data in portfolio.happened(tx, accounts, since, MOVES)
    ]

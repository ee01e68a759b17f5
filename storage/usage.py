"""How it is used, as it was reported (G1, G5)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from onboarding.usage import UsageReport
from storage.batches import of_accounts, scope_of
from storage.record_schema import usage_reports
from storage.transaction import Transaction, new_id


def add(tx: Transaction, account: str, report: UsageReport) -> None:
    """A report; those before it stay."""
    tx.connection.execute(
        usage_reports.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=new_id(),
            active_people=report.active_people,
            expected_people=report.expected_people,
            unused=list(report.unused),
            remark=report.remark,
            by=report.by,
            at=report.at,
        )
    )


def newest(tx: Transaction, account: str) -> UsageReport | None:
    """The last report of an account, if any."""
    return newest_of_all(tx, [account]).get(account)


def newest_of_all(tx: Transaction, accounts: Sequence[str]) -> dict[str, UsageReport]:
    """The last report of each of many accounts, of those that have any."""
    rows = tx.connection.execute(_NEWEST, scope_of(tx, accounts))
    return {row.account_id: _report(row) for row in rows}


def _report(row: Any) -> UsageReport:
    return UsageReport(
        active_people=row.active_people,
        expected_people=row.expected_people,
        unused=tuple(row.unused),
        remark=row.remark,
        by=row.by,
        at=row.at,
    )


_NUMBERED = (
    select(
        usage_reports,
        func.row_number()
        .over(
            partition_by=usage_reports.c.account_id,
            order_by=(usage_reports.c.at.desc(), usage_reports.c.id.desc()),
        )
        .label("place"),
    )
    .where(*of_accounts(usage_reports))
    .subquery()
)
_NEWEST = select(_NUMBERED).where(_NUMBERED.c.place == 1)

"""How it is used, as it was reported (G1, G5)."""

from sqlalchemy import bindparam, select

from onboarding.usage import UsageReport
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
    row = tx.connection.execute(
        _NEWEST, {"workspace": tx.workspace, "account": account}
    ).one_or_none()
    if row is None:
        return None
    active, expected, unused, remark, by, at = row
    return UsageReport(active, expected, tuple(unused), remark, by, at)


_NEWEST = (
    select(
        usage_reports.c.active_people,
        usage_reports.c.expected_people,
        usage_reports.c.unused,
        usage_reports.c.remark,
        usage_reports.c.by,
        usage_reports.c.at,
    )
    .where(
        usage_reports.c.workspace_id == bindparam("workspace"),
        usage_reports.c.account_id == bindparam("account"),
    )
    .order_by(usage_reports.c.at.desc(), usage_reports.c.id.desc())
    .limit(1)
)

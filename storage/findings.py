"""What is to be kept or done differently next time, by version of the playbook (R9, F1)."""

from collections.abc import Sequence

from sqlalchemy import and_, delete, select

from onboarding.looking_back import Finding, Kind, Source
from storage.record_schema import findings
from storage.schema import accounts
from storage.transaction import Transaction, new_id


def replace(
    tx: Transaction,
    account: str,
    playbook: tuple[str, int],
    source: Source,
    by: str,
    found: Sequence[tuple[Kind, str]],
) -> None:
    """These in the place of what stood there: of the account's post-mortem, whoever wrote it; of a
    retrospective what the same person said before."""
    key, version = playbook
    before = [
        findings.c.workspace_id == tx.workspace,
        findings.c.account_id == account,
        findings.c.source == source.value,
    ]
    if source is Source.RETROSPECTIVE:
        before.append(findings.c.by == by)
    tx.connection.execute(delete(findings).where(*before))
    for kind, text in found:
        tx.connection.execute(
            findings.insert().values(
                workspace_id=tx.workspace,
                id=new_id(),
                account_id=account,
                playbook=key,
                version=version,
                kind=kind.value,
                source=source.value,
                text=text,
                by=by,
                at=tx.now,
            )
        )


def of_account(tx: Transaction, account: str, *sources: Source) -> list[Finding]:
    """The findings of an account from these sources."""
    wanted = [source.value for source in sources]
    return _read(tx, findings.c.account_id == account, findings.c.source.in_(wanted))


def every(tx: Transaction) -> list[Finding]:
    """All findings of the workspace."""
    return _read(tx)


def _read(tx: Transaction, *conditions: object) -> list[Finding]:
    rows = tx.connection.execute(
        select(findings, accounts.c.name)
        .select_from(
            findings.join(
                accounts,
                and_(
                    accounts.c.workspace_id == findings.c.workspace_id,
                    accounts.c.id == findings.c.account_id,
                ),
            )
        )
        .where(findings.c.workspace_id == tx.workspace, *conditions)  # type: ignore[arg-type]
        .order_by(findings.c.at, findings.c.id)
    )
    return [
        Finding(
            playbook=row.playbook,
            version=row.version,
            kind=Kind(row.kind),
            source=Source(row.source),
            text=row.text,
            customer=row.name,
            by=row.by,
            at=row.at,
        )
        for row in rows
    ]

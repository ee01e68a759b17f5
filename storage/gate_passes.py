"""Gates that somebody let be passed as things were, and why (A1, R1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.record_schema import gate_passes
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class GatePassRow:
    """A gate that was let be passed; `open` is what was missing then, in words, `at` UTC."""

    reason: str
    open: Sequence[str]
    by: str
    at: datetime


def of_account(tx: Transaction, account: str) -> list[GatePassRow]:
    """Those of an account, the oldest first."""
    columns = [gate_passes.c[name] for name in GatePassRow.__dataclass_fields__]
    rows = tx.connection.execute(
        select(*columns)
        .where(gate_passes.c.workspace_id == tx.workspace, gate_passes.c.account_id == account)
        .order_by(gate_passes.c.at, gate_passes.c.gate)
    )
    return [GatePassRow(*row) for row in rows]


def add(
    tx: Transaction, account: str, gate: str, reason: str, still_open: Sequence[str], by: str
) -> None:
    """Put it on record; `still_open` is what was missing then, in words."""
    tx.connection.execute(
        gate_passes.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            gate=gate,
            reason=reason,
            open=list(still_open),
            by=by,
            at=tx.now,
        )
    )

"""Gates that somebody let be passed as things were, and why (A1, R1)."""

from collections.abc import Sequence

from storage.record_schema import gate_passes
from storage.transaction import Transaction


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

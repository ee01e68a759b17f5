"""Messages that were sent to our own people, looked up where something has become of them since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storage.outbox import OutboxState
from storage.schema import outbox
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SentMessage:
    """`message` as it was written, and where it stands in Slack."""

    message: Mapping[str, Any]
    channel_id: str
    ts: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A direct message, sent or on its way in its lane."""

    row_id: int
    lane: str
    message: Mapping[str, Any]


def direct(tx: Transaction, account: str) -> list[Asking]:
    """The direct messages about an account to our own people, those that never arrived left out."""
    rows = tx.connection.execute(
        select(outbox.c.id, outbox.c.lane, outbox.c.body).where(
            outbox.c.workspace_id == tx.workspace,
            outbox.c.account_id == account,
            outbox.c.kind == "direct_message",
            outbox.c.state != OutboxState.DEAD,
        )
    )
    return [Asking(row.id, row.lane, row.body["message"]) for row in rows]


def one(tx: Transaction, row_id: int) -> SentMessage | None:
    """The message that a row became; None where it became none."""
    row = tx.connection.execute(
        select(outbox.c.body, outbox.c.channel_id, outbox.c.ts).where(
            outbox.c.workspace_id == tx.workspace, outbox.c.id == row_id
        )
    ).one_or_none()
    if row is None or row.channel_id is None or row.ts is None:
        return None
    return SentMessage(row.body["message"], row.channel_id, row.ts)

"""The inbox: keys of what Slack delivered, kept while it might be delivered again."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, tuple_

from storage.schema import inbox
from storage.scoping import EVERY_WORKSPACE


def forget(connection: Connection, received_before: datetime, limit: int) -> int:
    """Delete up to `limit` keys, of every workspace, received before an instant (UTC)."""
    old = (
        select(inbox.c.workspace_id, inbox.c.key)
        .where(inbox.c.received_at < received_before)
        .order_by(inbox.c.received_at)
        .limit(limit)
    )
    forgotten = connection.execute(
        delete(inbox)
        .where(tuple_(inbox.c.workspace_id, inbox.c.key).in_(old))
        .execution_options(**EVERY_WORKSPACE)
    )
    return forgotten.rowcount

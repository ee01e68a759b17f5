"""Touches: what became of everything that was to be said to or about an account, once per key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.review.touch import Door, Fate, PastTouch, Recipient, Touch
from storage.batches import of_accounts, scope_of
from storage.review_schema import touches
from storage.transaction import Transaction

DAILY = ("reminder", "our_reminder", "promises_due")
REMEMBERED = timedelta(days=30)
"""Reminders are of their day: none looks at one that is older."""


@dataclass(frozen=True, slots=True)
class TouchRow:
    """A touch that was dealt with; `again_at` (UTC) is when one that was put off comes again."""

    key: str
    kind: str
    to: Recipient
    fate: Fate
    again_at: datetime | None

    @property
    def was_read(self) -> bool:
        """Whether it came to somebody: what is put off was sent before."""
        return self.fate in (Fate.SENT, Fate.SNOOZED)


def one(tx: Transaction, account: str, key: str) -> TouchRow | None:
    """What became of a touch; None for one that is still to come, or never was."""
    row = tx.connection.execute(
        select(touches).where(
            touches.c.workspace_id == tx.workspace,
            touches.c.account_id == account,
            touches.c.key == key,
        )
    ).one_or_none()
    if row is None:
        return None
    return TouchRow(
        row.key, row.kind, Recipient(Door(row.door), row.recipient), Fate(row.fate), row.again_at
    )


def put_off(tx: Transaction, account: str, key: str, again_at: datetime, by: str) -> None:
    """Somebody wants to be reminded of a touch later."""
    tx.connection.execute(
        update(touches)
        .where(
            touches.c.workspace_id == tx.workspace,
            touches.c.account_id == account,
            touches.c.key == key,
        )
        .values(fate=Fate.SNOOZED.value, again_at=again_at, by=by)
    )


def skip(tx: Transaction, account: str, touch: Touch, by: str) -> None:
    """Somebody of ours does not want this touch to be sent."""
    _settle(tx, account, touch, Fate.SKIPPED, by, "somebody left it out")


def sent(tx: Transaction, account: str, touch: Touch, by: str) -> None:
    """Somebody of ours has this touch sent now."""
    _settle(tx, account, touch, Fate.SENT, by, "somebody had it sent at once")


def _settle(tx: Transaction, account: str, touch: Touch, what: Fate, by: str, reason: str) -> None:
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    fate = {"fate": what.value, "at": tx.now, "again_at": None, "reason": reason, "by": by}
    tx.connection.execute(
        insert(touches)
        .values(
            workspace_id=tx.workspace,
            account_id=account,
            key=touch.key,
            kind=touch.kind,
            rule=touch.rule,
            door=touch.to.door.value,
            recipient=touch.to.user,
            asked_for=list(touch.items),
            **fate,
        )
        .on_conflict_do_update(index_elements=["workspace_id", "account_id", "key"], set_=fate)
    )


def history(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, list[PastTouch]]:
    """The touches of these accounts, the oldest first, by account; no reminders of long ago."""
    found: dict[str, list[PastTouch]] = defaultdict(list)
    since = tx.now - REMEMBERED
    for row in tx.connection.execute(_HISTORY, scope_of(tx, accounts) | {"since": since}):
        found[row.account_id].append(
            PastTouch(
                key=row.key,
                kind=row.kind,
                to=Recipient(Door(row.door), row.recipient),
                at=row.at,
                fate=Fate(row.fate),
                again_at=row.again_at,
                items=tuple(row.asked_for),
            )
        )
    return found


_HISTORY = (
    select(
        touches.c.account_id,
        touches.c.key,
        touches.c.kind,
        touches.c.door,
        touches.c.recipient,
        touches.c.at,
        touches.c.fate,
        touches.c.again_at,
        touches.c.asked_for,
    )
    .where(
        *of_accounts(touches),
        or_(
            touches.c.at >= bindparam("since"),
            touches.c.again_at >= bindparam("since"),
            touches.c.kind.not_in(DAILY),
        ),
    )
    .order_by(touches.c.at, touches.c.key)
)

"""Touches: what became of everything that was to be said to or about an account, once per key."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Text, bindparam, cast, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.review.touch import Door, Fate, PastTouch, Recipient, Touch
from storage.batches import of_accounts, scope_of
from storage.review_schema import touches
from storage.transaction import Transaction

DAILY = ("reminder", "our_reminder", "promises_due")
REMEMBERED = timedelta(days=10)
"""Reminders are of their day, and weigh on the budget for a week: nobody asks for an older one."""


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


def drop_put_off(tx: Transaction, account: str, reason: str) -> list[tuple[str, str]]:
    """What somebody wanted to be reminded of later will not come again; key and kind of each."""
    dropped = tx.connection.execute(
        update(touches)
        .where(
            touches.c.workspace_id == tx.workspace,
            touches.c.account_id == account,
            touches.c.fate == Fate.SNOOZED.value,
        )
        .values(fate=Fate.DROPPED.value, reason=reason, again_at=None)
        .returning(touches.c.key, touches.c.kind)
    )
    return sorted((row.key, row.kind) for row in dropped)


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
    rows = tx.connection.execute(_HISTORY, scope_of(tx, accounts) | {"since": since}).all()
    for account, key, kind, door, user, at, fate, again_at, asked_for in rows:
        to = _recipient(door, user)
        past = PastTouch(key, kind, to, at, _FATES[fate], again_at, _keys(asked_for))
        found[account].append(past)
    return found


@lru_cache(maxsize=10_000)
def _recipient(door: str, user: str | None) -> Recipient:
    """Whoever gets one touch gets more of them."""
    return Recipient(Door(door), user)


@lru_cache(maxsize=10_000)
def _keys(written: str) -> tuple[str, ...]:
    """Most touches ask for nothing, and the others for the same few milestones: to decode each
    anew is a tenth of what reading an account costs."""
    return tuple(json.loads(written))


_FATES = {fate.value: fate for fate in Fate}


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
        cast(touches.c.asked_for, Text),
    )
    .where(
        *of_accounts(touches),
        or_(
            touches.c.at >= bindparam("since"),
            touches.c.again_at >= bindparam("since"),
            touches.c.kind.not_in(DAILY),
        ),
    )
    .order_by(touches.c.account_id, touches.c.at)  # as the index has them
)

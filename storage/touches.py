"""Touches: what became of everything that was to be said to or about an account, once per key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import bindparam, or_, select

from onboarding.review.touch import Door, Fate, PastTouch, Recipient
from storage.batches import of_accounts, scope_of
from storage.review_schema import touches
from storage.transaction import Transaction

DAILY = ("reminder", "our_reminder")
REMEMBERED = timedelta(days=30)
"""Reminders are of their day: none looks at one that is older."""


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

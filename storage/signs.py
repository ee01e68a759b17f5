"""Signs of life: when each person of an account's channel last did something there.

A sign is written by the click that gives it, in one small statement; the review's next tick finds
those that it has not seen (`drain`) and looks at their accounts at once.
"""

from typing import Any

from sqlalchemy import Insert, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.people import Side
from storage.among import among
from storage.review_schema import signs
from storage.schema import accounts
from storage.transaction import Transaction


def give(tx: Transaction, account: str, user: str, side: Side) -> None:
    """A person did something in the account's channel, now."""
    tx.connection.execute(_GIVE[tx.connection.dialect.name], _sign(tx, account, user, side))
    tx.has_news = True
    tx.looked_at_soon.add(account)


def come(tx: Transaction, account: str, user: str, side: Side) -> None:
    """A person came into the account's channel, now: that alone is no sign of life."""
    sign = _sign(tx, account, user, side) | {"at": None}
    tx.connection.execute(_COME[tx.connection.dialect.name], sign)
    tx.has_news = True


def leave(tx: Transaction, account: str, user: str) -> None:
    """A person left the account's channel, now."""
    tx.connection.execute(
        update(signs)
        .where(
            signs.c.workspace_id == tx.workspace,
            signs.c.account_id == account,
            signs.c.user_id == user,
        )
        .values(left_at=tx.now)
    )


def drain(tx: Transaction, limit: int) -> None:
    """Let the accounts of signs that no review saw be reviewed now; at most so many accounts.

    Those on which somebody acts at this moment are left for the next time.
    """
    found = tx.connection.execute(
        _UNSEEN, {"workspace": tx.workspace, "most": limit}
    ).scalars().all()  # fmt: skip
    if not found:
        return
    scope = {"workspace": tx.workspace, "ids": found}
    held = tx.connection.execute(_HOLD, scope).scalars().all()
    scope = {"workspace": tx.workspace, "ids": held}
    tx.connection.execute(_DUE, scope | {"now": tx.now})
    tx.connection.execute(_SEEN, scope)


def _sign(tx: Transaction, account: str, user: str, side: Side) -> dict[str, object]:
    return {
        "workspace_id": tx.workspace,
        "account_id": account,
        "user_id": user,
        "side": side.value,
        "at": tx.now,
        "came_at": tx.now,
        "unseen": True,
    }


_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert(signs), "postgresql": postgresql.insert(signs)}


def _upsert(insert: Any, *renewed: str) -> Insert:
    """A person's row, new or with these columns renewed."""
    return insert.on_conflict_do_update(  # type: ignore[no-any-return]
        index_elements=["workspace_id", "account_id", "user_id"],
        set_={"left_at": None, **{name: insert.excluded[name] for name in renewed}},
    )


_GIVE = {name: _upsert(insert, "at", "side", "unseen") for name, insert in _INSERTS.items()}
_COME = {name: _upsert(insert, "side", "unseen") for name, insert in _INSERTS.items()}
_UNSEEN = (
    select(signs.c.account_id)
    .where(signs.c.workspace_id == bindparam("workspace"), signs.c.unseen)
    .distinct()
    .limit(bindparam("most"))
)
_HOLD = (
    select(accounts.c.id)
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        among(accounts.c.id, "ids"),
    )
    .with_for_update(skip_locked=True)
)
_DUE = (
    update(accounts)
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        among(accounts.c.id, "ids"),
        accounts.c.next_review_at.is_not(None),
    )
    .values(next_review_at=bindparam("now"))
)
_SEEN = (
    update(signs)
    .where(
        signs.c.workspace_id == bindparam("workspace"),
        among(signs.c.account_id, "ids"),
        signs.c.unseen,
    )
    .values(unseen=False)
)

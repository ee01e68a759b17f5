"""Surfaces: what is shown and edited in place. Many changes become one update.

A change raises `version`; delivery renders the state as it is then and records the version it
showed in `rendered`. The outbox row that asks for an update is keyed by the version last rendered,
so that while one waits, further changes add none.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.schema import surfaces
from storage.transaction import Transaction

CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class Surface:
    """`ts` is the message in the account's channel, None before it is first posted."""

    id: str
    account_id: str
    kind: str
    lane: str
    ts: str | None
    version: int
    rendered: int
    page: str | None


def add(tx: Transaction, account: str, surface: str, kind: str, lane: str) -> None:
    """A surface that is not yet posted."""
    tx.connection.execute(
        surfaces.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=surface,
            kind=kind,
            lane=lane,
            version=1,
            rendered=0,
        )
    )


def by_id(tx: Transaction, surface: str) -> Surface | None:
    """The surface with this id."""
    row = tx.connection.execute(_BY_ID, {"workspace": tx.workspace, "id": surface}).one_or_none()
    return Surface(*row) if row else None


def of_account(tx: Transaction, account: str, kind: str) -> Surface | None:
    """The account's surface of a kind."""
    row = tx.connection.execute(
        _OF_ACCOUNT, {"workspace": tx.workspace, "account": account, "kind": kind}
    ).one_or_none()
    return Surface(*row) if row else None


def touch(tx: Transaction, account: str, **page: str | None) -> None:
    """What the account's surfaces show has changed: let each be brought up to date.

    `page=…` unfolds a page as well; None stands for where the work is.
    """
    scope = {"workspace": tx.workspace, "account": account}
    for row in tx.connection.execute(_TOUCH, scope | page).all():
        _ask(tx, Surface(*row))


def take_down(tx: Transaction, account: str) -> None:
    """The channel in which the account's surfaces stood is gone: each is to be posted anew.

    Its version rises, for whatever is posted next shows more than was ever shown.
    """
    tx.connection.execute(
        update(surfaces)
        .where(surfaces.c.workspace_id == tx.workspace, surfaces.c.account_id == account)
        .values(ts=None, version=surfaces.c.version + 1)
    )


def rendered(tx: Transaction, surface: str, version: int, *, ts: str | None = None) -> None:
    """This version was shown (or given up); what changed meanwhile asks for another update."""
    shown: dict[str, Any] = {"rendered": version}
    if ts is not None:
        shown["ts"] = ts
    row = tx.connection.execute(
        update(surfaces)
        .where(surfaces.c.workspace_id == tx.workspace, surfaces.c.id == surface)
        .values(**shown)
        .returning(*_FIELDS)
    ).one()
    now_shown = Surface(*row)
    if now_shown.version > version:
        _ask(tx, now_shown)


def _ask(tx: Transaction, surface: Surface) -> None:
    tx.enqueue(
        surface.lane,
        f"surface:{surface.id}:{surface.rendered}",
        "surface",
        {"surface": surface.id},
        account=surface.account_id,
    )


_FIELDS = [surfaces.c[name] for name in Surface.__dataclass_fields__]
_BY_ID = select(*_FIELDS).where(
    surfaces.c.workspace_id == bindparam("workspace"), surfaces.c.id == bindparam("id")
)
_OF_ACCOUNT = select(*_FIELDS).where(
    surfaces.c.workspace_id == bindparam("workspace"),
    surfaces.c.account_id == bindparam("account"),
    surfaces.c.kind == bindparam("kind"),
)
_TOUCH = (
    update(surfaces)
    .where(
        surfaces.c.workspace_id == bindparam("workspace"),
        surfaces.c.account_id == bindparam("account"),
    )
    .values(version=surfaces.c.version + 1)
    .returning(*_FIELDS)
)

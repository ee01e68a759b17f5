"""Surfaces: what is shown and edited in place. Many changes become one update.

A change raises `version`; delivery renders the state as it is then and records the version it
showed in `rendered`. The outbox row that asks for an update is keyed by the version last rendered,
so that while one waits, further changes add none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.among import among
from storage.outbox import Post
from storage.schema import surfaces
from storage.transaction import Transaction

CHECKLIST = "checklist"
CRITERIA = "criteria"
"""What success means: one message in the customer's channel, below the checklist."""
GO_LIVE = "go_live"
"""The go-live checklist: one message in the customer's channel, below the plan."""
TEAM_CARD = "team_card"
"""The card of a customer in the team channel: the news of it, and who matters there."""
CARD = "stall"
"""The card of a quiet customer in the team channel, one for each stall."""


@dataclass(frozen=True, slots=True)
class Surface:
    """`ts` is the message, None before it is first posted; `channel_id` says where it stands, None
    for what stands in the account's own channel."""

    id: str
    account_id: str
    kind: str
    lane: str
    ts: str | None
    version: int
    rendered: int
    page: str | None
    channel_id: str | None

    @property
    def stall(self) -> str | None:
        """The stall whose card it is; None for a checklist."""
        kind, _, stall = self.kind.partition(":")
        return stall if kind == CARD else None

    @property
    def is_ours(self) -> bool:
        """Whether it stands where only our own people read."""
        return self.kind == TEAM_CARD or self.stall is not None


def card_of(stall: str) -> str:
    """The kind of the surface that is a stall's card."""
    return f"{CARD}:{stall}"


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


def every_posted(tx: Transaction, account: str) -> list[Surface]:
    """The account's surfaces that stand somewhere."""
    rows = tx.connection.execute(
        select(*_FIELDS).where(
            surfaces.c.workspace_id == tx.workspace,
            surfaces.c.account_id == account,
            surfaces.c.ts.is_not(None),
        )
    )
    return [Surface(*row) for row in rows]


def touch(
    tx: Transaction,
    account: str,
    *,
    kind: str = CHECKLIST,
    then: Sequence[Post] = (),
    **page: str | None,
) -> None:
    """What the account's checklist shows has changed, or its surface of another kind: let it be
    brought up to date.

    `then` is what the same change has to say, in lanes that are there: it is sent after that.
    `page=…` unfolds a page as well; None stands for where the work is.
    """
    scope = {"workspace": tx.workspace, "account": account, "of_kind": kind}
    touched = [Surface(*row) for row in tx.connection.execute(_TOUCH, scope | page)]
    tx.enqueue_together([*map(_update_of, touched), *then])


def touch_older(tx: Transaction, than: Mapping[str, datetime], kind: str = CHECKLIST) -> None:
    """Let the surfaces of a kind be brought up to date that were last shown before an instant
    (UTC), given for each account: what they show has changed by time alone."""
    scope = {"workspace": tx.workspace, "ids": list(than), "kind": kind}
    for row in tx.connection.execute(_LAST_SHOWN, scope).all():
        if row.rendered_at is None or row.rendered_at < than[row.account_id]:
            touch(tx, row.account_id, kind=kind)


def touch_one(tx: Transaction, surface: Surface) -> None:
    """What this surface shows has changed."""
    row = tx.connection.execute(
        _TOUCH_ONE, {"workspace": tx.workspace, "surface": surface.id}
    ).one()
    tx.enqueue_together([_update_of(Surface(*row))])


def take_down(tx: Transaction, account: str) -> None:
    """The channel is gone in which the account's plan, success criteria and go-live checklist
    stood: to be posted anew.

    Their version rises, for whatever is posted next shows more than was ever shown.
    """
    tx.connection.execute(
        update(surfaces)
        .where(
            surfaces.c.workspace_id == tx.workspace,
            surfaces.c.account_id == account,
            surfaces.c.kind.in_((CHECKLIST, CRITERIA, GO_LIVE)),
        )
        .values(ts=None, version=surfaces.c.version + 1)
    )


def rendered(
    tx: Transaction,
    surface: str,
    version: int,
    *,
    ts: str | None = None,
    channel_id: str | None = None,
) -> None:
    """This version was shown (or given up); what changed meanwhile asks for another update.

    `channel_id`: where it stands now, if that is not the account's own channel.
    """
    shown: dict[str, Any] = {"rendered": version, "rendered_at": tx.now}
    if channel_id is not None:
        shown["channel_id"] = channel_id
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
        tx.enqueue_together([_update_of(now_shown)])


def _update_of(surface: Surface) -> Post:
    """What asks for a surface to be brought up to date."""
    return Post(
        lane=surface.lane,
        key=f"surface:{surface.id}:{surface.rendered}",
        kind="surface",
        body={"surface": surface.id},
        account_id=surface.account_id,
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
_LAST_SHOWN = select(surfaces.c.account_id, surfaces.c.rendered_at).where(
    surfaces.c.workspace_id == bindparam("workspace"),
    among(surfaces.c.account_id, "ids"),
    surfaces.c.kind == bindparam("kind"),
    surfaces.c.rendered == surfaces.c.version,
)
_TOUCH = (
    update(surfaces)
    .where(
        surfaces.c.workspace_id == bindparam("workspace"),
        surfaces.c.account_id == bindparam("account"),
        surfaces.c.kind == bindparam("of_kind"),
    )
    .values(version=surfaces.c.version + 1)
    .returning(*_FIELDS)
)
_TOUCH_ONE = (
    update(surfaces)
    .where(surfaces.c.workspace_id == bindparam("workspace"), surfaces.c.id == bindparam("surface"))
    .values(version=surfaces.c.version + 1)
    .returning(*_FIELDS)
)

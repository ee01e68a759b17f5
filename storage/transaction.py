"""One transaction of one workspace: what a service changes, records and leaves to be sent.

State, activity and outbox rows become true together at the commit, or not at all.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import CHANNEL, Database
from storage.lanes import ensure_lane, ensure_lanes, unpark
from storage.outbox import Post, enqueue, enqueue_all
from storage.schema import accounts, activity, inbox


def new_id() -> str:
    """An id of our own: 32 hex digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the activity of an account; `data` is JSON. Of no actor is what Milepost itself
    did."""

    account: str
    kind: str
    data: Mapping[str, Any]
    actor: str | None = None


@dataclass(slots=True)
class Transaction:
    """An open transaction; `now` (UTC) is the same moment throughout.

    `origin` is where what is done in it was done; it goes on record with each line.
    """

    database: Database
    connection: Connection
    workspace: str
    now: datetime
    origin: str | None = None
    has_mail: bool = False
    has_news: bool = False  # the review should look soon
    acted_on: set[str] = field(default_factory=set)  # accounts to which somebody did something
    looked_at_soon: set[str] = field(default_factory=set)  # those that it knows of already

    def first_time(self, key: str) -> bool:
        """Whether this inbox key was never seen; from now on it was. Slack delivers twice."""
        result = self.connection.execute(
            _REMEMBER[self.connection.dialect.name],
            {"workspace_id": self.workspace, "key": key, "received_at": self.now},
        )
        return result.rowcount == 1

    def was_seen(self, key: str) -> bool:
        """Whether this inbox key was seen, without remembering it: of a form that may be sent
        again with other words once it was refused."""
        found = select(inbox.c.key).where(
            inbox.c.workspace_id == self.workspace, inbox.c.key == key
        )
        return self.connection.execute(found).one_or_none() is not None

    def record(
        self, kind: str, *, actor: str | None = None, account: str | None = None, **data: Any
    ) -> None:
        """Add to the append-only record: no change without it. `data` is JSON.

        What a person did to an account is what its review knows nothing of yet: it looks soon.
        """
        if actor is not None and account is not None:
            self.acted_on.add(account)
        self.connection.execute(
            _RECORD,
            {
                "workspace_id": self.workspace,
                "account_id": account,
                "at": self.now,
                "actor": actor,
                "origin": self.origin,
                "kind": kind,
                "data": data,
            },
        )

    def record_all(self, records: Sequence[Record]) -> None:
        """Add lines to the record, in the order in which they happened, in one journey."""
        if records:
            self.acted_on.update(one.account for one in records if one.actor is not None)
            self.connection.execute(
                _RECORD,
                [
                    {
                        "workspace_id": self.workspace,
                        "account_id": record.account,
                        "at": self.now,
                        "actor": record.actor,
                        "origin": self.origin,
                        "kind": record.kind,
                        "data": record.data,
                    }
                    for record in records
                ],
            )

    def review_soon(self, account: str) -> None:
        """Have the account looked at soon; one that is not reviewed stays so. Where a sign of life
        was given there, the next claim sees to it."""
        if account not in self.looked_at_soon:
            scope = {"workspace": self.workspace, "account": account, "now": self.now}
            self.connection.execute(_REVIEW_SOON, scope)
            self.looked_at_soon.add(account)
            self.has_news = True

    def open_lane(self, lane: str) -> None:
        """Make a lane, if it is not there: before the first row that waits in it."""
        ensure_lane(self.connection, self.workspace, lane)

    def unpark(self, lane: str) -> None:
        """Let what waits in a lane go on: what kept it is over."""
        unpark(self.connection, self.workspace, lane)
        self.has_mail = True

    def enqueue(
        self, lane: str, key: str, kind: str, body: dict[str, Any], *, account: str | None = None
    ) -> bool:
        """Leave something to be sent; False when a row with this key is there already."""
        is_new = enqueue(
            self.connection,
            self.workspace,
            lane=lane,
            key=key,
            kind=kind,
            body=body,
            account_id=account,
            now=self.now,
        )
        self.has_mail = self.has_mail or is_new
        return is_new

    def enqueue_together(self, posts: Sequence[Post]) -> None:
        """Leave things to be sent in lanes that are there, in this order and in one journey; those
        are left out whose key is there already."""
        new = enqueue_all(self.connection, self.workspace, posts, self.now)
        self.has_mail = self.has_mail or new > 0

    def enqueue_all(self, posts: Sequence[Post]) -> None:
        """The same in whichever lanes, made where they are not there."""
        if posts:
            lanes = sorted({post.lane for post in posts})
            ensure_lanes(self.connection, self.workspace, lanes)
            self.enqueue_together(posts)


@contextmanager
def begin(database: Database, workspace: str, origin: str | None = None) -> Iterator[Transaction]:
    """A transaction that writes; whoever has something to do after the commit is woken."""
    with database.writing() as connection:
        tx = Transaction(database, connection, workspace, database.clock.now(), origin)
        yield tx
        for account in sorted(tx.acted_on):
            tx.review_soon(account)
        if tx.has_mail and not database.is_sqlite:
            connection.execute(_NOTIFY)
    if tx.has_mail:
        database.wake()
    if tx.has_news:
        database.tell_news()


@contextmanager
def look(database: Database, workspace: str) -> Iterator[Transaction]:
    """A transaction that only reads."""
    with database.reading() as connection:
        yield Transaction(database, connection, workspace, database.clock.now())


_RECORD = activity.insert().values(
    {
        column: bindparam(column)
        for column in ("workspace_id", "account_id", "at", "actor", "origin", "kind", "data")
    }
)
_REMEMBER = {
    name: insert(inbox).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_REVIEW_SOON = (
    update(accounts)
    .where(
        accounts.c.workspace_id == bindparam("workspace"),
        accounts.c.id == bindparam("account"),
        accounts.c.next_review_at.is_not(None),
    )
    .values(next_review_at=bindparam("now"))
)
_NOTIFY = select(func.pg_notify(CHANNEL, ""))

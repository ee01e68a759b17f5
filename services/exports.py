"""A customer's whole record, to be taken elsewhere (X1): on the server, or by direct message."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onboarding.permissions import Action
from onboarding.timeline import Entry, Names
from services.actor import Actor
from services.office import Office
from services.outcomes import NotAllowed, Repeated
from services.timelines import names
from storage import accounts, activity, export, versions, workspaces
from storage.accounts import Account
from storage.transaction import Transaction

FORMAT = "milepost-account"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Export:
    """`data` is JSON, as docs/record.md describes it; the rest is for whoever shows it to people.

    `people`: what each Slack user id is called, as far as known.
    """

    account: str
    name: str
    zone: str
    data: dict[str, Any]
    timeline: tuple[Entry, ...]  # the oldest first
    names: Names
    people: dict[str, str]


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """It is sent to whoever asked."""

    customer: str


@dataclass(frozen=True, slots=True)
class Exports:
    """On the command line nobody is asked who they are: whoever reaches the database may read it
    anyway. In Slack it is for the owner and for leaders."""

    office: Office

    def ask(self, actor: Actor, account: str, key: str) -> OnItsWay | NotAllowed | Repeated:
        """Have it sent to oneself; that goes on the customer's record."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_at(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if refused := self.office.allow(tx, Action.EXPORT, met, actor):
                return refused
            if not tx.first_time(key):
                return Repeated()
            tx.record("record.exported", actor=actor.user, account=account)
            lane = f"dm:{actor.user}"
            tx.open_lane(lane)
            asked = f"export:{account}:{actor.user}:{tx.now.isoformat()}"
            tx.enqueue(lane, asked, "export", {"user": actor.user}, account=account)
            return OnItsWay(met.account.name)

    def whole(self, workspace: str, account: str) -> Export | None:
        """One account, for delivery; None where there is none any more."""
        with self.office.look(workspace) as tx:
            found = accounts.by_id(tx, account)
            return None if found is None else self._export(tx, found)

    def named(self, name: str) -> list[tuple[str, str, str]]:
        """Workspace, id and name of the accounts that a name may mean, in every workspace."""
        return [
            (workspace, account.id, account.name)
            for workspace in self._workspaces()
            for account in self._accounts(workspace, name)
        ]

    def all(self) -> Iterator[Export]:
        """Every account of every workspace, one after another."""
        for workspace in self._workspaces():
            for account in self._accounts(workspace, None):
                yield self.one(workspace, account.id)

    def one(self, workspace: str, account: str) -> Export:
        """One account whole; that it was exported goes on its record. Raises LookupError."""
        with self.office.begin(workspace, "command_line") as tx:
            found = accounts.by_id(tx, account)
            if found is None:
                raise LookupError(f"there is no account {account}")
            tx.record("record.exported", account=account)
            return self._export(tx, found)

    def _export(self, tx: Transaction, account: Account) -> Export:
        rows = export.rows_of(tx, account.id)
        return Export(
            account=account.id,
            name=account.name,
            zone=account.time_zone,
            data={
                "format": FORMAT,
                "version": VERSION,
                "revision": versions.known(),
                "exported_at": tx.now.isoformat(),
                "workspace": tx.workspace,
                "account": account.id,
                "tables": rows,
            },
            timeline=tuple(activity.whole(tx, account.id)),
            names=names(tx, account, self.office.plan(tx, account)),
            people={row["user_id"]: row["name"] for row in rows["members"]},
        )

    def _workspaces(self) -> tuple[str, ...]:
        with self.office.database.reading() as connection:
            return workspaces.every(connection)

    def _accounts(self, workspace: str, name: str | None) -> list[Account]:
        with self.office.look(workspace) as tx:
            return accounts.matching(tx, name) if name else accounts.every(tx)

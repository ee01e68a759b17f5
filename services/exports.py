"""A customer's whole record, to be taken elsewhere (X1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onboarding.timeline import Entry, Names
from services.office import Office
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
class Exports:
    """Asked for on the command line: whoever reaches the database may read it anyway."""

    office: Office

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

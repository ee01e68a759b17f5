"""Erasing a person or a customer, as somebody asked for it (X1). On the command line only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.office import Office
from storage import erasing, workspaces
from storage.erasing import Counts
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Erased:
    """Rows changed or deleted, by table: in a dry run, those that would be."""

    rows: Mapping[str, int]


class _DryRun(Exception):
    """Nothing is to be kept of what the transaction did."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """All or nothing, in one transaction, and on record without what was erased."""

    office: Office

    def person(self, workspace: str, who: str, *, really: bool) -> Erased | None:
        """Somebody by Slack user id, address or whole name; None where nobody is known so.

        Raises `ValueError` for one of our own people: their work is the record of others.
        """

        def erase(tx: Transaction) -> Counts | None:
            found = erasing.find_person(tx, who)
            if not found.is_known:
                return None
            if erasing.is_ours(tx, found):
                raise ValueError("this is one of our own people, whose work is on record")
            counts = erasing.erase_person(tx, found)
            tx.record("record.erased", what="person")
            return counts

        return self._erased(workspace, erase, really=really)

    def account(self, workspace: str, account: str, *, really: bool) -> Erased | None:
        """A customer with everybody in it."""

        def erase(tx: Transaction) -> Counts:
            counts = erasing.erase_account(tx, account)
            tx.record("record.erased", account=account, what="account")
            return counts

        return self._erased(workspace, erase, really=really)

    def workspaces(self) -> tuple[str, ...]:
        """Every workspace in which somebody may be known."""
        with self.office.database.reading() as connection:
            return workspaces.every(connection)

    def _erased(
        self, workspace: str, erase: Callable[[Transaction], Counts | None], *, really: bool
    ) -> Erased | None:
        counts: Counts | None = None
        try:
            with self.office.begin(workspace, "command_line") as tx:
                counts = erase(tx)
                _go_on_only_if(really)
        except _DryRun:
            pass
        return None if counts is None else Erased({k: n for k, n in sorted(counts.items()) if n})


def _go_on_only_if(really: bool) -> None:
    if not really:
        raise _DryRun

"""Erasing a person or a customer, as somebody asked for it (X1). On the command line only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.office import Office
from storage import accounts, erasing, reviews, surfaces, workspaces
from storage.erasing import Counts
from storage.transaction import Transaction

_Done = tuple[Counts, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Erased:
    """Rows changed or deleted, by table: in a dry run, those that would be. `whom`: the names,
    addresses and Slack user ids of a person, or the name of a customer."""

    rows: Mapping[str, int]
    whom: tuple[str, ...]


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

        def erase(tx: Transaction) -> _Done | None:
            found = erasing.find_person(tx, who)
            if not found.is_known:
                return None
            if erasing.is_ours(tx, found):
                raise ValueError("this is one of our own people, whose work is on record")
            counts = erasing.erase_person(tx, found)
            tx.record("record.erased", what="person")
            _show_without_them(tx, erasing.accounts_of(tx, found))
            return counts, (*sorted(found.names), *sorted(found.emails), *sorted(found.users))

        return self._erased(workspace, erase, really=really)

    def account(self, workspace: str, account: str, *, really: bool) -> Erased | None:
        """A customer with everybody in it."""

        def erase(tx: Transaction) -> _Done:
            found = accounts.by_id(tx, account)
            counts = erasing.erase_account(tx, account)
            tx.record("record.erased", account=account, what="account")
            return counts, (found.name,) if found else ()

        return self._erased(workspace, erase, really=really)

    def workspaces(self) -> tuple[str, ...]:
        """Every workspace in which somebody may be known."""
        with self.office.database.reading() as connection:
            return workspaces.every(connection)

    def _erased(
        self, workspace: str, erase: Callable[[Transaction], _Done | None], *, really: bool
    ) -> Erased | None:
        done: _Done | None = None
        try:
            with self.office.begin(workspace, "command_line") as tx:
                done = erase(tx)
                _go_on_only_if(really)
        except _DryRun:
            pass
        if done is None:
            return None
        counts, whom = done
        return Erased({table: n for table, n in sorted(counts.items()) if n}, whom)


def _show_without_them(tx: Transaction, their_accounts: Sequence[str]) -> None:
    """Whatever is kept current in Slack names them no more either, from now on; and who takes
    over, their owner is soon asked."""
    for account in their_accounts:
        reviews.bring_forward(tx, account)
        for surface in surfaces.every_posted(tx, account):
            surfaces.touch_one(tx, surface)


def _go_on_only_if(really: bool) -> None:
    if not really:
        raise _DryRun

"""Surfaces, as delivery brings them up to date: always from the state of this moment."""

from dataclasses import dataclass

from onboarding.views import ChecklistView
from services import checklist
from services.office import Office
from storage import accounts, surfaces
from storage.outbox import Sent, mark_dead, mark_sent
from storage.surfaces import Surface


@dataclass(frozen=True, slots=True)
class SurfaceWork:
    """What a surface shows at `version`, and where it stands."""

    surface: Surface
    account: str
    channel_id: str | None
    ts: str | None
    version: int
    view: ChecklistView


@dataclass(frozen=True, slots=True)
class Surfaces:
    """What is shown and edited in place."""

    office: Office

    def work(self, workspace: str, surface: str) -> SurfaceWork | None:
        """The surface as it should look now; None when there is none with this id."""
        with self.office.look(workspace) as tx:
            found = surfaces.by_id(tx, surface)
            account = accounts.by_id(tx, found.account_id) if found else None
            if found is None or account is None:
                return None
            return SurfaceWork(
                surface=found,
                account=account.id,
                channel_id=account.channel_id,
                ts=found.ts,
                version=found.version,
                view=checklist.view(self.office, tx, account, found.page),
            )

    def rendered(
        self,
        workspace: str,
        surface: str,
        version: int,
        *,
        row_id: int,
        channel_id: str | None = None,
        ts: str | None = None,
    ) -> None:
        """This version is what people see; what changed meanwhile asks for another update."""
        with self.office.begin(workspace) as tx:
            mark_sent(tx.connection, [Sent(row_id, channel_id, ts)], tx.now)
            surfaces.rendered(tx, surface, version, ts=ts)

    def given_up(
        self, workspace: str, surface: str, version: int, *, row_id: int, error: str
    ) -> None:
        """This version cannot be shown; the next change tries again."""
        with self.office.begin(workspace) as tx:
            mark_dead(tx.connection, row_id, error)
            surfaces.rendered(tx, surface, version)

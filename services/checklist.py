"""The checklist of an account: what it shows now, and which page of it is unfolded."""

from dataclasses import dataclass

from onboarding import success
from onboarding.amounts import with_unit
from onboarding.checklist import About, checklist, tokens
from onboarding.views import ChecklistView
from services.actor import Actor
from services.office import Office, calendar
from services.outcomes import NotAllowed, Repeated
from storage import accounts, criteria, plans, surfaces, workspaces
from storage.accounts import Account
from storage.surfaces import CHECKLIST
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Checklist:
    """The one message in which an account's plan is shown and ticked."""

    office: Office

    def view(self, workspace: str, account: str, page: str | None = None) -> ChecklistView:
        """What the checklist shows now. Raises LookupError for an account that is not there."""
        with self.office.look(workspace) as tx:
            found = accounts.by_id(tx, account)
            if found is None:
                raise LookupError(f"no account {account} in workspace {workspace}")
            return view(self.office, tx, found, page)

    def turn_page(
        self, actor: Actor, channel: str, token: str, key: str, *, account: str | None = None
    ) -> NotAllowed | Repeated | None:
        """Unfold another page: for everybody, since a message looks the same to all."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self.office.meet_in(tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            if token not in tokens(self.office.plan(tx, met.account)):
                return NotAllowed("forged")
            shown = surfaces.of_account(tx, met.account.id, CHECKLIST)
            if shown is not None and shown.page != token:
                surfaces.touch(tx, met.account.id, page=token)
                tx.record("checklist.page", actor=actor.user, account=met.account.id, page=token)
            return None


def view(office: Office, tx: Transaction, account: Account, page: str | None) -> ChecklistView:
    """The checklist of an account as of this transaction."""
    return checklist(
        office.plan(tx, account),
        About(
            account=account.id,
            customer=account.name,
            host=workspaces.one(tx).name,
            outcome=account.outcome,
            agreed_by=account.agreed_by,
            closed=account.is_closed,
            completed=plans.completed_on(tx, account.id),
            measured=_measured(tx, account),
        ),
        calendar(account),
        tx.now,
        page,
    )


def _measured(tx: Transaction, account: Account) -> str | None:
    """The last value of what marks first value, on a line; None while none is known."""
    mark = success.marked(criteria.of_account(tx, account.id))
    if mark is None or mark.last is None:
        return None
    value, target = (with_unit(number, mark.unit) for number in (mark.last.value, mark.target))
    return f"{mark.metric}: {value}, and the aim is {target}."

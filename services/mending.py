"""Making a customer's channel when it did not go well: what people do about it."""

from dataclasses import dataclass

from onboarding.permissions import Action
from onboarding.provisioning import Sharing, Step, StepKind, StepState, invitations
from onboarding.refusals import Unchanged
from services.accounts import channel_problems, free_name
from services.actor import Actor
from services.office import Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.provisioning import set_out
from storage import accounts, people, steps, surfaces, workspaces
from storage import invitations as invited
from storage.accounts import Account
from storage.steps import StepRow
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Retried:
    """The step is on its way again."""


@dataclass(frozen=True, slots=True)
class Mending:
    """Trying again what failed, and sharing the channel another way."""

    office: Office

    def retry(
        self, actor: Actor, account: str, step: str, key: str
    ) -> Retried | Unchanged | NotAllowed | Repeated:
        """Try a failed step again; one that is done, on its way or given up stays as it is."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            found = self._met(tx, account, actor)
            if isinstance(found, NotAllowed):
                return found
            row = steps.one(tx, account, step)
            if row is None:
                return NotAllowed("forged")
            if row.state is not StepState.FAILED:
                return Unchanged()
            steps.set_state(tx, account, step, StepState.PENDING)
            tx.record("provisioning.retried", actor=actor.user, account=account, step=step)
            set_out(tx, found, step, again=key)
            return Retried()

    def change_sharing(
        self, actor: Actor, account: str, sharing: Sharing, channel: str | None, key: str
    ) -> Invalid | NotAllowed | Repeated | None:
        """Bring the customer's people in by another road; what failed by the old one is over.

        Where there is no channel, or it was deleted, there will be a new one, or `channel`.
        """
        with self.office.begin(actor.workspace) as tx:
            workspaces.take_turns(tx)
            found = self._met(tx, account, actor)
            if isinstance(found, NotAllowed):
                return found
            if problems := self._problems(tx, found, sharing, channel):
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            tx.record(
                "account.sharing_changed",
                actor=actor.user,
                account=account,
                was=found.sharing,
                now=sharing.value,
            )
            accounts.change(tx, account, sharing=sharing.value)
            if found.channel_state == "deleted":
                _begin_anew(tx, found)
            if found.channel_state in _WITHOUT_CHANNEL:
                _open_by(tx, found, sharing, channel, key)
            else:
                _invite_by(tx, found, key)
            return None

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Account | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.RETRY_PROVISIONING, met, actor) or met.account

    def _problems(
        self, tx: Transaction, account: Account, sharing: Sharing, channel: str | None
    ) -> dict[str, str]:
        if sharing is not Sharing.ADOPT:
            return {}
        if account.channel_state not in _WITHOUT_CHANNEL:
            return {"sharing": "This customer has its channel already. Please choose another way."}
        if not channel:
            return {"channel": "Please choose the channel to take over."}
        if channel == account.channel_id and account.channel_state == "none":
            return {}  # the one that was chosen before
        return channel_problems(self.office, tx, channel)


_WITHOUT_CHANNEL = ("none", "deleted")


def _begin_anew(tx: Transaction, account: Account) -> None:
    """The channel is gone: all that was done for it or in it is to be done for the next one.

    Our team channel need not hear of the customer a second time.
    """
    tx.record("channel.given_up", account=account.id, channel=account.channel_id)
    accounts.change(tx, account.id, channel_state="none")
    surfaces.take_down(tx, account.id)
    invited.call_off(tx, account.id)
    for row in steps.of_account(tx, account.id):
        if row.kind is not StepKind.ANNOUNCE:
            steps.set_state(tx, account.id, row.key, StepState.PENDING)


def _open_by(
    tx: Transaction, account: Account, sharing: Sharing, channel: str | None, key: str
) -> None:
    """Make or take over a channel, by one step in the place of all that were to do so before."""
    rows = steps.of_account(tx, account.id)
    for row in rows:
        if row.kind.makes_channel:
            steps.set_state(tx, account.id, row.key, StepState.SKIPPED)
    opening = StepKind.ADOPT_CHANNEL if sharing is Sharing.ADOPT else StepKind.CREATE_CHANNEL
    if sharing is Sharing.ADOPT:
        accounts.change(tx, account.id, channel_id=channel, channel_name=None)
    else:
        name = account.channel_name or free_name(tx, account.name)
        accounts.change(tx, account.id, channel_id=None, channel_name=name)
    if opening.value in {row.key for row in rows}:
        steps.set_state(tx, account.id, opening.value, StepState.PENDING)
    else:
        steps.add(tx, account.id, [Step(opening.value, opening)], after=len(rows))
    _skip_or_wait_for_invitations(tx, account, sharing)
    set_out(tx, account, opening.value, again=key)


def _skip_or_wait_for_invitations(tx: Transaction, account: Account, sharing: Sharing) -> None:
    rows = steps.of_account(tx, account.id)
    for row in rows:
        if row.kind is StepKind.INVITE_CONTACT and row.state is not StepState.DONE:
            wanted = StepState.SKIPPED if sharing is Sharing.ADOPT else StepState.PENDING
            steps.set_state(tx, account.id, row.key, wanted)
    if sharing is not Sharing.ADOPT:
        _add_missing_invitations(tx, account, rows)


def _invite_by(tx: Transaction, account: Account, key: str) -> None:
    """There is a channel: invite by the new road whoever has not come by the old one."""
    _add_missing_invitations(tx, account, steps.of_account(tx, account.id))
    joined = {p.id for p in people.of_account(tx, account.id) if p.user_id}
    for row in steps.of_account(tx, account.id):
        if row.kind is StepKind.INVITE_CONTACT and row.subject not in joined:
            steps.set_state(tx, account.id, row.key, StepState.PENDING)
            set_out(tx, account, row.key, again=key)


def _add_missing_invitations(tx: Transaction, account: Account, rows: list[StepRow]) -> None:
    have = {row.subject for row in rows if row.kind is StepKind.INVITE_CONTACT}
    missing = tuple(
        person.id
        for person in people.of_account(tx, account.id)
        if person.id not in have and person.user_id is None and person.email
    )
    if missing:
        steps.add(tx, account.id, invitations(missing), after=len(rows))

"""Making a customer's channel: what each step works with, and what became of it.

Delivery makes the calls, one step at a time; each outcome is written here together with the end
of its outbox row. The steps behind the channel's making set out only when there is a channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onboarding.messages.customer import Welcome
from onboarding.messages.team import AccountStarted, ProvisioningProblem
from onboarding.people import Role, Side
from onboarding.plan import Plan
from onboarding.provisioning import Sharing, StepKind, StepState
from services import criteria_card, go_live_card
from services.accounts import free_name
from services.office import Office
from services.posting import to_owner
from services.team_card import announcement
from services.workspaces import team_channel
from storage import accounts, people, reviews, steps, surfaces, workspaces
from storage.accounts import Account
from storage.outbox import Sent, mark_dead, mark_sent
from storage.people import Stakeholder
from storage.steps import StepRow
from storage.surfaces import CHECKLIST, TEAM_CARD, Surface
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class StepWork:
    """Everything a step may need; `contact` is whom an invitation is for."""

    account: str
    step: str
    kind: StepKind
    state: StepState
    customer: str
    sharing: Sharing
    channel_id: str | None
    channel_name: str | None
    bot_user_id: str
    team: tuple[str, ...]
    contact: Stakeholder | None
    checklist: Surface
    team_card: Surface | None  # none for what began before there were any
    welcome: Welcome
    announcement: AccountStarted
    team_channel: str | None
    outcome: str
    first_value_on: date


@dataclass(frozen=True, slots=True)
class Provisioning:
    """The steps by which a customer gets its channel."""

    office: Office

    def work(self, workspace: str, account: str, step: str) -> StepWork | None:
        """What a step works with; None when it is no longer wanted."""
        with self.office.look(workspace) as tx:
            found = accounts.by_id(tx, account)
            row = steps.one(tx, account, step)
            if found is None or row is None or not _is_wanted(found, row):
                return None
            return self._work(tx, found, row)

    def reserve_next_name(self, workspace: str, account: str) -> str:
        """Another name for the channel: the last one belongs to somebody else."""
        with self.office.begin(workspace, "delivery") as tx:
            found = _account(tx, account)
            name = free_name(tx, found.name, after=found.channel_name)
            accounts.change(tx, account, channel_name=name)
            tx.record("channel.name_taken", account=account, was=found.channel_name, now=name)
            return name

    def channel_made(
        self, workspace: str, account: str, step: str, channel_id: str, *, row_id: int
    ) -> None:
        """There is a channel: the other steps set out.

        Unless another one was chosen while this one was made or looked at: then it is left alone.
        """
        with self.office.begin(workspace, "delivery") as tx:
            found = _account(tx, account)
            row = _step(tx, account, step)
            elsewhere = row.kind is StepKind.ADOPT_CHANNEL and found.channel_id != channel_id
            if elsewhere or not _is_wanted(found, row):
                tx.record("channel.not_wanted", account=account, channel=channel_id)
                mark_sent(tx.connection, [Sent(row_id)], tx.now)
                if elsewhere and _is_wanted(found, row):
                    set_out(tx, found, step, again=f"after:{row_id}")
                return
            accounts.change(tx, account, channel_id=channel_id, channel_state="open")
            tx.record("channel.made", account=account, channel=channel_id, name=found.channel_name)
            self._end(tx, found, row, row_id)
            for other in steps.of_account(tx, account):
                if other.state is StepState.PENDING and not other.kind.makes_channel:
                    set_out(tx, found, other.key, again=f"in:{channel_id}")

    def invited(
        self,
        workspace: str,
        account: str,
        step: str,
        *,
        row_id: int,
        invite_id: str | None = None,
        user_id: str | None = None,
    ) -> None:
        """A person of the customer's was invited (`invite_id`), or is in already (`user_id`)."""
        with self.office.begin(workspace, "delivery") as tx:
            found = _account(tx, account)
            row = _step(tx, account, step)
            contact = _contact(tx, account, row)
            if contact is not None and found.channel_state != "none":
                values = {"invite_state": "sent" if invite_id else "joined"}
                if invite_id:
                    values["invite_id"] = invite_id
                if user_id:
                    values["user_id"] = user_id
                if invite_id is None or contact.invite_id != invite_id:  # else news was here first
                    people.change_stakeholder(tx, contact.id, **values)
                if invite_id is not None:
                    people.change_stakeholder(tx, contact.id, invited_at=tx.now)
                tx.record("stakeholder.invited", account=account, stakeholder=contact.id, **values)
            self._end(tx, found, row, row_id)

    def posted(
        self,
        workspace: str,
        account: str,
        step: str,
        ts: str,
        version: int,
        *,
        row_id: int,
    ) -> None:
        """The checklist is posted, showing this version: the channel stands ready."""
        with self.office.begin(workspace, "delivery") as tx:
            found = _account(tx, account)
            row = _step(tx, account, step)
            shown = surfaces.of_account(tx, account, CHECKLIST)
            if shown is not None and _is_wanted(found, row):
                surfaces.rendered(tx, shown.id, version, ts=ts)
                go_live_card.touch(tx, found)
                reviews.begin(tx, account)
                criteria_card.show(tx, found)
            self._end(tx, found, row, row_id, ts=ts)

    def announced(
        self, workspace: str, account: str, step: str, told: Sent, card: str, version: int
    ) -> None:
        """The team channel was told, by the card as it was at this version: from now on it is
        edited where it stands."""
        with self.office.begin(workspace, "delivery") as tx:
            surfaces.rendered(tx, card, version, ts=told.ts, channel_id=told.channel_id)
            self._end(tx, _account(tx, account), _step(tx, account, step), told.row_id, told.ts)

    def done(
        self, workspace: str, account: str, step: str, *, row_id: int, ts: str | None = None
    ) -> None:
        """A step is done."""
        with self.office.begin(workspace, "delivery") as tx:
            self._end(tx, _account(tx, account), _step(tx, account, step), row_id, ts=ts)

    def failed(self, workspace: str, account: str, step: str, code: str, *, row_id: int) -> None:
        """A step needs a person: the owner is told how to mend it; the others go on."""
        with self.office.begin(workspace, "delivery") as tx:
            found = _account(tx, account)
            mark_dead(tx.connection, row_id, code)
            step_failed(tx, found, _step(tx, account, step), code, row_id)

    def _work(self, tx: Transaction, account: Account, row: StepRow) -> StepWork:
        plan = self.office.plan(tx, account)
        surface = surfaces.of_account(tx, account.id, CHECKLIST)
        if surface is None:
            raise LookupError(f"account {account.id} has no checklist")
        first_value = next(m for m in plan.milestones if m.first_value).due_on
        roles = accounts.roles(tx, account.id)
        return StepWork(
            account=account.id,
            step=row.key,
            kind=row.kind,
            state=row.state,
            customer=account.name,
            sharing=Sharing(account.sharing),
            channel_id=account.channel_id,
            channel_name=account.channel_name,
            bot_user_id=workspaces.one(tx).bot_user_id,
            team=_everybody(accounts.holders(tx, account.id)),
            contact=_contact(tx, account.id, row),
            checklist=surface,
            team_card=surfaces.of_account(tx, account.id, TEAM_CARD),
            welcome=_welcome(account, plan, roles, first_value),
            announcement=announcement(account, roles, first_value),
            team_channel=team_channel(self.office, tx),
            outcome=account.outcome,
            first_value_on=first_value,
        )

    def _end(
        self, tx: Transaction, account: Account, step: StepRow, row_id: int, ts: str | None = None
    ) -> None:
        mark_sent(tx.connection, [Sent(row_id, account.channel_id, ts)], tx.now)
        if _is_wanted(account, step):
            steps.set_state(tx, account.id, step.key, StepState.DONE)
            tx.record("provisioning.done", account=account.id, step=step.key)


def step_failed(tx: Transaction, account: Account, step: StepRow, code: str, row_id: int) -> None:
    """A step waits for a person: on record, and its owner is told, with buttons to mend it.

    Of a step that was done or given up meanwhile nobody needs to hear.
    """
    if not _is_wanted(account, step):
        return
    steps.set_state(tx, account.id, step.key, StepState.FAILED, code)
    tx.record("provisioning.failed", account=account.id, step=step.key, error=code)
    contact = _contact(tx, account.id, step)
    to_owner(
        tx,
        account,
        ProvisioningProblem(
            account=account.id,
            step=step.key,
            customer=account.name,
            step_kind=step.kind.value,
            subject=f"{contact.name} <{contact.email}>" if contact else None,
            error=code,
            can_change_sharing=step.kind.makes_channel or step.kind is StepKind.INVITE_CONTACT,
        ),
        f"problem:{account.id}:{step.key}:{row_id}",
    )


def set_out(tx: Transaction, account: Account, step: str, *, again: str) -> None:
    """Put a step in the account's lane; `again` tells this attempt from those before, if any."""
    key, lane = f"step:{account.id}:{step}", account.provisioning_lane
    for name in (key, f"{key}:{again}"):
        if tx.enqueue(lane, name, "step", {"step": step}, account=account.id):
            return


def _everybody(held: Mapping[Role, tuple[str, ...]]) -> tuple[str, ...]:
    """Our people of an account, each once, in the order of their roles."""
    return tuple(dict.fromkeys(user for role in Role for user in held.get(role, ())))


def _account(tx: Transaction, account: str) -> Account:
    found = accounts.by_id(tx, account)
    if found is None:
        raise LookupError(f"no account {account} in workspace {tx.workspace}")
    return found


def _step(tx: Transaction, account: str, step: str) -> StepRow:
    found = steps.one(tx, account, step)
    if found is None:
        raise LookupError(f"no step {step} of account {account}")
    return found


def _is_wanted(account: Account, step: StepRow) -> bool:
    """Whether what becomes of a step still counts.

    A person may have given it up, or begun anew with another channel, while it was under way; or
    the whole onboarding is closed.
    """
    if account.is_closed:
        return False
    has_channel = account.channel_state != "none"
    return step.state is StepState.PENDING and (step.kind.makes_channel or has_channel)


def _contact(tx: Transaction, account: str, row: StepRow) -> Stakeholder | None:
    if row.subject is None:
        return None
    return next((p for p in people.of_account(tx, account) if p.id == row.subject), None)


def _welcome(account: Account, plan: Plan, roles: dict[Role, str], first_value: date) -> Welcome:
    coming = sorted(plan.possible(), key=lambda m: (m.side is Side.TEAM, m.due_on))
    return Welcome(
        customer=account.name,
        outcome=account.outcome,
        owner=roles[Role.OWNER],
        csm=roles.get(Role.CSM),
        first_milestones=tuple(m.title for m in coming[:3]),
        first_value_on=first_value,
    )

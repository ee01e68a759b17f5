"""Making a customer's channel: what each step works with, and what became of it.

Delivery makes the calls, one step at a time; each outcome is written here together with the end
of its outbox row. The steps behind the channel's making set out only when there is a channel.
"""

from dataclasses import dataclass
from datetime import date

from onboarding.messages.customer import Welcome
from onboarding.messages.team import AccountStarted, ProvisioningProblem
from onboarding.people import Role, Side
from onboarding.permissions import Action
from onboarding.plan import Plan
from onboarding.provisioning import Sharing, Step, StepKind, StepState, invitations
from onboarding.tracks import Track
from services.accounts import free_name
from services.actor import Actor
from services.office import Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_owner
from services.workspaces import team_channel
from storage import accounts, people, steps, surfaces, workspaces
from storage.accounts import Account
from storage.outbox import Sent, mark_dead, mark_sent
from storage.people import Stakeholder
from storage.steps import StepRow
from storage.surfaces import CHECKLIST, Surface
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
            if found is None or row is None or row.state in (StepState.DONE, StepState.SKIPPED):
                return None
            return self._work(tx, found, row)

    def reserve_next_name(self, workspace: str, account: str) -> str:
        """Another name for the channel: the last one belongs to somebody else."""
        with self.office.begin(workspace) as tx:
            found = _account(tx, account)
            name = free_name(tx, found.name, after=found.channel_name)
            accounts.change(tx, account, channel_name=name)
            tx.record("channel.name_taken", account=account, was=found.channel_name, now=name)
            return name

    def channel_made(
        self, workspace: str, account: str, step: str, channel_id: str, *, row_id: int
    ) -> None:
        """There is a channel: the other steps set out."""
        with self.office.begin(workspace) as tx:
            found = _account(tx, account)
            accounts.change(tx, account, channel_id=channel_id, channel_state="open")
            tx.record("channel.made", account=account, channel=channel_id, name=found.channel_name)
            self._end(tx, found, step, row_id)
            for row in steps.of_account(tx, account):
                if row.state is StepState.PENDING and not row.kind.makes_channel:
                    _set_out(tx, found, row.key)

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
        with self.office.begin(workspace) as tx:
            found = _account(tx, account)
            row = steps.one(tx, account, step)
            if row is not None and row.subject is not None:
                values = {"invite_state": "sent" if invite_id else "joined"}
                if invite_id:
                    values["invite_id"] = invite_id
                if user_id:
                    values["user_id"] = user_id
                people.change_stakeholder(tx, row.subject, **values)
                tx.record("stakeholder.invited", account=account, stakeholder=row.subject, **values)
            self._end(tx, found, step, row_id)

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
        """The checklist is posted, showing this version."""
        with self.office.begin(workspace) as tx:
            found = _account(tx, account)
            shown = surfaces.of_account(tx, account, CHECKLIST)
            if shown is not None:
                surfaces.rendered(tx, shown.id, version, ts=ts)
            self._end(tx, found, step, row_id, ts=ts)

    def done(
        self, workspace: str, account: str, step: str, *, row_id: int, ts: str | None = None
    ) -> None:
        """A step is done."""
        with self.office.begin(workspace) as tx:
            self._end(tx, _account(tx, account), step, row_id, ts=ts)

    def failed(self, workspace: str, account: str, step: str, code: str, *, row_id: int) -> None:
        """A step needs a person: the owner is told how to mend it; the others go on."""
        with self.office.begin(workspace) as tx:
            found = _account(tx, account)
            row = steps.one(tx, account, step)
            if row is None:
                raise LookupError(f"no step {step} of account {account}")
            mark_dead(tx.connection, row_id, code)
            step_failed(tx, found, row, code, row_id)

    def retry(
        self, actor: Actor, account: str, step: str, key: str
    ) -> NotAllowed | Repeated | None:
        """Try a failed step again."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            found = self._met(tx, account, actor)
            if isinstance(found, NotAllowed):
                return found
            row = steps.one(tx, account, step)
            if row is None:
                return NotAllowed("forged")
            if row.state is StepState.FAILED:
                steps.set_state(tx, account, step, StepState.PENDING)
                tx.record("provisioning.retried", actor=actor.user, account=account, step=step)
                _set_out(tx, found, step, again=key)
            return None

    def change_sharing(
        self, actor: Actor, account: str, sharing: Sharing, channel: str | None, key: str
    ) -> Invalid | NotAllowed | Repeated | None:
        """Bring the customer's people in by another road; what failed by the old one is over."""
        with self.office.begin(actor.workspace) as tx:
            found = self._met(tx, account, actor)
            if isinstance(found, NotAllowed):
                return found
            if problems := _sharing_problems(tx, found, sharing, channel):
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
            if found.channel_state == "none":
                self._open_by(tx, found, sharing, channel, key)
            else:
                self._invite_by(tx, found, sharing, key)
            return None

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
            team=tuple(dict.fromkeys(roles.values())),
            contact=_contact(tx, account.id, row),
            checklist=surface,
            welcome=_welcome(account, plan, roles, first_value),
            announcement=_announcement(account, roles, first_value),
            team_channel=team_channel(self.office, tx),
            outcome=account.outcome,
            first_value_on=first_value,
        )

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Account | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.RETRY_PROVISIONING, met, actor) or met.account

    def _end(
        self, tx: Transaction, account: Account, step: str, row_id: int, ts: str | None = None
    ) -> None:
        mark_sent(tx.connection, [Sent(row_id, account.channel_id, ts)], tx.now)
        steps.set_state(tx, account.id, step, StepState.DONE)
        tx.record("provisioning.done", account=account.id, step=step)

    def _open_by(
        self, tx: Transaction, account: Account, sharing: Sharing, channel: str | None, key: str
    ) -> None:
        """There is no channel yet: make or take over one, instead of what failed."""
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
        known = {row.key for row in rows}
        if opening.value in known:
            steps.set_state(tx, account.id, opening.value, StepState.PENDING)
        else:
            steps.add(tx, account.id, [Step(opening.value, opening)], after=len(rows))
        self._skip_or_wait_for_invitations(tx, account, sharing)
        _set_out(tx, account, opening.value, again=key)

    def _skip_or_wait_for_invitations(
        self, tx: Transaction, account: Account, sharing: Sharing
    ) -> None:
        rows = steps.of_account(tx, account.id)
        for row in rows:
            if row.kind is StepKind.INVITE_CONTACT and row.state is not StepState.DONE:
                wanted = StepState.SKIPPED if sharing is Sharing.ADOPT else StepState.PENDING
                steps.set_state(tx, account.id, row.key, wanted)
        if sharing is not Sharing.ADOPT:
            self._add_missing_invitations(tx, account, rows)

    def _invite_by(self, tx: Transaction, account: Account, sharing: Sharing, key: str) -> None:
        """There is a channel: invite by the new road whoever has not come by the old one."""
        self._add_missing_invitations(tx, account, steps.of_account(tx, account.id))
        joined = {p.id for p in people.of_account(tx, account.id) if p.user_id}
        for row in steps.of_account(tx, account.id):
            if row.kind is not StepKind.INVITE_CONTACT or row.subject in joined:
                continue
            steps.set_state(tx, account.id, row.key, StepState.PENDING)
            _set_out(tx, account, row.key, again=key)

    def _add_missing_invitations(
        self, tx: Transaction, account: Account, rows: list[StepRow]
    ) -> None:
        have = {row.subject for row in rows if row.kind is StepKind.INVITE_CONTACT}
        missing = tuple(
            person.id
            for person in people.of_account(tx, account.id)
            if person.id not in have and person.user_id is None and person.email
        )
        if missing:
            steps.add(tx, account.id, invitations(missing), after=len(rows))


def step_failed(tx: Transaction, account: Account, step: StepRow, code: str, row_id: int) -> None:
    """A step waits for a person: on record, and its owner is told, with buttons to mend it."""
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


def _set_out(tx: Transaction, account: Account, step: str, *, again: str = "") -> None:
    """Put a step in the account's lane; `again` tells a repeated attempt from the first."""
    key = f"step:{account.id}:{step}" + (f":{again}" if again else "")
    tx.enqueue(account.provisioning_lane, key, "step", {"step": step}, account=account.id)


def _account(tx: Transaction, account: str) -> Account:
    found = accounts.by_id(tx, account)
    if found is None:
        raise LookupError(f"no account {account} in workspace {tx.workspace}")
    return found


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


def _announcement(account: Account, roles: dict[Role, str], first_value: date) -> AccountStarted:
    return AccountStarted(
        customer=account.name,
        track=Track(account.track).label,
        contract_value=account.contract_value,
        owner=roles[Role.OWNER],
        ae=roles.get(Role.AE),
        csm=roles.get(Role.CSM),
        channel=account.channel_id,
        first_value_on=first_value,
        outcome=account.outcome,
    )


def _sharing_problems(
    tx: Transaction, account: Account, sharing: Sharing, channel: str | None
) -> dict[str, str]:
    if sharing is not Sharing.ADOPT:
        return {}
    if account.channel_state != "none":
        return {"sharing": "This customer has its channel already. Please choose another way."}
    if not channel:
        return {"channel": "Please choose the channel to take over."}
    taken = accounts.by_channel(tx, channel)
    if taken is not None and taken.id != account.id:
        return {"channel": f"This channel already belongs to {taken.name}."}
    return {}

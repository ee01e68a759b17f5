"""Starting a customer, and how customers stand."""

from dataclasses import dataclass
from datetime import date

from onboarding import intake
from onboarding.capacity import Load, loads
from onboarding.drawing_up import draw_up
from onboarding.intake import IntakeForm, NewCustomer
from onboarding.naming import channel_name
from onboarding.people import Role
from onboarding.permissions import Action
from onboarding.provisioning import Sharing, steps
from onboarding.tracks import Cutoffs
from onboarding.views import AccountChoice, StatusView
from onboarding.workdays import WorkCalendar
from services import briefs, status, team_card
from services.actor import Actor
from services.office import Office, ask_who
from services.outcomes import Invalid, NotAllowed, Repeated
from services.workspaces import team_channel
from storage import accounts, people, plans, portfolio, surfaces, workspaces
from storage import steps as step_rows
from storage.accounts import Account
from storage.playbooks import freeze
from storage.surfaces import CHECKLIST
from storage.transaction import Transaction, new_id

NAMESAKES = 100
"""How many channels of one name may exist in Slack that we know nothing of."""


@dataclass(frozen=True, slots=True)
class NewCustomerDefaults:
    """What the form of a new customer starts from."""

    cutoffs: Cutoffs
    today: date
    team_channel_missing: bool


@dataclass(frozen=True, slots=True)
class Started:
    """A customer is being onboarded; its channel is on the way.

    `overload` is what its owner carries now, where that is more than one person can (K1).
    """

    account: str
    overload: Load | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Several customers could be meant, or (`asked`) none bears the name."""

    accounts: tuple[AccountChoice, ...]
    asked: str | None


@dataclass(frozen=True, slots=True)
class Accounts:
    """Customers being onboarded."""

    office: Office

    def form_defaults(self, actor: Actor) -> NewCustomerDefaults | NotAllowed:
        """What the form starts from, for somebody who may start customers."""
        with self.office.begin(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.START_ACCOUNT, actor)
            if refused:
                return refused
            return NewCustomerDefaults(
                cutoffs=self.office.settings.cutoffs,
                today=_local_date(tx, actor),
                team_channel_missing=team_channel(self.office, tx) is None,
            )

    def start(
        self, actor: Actor, form: IntakeForm, key: str
    ) -> Started | Invalid | NotAllowed | Repeated:
        """Make the account, its plan, its people and the steps towards its channel, at once."""
        adopts = form.sharing == Sharing.ADOPT
        wanted = Action.ADOPT_CHANNEL if adopts else Action.START_ACCOUNT
        with self.office.begin(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, wanted, actor)
            if refused:
                return refused
            customer = intake.check(form, _local_date(tx, actor), self.office.settings.cutoffs)
            if not isinstance(customer, NewCustomer):
                return Invalid(customer)
            workspaces.take_turns(tx)
            if problems := self._problems(tx, customer, form):
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            account = self._start(tx, actor, customer)
            return Started(account, _overload(tx, customer.roles[Role.OWNER]))

    def status(
        self,
        actor: Actor,
        *,
        channel: str | None = None,
        name: str | None = None,
        account: str | None = None,
    ) -> StatusView | Choices | NotAllowed:
        """How the customer of this channel stands, or one by name or id; else a pick list."""
        with self.office.look(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.SEE_STATUS, actor, only_looks=True)
            if refused is None:
                found = meant(tx, channel, name, account)
                if len(found) == 1:
                    return status.view(self.office, tx, found[0])
                return Choices(
                    status.choices(self.office, tx, found or accounts.every(tx)),
                    asked=name if name and not found else None,
                )
        if refused.why == "unknown":
            self.office.ask_who_is(actor)
        return refused

    def find(
        self, actor: Actor, *, channel: str | None, name: str | None
    ) -> AccountChoice | Choices | NotAllowed:
        """The one customer of this channel or of this name; else those it might be."""
        with self.office.look(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.SEE_STATUS, actor, only_looks=True)
            if refused is None:
                found = meant(tx, channel, name)
                some = status.choices(self.office, tx, found or accounts.every(tx))
                if len(found) == 1:
                    return some[0]
                return Choices(some, asked=name if name and not found else None)
        if refused.why == "unknown":
            self.office.ask_who_is(actor)
        return refused

    def choices(self, actor: Actor) -> tuple[AccountChoice, ...]:
        """The customers on which the person works, for Home."""
        with self.office.look(actor.workspace) as tx:
            if self.office.allow_at_home(tx, Action.SEE_STATUS, actor, only_looks=True):
                return ()
            return status.choices(self.office, tx, accounts.worked_on_by(tx, actor.user))

    def may_start(self, actor: Actor) -> bool:
        """Whether to offer the person a new customer."""
        with self.office.look(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.START_ACCOUNT, actor, only_looks=True)
            return refused is None

    def _problems(self, tx: Transaction, customer: NewCustomer, form: IntakeForm) -> dict[str, str]:
        """What only the database knows to be wrong, at its field."""
        return (
            _people_problems(tx, customer)
            | _contact_problems(tx, form)
            | channel_problems(self.office, tx, customer.channel)
        )

    def _start(self, tx: Transaction, actor: Actor, customer: NewCustomer) -> str:
        playbook = self.office.playbooks[customer.track]
        account = new_id()
        accounts.add(
            tx,
            account,
            customer.roles,
            name=customer.name,
            contract_value=customer.contract_value,
            signed_on=customer.signed_on,
            track=customer.track.value,
            country=customer.country,
            time_zone=customer.time_zone,
            outcome=customer.outcome,
            sharing=customer.sharing.value,
            playbook_id=freeze(tx, playbook),
            channel_name=None if customer.channel else free_name(tx, customer.name),
            channel_id=customer.channel,
            channel_state="none",
            created_by=actor.user,
        )
        plan = draw_up(
            playbook,
            customer.signed_on,
            WorkCalendar(customer.country, customer.time_zone),
            {role.value: user for role, user in customer.roles.items()},
        )
        plans.add(tx, account, plan)
        invited = _add_stakeholders(tx, account, customer)
        self._provision(tx, account, customer, invited)
        tx.record(
            "account.started",
            actor=actor.user,
            account=account,
            name=customer.name,
            track=customer.track.value,
            playbook=f"{playbook.key} {playbook.version}",
            contract_value=customer.contract_value,
            signed_on=customer.signed_on.isoformat(),
            sharing=customer.sharing.value,
            roles={role.value: user for role, user in customer.roles.items()},
        )
        briefs.ask_at_start(self.office, tx, account)
        return account

    def _provision(
        self, tx: Transaction, account: str, customer: NewCustomer, invited: tuple[str, ...]
    ) -> None:
        """Write down the steps; the first is sent on its way, the others follow its success."""
        channel_lane, lane = f"channel:{account}", f"provision:{account}"
        tx.open_lane(channel_lane)
        tx.open_lane(lane)
        surfaces.add(tx, account, new_id(), CHECKLIST, channel_lane)
        team_card.add(tx, account)
        planned = steps(customer.sharing, invited)
        step_rows.add(tx, account, planned)
        first = planned[0].key
        tx.enqueue(lane, f"step:{account}:{first}", "step", {"step": first}, account=account)


def free_name(tx: Transaction, customer: str, *, after: str | None = None) -> str:
    """A channel name that no account of ours has reserved, and that comes `after` another."""
    workspaces.take_turns(tx)
    taken = accounts.taken_names(tx, channel_name(customer)[:70])
    names = [channel_name(customer, attempt) for attempt in range(len(taken) + NAMESAKES)]
    first = names.index(after) + 1 if after in names else 0
    return next(name for name in names[first:] if name not in taken)


def _add_stakeholders(tx: Transaction, account: str, customer: NewCustomer) -> tuple[str, ...]:
    """The customer's people; the ids of those to be invited."""
    ids = []
    for position, contact in enumerate(customer.contacts):
        stakeholder = new_id()
        people.add_stakeholder(
            tx,
            account,
            stakeholder,
            position=position,
            name=contact.name,
            email=contact.email,
            roles=(contact.role,),
        )
        ids.append(stakeholder)
    return () if customer.sharing is Sharing.ADOPT else tuple(ids)


def _overload(tx: Transaction, owner: str) -> Load | None:
    """What a person carries, where it is too much."""
    return next((load for load in loads(portfolio.owned(tx, [owner])) if load.is_over), None)


def meant(
    tx: Transaction, channel: str | None, name: str | None, account: str | None = None
) -> list[Account]:
    """The accounts somebody may mean: by id, by name, or by the channel in which it was typed."""
    if account:
        found = accounts.by_id(tx, account)
    elif name:
        return accounts.matching(tx, name)
    else:
        found = accounts.by_channel(tx, channel) if channel else None
    return [found] if found else []


def _people_problems(tx: Transaction, customer: NewCustomer) -> dict[str, str]:
    """Our roles are held by full members of our workspace: who is not, is refused at its field."""
    fields = {Role.OWNER: "owner", Role.AE: "ae", Role.CSM: "csm"}
    problems = {}
    for role, user in customer.roles.items():
        known = people.member(tx, user)
        if known is None:
            ask_who(tx, user)
            problems[fields[role]] = "I am asking Slack who this is. Please try again in a moment."
        elif known.is_guest or known.is_bot or known.team_id != tx.workspace:
            problems[fields[role]] = "Please choose a full member of our workspace."
    return problems


def _contact_problems(tx: Transaction, form: IntakeForm) -> dict[str, str]:
    """The customer's people are not ours: whoever was both could agree with us for them."""
    return {
        f"contacts.{number}.email": "This is one of our own people."
        for number, contact in enumerate(form.contacts)
        if not contact.is_blank and people.with_address_at_home(tx, contact.email.strip())
    }


def channel_problems(office: Office, tx: Transaction, channel: str | None) -> dict[str, str]:
    """Why a channel cannot become a customer's, at its field."""
    if channel is None:
        return {}
    if channel == team_channel(office, tx):
        return {"channel": "This is the team channel: customers must not read what is said there."}
    taken = accounts.by_channel(tx, channel)
    return {} if taken is None else {"channel": f"This channel already belongs to {taken.name}."}


def _local_date(tx: Transaction, actor: Actor) -> date:
    """What day it is where the person sits."""
    known = people.member(tx, actor.user)
    zone = known.time_zone if known and known.time_zone else "UTC"
    return status.day_in(zone, tx.now)

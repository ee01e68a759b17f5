"""Who of ours looks after a customer: named, handed over, told (R10, K1)."""

from dataclasses import dataclass

from onboarding.capacity import Load, loads
from onboarding.messages.people import HandedOver, RoleGiven, RoleTaken
from onboarding.our_roles import (
    ROLES,
    Holders,
    RoleChange,
    changes,
    handed_over,
    problems,
    roles_of,
)
from onboarding.people import Role
from onboarding.permissions import Action
from onboarding.plan import Milestone, Plan
from onboarding.stakeholders import StakeholderMap
from services import stakeholder_map, stall_card, team_card
from services.actor import Actor
from services.inviting import invite_ours
from services.office import Met, Office, ask_who, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_customer, to_person
from storage import accounts, people, plans, portfolio, reviews, stalls, surfaces
from storage.accounts import Account
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RolesForm:
    """What the form begins with."""

    account: str
    customer: str
    holders: Holders


@dataclass(frozen=True, slots=True)
class RolesKept:
    """The roles are so now. `overload` is what the new owner carries, where that is more than one
    person can (K1)."""

    map: StakeholderMap
    overload: Load | None


@dataclass(frozen=True, slots=True)
class OurRoles:
    """Our people of a customer."""

    office: Office

    def form(self, actor: Actor, account: str) -> RolesForm | NotAllowed:
        """Who holds which role now."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            held = accounts.holders(tx, account)
            return RolesForm(
                account=account,
                customer=met.account.name,
                holders={role: held.get(role, ()) for role in ROLES},
            )

    def save(
        self, actor: Actor, account: str, wanted: Holders, key: str
    ) -> RolesKept | Invalid | NotAllowed | Repeated:
        """Name who holds which role; a role that is left out stays as it is. Whoever got or gave
        away a role is told, and the customer where it sees the difference."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            changed = changes(accounts.holders(tx, account), wanted)
            if wrong := problems(wanted) or _strangers(tx, changed):
                return Invalid(wrong)
            if not tx.first_time(key):
                return Repeated()
            overload = None
            if changed:
                self._keep(tx, met.account, changed, actor, key)
                overload = _overload_of_owner(tx, changed)
            return RolesKept(stakeholder_map.view(self.office, tx, met.account), overload)

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.MAP_PEOPLE, met, actor) or met

    def _keep(
        self,
        tx: Transaction,
        account: Account,
        changed: tuple[RoleChange, ...],
        actor: Actor,
        key: str,
    ) -> None:
        before, told = accounts.holders(tx, account.id), account.channel_state != "none"
        for change in changed:
            accounts.set_holders(tx, account.id, change.role, change.now)
            tx.record(
                "role.changed",
                actor=actor.user,
                account=account.id,
                role=change.role.value,
                was=list(change.was),
                now=list(change.now),
                told=told and change.role is Role.OWNER and bool(change.given),
            )
        plan = self.office.plan(tx, account)
        moved = handed_over(plan, before, accounts.holders(tx, account.id))
        after = plan.changing({milestone.key: milestone for milestone in moved})
        plans.save(tx, account.id, plan, after)
        if told:
            _announce(tx, account, changed, moved, key)
        surfaces.touch(tx, account.id)
        reviews.bring_forward(tx, account.id)
        team_card.touch(tx, account.id)
        stall = stalls.open_ones(tx, [account.id]).get(account.id)
        if stall is not None:  # its card names the owner
            stall_card.show(tx, account.id, stall.id)
        if any(change.given for change in changed):
            invite_ours(tx, account, key)
        _tell(tx, account, after, changed, actor, key)


def _strangers(tx: Transaction, changed: tuple[RoleChange, ...]) -> dict[str, str]:
    """Our roles are held by full members of our workspace: who is not, is refused at its field."""
    found = {}
    for change in changed:
        for user in change.given:
            known = people.member(tx, user)
            if known is None:
                ask_who(tx, user)
                found[change.role.value] = (
                    "I am asking Slack who this is. Please try again in a moment."
                )
            elif known.is_guest or known.is_bot or known.team_id != tx.workspace:
                found[change.role.value] = "Please choose a full member of our workspace."
    return found


def _announce(
    tx: Transaction,
    account: Account,
    changed: tuple[RoleChange, ...],
    moved: tuple[Milestone, ...],
    key: str,
) -> None:
    """The customer hears who runs its onboarding, and who has steps of ours from now on (C1)."""
    owner = next((one.given[0] for one in changed if one.role is Role.OWNER), None)
    heirs = [milestone.assignee for milestone in moved]
    for who in dict.fromkeys([owner, *heirs]):
        if who is None:
            continue
        gave = next((one for one in changed if who in one.given), None)
        message = HandedOver(
            customer=account.name,
            who=who,
            previous=next(iter(gave.taken), None) if gave else None,
            runs=who == owner,
            steps=tuple(one.title for one in moved if one.assignee == who),
        )
        post = f"handed_over:{account.id}:{who}:{key}"
        to_customer(tx, account, message, post, in_thread=who != owner)


def _tell(
    tx: Transaction,
    account: Account,
    plan: Plan,
    changed: tuple[RoleChange, ...],
    actor: Actor,
    key: str,
) -> None:
    """Whoever got or gave away a role, once each; nobody is told what they did themselves."""
    concerned = dict.fromkeys(user for one in changed for user in (*one.given, *one.taken))
    for user in concerned:
        if user == actor.user:
            continue
        if given := roles_of(user, changed, given=True):
            message = _given(tx, account, plan, changed, user, given, actor)
            post = f"role_given:{account.id}:{user}:{key}"
            to_person(tx, user, message, post, account=account.id)
        if taken := roles_of(user, changed, given=False):
            first = next(one for one in changed if one.role is taken[0])
            gone = RoleTaken(
                account=account.id,
                customer=account.name,
                channel=account.channel_id,
                roles=tuple(role.label for role in taken),
                by=actor.user,
                now=next(iter(first.given), None),
            )
            post = f"role_taken:{account.id}:{user}:{key}"
            to_person(tx, user, gone, post, account=account.id)


def _given(
    tx: Transaction,
    account: Account,
    plan: Plan,
    changed: tuple[RoleChange, ...],
    user: str,
    given: tuple[Role, ...],
    actor: Actor,
) -> RoleGiven:
    """What to know first, in short: the page to read gives the rest."""
    today = calendar(account).local_date(tx.now)
    first = next(one for one in changed if one.role is given[0])
    stage = plan.current_stage
    coming = sorted(plan.possible(), key=lambda one: (one.due_on, one.key))
    overload = _overload(tx, user) if Role.OWNER in given else None
    return RoleGiven(
        account=account.id,
        customer=account.name,
        channel=account.channel_id,
        roles=tuple(role.label for role in given),
        by=actor.user,
        previous=next(iter(first.taken), None),
        outcome=account.outcome,
        stage=stage.title if stage else None,
        following=coming[0].title if coming else None,
        late=sum(plan.is_late(milestone, today) for milestone in plan.milestones),
        overload=overload.percent if overload else None,
    )


def _overload_of_owner(tx: Transaction, changed: tuple[RoleChange, ...]) -> Load | None:
    given = next((one.given for one in changed if one.role is Role.OWNER), ())
    return _overload(tx, given[0]) if given else None


def _overload(tx: Transaction, owner: str) -> Load | None:
    """What somebody carries, where it is too much (K1)."""
    return next((load for load in loads(portfolio.owned(tx, [owner])) if load.is_over), None)

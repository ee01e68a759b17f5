"""What every use case works with: the database, the playbooks, and who may act on what."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from onboarding.people import Role, Side
from onboarding.permissions import AFTER_CLOSING, Action, asks_for, may
from onboarding.plan import Plan
from onboarding.playbook import Playbook
from onboarding.review.account import AccountState
from onboarding.standing import Acquaintance, Outsider, standing
from onboarding.tracks import Cutoffs, Track
from onboarding.workdays import WorkCalendar
from services.actor import Actor
from services.outcomes import NotAllowed, Why
from storage import account_states, accounts, people, plans, signs, workspaces
from storage.accounts import Account
from storage.database import Database
from storage.playbooks import FrozenPlaybooks
from storage.transaction import Transaction, begin, look


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """What the environment says about the trade."""

    cutoffs: Cutoffs = field(default_factory=Cutoffs)
    team_channel: str | None = None
    can_mail: bool = False  # a mail server is set


@dataclass(frozen=True, slots=True)
class Met:
    """A person who has a part in an account, and on which side."""

    account: Account
    side: Side


@dataclass(frozen=True, slots=True)
class Office:
    """Shared by all services; holds no state of its own but the frozen playbooks it has read."""

    database: Database
    playbooks: Mapping[Track, Playbook]
    settings: ServiceSettings
    frozen: FrozenPlaybooks = field(default_factory=FrozenPlaybooks)

    def begin(
        self, workspace: str, origin: str | None = None
    ) -> AbstractContextManager[Transaction]:
        """One transaction that writes. `origin` where nobody asks: "slack" (an event), "tick",
        "delivery", "mail"; who asks is met, and tells it."""
        return begin(self.database, workspace, origin)

    def look(self, workspace: str) -> AbstractContextManager[Transaction]:
        """One transaction that only reads."""
        return look(self.database, workspace)

    def meet_in(
        self, tx: Transaction, channel: str, actor: Actor, account: str | None = None
    ) -> Met | NotAllowed:
        """Who the actor is to the account of a channel; what somebody does there is a sign of life.

        `account` is the id a button carried: a hint that must agree with the channel. In a direct
        message of ours, which has no account of its own, it says whom the button is about.
        """
        _came_from(tx, actor)
        if account is not None and channel.startswith("D"):
            return self._heard(tx, self.meet_at(tx, account, actor), actor)
        return self._heard(tx, self._meet_in_channel(tx, channel, actor, account), actor)

    def _heard(self, tx: Transaction, met: Met | NotAllowed, actor: Actor) -> Met | NotAllowed:
        if isinstance(met, Met):
            signs.give(tx, met.account.id, actor.user, met.side)
        return met

    def _meet_in_channel(
        self, tx: Transaction, channel: str, actor: Actor, account: str | None
    ) -> Met | NotAllowed:
        found = accounts.met_in(tx, channel, actor.user, actor.team)
        if found is None:
            return NotAllowed("unknown_channel")
        if account is not None and account != found[0].id:
            return NotAllowed("forged")
        return self._met(tx, *found, actor)

    def meet_about(
        self, tx: Transaction, channel: str, actor: Actor, account: str
    ) -> Met | NotAllowed:
        """Who the actor is to the account that a button names.

        `channel` is where it was clicked. In a customer's own channel the two must agree; in a
        direct message, in the team channel or in a form, who the person is decides.
        """
        if accounts.by_channel(tx, channel) is not None:
            return self.meet_in(tx, channel, actor, account)
        return self._heard(tx, self.meet_at(tx, account, actor), actor)

    def meet_at(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        """Who the actor is to an account, for what is asked outside its channel."""
        _came_from(tx, actor)
        found = accounts.met_at(tx, account, actor.user, actor.team)
        return NotAllowed("forged") if found is None else self._met(tx, *found, actor)

    def _met(
        self,
        tx: Transaction,
        account: Account,
        acquaintance: Acquaintance,
        actor: Actor,
    ) -> Met | NotAllowed:
        match standing(acquaintance):
            case Side() as side:
                return Met(account, side)
            case Outsider.UNKNOWN:
                ask_who(tx, actor.user)
                return NotAllowed("unknown")
            case Outsider.STRANGER if accounts.is_customer_elsewhere(tx, actor.team):
                return NotAllowed("other_customer")
            case Outsider.STRANGER:
                # one of the customer's, perhaps, whose coming we never heard of
                ask_who(tx, actor.user, account.id)
                return NotAllowed("stranger")

    def allow(self, tx: Transaction, action: Action, met: Met, actor: Actor) -> NotAllowed | None:
        """None when the person may do this on the account; of a closed one little is left to do."""
        on_account: frozenset[Role] = frozenset()
        if asks_for(action) is not None:
            held = accounts.holders(tx, met.account.id)
            on_account = frozenset(role for role, users in held.items() if actor.user in users)
        refused = self._refusal(tx, action, met.side, actor, on_account)
        if refused is None and met.account.is_closed and action not in AFTER_CLOSING:
            return over(met)
        return refused

    def allow_at_home(
        self, tx: Transaction, action: Action, actor: Actor, *, only_looks: bool = False
    ) -> NotAllowed | None:
        """None when a member of our workspace may do this, whatever the account.

        Slack is asked about somebody unknown, unless the transaction `only_looks`.
        """
        _came_from(tx, actor)
        if actor.is_external:
            return NotAllowed("external")
        known = people.member(tx, actor.user)
        if known is None:
            if not only_looks:
                ask_who(tx, actor.user)
            return NotAllowed("unknown")
        if known.is_guest or known.team_id != tx.workspace:
            return NotAllowed("external")
        return self._refusal(tx, action, Side.TEAM, actor)

    def ask_who_is(self, actor: Actor) -> None:
        """Ask Slack about somebody, after a transaction that only looked."""
        with self.begin(actor.workspace) as tx:
            ask_who(tx, actor.user)

    def _refusal(
        self,
        tx: Transaction,
        action: Action,
        side: Side,
        actor: Actor,
        on_account: frozenset[Role] = frozenset(),
    ) -> NotAllowed | None:
        if may(
            action,
            side,
            people.workspace_roles(tx, actor.user),
            starters_limited=workspaces.one(tx).starters_limited,
            leaders_named=bool(people.holders(tx, Role.LEADER)),
            on_account=on_account,
        ):
            return None
        return NotAllowed(_why(action, side))

    def states(self, tx: Transaction, accounts: Sequence[str]) -> dict[str, AccountState]:
        """These accounts as the review sees them; see `storage.account_states.load`."""
        return account_states.load(tx, self.frozen, accounts, can_mail=self.settings.can_mail)

    def state(self, tx: Transaction, account: str) -> AccountState | None:
        """One account as the review sees it; None where there is none, or no channel yet."""
        return self.states(tx, [account]).get(account)

    def plan(self, tx: Transaction, account: Account) -> Plan:
        """The account's plan as it stands."""
        return plans.load(tx, account, self.frozen.outline(tx, account.playbook_id))


def _came_from(tx: Transaction, actor: Actor) -> None:
    """Whatever a person does begins with our meeting them: what follows is recorded as done there,
    whichever service does it (X1)."""
    tx.origin = actor.origin or tx.origin


def over(met: Met) -> NotAllowed:
    """That the onboarding is closed: customers read whom to turn to, our people how to go on."""
    return NotAllowed("closed_for_us" if met.side is Side.TEAM else "closed")


def calendar(account: Account) -> WorkCalendar:
    """The working days and the local time of an account."""
    return WorkCalendar(account.country, account.time_zone)


def ask_who(tx: Transaction, user: str, account: str | None = None) -> None:
    """Ask Slack about a person whom it has not yet told us of; of an account's, tell it too."""
    lane = f"learn:{user}"
    tx.open_lane(lane)
    tx.enqueue(
        lane,
        f"learn:{user}:{account or ''}:{tx.now.isoformat()}",
        "learn",
        {"user": user},
        account=account,
    )


_THEIRS = (
    Action.TICK_CUSTOMER,
    Action.AGREE_PLAN,
    Action.ANSWER,
    Action.CONFIRM_CRITERIA,
)


_STARTING = (Action.START_ACCOUNT, Action.ADOPT_CHANNEL)


def _why(action: Action, side: Side) -> Why:
    if side is Side.CUSTOMER or action in _THEIRS:
        return "not_your_side"
    match asks_for(action):
        case Role.OWNER:
            return "owner_only"
        case Role.CSM:
            return "csm_only"
    return "not_a_starter" if action in _STARTING else "leaders_only"

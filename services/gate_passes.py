"""Passing a gate as things are: what is in the way, who could open it, and going on with a reason
(A1, R1)."""

from dataclasses import dataclass

from onboarding.gate_passing import LONGEST_REASON, ClosedGate, closed, every_closed, in_the_way_of
from onboarding.messages.handoff import GatePassed
from onboarding.people import Role, Side
from onboarding.permissions import Action
from onboarding.refusals import Unchanged
from onboarding.settling import Settled, let_pass
from playbooks.refusals import open_briefly
from services import brief_news, briefs, gates
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_person
from storage import accounts, gate_passes
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What keeps a milestone from being ticked, for our people only.

    `missing` are the labels of the brief's fields that are blank, where that is what is waited
    for, and `teller` who owes them. `may_pass`: the person may go on without it.
    """

    account: str
    gates: tuple[ClosedGate, ...]
    missing: tuple[str, ...]
    teller: str | None
    may_pass: bool


@dataclass(frozen=True, slots=True)
class LetPass:
    """The gate is passed; it is open from now on."""

    gate: ClosedGate


@dataclass(frozen=True, slots=True)
class GatePasses:
    """Gates, and letting them be passed."""

    office: Office

    def in_the_way(
        self, actor: Actor, channel: str, milestone: str, account: str | None
    ) -> InTheWay | None:
        """What one of ours can do about a refusal; None for customers, and where nothing can."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_in(tx, channel, actor, account)
            if isinstance(met, NotAllowed) or met.side is not Side.TEAM:
                return None
            found = in_the_way_of(self.office.plan(tx, met.account), milestone)
            return self._in_the_way(tx, met, found, actor) if found else None

    def every_closed(self, actor: Actor, account: str) -> InTheWay | NotAllowed:
        """The gates at which an account stands, for our people."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_at(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            refused = self.office.allow(tx, Action.SEE_RECORD, met, actor)
            if refused:
                return refused
            found = every_closed(self.office.plan(tx, met.account))
            return self._in_the_way(tx, met, found, actor)

    def _in_the_way(
        self, tx: Transaction, met: Met, found: tuple[ClosedGate, ...], actor: Actor
    ) -> InTheWay:
        may_pass = self.office.allow(tx, Action.OPEN_GATE, met, actor) is None
        if not any(gate.waits_for_brief for gate in found):
            return InTheWay(met.account.id, found, (), None, may_pass)
        told = briefs.view(self.office, tx, met.account)
        missing = tuple(field.label for field in told.missing)
        return InTheWay(met.account.id, found, missing, told.teller, may_pass)

    def gate(self, actor: Actor, account: str, gate: str) -> ClosedGate | Unchanged | NotAllowed:
        """The gate, for somebody who may let it be passed; `Unchanged` where it is open."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            return closed(self.office.plan(tx, met.account), gate) or Unchanged()

    def let_pass(
        self, actor: Actor, account: str, gate: str, reason: str, key: str
    ) -> LetPass | Unchanged | Invalid | NotAllowed | Repeated:
        """Go on as things are: on record with the reason, and told to whoever it concerns."""
        problem = _problem(reason)
        if problem:
            return Invalid({"reason": problem})
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if not tx.first_time(key):
                return Repeated()
            plan = self.office.plan(tx, met.account)
            found = closed(plan, gate)
            outcome = let_pass(plan, gate, tx.now)
            if found is None or not isinstance(outcome, Settled):
                return Unchanged()
            gates.keep(tx, met.account, plan, outcome, actor)
            _tell(tx, met, found, actor, reason.strip())
            if found.waits_for_brief:  # whoever sold still introduces them
                told = briefs.view(self.office, tx, met.account)
                brief_news.introduce(tx, met.account, told, outcome.plan)
            return LetPass(found)

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.OPEN_GATE, met, actor) or met


def _tell(tx: Transaction, met: Met, found: ClosedGate, actor: Actor, reason: str) -> None:
    account = met.account
    still_open = tuple(open_briefly(one) for one in found.open)
    gate_passes.add(tx, account.id, found.key, reason, still_open, actor.user)
    tx.record(
        "gate.passed",
        actor=actor.user,
        account=account.id,
        gate=found.key,
        reason=reason,
        open=list(still_open),
    )
    held = accounts.roles(tx, account.id)
    told = [held[Role.OWNER], held.get(Role.AE)]
    message = GatePassed.model_validate(
        {
            "account": account.id,
            "customer": account.name,
            "channel": account.channel_id,
            "by": actor.user,
            "what": found.title,
            "gate": found.gate.value,
            "reason": reason,
            "open": still_open,
        }
    )
    for user in dict.fromkeys(told):
        if user is not None and user != actor.user:
            key = f"gate_passed:{account.id}:{found.key}:{user}"
            to_person(tx, user, message, key, account=account.id)


def _problem(reason: str) -> str | None:
    if not reason.strip():
        return "Please say why: whoever looks at this later wants to know."
    if len(reason.strip()) > LONGEST_REASON:
        return f"Please keep it under {LONGEST_REASON} characters."
    return None

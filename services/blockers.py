"""Saying that a milestone is stuck, and that it no longer is."""

from dataclasses import dataclass

from onboarding import blockers as rules
from onboarding.blockers import BlockerRaised, BlockerResolved
from onboarding.messages import customer
from onboarding.permissions import Action
from onboarding.plan import Blocker, BlockerKind, Plan
from onboarding.refusals import Refused, Unchanged
from services import go_live_card
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_customer
from services.ticked import stages_completed
from storage import accounts, plans, surfaces
from storage.transaction import Transaction, new_id

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Blockers:
    """What holds an account up."""

    office: Office

    def raise_(
        self,
        actor: Actor,
        channel: str,
        milestone: str,
        kind: BlockerKind,
        what: str,
        helper: str | None,
        key: str,
        *,
        account: str | None = None,
    ) -> BlockerRaised | Unchanged | Refused | Invalid | NotAllowed | Repeated:
        """Record what a person of either side is stuck on, and ask for help in the thread."""
        if problems := _problems(what):
            return Invalid(problems)
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met_to(Action.RAISE_BLOCKER, tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            plan = self.office.plan(tx, met.account)
            blocker = Blocker(
                id=new_id(),
                milestone=milestone,
                kind=kind,
                what=what.strip(),
                helper=(helper or "").strip() or None,
                raised_by=actor.user,
                raised_at=tx.now,
            )
            outcome = rules.raise_blocker(plan, blocker)
            if isinstance(outcome, BlockerRaised):
                plans.add_blocker(tx, met.account.id, blocker)
                self._raised(tx, met, actor, plan, outcome)
            return outcome

    def resolve(
        self, actor: Actor, channel: str, blocker: str, key: str, *, account: str | None = None
    ) -> BlockerResolved | Unchanged | Refused | NotAllowed | Repeated:
        """Record that a blocker is out of the way."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met_to(Action.RESOLVE_BLOCKER, tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            plan = self.office.plan(tx, met.account)
            outcome = rules.resolve_blocker(plan, blocker, tx.now)
            if isinstance(outcome, BlockerResolved):
                plans.save_resolved(tx, blocker, actor.user)
                self._resolved(tx, met, actor, plan, outcome)
            return outcome

    def _met_to(
        self, action: Action, tx: Transaction, channel: str, actor: Actor, account: str | None
    ) -> Met | NotAllowed:
        met = self.office.meet_in(tx, channel, actor, account)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, action, met, actor) or met

    def _raised(
        self, tx: Transaction, met: Met, actor: Actor, before: Plan, outcome: BlockerRaised
    ) -> None:
        account, blocker = met.account, outcome.blocker
        plans.save(tx, account.id, before, outcome.plan)
        tx.record(
            "blocker.raised",
            actor=actor.user,
            account=account.id,
            blocker=blocker.id,
            milestone=blocker.milestone,
            blocker_kind=blocker.kind.value,
            what=blocker.what,
            helper=blocker.helper,
        )
        for stage in outcome.stages_reopened:
            tx.record("stage.reopened", actor=actor.user, account=account.id, stage=stage.key)
        surfaces.touch(tx, account.id)
        to_customer(
            tx,
            account,
            customer.BlockerRaised(
                milestone=outcome.milestone.title,
                what=blocker.what,
                blocker_kind=blocker.kind.label,
                helper=blocker.helper,
                raised_by=actor.user,
                owner=accounts.owner(tx, account.id),
            ),
            f"blocker_raised:{blocker.id}",
        )

    def _resolved(
        self, tx: Transaction, met: Met, actor: Actor, before: Plan, outcome: BlockerResolved
    ) -> None:
        account = met.account
        plans.save(tx, account.id, before, outcome.plan)
        tx.record(
            "blocker.resolved", actor=actor.user, account=account.id, blocker=outcome.blocker.id
        )
        surfaces.touch(tx, account.id)
        to_customer(
            tx,
            account,
            customer.BlockerResolved(milestone=outcome.milestone.title, resolved_by=actor.user),
            f"blocker_resolved:{outcome.blocker.id}",
        )
        stages_completed(tx, account.id, outcome.stages_completed, actor)
        go_live_card.show_when_due(self.office, tx, account, outcome.plan)


def _problems(what: str) -> dict[str, str]:
    if not what.strip():
        return {"what": "Please say in a few words what is in the way."}
    if len(what.strip()) > LONGEST:
        return {"what": f"Please keep it under {LONGEST} characters."}
    return {}

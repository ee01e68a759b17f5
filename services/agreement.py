"""The customer agrees to the plan (A4)."""

from dataclasses import dataclass

from onboarding import agreement
from onboarding.agreement import Agreed
from onboarding.messages.customer import PlanAgreed
from onboarding.permissions import Action
from onboarding.refusals import Unchanged
from services import agreed_success, go_live_card
from services.actor import Actor
from services.office import Office
from services.outcomes import NotAllowed, Repeated
from services.posting import to_customer
from services.ticked import stages_completed
from storage import plans, surfaces


@dataclass(frozen=True, slots=True)
class Agreement:
    """The mutual plan is mutual once the customer says so."""

    office: Office

    def agree(
        self, actor: Actor, channel: str, key: str, *, account: str | None = None
    ) -> Agreed | Unchanged | NotAllowed | Repeated:
        """Put the customer's word on record (A4)."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self.office.meet_in(tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            refused = self.office.allow(tx, Action.AGREE_PLAN, met, actor)
            if refused:
                return refused
            plan = self.office.plan(tx, met.account)
            outcome = agreement.agree(plan, tx.now)
            if isinstance(outcome, Agreed):
                plans.save_agreement(tx, met.account.id, actor.user)
                plans.save(tx, met.account.id, plan, outcome.plan)
                tx.record("plan.agreed", actor=actor.user, account=met.account.id)
                surfaces.touch(tx, met.account.id, page=None)
                first_value = next(m for m in plan.milestones if m.first_value)
                to_customer(
                    tx,
                    met.account,
                    PlanAgreed(agreed_by=actor.user, first_value_on=first_value.due_on),
                    f"plan_agreed:{met.account.id}",
                )
                stages_completed(tx, met.account.id, outcome.stages_completed, actor)
                agreed_success.follow(self.office, tx, met.account)
                go_live_card.show_when_due(self.office, tx, met.account, outcome.plan)
            return outcome

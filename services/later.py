"""Moving work to what comes after the onboarding, and back: it holds nothing open (R8)."""

from dataclasses import dataclass
from datetime import date

from onboarding import settling
from onboarding.messages.customer import MovedLater
from onboarding.permissions import Action
from onboarding.plan import Milestone
from onboarding.refusals import Refused, Unchanged
from onboarding.settling import Settled
from services import gates, go_live_card
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import NotAllowed, Repeated
from services.posting import to_customer
from storage import plans
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class LaterLine:
    """What was moved: the customer success manager's list. `on` is the account's local date."""

    key: str
    title: str
    by: str | None
    on: date


@dataclass(frozen=True, slots=True)
class LaterList:
    """What is on the list, and what could be put on it (key and title)."""

    account: str
    customer: str
    moved: tuple[LaterLine, ...]
    movable: tuple[tuple[str, str], ...]
    today: date


@dataclass(frozen=True, slots=True)
class Later:
    """The list of what comes after the onboarding."""

    office: Office

    def shown(self, actor: Actor, account: str) -> LaterList | NotAllowed:
        """The list, for our people."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account)
            return met if isinstance(met, NotAllowed) else self._list(tx, met)

    def move(
        self, actor: Actor, account: str, milestone: str, *, later: bool, key: str
    ) -> Settled | Unchanged | Refused | NotAllowed | Repeated:
        """Move a milestone to later, or take it back: the state that is wanted. Announced (C1)."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met(tx, actor, account)
            if isinstance(met, NotAllowed):
                return met
            plan = self.office.plan(tx, met.account)
            outcome = (
                settling.hand_on(plan, milestone, tx.now)
                if later
                else settling.take_back(plan, milestone)
            )
            if isinstance(outcome, Settled):
                gates.keep(tx, met.account, plan, outcome, actor)
                plans.save_handed_on_by(tx, account, milestone, actor.user if later else None)
                tx.record(
                    "milestone.handed_on" if later else "milestone.taken_back",
                    actor=actor.user,
                    account=account,
                    milestone=milestone,
                )
                self._announce(tx, met, actor, outcome.plan.milestone(milestone), later, key)
                go_live_card.show_when_due(self.office, tx, met.account, outcome.plan)
            return outcome

    def _met(self, tx: Transaction, actor: Actor, account: str) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.HAND_ON, met, actor) or met

    def _announce(
        self,
        tx: Transaction,
        met: Met,
        actor: Actor,
        milestone: Milestone | None,
        later: bool,
        key: str,
    ) -> None:
        if milestone is not None:
            message = MovedLater(by=actor.user, milestone=milestone.title, later=later)
            to_customer(tx, met.account, message, f"moved_later:{met.account.id}:{key}")

    def _list(self, tx: Transaction, met: Met) -> LaterList:
        plan, days = self.office.plan(tx, met.account), calendar(met.account)
        by = plans.handed_on_by(tx, met.account.id)
        return LaterList(
            account=met.account.id,
            customer=met.account.name,
            moved=tuple(
                LaterLine(m.key, m.title, by.get(m.key), days.local_date(m.handed_on_at))
                for m in plan.milestones
                if m.handed_on_at is not None and not m.is_done
            ),
            movable=tuple(
                (m.key, m.title)
                for m in plan.milestones
                if settling.can_be_handed_on(m) and not m.is_done and not m.is_handed_on
            ),
            today=days.local_date(tx.now),
        )

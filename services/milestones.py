"""Ticking milestones, and changing their dates and owners."""

from dataclasses import dataclass
from datetime import date

from onboarding import assigning, redating, ticking
from onboarding.assigning import Reassigned
from onboarding.checklist import items
from onboarding.messages.customer import DateChange, PlanChanged, RefusedInThread
from onboarding.people import Side
from onboarding.permissions import Action
from onboarding.plan import Plan
from onboarding.redating import Redating
from onboarding.refusals import Refused, Unchanged
from onboarding.ticking import Reopened, Tick, Ticked
from onboarding.views import ChecklistItem, RedatePreview
from services import agreed_success, go_live_card, team_card, ticked
from services.actor import Actor
from services.office import Met, Office, ask_who, calendar, over
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_customer
from storage import people, plans, reviews, surfaces
from storage.accounts import Account
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OpenMilestones:
    """What is still to be done on an account, for a form to choose from."""

    account: str
    customer: str
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class Milestones:
    """The milestones of an account, as people change them."""

    office: Office

    def tick(
        self, actor: Actor, channel: str, wanted: Tick, key: str, *, account: str | None = None
    ) -> Ticked | Reopened | Unchanged | Refused | NotAllowed | Repeated:
        """Set a milestone done or open again, as the person in the channel asked (A4, R2)."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self.office.meet_in(tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            if met.account.is_closed:
                return over(met)
            plan = self.office.plan(tx, met.account)
            outcome = ticking.tick(plan, wanted, met.side, actor.user, tx.now)
            match outcome:
                case Ticked():
                    ticked.done(tx, met.account, met.side, actor, plan, outcome)
                    agreed_success.after_tick(self.office, tx, met.account, outcome, actor)
                    go_live_card.show_when_due(self.office, tx, met.account, outcome.plan)
                case Reopened(milestone=milestone):
                    ticked.reopened(tx, met.account, met.side, actor, plan, outcome)
                    agreed_success.after_undo(self.office, tx, met.account, milestone, actor)
            return outcome

    def redate_preview(
        self,
        actor: Actor,
        account: str,
        milestone: str,
        due_on: date,
        assignee: str | None = None,
    ) -> RedatePreview | Unchanged | Refused | Invalid | NotAllowed:
        """What a new date would move, and why; nothing is changed.

        `assignee` is who is to have the milestone besides: whoever cannot is told at once.
        """
        with self.office.begin(actor.workspace) as tx:
            met = self._met_to(Action.REDATE, tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            plan = self.office.plan(tx, met.account)
            if problem := self._assignee_problem(tx, met.account, plan, milestone, assignee):
                return Invalid({"assignee": problem})
            outcome = _redate(plan, met.account, milestone, due_on, tx)
            if not isinstance(outcome, Redating):
                return outcome
            changes = _changes(outcome, plan)
            return RedatePreview(
                account=account,
                milestone=milestone,
                title=changes[0].milestone,
                before=changes[0].before,
                after=changes[0].after,
                shifts=tuple(
                    (c.milestone, c.before, c.after, c.because_of or "") for c in changes[1:]
                ),
            )

    def redate(
        self, actor: Actor, account: str, milestone: str, due_on: date, key: str
    ) -> Redating | Unchanged | Refused | NotAllowed | Repeated:
        """Move a milestone and what hangs on it; the baseline stays. The channel is told (C1)."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met_to(Action.REDATE, tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            plan = self.office.plan(tx, met.account)
            outcome = _redate(plan, met.account, milestone, due_on, tx)
            if isinstance(outcome, Redating):
                plans.save(tx, account, plan, outcome.plan)
                changes = _changes(outcome, plan)
                tx.record(
                    "plan.redated",
                    actor=actor.user,
                    account=account,
                    milestone=milestone,
                    changes=[change.model_dump(mode="json") for change in changes],
                )
                surfaces.touch(tx, account)
                reviews.bring_forward(tx, account)
                if _first_value_on(plan) != _first_value_on(outcome.plan):
                    team_card.touch(tx, account)
                to_customer(
                    tx,
                    met.account,
                    PlanChanged(changed_by=actor.user, changes=changes),
                    f"plan_changed:{account}:{key}",
                )
            return outcome

    def reassign(
        self, actor: Actor, account: str, milestone: str, assignee: str | None, key: str
    ) -> Reassigned | Unchanged | Refused | Invalid | NotAllowed | Repeated:
        """Give a milestone to somebody of its side, or back to its role. It is announced (C1)."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met_to(Action.REASSIGN, tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            plan = self.office.plan(tx, met.account)
            if problem := self._assignee_problem(tx, met.account, plan, milestone, assignee):
                return Invalid({"assignee": problem})
            if not tx.first_time(key):
                return Repeated()
            outcome = assigning.reassign(plan, milestone, assignee)
            if isinstance(outcome, Reassigned):
                plans.save(tx, account, plan, outcome.plan)
                tx.record(
                    "milestone.reassigned",
                    actor=actor.user,
                    account=account,
                    milestone=milestone,
                    assignee=assignee,
                )
                surfaces.touch(tx, account)
                reviews.bring_forward(tx, account)
                to_customer(
                    tx,
                    met.account,
                    PlanChanged(
                        changed_by=actor.user,
                        milestone=outcome.milestone.title,
                        assignee=assignee,
                    ),
                    f"plan_changed:{account}:{key}",
                )
            return outcome

    def open_ones(
        self,
        actor: Actor,
        channel: str,
        wanted: Action = Action.RAISE_BLOCKER,
        *,
        account: str | None = None,
    ) -> OpenMilestones | NotAllowed:
        """What is still to be done in this channel's plan, for somebody who may do so with it."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_in(tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            return self.office.allow(tx, wanted, met, actor) or self._still_open(tx, met.account)

    def open_ones_of(
        self, actor: Actor, account: str, wanted: Action
    ) -> OpenMilestones | NotAllowed:
        """The same by the account's id, for what is asked outside its channel."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met_to(wanted, tx, account, actor)
            return met if isinstance(met, NotAllowed) else self._still_open(tx, met.account)

    def _still_open(self, tx: Transaction, account: Account) -> OpenMilestones:
        plan, days = self.office.plan(tx, account), calendar(account)
        still = tuple(m for m in plan.milestones if not m.is_done and not m.is_handed_on)
        return OpenMilestones(
            account.id, account.name, items(plan, still, days, days.local_date(tx.now))
        )

    def refused_in_thread(self, actor: Actor, channel: str, sentence: str, key: str) -> bool:
        """Tell a person why nothing happened, in the thread: no form could be opened for it.

        False where there is no such thread: elsewhere than in the person's customer channel.
        """
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_in(tx, channel, actor)
            if isinstance(met, Met) and tx.first_time(f"refused:{key}"):
                to_customer(
                    tx,
                    met.account,
                    RefusedInThread(to=actor.user, sentence=sentence),
                    f"refused:{key}",
                )
            return isinstance(met, Met)

    def _assignee_problem(
        self, tx: Transaction, account: Account, plan: Plan, milestone: str, assignee: str | None
    ) -> str | None:
        """Why somebody cannot have a milestone: it goes to people of the side that owns it."""
        wanted = plan.milestone(milestone)
        if assignee is None or wanted is None:
            return None
        known = people.member(tx, assignee)
        if known is None:
            ask_who(tx, assignee, account.id)
            return "I am asking Slack who this is. Please try again in a moment."
        met = self.office.meet_at(tx, account.id, Actor(assignee, known.team_id, tx.workspace))
        if known.is_bot or isinstance(met, NotAllowed) or met.side is not wanted.side:
            ours = wanted.side is Side.TEAM
            whose = "one of our own people" if ours else f"one of {account.name}'s people"
            return f"This milestone can be given to {whose}."
        return None

    def _met_to(
        self, action: Action, tx: Transaction, account: str, actor: Actor
    ) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, action, met, actor) or met


def _redate(
    plan: Plan, account: Account, milestone: str, due_on: date, tx: Transaction
) -> Redating | Unchanged | Refused:
    days = calendar(account)
    return redating.redate(plan, milestone, due_on, days, days.local_date(tx.now))


def _first_value_on(plan: Plan) -> date:
    return next(m.due_on for m in plan.milestones if m.first_value)


def _changes(outcome: Redating, plan: Plan) -> tuple[DateChange, ...]:
    titles = {milestone.key: milestone.title for milestone in plan.milestones}
    return tuple(
        DateChange(
            milestone=shift.milestone.title,
            before=shift.before,
            after=shift.after,
            because_of=None if shift.cause == shift.milestone.key else titles[shift.cause],
        )
        for shift in outcome.shifts
    )

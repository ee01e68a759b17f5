"""What happened with a customer, for our own people (X1)."""

from dataclasses import dataclass

from onboarding import timeline
from onboarding.permissions import Action
from onboarding.plan import Plan
from onboarding.timeline import PAGE, Names, TimelineView, Topic
from services.actor import Actor
from services.office import Office, calendar
from services.outcomes import NotAllowed
from storage import activity, people
from storage.accounts import Account
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Timelines:
    """The record of each customer, a page at a time."""

    office: Office

    def page(
        self,
        actor: Actor,
        account: str,
        topic: Topic = Topic.ALL,
        *,
        before: int | None = None,
        after: int | None = None,
    ) -> TimelineView | NotAllowed:
        """The newest lines of a topic, or those next before or after a line."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_at(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if refused := self.office.allow(tx, Action.SEE_RECORD, met, actor):
                return refused
            kinds = timeline.kinds_of(topic)
            found = activity.page(tx, account, kinds, before=before, after=after, most=PAGE + 1)
            lines, older, newer = timeline.page(found, before=before, after=after)
            return TimelineView(
                account=account,
                customer=met.account.name,
                topic=topic,
                zone=met.account.time_zone,
                today=calendar(met.account).local_date(tx.now),
                entries=lines,
                names=names(tx, met.account, self.office.plan(tx, met.account)),
                older=older,
                newer=newer,
                may_export=self.office.allow(tx, Action.EXPORT, met, actor) is None,
            )


def names(tx: Transaction, account: Account, plan: Plan) -> Names:
    """What is called how in the record of an account."""
    return Names(
        milestones={milestone.key: milestone.title for milestone in plan.milestones},
        stages={stage.key: stage.title for stage in plan.stages},
        stakeholders={person.id: person.name for person in people.of_account(tx, account.id)},
    )

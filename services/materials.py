"""What helps with the plan, for the person who asks (C6, C7)."""

from dataclasses import dataclass

from onboarding.material import MaterialView, audience_of, material
from onboarding.people import Side
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import NotAllowed
from storage import people
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Materials:
    """Guides, videos and sessions of a customer's plan."""

    office: Office

    def view(self, actor: Actor, channel: str, account: str) -> MaterialView | NotAllowed:
        """For one of the customer's people what fits their roles; our own people see all of it."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_in(tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            plan, today = self.office.plan(tx, met.account), calendar(met.account)
            audience = None if met.side is Side.TEAM else audience_of(_roles(tx, met, actor))
            return material(plan, audience, today.local_date(tx.now))


def _roles(tx: Transaction, met: Met, actor: Actor) -> tuple[str, ...]:
    found = people.with_user(tx, met.account.id, actor.user)
    return tuple(role.value for role in found.roles) if found is not None else ()

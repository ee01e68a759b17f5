""" "Remind me later": a touch that comes again on the next working day (C9)."""

from dataclasses import dataclass
from datetime import datetime

from onboarding.people import Side
from onboarding.permissions import Action
from onboarding.refusals import Unchanged
from onboarding.review.putting_off import next_working_day
from onboarding.review.touch import Fate
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import NotAllowed, Repeated
from storage import reviews, touches
from storage.touches import TouchRow


@dataclass(frozen=True, slots=True)
class PutOff:
    """It comes again at `until` (UTC), in the morning of a day in this zone."""

    until: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class PuttingOff:
    """What people would rather be reminded of later."""

    office: Office

    def later(
        self, actor: Actor, channel: str, account: str, touch: str, key: str
    ) -> PutOff | Unchanged | NotAllowed | Repeated:
        """Until the next working day, at the hours of whoever gets the touch.

        Customers put off what was said to them; our people also what they were told.
        """
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self.office.meet_about(tx, channel, actor, account)
            if isinstance(met, NotAllowed):
                return met
            found = touches.one(tx, account, touch)
            state = self.office.state(tx, account)
            if found is None or state is None or not _concerns(found, met, actor):
                return NotAllowed("forged")
            refused = self.office.allow(tx, Action.PUT_OFF, met, actor)
            if refused:
                return refused
            if found.fate is not Fate.SENT:
                return Unchanged()
            hours = state.hours_of(found.to)
            until = next_working_day(hours, tx.now)
            touches.put_off(tx, account, touch, until, actor.user)
            tx.record(
                "touch.put_off",
                actor=actor.user,
                account=account,
                touch=touch,
                until=until.isoformat(),
            )
            reviews.bring_forward(tx, account)
            return PutOff(until, hours.calendar.zone)


def _concerns(found: TouchRow, met: Met, actor: Actor) -> bool:
    """Whether a touch is for this person to put off: a customer's is what was said to it."""
    if met.side is Side.TEAM:
        return True
    return found.to.door.faces_customer and found.to.user in (None, actor.user)

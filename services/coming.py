"""What will be said to a customer and about it in the next days, before it is said (C9)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from onboarding.permissions import Action
from onboarding.plan_ahead import ComingTouch, PlanAhead
from onboarding.refusals import Refused, TouchGone
from onboarding.review.account import AccountState
from onboarding.review.forecast import Coming, forecast, sendable
from onboarding.review.touch import Touch
from services import checklist, status
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import NotAllowed, Repeated
from services.sending import send
from storage import reviews, touches
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Skipped:
    """It will not be sent."""


@dataclass(frozen=True, slots=True)
class SentNow:
    """It is on its way."""


@dataclass(frozen=True, slots=True)
class ComingTouches:
    """The days ahead of an account, for our people."""

    office: Office

    def ahead(self, actor: Actor, account: str) -> PlanAhead | NotAllowed:
        """The plan, and what will be sent if nobody does anything until then."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            return met if isinstance(met, NotAllowed) else self._ahead(tx, met)

    def skip(
        self, actor: Actor, account: str, touch: str, key: str
    ) -> Skipped | Refused | NotAllowed | Repeated:
        """Leave a touch out; the ladder of a quiet customer climbs past it."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            found = self._found(tx, account, touch)
            if found is None:
                return Refused(TouchGone())
            touches.skip(tx, account, found.touch, actor.user)
            tx.record(
                "touch.skipped",
                actor=actor.user,
                account=account,
                touch=touch,
                touch_kind=found.touch.kind,
            )
            reviews.bring_forward(tx, account)
            return Skipped()

    def send_now(
        self, actor: Actor, account: str, touch: str, key: str
    ) -> SentNow | Refused | NotAllowed | Repeated:
        """Send a touch before its time: at any hour, since a person asks for it, and then not
        again."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            state = self.office.state(tx, account)
            found = sendable(state, tx.now).get(touch) if state is not None else None
            if state is None or found is None or not _is_welcome(state, found, tx):
                return Refused(TouchGone())
            send(tx, state, found, actor.user)
            tx.record(
                "touch.sent_now",
                actor=actor.user,
                account=account,
                touch=touch,
                touch_kind=found.kind,
            )
            reviews.bring_forward(tx, account)
            return SentNow()

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.STEER_TOUCHES, met, actor) or met

    def _found(self, tx: Transaction, account: str, touch: str) -> Coming | None:
        """A touch that is still on its way."""
        state = self.office.state(tx, account)
        coming = forecast(state, tx.now) if state is not None else ()
        return next((one for one in coming if one.touch.key == touch), None)

    def _ahead(self, tx: Transaction, met: Met) -> PlanAhead:
        account = met.account
        state = self.office.state(tx, account.id)
        templates = self.office.frozen.get(tx, account.playbook_id).messages
        coming = forecast(state, tx.now) if state is not None else ()
        now = sendable(state, tx.now) if state is not None else {}
        return PlanAhead(
            plan=checklist.view(self.office, tx, account, None),
            coming=tuple(
                _line(one, templates.get(one.touch.kind), can_go_now=one.touch.key in now)
                for one in coming
            ),
            is_reviewed=state is not None and state.closed_at is None,
            gaps=status.gaps(self.office, tx, account),
        )


def _is_welcome(state: AccountState, touch: Touch, tx: Transaction) -> bool:
    """While an onboarding rests, nothing is said to the customer."""
    return state.hold_at(tx.now) is None or not touch.to.door.faces_customer


def _line(coming: Coming, template: str | None, *, can_go_now: bool) -> ComingTouch:
    touch = coming.touch
    zone = ZoneInfo(coming.account.hours_of(touch.to).calendar.zone)
    return ComingTouch(
        key=touch.key,
        local=coming.at.astimezone(zone),
        door=touch.to.door,
        to=touch.to.user,
        message=touch.message,
        template=template,
        can_go_now=can_go_now,
    )

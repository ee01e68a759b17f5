"""What both sides say of success criteria: confirmed, to be changed, answered, how far (A3)."""

from dataclasses import dataclass

from onboarding import success
from onboarding.amounts import with_unit
from onboarding.criteria_card import CriteriaCard
from onboarding.messages.criteria import (
    CriteriaConfirmed,
    CriterionAnswered,
    CriterionWish,
    CriterionWished,
    ValueReported,
)
from onboarding.permissions import Action
from onboarding.refusals import (
    CriteriaChanged,
    CriterionGone,
    CriterionReached,
    Refused,
    Unchanged,
)
from onboarding.success import Reported, State, SuccessCriterion
from services import agreed_success, criteria_card
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_owner
from storage import accounts, criteria
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Said:
    """It was said, and is on record."""


Outcome = Said | Unchanged | Refused | Invalid | NotAllowed | Repeated


@dataclass(frozen=True, slots=True)
class CriteriaWords:
    """Words about criteria, and values of them."""

    office: Office

    def shown(
        self, actor: Actor, channel: str, account: str, wanted: Action
    ) -> CriteriaCard | NotAllowed:
        """What there is to choose from, for whoever may do this with it."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, channel, account, wanted)
            if isinstance(met, NotAllowed):
                return met
            return criteria_card.view(tx, met.account, with_values=True)

    def confirm(self, actor: Actor, channel: str, account: str, seen: str, key: str) -> Outcome:
        """The customer confirms all that are open: those it saw, or nothing. First word counts."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met_in_channel(tx, actor, channel, account, Action.CONFIRM_CRITERIA)
            if isinstance(met, NotAllowed):
                return met
            found = criteria.of_account(tx, account)
            if not success.to_confirm(found):
                return Unchanged()
            if success.fingerprint(found) != seen:
                return Refused(CriteriaChanged())
            confirmed = agreed_success.confirm(self.office, tx, met.account, actor)
            criteria_card.tell(
                tx,
                met.account,
                CriteriaConfirmed(by=actor.user, metrics=tuple(one.metric for one in confirmed)),
                f"criteria_confirmed:{account}:{key}",
            )
            return Said()

    def wish(
        self, actor: Actor, channel: str, account: str, criterion: str, text: str, key: str
    ) -> Outcome:
        """The customer would have one otherwise: the owner is told, and answers or changes it."""
        if problem := _problem(text, success.LONGEST_WISH, "what should be different"):
            return Invalid({"text": problem})
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met_in_channel(tx, actor, channel, account, Action.CONFIRM_CRITERIA)
            if isinstance(met, NotAllowed):
                return met
            one = _open(tx, account, criterion)
            if not isinstance(one, SuccessCriterion):
                return one
            wish = criteria.wish(tx, account, criterion, text.strip(), actor.user)
            tx.record(
                "criterion.wished",
                actor=actor.user,
                account=account,
                criterion=criterion,
                wish=wish,
                text=text.strip(),
            )
            self._tell_of_wish(tx, met, actor, one, text.strip(), wish)
            agreed_success.settle(self.office, tx, met.account, actor)
            return Said()

    def wish_to_answer(
        self, actor: Actor, account: str, criterion: str
    ) -> tuple[CriteriaCard, str] | Refused | NotAllowed:
        """What a form for our answer shows: the criteria, and which of them is meant."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, "", account, Action.PROPOSE_CRITERIA)
            if isinstance(met, NotAllowed):
                return met
            card = criteria_card.view(tx, met.account)
            if any(line.id == criterion for line in card.lines):
                return card, criterion
            return Refused(CriterionGone())

    def answer(self, actor: Actor, account: str, criterion: str, text: str, key: str) -> Outcome:
        """Our word on what the customer wished, where it stays as it is; said in the channel."""
        if problem := _problem(text, success.LONGEST_WISH, "your answer"):
            return Invalid({"text": problem})
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met(tx, actor, "", account, Action.PROPOSE_CRITERIA)
            if isinstance(met, NotAllowed):
                return met
            one = next((c for c in criteria.of_account(tx, account) if c.id == criterion), None)
            if one is None:
                return NotAllowed("forged")
            wishes = [w for w in criteria.open_wishes(tx, account) if w.criterion_id == criterion]
            if not wishes:
                return Unchanged()
            tx.record(
                "criterion.answered",
                actor=actor.user,
                account=account,
                criterion=criterion,
                settles=criteria.settle_wishes(tx, account, criterion, actor.user),
                text=text.strip(),
            )
            answered = CriterionAnswered(
                by=actor.user, to=wishes[-1].by, statement=one.statement, text=text.strip()
            )
            criteria_card.tell(tx, met.account, answered, f"criterion_answered:{wishes[-1].id}")
            agreed_success.settle(self.office, tx, met.account, actor)
            return Said()

    def report(
        self,
        actor: Actor,
        channel: str,
        account: str,
        criterion: str,
        value: str,
        remark: str,
        key: str,
    ) -> Outcome:
        """How far it has come, as somebody of either side sees it. `channel` is "" elsewhere."""
        if len(remark.strip()) > success.LONGEST_REMARK:
            problem = f"Please keep it under {success.LONGEST_REMARK} characters."
            return Invalid({"remark": problem})
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, channel, account, Action.REPORT_VALUE)
            if isinstance(met, NotAllowed):
                return met
            found = criteria.of_account(tx, account)
            one = next((c for c in found if c.id == criterion), None)
            if one is None:
                return NotAllowed("forged")
            if one.state is State.WITHDRAWN:
                return Refused(CriterionGone())
            number = success.read_value(one, value)
            if isinstance(number, str):
                return Invalid({"value": number})
            if not tx.first_time(key):
                return Repeated()
            reported = Reported(number, tx.now, actor.user, " ".join(remark.split()) or None)
            criteria.report(tx, account, criterion, reported)
            after = success.with_value(one, reported, met.side)
            criteria.save(tx, after)
            tx.record(
                "criterion.value",
                actor=actor.user,
                account=account,
                criterion=criterion,
                metric=one.metric,
                unit=one.unit,
                value=number,
                remark=reported.remark,
                side=met.side.value,
                state=after.state.value,
            )
            self._tell_value(tx, met, actor, one, reported, key)
            agreed_success.settle(self.office, tx, met.account, actor)
            return Said()

    def _met(
        self, tx: Transaction, actor: Actor, channel: str, account: str, wanted: Action
    ) -> Met | NotAllowed:
        met = self.office.meet_about(tx, channel, actor, account)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, wanted, met, actor) or met

    def _met_in_channel(
        self, tx: Transaction, actor: Actor, channel: str, account: str, wanted: Action
    ) -> Met | NotAllowed:
        met = self.office.meet_in(tx, channel, actor, account)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, wanted, met, actor) or met

    def _tell_of_wish(
        self, tx: Transaction, met: Met, actor: Actor, one: SuccessCriterion, text: str, wish: str
    ) -> None:
        account = met.account
        owner = accounts.owner(tx, account.id)
        said = CriterionWish(by=actor.user, owner=owner, statement=one.statement, text=text)
        criteria_card.tell(tx, account, said, f"criterion_wish:{wish}")
        told = CriterionWished(
            account=account.id,
            criterion=one.id,
            customer=account.name,
            channel=account.channel_id,
            who=actor.user,
            statement=one.statement,
            text=text,
        )
        to_owner(tx, account, told, f"criterion_wished:{wish}")

    def _tell_value(
        self,
        tx: Transaction,
        met: Met,
        actor: Actor,
        one: SuccessCriterion,
        reported: Reported,
        key: str,
    ) -> None:
        message = ValueReported(
            by=actor.user,
            metric=one.metric,
            value=with_unit(reported.value, one.unit),
            target=with_unit(one.target, one.unit),
            percent=success.progress(one, reported.value),
            remark=reported.remark,
        )
        criteria_card.tell(tx, met.account, message, f"value_reported:{one.id}:{key}")


def _open(tx: Transaction, account: str, criterion: str) -> SuccessCriterion | Refused | NotAllowed:
    """One that the customer may still wish otherwise."""
    found = next((c for c in criteria.of_account(tx, account) if c.id == criterion), None)
    if found is None:
        return NotAllowed("forged")
    match found.state:
        case State.WITHDRAWN:
            return Refused(CriterionGone())
        case State.REACHED:
            return Refused(CriterionReached())
    return found


def _problem(text: str, longest: int, what: str) -> str | None:
    if not text.strip():
        return f"Please say {what}."
    if len(text.strip()) > longest:
        return f"Please keep it under {longest} characters; it has {len(text.strip())}."
    return None

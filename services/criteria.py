"""Our people say what success means, as they heard it from the customer (A3)."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from onboarding import success
from onboarding.amounts import with_unit
from onboarding.criteria_card import CriteriaCard, CriterionLine
from onboarding.messages.criteria import CriterionProposed, CriterionWithdrawn
from onboarding.permissions import Action
from onboarding.refusals import (
    CriterionGone,
    CriterionReached,
    MarksFirstValue,
    Refused,
    Unchanged,
)
from onboarding.success import State, SuccessCriterion, Terms, Typed
from services import agreed_success, criteria_card
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import criteria
from storage.accounts import Account
from storage.transaction import Transaction, new_id

TOO_MANY = f"There are {success.MOST_CRITERIA} already. Withdraw one first: what is most is noise."
NOTHING_CHANGED = "This is how it stands already: change something, or close this."
MARK_IS_REACHED = "First value is reached already, by another one: the mark stays there."


@dataclass(frozen=True, slots=True)
class CriterionForm:
    """What the form begins with: `criterion` is None for a new one, and so is its `line`, with what
    the customer wishes; `is_only`: no other stands, so that it marks first value in any case."""

    account: str
    customer: str
    criterion: str | None
    terms: Terms | None
    is_only: bool
    line: CriterionLine | None
    today: date


@dataclass(frozen=True, slots=True)
class Kept:
    """It was done, and this is how the criteria stand."""

    card: CriteriaCard


Outcome = Kept | Unchanged | Refused | Invalid | NotAllowed | Repeated


@dataclass(frozen=True, slots=True)
class Criteria:
    """The terms of success criteria. Both companies read them in the customer's channel."""

    office: Office

    def list(self, actor: Actor, account: str) -> CriteriaCard | NotAllowed:
        """All that stand, for our people."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account)
            if isinstance(met, NotAllowed):
                return met
            return criteria_card.view(tx, met.account, with_values=True)

    def form(
        self, actor: Actor, account: str, criterion: str | None
    ) -> CriterionForm | Refused | Invalid | NotAllowed:
        """What the form begins with."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account)
            if isinstance(met, NotAllowed):
                return met
            found = success.standing(criteria.of_account(tx, account))
            name, card = met.account.name, criteria_card.view(tx, met.account)
            if criterion is None:
                if len(found) >= success.MOST_CRITERIA:
                    return Invalid({"statement": TOO_MANY})
                return CriterionForm(account, name, None, None, not found, None, card.today)
            one = _changeable(tx, account, criterion)
            if not isinstance(one, SuccessCriterion):
                return one
            [line] = [line for line in card.lines if line.id == criterion]
            terms, is_only = success.terms_of(one), len(found) == 1
            return CriterionForm(account, name, criterion, terms, is_only, line, card.today)

    def propose(self, actor: Actor, account: str, typed: Typed, key: str) -> Outcome:
        """A new one, for the customer to confirm."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account)
            if isinstance(met, NotAllowed):
                return met
            others = success.standing(criteria.of_account(tx, account))
            terms = self._terms(tx, met.account, typed, others, None)
            if isinstance(terms, Invalid):
                return terms
            if len(others) >= success.MOST_CRITERIA:
                return Invalid({"statement": TOO_MANY})
            if not tx.first_time(key):
                return Repeated()
            proposed = success.propose(new_id(), terms, actor.user, tx.now)
            criteria.add(tx, account, proposed)
            _record(tx, account, actor, "criterion.proposed", proposed.id, terms=_data(terms))
            self._announce(tx, met.account, actor, proposed, key, changed=False)
            return self._settled(tx, met.account, actor, proposed, others)

    def change(self, actor: Actor, account: str, criterion: str, typed: Typed, key: str) -> Outcome:
        """Other terms: it is proposed anew, and wishes for a change are answered by it."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account)
            if isinstance(met, NotAllowed):
                return met
            one = _changeable(tx, account, criterion)
            if not isinstance(one, SuccessCriterion):
                return one
            others = tuple(
                other
                for other in success.standing(criteria.of_account(tx, account))
                if other.id != criterion
            )
            before = success.terms_of(one)
            terms = self._terms(tx, met.account, typed, others, before)
            if isinstance(terms, Invalid):
                return terms
            if tx.was_seen(key):
                return Repeated()
            if terms == before:
                return Invalid({"statement": NOTHING_CHANGED})
            tx.first_time(key)
            changed = success.proposed_anew(one, terms, actor.user, tx.now)
            self._changed(tx, met.account, actor, one, changed, key)
            return self._settled(tx, met.account, actor, changed, others)

    def withdraw(self, actor: Actor, account: str, criterion: str, key: str) -> Outcome:
        """It no longer counts; what was said of it stays on record."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met(tx, actor, account)
            if isinstance(met, NotAllowed):
                return met
            one = _changeable(tx, account, criterion)
            if not isinstance(one, SuccessCriterion):
                return one
            others = len(success.standing(criteria.of_account(tx, account))) > 1
            if one.first_value and others:
                return Refused(MarksFirstValue())
            criteria.save(tx, success.withdrawn(one, tx.now))
            criteria.settle_wishes(tx, account, criterion, actor.user)
            _record(tx, account, actor, "criterion.withdrawn", criterion)
            criteria_card.tell(
                tx,
                met.account,
                CriterionWithdrawn(by=actor.user, statement=one.statement),
                f"criterion_withdrawn:{criterion}",
            )
            return self._settled(tx, met.account, actor, one, ())

    def _met(self, tx: Transaction, actor: Actor, account: str) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.PROPOSE_CRITERIA, met, actor) or met

    def _terms(
        self,
        tx: Transaction,
        account: Account,
        typed: Typed,
        others: tuple[SuccessCriterion, ...],
        before: Terms | None,
    ) -> Terms | Invalid:
        found = success.check(typed, calendar(account).local_date(tx.now), others, before)
        if not isinstance(found, Terms):
            return Invalid(found)
        if found.first_value and any(o.first_value and o.state is State.REACHED for o in others):
            return Invalid({"first_value": MARK_IS_REACHED})
        return found

    def _changed(
        self,
        tx: Transaction,
        account: Account,
        actor: Actor,
        before: SuccessCriterion,
        after: SuccessCriterion,
        key: str,
    ) -> None:
        criteria.save(tx, after)
        _record(
            tx,
            account.id,
            actor,
            "criterion.changed",
            after.id,
            before=_data(success.terms_of(before)),
            after=_data(success.terms_of(after)),
            was_confirmed_by=before.confirmed_by,
            settles=criteria.settle_wishes(tx, account.id, after.id, actor.user),
        )
        self._announce(tx, account, actor, after, f"{key}:{after.id}", changed=True)

    def _settled(
        self,
        tx: Transaction,
        account: Account,
        actor: Actor,
        one: SuccessCriterion,
        others: tuple[SuccessCriterion, ...],
    ) -> Kept:
        """The mark of first value is where it was put last; whoever loses it is proposed anew."""
        for other in others:
            if one.first_value and other.first_value:
                unmarked = success.without_mark(other, actor.user, tx.now)
                self._changed(tx, account, actor, other, unmarked, f"mark:{one.id}:{tx.now}")
        agreed_success.settle(self.office, tx, account, actor)
        return Kept(criteria_card.view(tx, account, with_values=True))

    def _announce(
        self,
        tx: Transaction,
        account: Account,
        actor: Actor,
        one: SuccessCriterion,
        key: str,
        *,
        changed: bool,
    ) -> None:
        baseline = None if one.baseline is None else with_unit(one.baseline, one.unit)
        message = CriterionProposed(
            by=actor.user,
            changed=changed,
            statement=one.statement,
            metric=one.metric,
            baseline=baseline,
            target=with_unit(one.target, one.unit),
            due_on=one.due_on,
            first_value=one.first_value,
        )
        criteria_card.tell(tx, account, message, f"criterion_proposed:{one.id}:{key}")


def _changeable(
    tx: Transaction, account: str, criterion: str
) -> SuccessCriterion | Refused | NotAllowed:
    found = next((c for c in criteria.of_account(tx, account) if c.id == criterion), None)
    if found is None:
        return NotAllowed("forged")
    match found.state:
        case State.WITHDRAWN:
            return Refused(CriterionGone())
        case State.REACHED:
            return Refused(CriterionReached())
    return found


def _data(terms: Terms) -> dict[str, Any]:
    return asdict(terms) | {"due_on": terms.due_on.isoformat()}


def _record(
    tx: Transaction, account: str, actor: Actor, kind: str, criterion: str, **data: Any
) -> None:
    tx.record(kind, actor=actor.user, account=account, criterion=criterion, **data)

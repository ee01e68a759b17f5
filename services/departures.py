"""Somebody of the customer left: what became of them, and who takes over (A5)."""

from dataclasses import dataclass

from onboarding.departures import Answer, Departure, Known, chosen, problems
from onboarding.permissions import Action
from onboarding.refusals import NotAway, Refused
from services import team_card
from services.actor import Actor
from services.inviting import can_invite, invite
from services.leading import settle_leading
from services.office import Met, Office
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import people, reviews
from storage.accounts import Account
from storage.people import Stakeholder
from storage.transaction import Transaction, new_id


@dataclass(frozen=True, slots=True)
class DepartureForm:
    """What the form begins with: who left, and who could take over."""

    account: str
    stakeholder: str
    customer: str
    name: str
    roles: tuple[str, ...]  # labels
    others: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """It is known what became of the person."""


@dataclass(frozen=True, slots=True)
class Departures:
    """People of customers who are not in the channel any more."""

    office: Office

    def form(
        self, actor: Actor, account: str, stakeholder: str
    ) -> DepartureForm | Refused | NotAllowed:
        """What to ask about a person."""
        with self.office.begin(actor.workspace) as tx:
            found = self._found(tx, actor, account, stakeholder)
            if not isinstance(found, _Case):
                return found
            return DepartureForm(
                account=account,
                stakeholder=stakeholder,
                customer=found.account.name,
                name=found.person.name,
                roles=tuple(role.label for role in found.person.roles),
                others=tuple(found.others.values()),
            )

    def settle(
        self, actor: Actor, account: str, stakeholder: str, answer: Answer, key: str
    ) -> Settled | Invalid | Refused | NotAllowed | Repeated:
        """Put it on record. Whoever takes over has the roles from now on, and is invited."""
        with self.office.begin(actor.workspace) as tx:
            found = self._found(tx, actor, account, stakeholder)
            if isinstance(found, Refused):  # by this very answer, if it was delivered before
                return found if tx.first_time(key) else Repeated()
            if isinstance(found, NotAllowed):
                return found
            if wrong := problems(answer, found.others, of_who_left=found.person.email):
                return Invalid(wrong)
            if not tx.first_time(key):
                return Repeated()
            successor = _settle(tx, found, answer, key)
            tx.record(
                "stakeholder.departed",
                actor=actor.user,
                account=account,
                stakeholder=stakeholder,
                what=answer.what.value,
                roles=[role.value for role in found.person.roles],
                successor=successor,
            )
            settle_leading(self.office, tx, found.account, actor)
            reviews.bring_forward(tx, account)
            team_card.touch(tx, account)
            return Settled()

    def _found(
        self, tx: Transaction, actor: Actor, account: str, stakeholder: str
    ) -> "_Case | Refused | NotAllowed":
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        refused = self.office.allow(tx, Action.CHANGE_PEOPLE, met, actor)
        if refused:
            return refused
        everybody = people.of_account(tx, account)
        person = next((one for one in everybody if one.id == stakeholder), None)
        if person is None:
            return NotAllowed("forged")
        return _case(met, person, everybody)


@dataclass(frozen=True, slots=True)
class _Case:
    account: Account
    person: Stakeholder
    others: dict[str, Known]  # who has not left, by id
    count: int


def _case(met: Met, person: Stakeholder, everybody: list[Stakeholder]) -> _Case | Refused:
    if person.left_at is None:
        return Refused(NotAway())
    others = {
        one.id: Known(one.id, one.name, one.email)
        for one in everybody
        if one.id != person.id and one.left_at is None
    }
    return _Case(met.account, person, others, len(everybody))


def _settle(tx: Transaction, case: _Case, answer: Answer, key: str) -> str | None:
    """The id of whoever takes over, if anybody does."""
    match answer.what:
        case Departure.STAYS:  # known, and not in the channel
            people.change_stakeholder(tx, case.person.id, joined_at=None, left_at=None)
            return None
        case Departure.NOT_NEEDED:
            people.change_stakeholder(tx, case.person.id, roles=[])
            return None
    successor = chosen(answer, case.others)
    if successor is None:
        return _bring_in(tx, case, answer, key)
    _hand_on(tx, case, successor)
    return successor


def _hand_on(tx: Transaction, case: _Case, successor: str) -> None:
    found = next(o for o in people.of_account(tx, case.account.id) if o.id == successor)
    roles = dict.fromkeys([*found.roles, *case.person.roles])
    people.change_stakeholder(tx, successor, roles=[role.value for role in roles])


def _bring_in(tx: Transaction, case: _Case, answer: Answer, key: str) -> str:
    """A new person of the customer's, who is invited where that is how people come in."""
    account, successor = case.account, new_id()
    people.add_stakeholder(
        tx,
        account.id,
        successor,
        position=case.count,
        name=answer.name,
        email=answer.email,
        roles=case.person.roles,
    )
    if can_invite(account):
        invite(tx, account, successor, key)
    return successor

"""The answer to a package: accepted, or returned with questions, which are tasks (A7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from onboarding.criteria import RecordKey
from onboarding.package_offer import (
    Offer,
    OfferState,
    Returning,
    Tasks,
    TypedQuestion,
    TypedReturn,
    answer_problems,
    return_problems,
)
from onboarding.permissions import Action
from onboarding.refusals import BrokenOff, PackageGone, Refused, Unchanged
from services import gates, package_news
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.packages import full_member_problem, is_broken_off
from storage import accounts, packages, reviews
from storage.accounts import Account
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Accepted:
    """The handoff is done; the customer meets `csm`, unless that is the owner or there is nowhere
    to be introduced."""

    customer: str
    csm: str
    introduced: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """The questions are with those who should answer them."""

    customer: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers are kept; `all_answered`: the package can be offered again."""

    all_answered: bool


@dataclass(frozen=True, slots=True)
class PackageAnswers:
    """What is said to a package, and to the questions about it."""

    office: Office

    def accept(
        self, actor: Actor, account: str, number: int, key: str
    ) -> Accepted | Unchanged | Refused | NotAllowed | Repeated:
        """Take over: what waited for it may go on, and the customer is introduced."""
        with self.office.begin(actor.workspace) as tx:
            found = self._offer(tx, actor, account, number)
            if not isinstance(found, tuple):
                return found
            if not tx.first_time(key):
                return Repeated()
            met, offer = found
            packages.settle(tx, account, number, OfferState.ACCEPTED, actor.user)
            tx.record(
                "package.accepted",
                actor=actor.user,
                account=account,
                number=number,
                csm=offer.csm,
                working_days=package_news.waited(tx, met.account, offer),
            )
            introduced = package_news.accepted(tx, met.account, offer, actor)
            gates.settle(self.office, tx, met.account, {RecordKey.PACKAGE_ACCEPTED: True}, actor)
            reviews.bring_forward(tx, account)
            return Accepted(met.account.name, offer.csm, introduced=introduced)

    def returning(
        self, actor: Actor, account: str, number: int
    ) -> Returning | Unchanged | Refused | NotAllowed:
        """What the form begins with, for somebody who may return the package."""
        with self.office.begin(actor.workspace) as tx:
            found = self._offer(tx, actor, account, number)
            if not isinstance(found, tuple):
                return found
            met, _ = found
            return Returning(account, number, met.account.name, accounts.owner(tx, account))

    def give_back(
        self, actor: Actor, account: str, number: int, typed: TypedReturn, key: str
    ) -> Returned | Unchanged | Refused | Invalid | NotAllowed | Repeated:
        """Return a package with questions; each goes to whoever should answer it."""
        with self.office.begin(actor.workspace) as tx:
            found = self._offer(tx, actor, account, number)
            if not isinstance(found, tuple):
                return found
            if problems := return_problems(typed) or _owner_problems(tx, typed):
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            met, offer = found
            questions = [one for _, one in typed if one.text]
            self._give_back(tx, met.account, offer, questions, actor)
            return Returned(met.account.name, tuple({one.owner: None for one in questions}))

    def tasks(self, actor: Actor, account: str) -> Tasks | NotAllowed:
        """What is still to be answered, for our people."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account, Action.OFFER_PACKAGE)
            if isinstance(met, NotAllowed):
                return met
            offer = packages.newest(tx, account)
            questions = offer.open_questions if offer is not None else ()
            mine_first = sorted(questions, key=lambda one: one.owner != actor.user)
            return Tasks(account, met.account.name, tuple(mine_first))

    def answer(
        self, actor: Actor, account: str, answers: Mapping[str, str], key: str
    ) -> Answered | Unchanged | Refused | Invalid | NotAllowed | Repeated:
        """Keep answers, by question; what somebody else answered meanwhile stays as it is."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account, Action.OFFER_PACKAGE)
            if isinstance(met, NotAllowed):
                return met
            offer = packages.newest(tx, account)
            if offer is None or not answers.keys() <= {one.id for one in offer.questions}:
                return NotAllowed("forged")
            if is_broken_off(tx, met.account):
                return Refused(BrokenOff())
            if problems := answer_problems(dict(answers)):
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            return self._answer(tx, met.account, offer, answers, actor)

    def _met(self, tx: Transaction, actor: Actor, account: str, action: Action) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, action, met, actor) or met

    def _offer(
        self, tx: Transaction, actor: Actor, account: str, number: int
    ) -> tuple[Met, Offer] | Unchanged | Refused | NotAllowed:
        """The offer that a button names, if it still waits."""
        met = self._met(tx, actor, account, Action.ANSWER_PACKAGE)
        if isinstance(met, NotAllowed):
            return met
        offer = packages.newest(tx, account)
        if offer is None or number > offer.number:
            return NotAllowed("forged")
        if number == offer.number and offer.state is OfferState.ACCEPTED:
            return Unchanged()
        if number < offer.number or not offer.waits:
            return Refused(PackageGone())
        if is_broken_off(tx, met.account):
            return Refused(BrokenOff())
        return met, offer

    def _give_back(
        self,
        tx: Transaction,
        account: Account,
        offer: Offer,
        questions: list[TypedQuestion],
        actor: Actor,
    ) -> None:
        for one in questions:
            packages.ask(tx, account.id, offer.number, one.text, one.owner, actor.user)
        packages.settle(tx, account.id, offer.number, OfferState.RETURNED, actor.user)
        tx.record(
            "package.returned",
            actor=actor.user,
            account=account.id,
            number=offer.number,
            working_days=package_news.waited(tx, account, offer),
            questions=[{"question": one.text, "owner": one.owner} for one in questions],
        )
        package_news.returned(tx, account, offer, questions, actor)
        reviews.bring_forward(tx, account.id)

    def _answer(
        self,
        tx: Transaction,
        account: Account,
        offer: Offer,
        answers: Mapping[str, str],
        actor: Actor,
    ) -> Answered | Unchanged:
        still_open = {one.id: one for one in offer.open_questions}
        kept = {one: said.strip() for one, said in answers.items() if said.strip()}
        kept = {one: said for one, said in kept.items() if one in still_open}
        for question, text in kept.items():
            packages.answer(tx, account.id, question, text, actor.user)
            tx.record(
                "package.answered",
                actor=actor.user,
                account=account.id,
                question=still_open[question].text,
                text=text,
            )
        if not kept:
            return Unchanged()
        all_answered = len(kept) == len(still_open)
        if all_answered:
            package_news.all_answered(tx, account, offer, actor)
        reviews.bring_forward(tx, account.id)
        return Answered(all_answered)


def _owner_problems(tx: Transaction, typed: TypedReturn) -> dict[str, str]:
    return {
        f"{row}.owner": problem
        for row, one in typed
        if one.text and (problem := full_member_problem(tx, one.owner))
    }

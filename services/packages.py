"""The handoff to customer success: looked at, and offered to whoever goes on (A7)."""

from dataclasses import dataclass
from datetime import date

from onboarding.brief import renewal_problem
from onboarding.naming import slug
from onboarding.package import Package, PackageView
from onboarding.package_composing import is_time
from onboarding.package_offer import Offer, OfferState, TypedOffer
from onboarding.people import Role
from onboarding.permissions import Action
from onboarding.refusals import (
    BrokenOff,
    NoChannelYet,
    PackageTaken,
    QuestionsOpen,
    Refused,
    Unchanged,
)
from playbooks import documents
from playbooks.package import parts
from services import package_news
from services.actor import Actor
from services.office import Met, Office, ask_who, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from services.package_making import make
from storage import accounts, closings, packages, people, reviews
from storage.accounts import Account
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Offered:
    """It is on its way to `csm`, for the `number`th time."""

    customer: str
    csm: str
    number: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A package as a document; `name` is that of a file, without its ending, and `readers` are
    those of ours who may open it."""

    customer: str
    title: str
    name: str
    markdown: str
    html: str
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packages:
    """What is handed over to customer success. Nothing of it is shown to customers."""

    office: Office

    def is_time(self, actor: Actor, account: str) -> bool:
        """Whether the handover is what comes next; False too for whoever may not know."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return False
            return met.account.is_closed or is_time(self.office.plan(tx, met.account))

    def view(self, actor: Actor, account: str) -> PackageView | Refused | NotAllowed:
        """The package as it would be offered now, for our people."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            package = make(self.office, tx, met.account)
            if package is None:
                return Refused(NoChannelYet())
            offer = packages.newest(tx, account)
            return PackageView(
                account=account,
                package=package,
                csm=accounts.roles(tx, account).get(Role.CSM),
                offer=offer,
                days=package_news.waited(tx, met.account, offer) if offer else 0,
                may_answer=self.office.allow(tx, Action.ANSWER_PACKAGE, met, actor) is None,
                today=calendar(met.account).local_date(tx.now),
                broken_off=is_broken_off(tx, met.account),
            )

    def paper(self, workspace: str, account: str, number: int, reader: str) -> Paper | None:
        """A package as it was offered, for delivery to one of ours; None where there is none."""
        with self.office.look(workspace) as tx:
            package = packages.body(tx, account, number)
            found = accounts.by_id(tx, account)
            if package is None or found is None:
                return None
            held = accounts.roles(tx, account)
            readers = {user: None for role in (Role.CSM, Role.OWNER) if (user := held.get(role))}
            readers[reader] = None
            names = _names(tx, package)
            return Paper(
                customer=found.name,
                title=documents.title(package),
                name=f"{slug(found.name)}-handoff-{number}",
                markdown=documents.as_markdown(package, names),
                html=documents.as_html(package, names),
                readers=tuple(readers),
            )

    def send_whole(
        self, actor: Actor, account: str, number: int, key: str
    ) -> PackageView | Refused | NotAllowed | Repeated:
        """The whole of a package, as it was offered, to one of ours who asks for it: by direct
        message, as whoever is to take over got it. Answers what is shown meanwhile."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if packages.body(tx, account, number) is None:
                return NotAllowed("forged")
            if not tx.first_time(key):
                return Repeated()
            package_news.send_document(tx, account, number, actor.user, key)
        return self.view(actor, account)

    def offer(
        self, actor: Actor, account: str, typed: TypedOffer, key: str
    ) -> Offered | Unchanged | Refused | Invalid | NotAllowed | Repeated:
        """Offer the package, made anew, to a customer success manager, who is one from then on.

        Whoever has it already is not offered it again before answering; somebody else may be.
        """
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if is_broken_off(tx, met.account):
                return Refused(BrokenOff())
            if problem := full_member_problem(tx, typed.csm):
                return Invalid({"csm": problem})
            if wrong := renewal_problem(typed.renewal_on, met.account.signed_on):
                return Invalid(wrong)
            if not tx.first_time(key):
                return Repeated()
            last = packages.newest(tx, account)
            if last is not None and (outcome := _not_now(last, typed)):
                return outcome
            return self._offer(tx, met.account, typed, last, actor)

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.OFFER_PACKAGE, met, actor) or met

    def _offer(
        self, tx: Transaction, account: Account, typed: TypedOffer, last: Offer | None, actor: Actor
    ) -> Offered | Refused:
        if typed.renewal_on != account.renewal_on:
            account = _renewed(tx, account, typed.renewal_on, actor)
        package = make(self.office, tx, account)
        if package is None:
            return Refused(NoChannelYet())
        _name_csm(tx, account, typed.csm, actor)
        number = last.number + 1 if last is not None else 1
        packages.offer(tx, account.id, number, package, typed.csm, actor.user)
        tx.record(
            "package.offered",
            actor=actor.user,
            account=account.id,
            number=number,
            csm=typed.csm,
            risk=package.health.risk,
            points=package.health.points,
        )
        questions = last.questions if last is not None else ()
        package_news.offered(tx, account, package, number, typed.csm, questions, actor)
        reviews.bring_forward(tx, account.id)
        return Offered(account.name, typed.csm, number)


def is_broken_off(tx: Transaction, account: Account) -> bool:
    """Whether the customer does not go on, so that nobody is to look after it."""
    if not account.is_closed:
        return False
    row = closings.one(tx, account.id)
    return row is None or not row.closing.ending.goes_on  # none: it was erased


def full_member_problem(tx: Transaction, user: str) -> str | None:
    """Why somebody cannot be given a task of ours; None for a full member of our workspace."""
    if not user:
        return "Please choose one of our people."
    known = people.member(tx, user)
    if known is None:
        ask_who(tx, user)
        return "I am asking Slack who this is. Please try again in a moment."
    if known.is_guest or known.is_bot or known.team_id != tx.workspace:
        return "Please choose a full member of our workspace."
    return None


def _names(tx: Transaction, package: Package) -> dict[str, str]:
    """What the people of a package are called, as far as Slack has told."""
    lines = [line for part in parts(package) for line in part.lines]
    users = {user for line in lines for user in (line.who, line.ended_by) if user is not None}
    known = {user: people.member(tx, user) for user in users}
    return {user: facts.name for user, facts in known.items() if facts is not None}


def _not_now(last: Offer, typed: TypedOffer) -> Refused | Unchanged | None:
    if last.state is OfferState.ACCEPTED:
        return Refused(PackageTaken())
    if last.open_questions:
        return Refused(QuestionsOpen(tuple({one.owner: None for one in last.open_questions})))
    return Unchanged() if last.waits and last.csm == typed.csm else None


def _renewed(tx: Transaction, account: Account, on: date | None, actor: Actor) -> Account:
    accounts.change(tx, account.id, renewal_on=on)
    tx.record(
        "renewal.dated",
        actor=actor.user,
        account=account.id,
        renewal_on=on.isoformat() if on else None,
    )
    return accounts.by_id(tx, account.id) or account


def _name_csm(tx: Transaction, account: Account, csm: str, actor: Actor) -> None:
    was = accounts.roles(tx, account.id).get(Role.CSM)
    if was != csm:
        accounts.set_roles(tx, account.id, {Role.CSM: csm})
        tx.record("csm.named", actor=actor.user, account=account.id, csm=csm, was=was)

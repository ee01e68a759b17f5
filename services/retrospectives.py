"""Looking back with the customer, once the onboarding is complete (F1)."""

from dataclasses import dataclass

from onboarding import looking_back as rules
from onboarding.looking_back import Answer, Kind, Source
from onboarding.messages.looking_back import Retrospective, RetrospectiveNews
from onboarding.permissions import Action
from onboarding.refusals import Unchanged
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_customer, to_person, to_stakeholder
from storage import accounts, closings, findings, people
from storage.accounts import Account
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RetrospectiveForm:
    """What the person said before, if anything."""

    account: str
    said: Answer


@dataclass(frozen=True, slots=True)
class Thanked:
    """It is on record, and `owner` (a Slack user id) reads it."""

    owner: str


def ask(tx: Transaction, account: Account, *, by_person: bool) -> None:
    """Ask the customer, in the channel; `by_person` where nothing can be said there from now on:
    each of those who were in it, by direct message."""
    message = Retrospective(account=account.id, owner=accounts.owner(tx, account.id))
    key = f"retrospective:{account.id}:{tx.now.isoformat()}"
    known = [person for person in people.of_account(tx, account.id) if person.left_at is None]
    here = list(dict.fromkeys(person.user_id for person in known if person.user_id is not None))
    if not by_person:
        to_customer(tx, account, message, key, in_thread=False)
    for user in here if by_person else ():
        to_stakeholder(tx, account, user, message, f"{key}:{user}")
    if here or not by_person:
        tx.record("retrospective.asked", account=account.id)


@dataclass(frozen=True, slots=True)
class Retrospectives:
    """What the customer would keep, and what it would change."""

    office: Office

    def form(self, actor: Actor, channel: str, account: str) -> RetrospectiveForm | NotAllowed:
        """The form, with what the person said before."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, channel, account, actor)
            if isinstance(met, NotAllowed):
                return met
            return RetrospectiveForm(account, _said(tx, account, actor.user))

    def answer(
        self, actor: Actor, account: str, said: Answer, key: str
    ) -> Thanked | Unchanged | Invalid | NotAllowed | Repeated:
        """Keep what somebody says, in the place of what the same person said before; the owner
        reads it, and whoever closed the onboarding."""
        if problems := rules.answer_problems(said):
            return Invalid(problems)
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, "", account, actor)
            if isinstance(met, NotAllowed):
                return met
            if not tx.first_time(key):
                return Repeated()
            before = _said(tx, account, actor.user)
            if before.findings == said.findings:
                return Unchanged()
            self._keep(tx, met.account, actor, said, again=bool(before.findings), key=key)
            return Thanked(accounts.owner(tx, account))

    def _keep(
        self,
        tx: Transaction,
        account: Account,
        actor: Actor,
        said: Answer,
        *,
        again: bool,
        key: str,
    ) -> None:
        playbook = self.office.frozen.get(tx, account.playbook_id)
        findings.replace(
            tx,
            account.id,
            (playbook.key, playbook.version),
            Source.RETROSPECTIVE,
            actor.user,
            said.findings,
        )
        keep, change = said.keep.strip(), said.change.strip()
        tx.record(
            "retrospective.answered",
            actor=actor.user,
            account=account.id,
            keep=keep,
            change=change,
        )
        news = RetrospectiveNews(
            account=account.id,
            customer=account.name,
            channel=account.channel_id,
            who=actor.user,
            keep=keep,
            change=change,
            again=again,
        )
        row = closings.one(tx, account.id)
        readers = (accounts.owner(tx, account.id), row.by if row is not None else None)
        for user in dict.fromkeys(readers):
            if user is not None:
                told = f"retrospective_news:{account.id}:{actor.user}:{key}:{user}"
                to_person(tx, user, news, told, account=account.id)

    def _met(self, tx: Transaction, channel: str, account: str, actor: Actor) -> Met | NotAllowed:
        """A person of a customer whose onboarding has ended."""
        met = self.office.meet_about(tx, channel, actor, account)
        if isinstance(met, NotAllowed):
            return met
        refused = self.office.allow(tx, Action.ANSWER, met, actor)
        if refused is None and not met.account.is_closed:
            return NotAllowed("forged")
        return refused or met


def _said(tx: Transaction, account: str, user: str) -> Answer:
    found = findings.of_account(tx, account, Source.RETROSPECTIVE)
    texts = {one.kind: one.text for one in found if one.by == user}
    return Answer(texts.get(Kind.KEEP, ""), texts.get(Kind.CHANGE, ""))

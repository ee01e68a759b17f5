"""The kickoff: questions answered in parts, who leads on the customer's side, how a high-touch
project is led, and the agenda for the call (A2, R6, R7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from onboarding import discovery as rules
from onboarding.asked_for import BriefField
from onboarding.criteria import RecordKey
from onboarding.discovery import Asked, Said, to_post
from onboarding.gates import agreeing, asks_for
from onboarding.governance import Charter, TypedCharter
from onboarding.kickoff import KickoffView, Person, TypedKickoff
from onboarding.messages.kickoff import GovernanceNamed, KickoffAgenda
from onboarding.permissions import Action
from onboarding.readiness import Readiness, TypedReadiness, known
from onboarding.tracks import Track
from services import gates
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_customer
from storage import accounts, people, reviews
from storage import discovery as kept
from storage.accounts import Account
from storage.discovery import ReadinessRow, Words
from storage.transaction import Transaction

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Saved:
    """A page is kept; `view` is the kickoff as it stands now."""

    view: KickoffView


@dataclass(frozen=True, slots=True)
class AgendaPosted:
    """The agenda is on its way to the customer's channel."""

    view: KickoffView


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the kickoff brings to light."""

    office: Office

    def view(self, actor: Actor, account: str) -> KickoffView | NotAllowed:
        """Everything that the form shows: for our people only."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            return met if isinstance(met, NotAllowed) else view(self.office, tx, met.account)

    def save(
        self, actor: Actor, account: str, typed: TypedKickoff, key: str
    ) -> Saved | Invalid | NotAllowed | Repeated:
        """Keep what was typed on a page; what was left alone stays whoever's it is."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            shown = view(self.office, tx, met.account)
            if not typed.texts.keys() <= {one.question.key for one in shown.asked}:
                return NotAllowed("forged")
            here = {person.id for person in shown.people}
            is_known = shown.in_the_way is not None
            if problems := typed.problems(here, in_the_way_is_known=is_known):
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            self._keep(tx, met.account, shown, typed, actor, key)
            return Saved(view(self.office, tx, met.account))

    def post_agenda(
        self, actor: Actor, account: str, posted: int, key: str
    ) -> AgendaPosted | NotAllowed | Repeated:
        """Post the agenda in the customer's channel, and what is still to be asked (A2).

        `posted` is how often it had been posted when the button was drawn: two people who press it
        at the same time post it once, and whoever wants it again says so.
        """
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            shown = view(self.office, tx, met.account)
            if not tx.first_time(key) or shown.agendas_posted != posted or not shown.agenda:
                return Repeated()
            message = KickoffAgenda(
                customer=met.account.name,
                agenda=shown.agenda,
                questions=to_post(shown.asked),
                owner=accounts.owner(tx, account),
                is_again=posted > 0,
            )
            to_customer(tx, met.account, message, f"agenda:{account}:{posted + 1}", in_thread=False)
            tx.record("agenda.posted", actor=actor.user, account=account)
            return AgendaPosted(view(self.office, tx, met.account))

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.DISCOVER, met, actor) or met

    def _keep(
        self,
        tx: Transaction,
        account: Account,
        before: KickoffView,
        typed: TypedKickoff,
        actor: Actor,
        key: str,
    ) -> None:
        changed = _keep_answers(tx, account, before.asked, typed.texts, actor)
        holds: dict[RecordKey, bool] = {}
        if typed.readiness is not None and _keep_readiness(
            tx, account, before.readiness, typed.readiness, actor
        ):
            holds[RecordKey.READY] = not typed.readiness.is_blank
        if typed.charter is not None and typed.charter.differs_from(before.charter):
            _keep_charter(tx, account, before, typed.charter, actor, key)
            holds[RecordKey.GOVERNANCE_NAMED] = not typed.charter.is_blank
        if holds:
            gates.settle(self.office, tx, account, holds, actor)
        if holds or changed:
            reviews.bring_forward(tx, account.id)


def view(office: Office, tx: Transaction, account: Account) -> KickoffView:
    """The kickoff of an account as it stands in this transaction."""
    playbook = office.frozen.get(tx, account.playbook_id)
    plan, days = office.plan(tx, account), calendar(account)
    posted, last = kept.agendas_posted(tx, account.id)
    ready, charter = kept.ready(tx, account.id), kept.charter(tx, account.id)
    here = tuple(
        Person(one.id, one.name) for one in people.of_account(tx, account.id) if not one.left_at
    )
    told = _said(account, kept.told(tx, account.id))
    said = _said(account, kept.answers(tx, account.id))
    readiness = _readiness(account, ready) if ready else None
    asked = rules.asked(playbook.discovery, told, said, readiness.as_answer if readiness else None)
    return KickoffView(
        account=account.id,
        customer=account.name,
        channel=account.channel_id,
        agenda=playbook.discovery.agenda,
        agendas_posted=posted,
        agenda_posted_on=days.local_date(last) if last else None,
        asked=asked,
        people=here,
        in_the_way=known(asked, told.get(BriefField.RISKS)),
        readiness=readiness,
        charter=Charter(
            charter.structure,
            charter.escalation_path,
            charter.authority,
            charter.executives_every,
            charter.by,
            days.local_date(charter.at),
        )
        if charter
        else None,
        asks_ready=asks_for(plan, RecordKey.READY),
        asks_governance=account.track == Track.HIGH_TOUCH
        or asks_for(plan, RecordKey.GOVERNANCE_NAMED),
        agreeing=agreeing(plan, RecordKey.GOVERNANCE_NAMED),
        is_over=plan.current_stage is None,
        today=days.local_date(tx.now),
        names=_names(tx, asked, *(one.by for one in (ready, charter) if one)),
    )


def _readiness(account: Account, row: ReadinessRow) -> Readiness:
    return Readiness(row.lead, row.obstacles, row.by, calendar(account).local_date(row.at))


def _said(account: Account, words: Mapping[_Key, Words]) -> dict[_Key, Said]:
    days = calendar(account)
    return {key: Said(one.text, one.by, days.local_date(one.at)) for key, one in words.items()}


def _names(tx: Transaction, asked: tuple[Asked, ...], *others: str) -> dict[str, str]:
    users = {said.by for one in asked for said in (one.told, one.said) if said} | set(others)
    known = {user: people.member(tx, user) for user in users}
    return {user: member.name for user, member in known.items() if member}


def _keep_answers(
    tx: Transaction,
    account: Account,
    asked: tuple[Asked, ...],
    texts: Mapping[str, str],
    actor: Actor,
) -> bool:
    """Write down what is new, on record; whether anything was."""
    before = {one.question.key: one.said.text if one.said else "" for one in asked}
    changed = {key: text for key, text in texts.items() if text != before[key]}
    for key, text in changed.items():
        if text:
            kept.answer(tx, account.id, key, text, actor.user)
        else:
            kept.take_back(tx, account.id, key)
    if changed:
        tx.record("discovery.answered", actor=actor.user, account=account.id, answers=changed)
    return bool(changed)


def _keep_readiness(
    tx: Transaction,
    account: Account,
    before: Readiness | None,
    typed: TypedReadiness,
    actor: Actor,
) -> bool:
    """Write down who leads and what stands in the way; whether that is new."""
    if typed.is_blank:
        if before is None:
            return False
        kept.forget_ready(tx, account.id)
        tx.record("readiness.withdrawn", actor=actor.user, account=account.id)
        return True
    if before and (before.lead, before.obstacles) == (typed.lead, typed.obstacles):
        return False
    kept.keep_ready(tx, account.id, typed.lead, typed.obstacles, actor.user)
    tx.record(
        "readiness.named",
        actor=actor.user,
        account=account.id,
        stakeholder=typed.lead,
        obstacles=typed.obstacles,
    )
    return True


def _keep_charter(
    tx: Transaction,
    account: Account,
    before: KickoffView,
    typed: TypedCharter,
    actor: Actor,
    key: str,
) -> None:
    """Write down how the project is led, and let the customer read it."""
    if typed.is_blank:
        if before.charter is not None:
            kept.forget_charter(tx, account.id)
            tx.record("governance.withdrawn", actor=actor.user, account=account.id)
        return
    kept.keep_charter(
        tx,
        account.id,
        actor.user,
        structure=typed.structure,
        escalation_path=typed.escalation_path,
        authority=typed.authority,
        executives_every=typed.executives_every,
    )
    tx.record(
        "governance.named",
        actor=actor.user,
        account=account.id,
        structure=typed.structure,
        escalation_path=typed.escalation_path,
        stakeholder=typed.authority,
        executives_every=typed.executives_every,
    )
    authority = next(person.name for person in before.people if person.id == typed.authority)
    message = GovernanceNamed(
        structure=typed.structure,
        escalation_path=typed.escalation_path,
        authority=authority,
        executives_every=typed.executives_every,
        named_by=actor.user,
        milestone=before.agreeing,
        has_changed=before.charter is not None,
    )
    to_customer(tx, account, message, f"governance_named:{account.id}:{key}", in_thread=False)

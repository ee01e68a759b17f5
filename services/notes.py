"""Keeping what was said: decisions, promises, risks, questions, notes. For our own people only."""

from dataclasses import dataclass, replace

from onboarding import notes as rules
from onboarding.notes import NoteForm, NoteKind, NoteLine, NotesView, OpenQuestion, Said
from onboarding.people import Role
from onboarding.permissions import Action
from onboarding.refusals import Unchanged
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import accounts, notes, people, reviews
from storage.accounts import Account
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NoteDefaults:
    """What the form begins with; `owner`: who would keep a promise."""

    account: str
    customer: str
    owner: str


@dataclass(frozen=True, slots=True)
class Kept:
    """It is on record, `anew` or because somebody had kept it before."""

    customer: str
    kind: NoteKind
    anew: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """What is kept of what was said. Nothing of it is shown to customers."""

    office: Office

    def form(self, actor: Actor, channel: str) -> NoteDefaults | NotAllowed:
        """What the form begins with, for a message in a customer's channel."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, self.office.meet_in(tx, channel, actor), Action.TAKE_NOTE, actor)
            if isinstance(met, NotAllowed):
                return met
            owner = accounts.roles(tx, met.account.id).get(Role.OWNER, actor.user)
            return NoteDefaults(met.account.id, met.account.name, owner)

    def take(
        self, actor: Actor, account: str, said: Said, form: NoteForm, key: str
    ) -> Kept | Invalid | NotAllowed | Repeated:
        """Keep a message; once as each kind, whoever asks."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(
                tx, self.office.meet_in(tx, said.channel, actor, account), Action.TAKE_NOTE, actor
            )
            if isinstance(met, NotAllowed):
                return met
            early = rules.too_early(form, calendar(met.account).local_date(said.at))
            if problems := rules.problems(form) | early | _owner_problems(tx, form):
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            form = replace(form, text=form.text.strip())
            anew = notes.add(tx, account, said, form, actor.user)
            if anew:
                _record(tx, account, said, form, actor)
                reviews.bring_forward(tx, account)
            return Kept(met.account.name, form.kind, anew)

    def question(
        self, actor: Actor, account: str, note: str
    ) -> OpenQuestion | Unchanged | NotAllowed:
        """What is to be answered."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, self.office.meet_at(tx, account, actor), Action.TAKE_NOTE, actor)
            if isinstance(met, NotAllowed):
                return met
            found = notes.open_one(tx, account, note)
            if found is None or found.kind != NoteKind.QUESTION.value:
                return Unchanged()
            return OpenQuestion(account, note, found.text)

    def settle(
        self, actor: Actor, account: str, note: str, key: str, answer: str = ""
    ) -> Unchanged | Invalid | NotAllowed | Repeated | None:
        """A question is answered, or no longer asked; a risk is gone."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, self.office.meet_at(tx, account, actor), Action.TAKE_NOTE, actor)
            if isinstance(met, NotAllowed):
                return met
            if problems := rules.answer_problems(answer):
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            found = notes.open_one(tx, account, note)
            if found is None:
                return Unchanged()
            kept = answer.strip() or None
            notes.settle(tx, account, note, actor.user, tx.now, kept)
            tx.record(
                "note.settled",
                actor=actor.user,
                account=account,
                note=note,
                note_kind=found.kind,
                text=found.text,
                said_by=found.said_by,
                answer=kept,
            )
            reviews.bring_forward(tx, account)
            return None

    def listed(self, actor: Actor, account: str) -> NotesView | NotAllowed:
        """Everything that is on record, for our people."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, self.office.meet_at(tx, account, actor), Action.SEE_RECORD, actor)
            if isinstance(met, NotAllowed):
                return met
            return NotesView(
                account=account,
                customer=met.account.name,
                today=calendar(met.account).local_date(tx.now),
                lines=rules.in_order(lines(tx, met.account)),
            )

    def _met(
        self, tx: Transaction, met: Met | NotAllowed, action: Action, actor: Actor
    ) -> Met | NotAllowed:
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, action, met, actor) or met


def lines(tx: Transaction, account: Account) -> tuple[NoteLine, ...]:
    """What is on record of an account: promises that are open, then notes, the newest first."""
    days = calendar(account)
    kept = tuple(
        NoteLine(
            id=row.id,
            kind=NoteKind.PROMISE,
            text=row.text,
            said_by=None,
            channel=row.channel_id,
            ts=row.ts,
            by=row.made_by,
            on=days.local_date(row.made_at),
            owner=row.owner,
            due_on=row.due_on,
        )
        for row in notes.open_promises(tx, account.id)
    )
    return kept + tuple(
        NoteLine(
            id=row.id,
            kind=NoteKind(row.kind),
            text=row.text,
            said_by=row.said_by,
            channel=row.channel_id,
            ts=row.ts,
            by=row.by,
            on=days.local_date(row.at),
            settled_on=days.local_date(row.settled_at) if row.settled_at else None,
            settled_by=row.settled_by,
            answer=row.answer,
        )
        for row in notes.of_account(tx, account.id)
    )


def _owner_problems(tx: Transaction, form: NoteForm) -> dict[str, str]:
    """Whoever keeps a promise of ours is one of us."""
    if form.kind is not NoteKind.PROMISE or form.owner is None:
        return {}
    known = people.member(tx, form.owner)
    if known is None or known.is_guest or known.is_bot or known.team_id != tx.workspace:
        return {"owner": "Please choose a full member of our workspace."}
    return {}


def _record(tx: Transaction, account: str, said: Said, form: NoteForm, actor: Actor) -> None:
    note = notes.note_id(said, form.kind)
    if form.kind is NoteKind.PROMISE:
        tx.record(
            "promise.made",
            actor=actor.user,
            account=account,
            promise=note,
            text=form.text,
            owner=form.owner,
            due_on=form.due_on.isoformat() if form.due_on else None,
            said_by=said.by,
            said_at=said.at.isoformat(),
            channel=said.channel,
            ts=said.ts,
        )
    else:
        tx.record(
            "note.taken",
            actor=actor.user,
            account=account,
            note=note,
            note_kind=form.kind.value,
            text=form.text,
            said_by=said.by,
            channel=said.channel,
            ts=said.ts,
        )

"""The note to the customer's executive sponsor: drafted, read, edited and sent by a person, or sent
without one where the playbook says so; once for each stall (C4)."""

from dataclasses import dataclass

from onboarding.messages.alerts import SponsorNoteSent
from onboarding.messages.touches import SponsorNote
from onboarding.refusals import NobodyToWriteTo, NoteSent, Refused, StallOver
from onboarding.review.account import AccountState, Contact, Stall
from onboarding.review.items import sponsor
from onboarding.review.sponsor_note import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    DraftedNote,
    Way,
    facts,
    reach,
)
from playbooks import drafts
from playbooks.drafts import Draft
from services import stall_card
from services.actor import Actor
from services.office import Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import by_email, to_person, to_stakeholder
from services.stalls import met_to_care
from storage import accounts, people, sponsor_notes, stalls
from storage.accounts import Account
from storage.sponsor_notes import NoteRow
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NoteGone:
    """The note is on its way, or on record as written by hand."""

    sponsor: str
    way: Way


@dataclass(frozen=True, slots=True)
class _Open:
    """A stall that lasts, its account, and whom the note is for."""

    account: Account
    state: AccountState
    stall: Stall
    person: Contact
    way: Way


@dataclass(frozen=True, slots=True)
class SponsorNotes:
    """Notes to executive sponsors."""

    office: Office

    def draft(self, actor: Actor, account: str, stall: str) -> DraftedNote | Refused | NotAllowed:
        """A note as a person would begin it, to be read and edited."""
        with self.office.begin(actor.workspace) as tx:
            found = self._open(tx, actor, account, stall)
            if not isinstance(found, _Open):
                return found
            draft = _drafted(self.office, tx, found.account, found.state, found.stall)
            return DraftedNote(
                account=account,
                stall=stall,
                customer=found.account.name,
                sponsor=found.person.name,
                way=found.way,
                address=found.person.email,
                subject=draft.subject,
                text=draft.text,
            )

    def send(
        self,
        actor: Actor,
        account: str,
        stall: str,
        subject: str,
        text: str,
        key: str,
        *,
        by_hand: bool = False,
    ) -> NoteGone | Refused | Invalid | NotAllowed | Repeated:
        """Send the note as the person left it; `by_hand`: the person has sent it already."""
        if problems := _problems(subject, text):
            return Invalid(problems)
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            found = self._open(tx, actor, account, stall)
            if not isinstance(found, _Open):
                return found
            way: Way = "owner" if by_hand else found.way
            if way == "owner" and not by_hand:
                return Refused(NobodyToWriteTo())
            note = NoteRow(
                found.person.id, " ".join(subject.split()), text.strip(), way, actor.user, tx.now
            )
            if not _write(tx, found.account, found.stall, found.person, note):
                return Refused(NoteSent())
            return NoteGone(found.person.name, way)

    def _open(
        self, tx: Transaction, actor: Actor, account: str, stall: str
    ) -> _Open | Refused | NotAllowed:
        met = met_to_care(self.office, tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        found = stalls.one(tx, account, stall)
        state = self.office.state(tx, account)
        if found is None or state is None:
            return NotAllowed("forged")
        if found.ended_at is not None:
            return Refused(StallOver())
        if sponsor_notes.one(tx, account, stall) is not None:
            return Refused(NoteSent())
        person = sponsor(state)
        if person is None:
            return Refused(NobodyToWriteTo())
        return _Open(met.account, state, found.stall, person, way_to(state, person))


def send_by_itself(office: Office, tx: Transaction, state: AccountState, stall: Stall) -> bool:
    """Send the drafted note without a person, as the playbook says; the owner is told.

    False where it cannot go by itself (nobody is known, or there is no way but by hand): then the
    owner is to be asked, as everywhere. True also where it went before. To be called by the tick
    when the sponsor's rung is automatic, in the transaction that climbs it.
    """
    person, account = sponsor(state), accounts.by_id(tx, state.id)
    if person is None or account is None:
        return False
    way = way_to(state, person)
    if way == "owner":
        return False
    draft = _drafted(office, tx, account, state, stall)
    note = NoteRow(person.id, draft.subject, draft.text, way, None, tx.now)
    _write(tx, account, stall, person, note)
    return True


def _drafted(
    office: Office, tx: Transaction, account: Account, state: AccountState, stall: Stall
) -> Draft:
    """In the words of the account's playbook, where it has some."""
    own = office.frozen.get(tx, account.playbook_id).messages
    return drafts.sponsor_note(facts(state, stall, tx.now), own)


def way_to(state: AccountState, person: Contact) -> Way:
    """How a note reaches somebody: the owner sends it where Slack and email do not."""
    how = reach(state, person)
    return how if how in ("slack", "email") else "owner"


def _write(tx: Transaction, account: Account, stall: Stall, person: Contact, note: NoteRow) -> bool:
    """Put the note on record and on its way; False when one was sent before."""
    if not sponsor_notes.add(tx, account.id, stall.id, note):
        return False
    owner = accounts.owner(tx, account.id)
    known = people.member(tx, owner)
    message = SponsorNote(
        subject=note.subject,
        text=note.text,
        owner=owner,
        owner_name=known.name if known is not None else "Your onboarding manager",
    )
    key = f"sponsor_note:{account.id}:{stall.id}"
    if note.way == "slack" and person.user is not None:
        to_stakeholder(tx, account, person.user, message, key)
    elif note.way == "email" and person.email is not None:
        reply_to = known.email if known is not None else None
        by_email(tx, account, message, key, to=person.email, name=person.name, reply_to=reply_to)
    tx.record(
        "sponsor_note.sent",
        actor=note.sent_by,
        account=account.id,
        stall=stall.id,
        stakeholder=person.id,
        way=note.way,
        subject=note.subject,
        text=note.text,
    )
    if note.sent_by != owner:
        _tell_owner(tx, account, owner, person, note, f"{key}:news")
    stall_card.show(tx, account.id, stall.id)
    return True


def _tell_owner(
    tx: Transaction, account: Account, owner: str, person: Contact, note: NoteRow, key: str
) -> None:
    news = SponsorNoteSent.model_validate(
        {
            "customer": account.name,
            "channel": account.channel_id,
            "sponsor": person.name,
            "way": note.way,
            "by": note.sent_by,
            "subject": note.subject,
            "text": note.text,
        }
    )
    to_person(tx, owner, news, key, account=account.id)


def _problems(subject: str, text: str) -> dict[str, str]:
    problems = {}
    if not subject.strip():
        problems["subject"] = "Please give it a subject."
    elif len(subject.strip()) > LONGEST_SUBJECT:
        problems["subject"] = f"Please keep it under {LONGEST_SUBJECT} characters."
    if not text.strip():
        problems["text"] = "Please write the note."
    elif len(text.strip()) > LONGEST_TEXT:
        problems["text"] = f"Please keep it under {LONGEST_TEXT:,} characters: it should be brief."
    return problems

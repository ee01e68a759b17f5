"""The card of a quiet customer in the team channel: a surface, drawn from what is true (C4)."""

from datetime import date

from onboarding.cadence import Lever
from onboarding.review import engagement, ladder
from onboarding.review.account import AccountState, Stall
from onboarding.review.items import sponsor
from onboarding.review.sponsor_note import reach
from onboarding.stall_card import Ending, NoteLine, NoteToSend, StallCard, StepLine
from services.office import Office, calendar
from services.posting import TEAM_LANE
from storage import accounts, people, sponsor_notes, stalls, surfaces
from storage.accounts import Account
from storage.stalls import StallRow
from storage.surfaces import card_of
from storage.transaction import Transaction, new_id


def show(tx: Transaction, account: str, stall: str) -> None:
    """Let the card of a stall be brought up to date; it is posted once the ladder has come so far
    (`ladder.has_card`), and not before.

    To be called in the transaction that changed anything about the stall, after the change was
    written: it began, a rung was climbed, somebody took it, it is over.
    """
    card = surfaces.of_account(tx, account, card_of(stall))
    if card is not None:
        surfaces.touch_one(tx, card)
        return
    found = stalls.one(tx, account, stall)
    if found is not None and found.ended_at is None and ladder.has_card(found.stall):
        tx.open_lane(TEAM_LANE)
        surfaces.add(tx, account, new_id(), card_of(stall), TEAM_LANE)
        added = surfaces.of_account(tx, account, card_of(stall))
        if added is not None:
            surfaces.touch_one(tx, added)


def view(office: Office, tx: Transaction, account: Account, stall: str) -> StallCard | None:
    """The card as it should look now; None for a stall that is not there."""
    found = stalls.one(tx, account.id, stall)
    state = office.state(tx, account.id)
    if found is None or state is None:
        return None
    plan, today = state.plan, state.today(tx.now)
    critical = engagement.critical_milestone(plan)
    note = _note(tx, account, stall)
    return StallCard(
        account=account.id,
        stall=stall,
        customer=account.name,
        channel=account.channel_id,
        contract_value=account.contract_value,
        outcome=account.outcome,
        last_words=state.last_words,
        owner=accounts.owner(tx, account.id),
        since=state.today(found.stall.since),
        idle_days=engagement.read(state, tx.now).idle_days,
        done=plan.progress.done,
        total=plan.progress.total,
        waits_for=critical.title if critical is not None else None,
        cause=found.stall.cause or found.stall.proposed,
        cause_by=found.cause_by,
        steps=_steps(state, found.stall),
        taken_by=found.stall.taken_by,
        taken_on=state.today(found.stall.taken_at) if found.stall.taken_at else None,
        snoozed_until=_day_ahead(state, found.stall, tx),
        note=note,
        to_send=_to_send(state, found) if note is None else None,
        ending=_ending(found),
        ended_on=state.today(found.ended_at) if found.ended_at else None,
        resolved_by=found.resolved_by,
        today=today,
    )


def _steps(state: AccountState, stall: Stall) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(step.lever.label, state.today(step.at), step.skipped) for step in stall.steps
    )


def _day_ahead(state: AccountState, stall: Stall, tx: Transaction) -> date | None:
    until = stall.snoozed_until
    return state.today(until) if until is not None and until > tx.now else None


def _note(tx: Transaction, account: Account, stall: str) -> NoteLine | None:
    note = sponsor_notes.one(tx, account.id, stall)
    if note is None:
        return None
    known = {person.id: person.name for person in people.of_account(tx, account.id)}
    return NoteLine(
        sponsor=known.get(note.stakeholder_id or ""),
        way=note.way,
        by=note.sent_by,
        on=calendar(account).local_date(note.sent_at),
    )


def _to_send(state: AccountState, found: StallRow) -> NoteToSend | None:
    """The note, once the ladder has come to the sponsor and for as long as nobody sent it."""
    asked = any(s.lever is Lever.SPONSOR and s.skipped is None for s in found.stall.steps)
    if found.ended_at is not None or not asked:
        return None
    person = sponsor(state)
    return NoteToSend(person.name if person is not None else None, reach(state, person))


def _ending(found: StallRow) -> Ending | None:
    if found.ended_at is None:
        return None
    if found.resolved_by is not None:
        return "resolved"
    return "came_back" if found.came_back else "over"

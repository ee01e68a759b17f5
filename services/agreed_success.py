"""Success criteria and the two milestones that belong to them (A3, M1).

The milestone that the playbook names for it says that success is agreed, and the last criterion's
confirmation says the same: whichever comes first, the other follows, in the same person's name.
The first-value milestone says that the criterion which marks first value is reached.
"""

from collections.abc import Sequence
from datetime import date

from onboarding import success, ticking
from onboarding.criteria import RecordKey
from onboarding.first_value import time_to_first_value
from onboarding.plan import Milestone, Plan
from onboarding.success import SuccessCriterion
from onboarding.ticking import Tick, Ticked
from onboarding.workdays import WorkCalendar
from services import criteria_card, gates, ticked
from services.actor import Actor
from services.office import Office, calendar
from storage import criteria, holds, reviews, surfaces
from storage.accounts import Account
from storage.holds import HoldRow
from storage.transaction import Transaction


def settle(office: Office, tx: Transaction, account: Account, actor: Actor) -> None:
    """The criteria have changed: the gates, the channel and the review are to know."""
    found = criteria.of_account(tx, account.id)
    gates.settle(office, tx, account, success.holds(found), actor)
    criteria_card.show(tx, account)
    surfaces.touch(tx, account.id)
    reviews.bring_forward(tx, account.id)
    follow(office, tx, account)


def confirm(
    office: Office, tx: Transaction, account: Account, actor: Actor
) -> tuple[SuccessCriterion, ...]:
    """Everything that is open is confirmed by this person; what that was."""
    waiting = success.to_confirm(criteria.of_account(tx, account.id))
    for one in waiting:
        criteria.save(tx, success.confirmed(one, actor.user, tx.now))
    if waiting:
        _record(tx, account, actor, "criteria.confirmed", waiting)
        settle(office, tx, account, actor)
    return waiting


def follow(office: Office, tx: Transaction, account: Account, plan: Plan | None = None) -> None:
    """Tick the milestone that says so, once everything is confirmed and the plan lets it be ticked:
    at once, or as soon as what stands before it is done. By whoever confirmed last.

    `plan` is the plan as it is now, where it is known.
    """
    plan = plan or gates.plan_now(office, tx, account)
    milestone = plan.milestone(key) if (key := _agreed(office, tx, account)) is not None else None
    if milestone is None or milestone not in plan.possible():
        return
    if RecordKey.CRITERIA_CONFIRMED not in plan.standing.holds:
        return
    found = success.standing(criteria.of_account(tx, account.id))
    said = [(c.confirmed_at, c.confirmed_by) for c in found if c.confirmed_at and c.confirmed_by]
    by = max(said)[1]
    outcome = ticking.tick(plan, Tick(milestone.key, done=True), milestone.side, by, tx.now)
    if isinstance(outcome, Ticked):
        person = Actor(by, "", tx.workspace)
        ticked.done(
            tx, account, milestone.side, person, plan, outcome, because="criteria_confirmed"
        )


def after_tick(
    office: Office, tx: Transaction, account: Account, outcome: Ticked, actor: Actor
) -> None:
    """Somebody ticked a milestone, and it is saved: what that says of the criteria. Most say
    nothing, and most clicks are on them: nothing is read for those."""
    milestone = outcome.milestone
    is_settled = False
    if milestone.key == _agreed(office, tx, account):
        is_settled = bool(confirm(office, tx, account, actor))
    if milestone.first_value:
        is_settled = _first_value(office, tx, account, actor) or is_settled
    if not is_settled:
        follow(office, tx, account, outcome.plan)


def after_undo(
    office: Office, tx: Transaction, account: Account, milestone: Milestone, actor: Actor
) -> None:
    """Somebody took a tick back: the word goes with it that it stood for."""
    is_agreed = milestone.key == _agreed(office, tx, account)
    if not is_agreed and not milestone.first_value:
        return
    found = criteria.of_account(tx, account.id)
    if is_agreed:
        taken_back = [one for one in found if success.unconfirmed(one) != one]
        for one in taken_back:
            criteria.save(tx, success.unconfirmed(one))
        if taken_back:
            _record(tx, account, actor, "criteria.unconfirmed", taken_back)
    if milestone.first_value:
        mark = success.marked(found)
        if mark is not None:
            criteria.save(tx, success.not_reached(mark))
        tx.record(
            "first_value.reopened",
            actor=actor.user,
            account=account.id,
            criterion=mark.id if mark else None,
        )
    if found:
        settle(office, tx, account, actor)


def _first_value(office: Office, tx: Transaction, account: Account, actor: Actor) -> bool:
    """It is reached, by the customer's own word: the end of the clock that began at the signature,
    on record with the last value that was known (M1). Whether a criterion says so."""
    mark = success.marked(criteria.of_account(tx, account.id))
    if mark is not None:
        criteria.save(tx, success.reached(mark, actor.user, tx.now))
    days = calendar(account)
    rests = [
        (days.local_date(h.from_at), _end_of(h, days)) for h in holds.of_account(tx, account.id)
    ]
    took = time_to_first_value(account.signed_on, days.local_date(tx.now), rests)
    last = mark.last if mark is not None else None
    tx.record(
        "first_value.reached",
        actor=actor.user,
        account=account.id,
        criterion=mark.id if mark else None,
        value=last.value if last else None,
        target=mark.target if mark else None,
        gross_days=took.gross_days,
        net_days=took.net_days,
    )
    if mark is not None:
        settle(office, tx, account, actor)
    return mark is not None


def _end_of(hold: HoldRow, days: WorkCalendar) -> date | None:
    """The day on which it went on, or goes on; None while nobody knows."""
    ended_on = days.local_date(hold.ended_at) if hold.ended_at is not None else None
    return min((day for day in (hold.until_on, ended_on) if day is not None), default=None)


def _agreed(office: Office, tx: Transaction, account: Account) -> str | None:
    """The milestone that says that success is agreed, where the playbook names one."""
    check = office.frozen.get(tx, account.playbook_id).cadence.criteria
    return check.milestone if check is not None else None


def _record(
    tx: Transaction,
    account: Account,
    actor: Actor,
    kind: str,
    found: Sequence[SuccessCriterion],
) -> None:
    tx.record(kind, actor=actor.user, account=account.id, criteria=[one.id for one in found])

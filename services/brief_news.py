"""What people hear of the sales brief: that it is wanted, that it is there, what changed (A1)."""

from onboarding.asked_for import BriefField
from onboarding.brief import NOTHING_BEYOND, BriefView, Commitment
from onboarding.messages.handoff import (
    BriefCompleted,
    BriefPart,
    BriefWanted,
    IntroductionWanted,
    PromiseLine,
)
from onboarding.people import Role
from onboarding.plan import Plan
from services.actor import Actor
from services.office import calendar
from services.posting import to_owner, to_person
from storage import people
from storage.accounts import Account
from storage.transaction import Transaction

_SHOWN = 1_000
"""Characters of a field in a message; the form has all of it."""
_COMMITMENT_SHOWN = 150


def wanted(account: Account, shown: BriefView, *, asked_by: str | None) -> BriefWanted:
    """The request for the brief, with what is missing of it."""
    return BriefWanted(
        account=account.id,
        customer=account.name,
        channel=account.channel_id,
        outcome=account.outcome,
        missing=tuple(one.label for one in shown.missing),
        asked_by=asked_by,
    )


def completed(tx: Transaction, account: Account, shown: BriefView, actor: Actor, key: str) -> None:
    """It is on record how long that took, and the owner reads the brief (A1)."""
    days = calendar(account)
    today = days.local_date(tx.now)
    working = max(0, days.between(account.signed_on, today))
    calendar_days = max(0, (today - account.signed_on).days)
    tx.record(
        "brief.completed",
        actor=actor.user,
        account=account.id,
        working_days=working,
        calendar_days=calendar_days,
    )
    told = [(one, shown.told.texts[one]) for one in BriefField if one in shown.told.texts]
    if shown.told.has_none:
        told.append((BriefField.COMMITMENTS, NOTHING_BEYOND))
    to_owner(
        tx,
        account,
        BriefCompleted(
            account=account.id,
            customer=account.name,
            channel=account.channel_id,
            by=actor.user,
            working_days=working,
            calendar_days=calendar_days,
            parts=tuple(part(one, text) for one, text in told),
            commitments=tuple(line(one) for one in shown.told.commitments),
            renewal_on=shown.renewal_on,
        ),
        f"brief_completed:{account.id}:{key}",
    )


def introduce(tx: Transaction, account: Account, shown: BriefView, plan: Plan) -> None:
    """Whoever sold is asked once for the joint introduction, where the plan has one that is open:
    when the brief is there, or when somebody went on without it (A1)."""
    ours = [m for m in plan.milestones if m.role == Role.AE.value]
    asked = next((m for m in ours if m.is_asked_for and not m.is_done), None)
    whom = (asked.assignee if asked else None) or shown.teller
    if asked is None or whom == shown.owner:
        return
    to_person(
        tx,
        whom,
        IntroductionWanted(
            account=account.id,
            customer=account.name,
            channel=account.channel_id,
            owner=shown.owner,
            milestone=asked.title,
            due_on=asked.due_on,
            contacts=tuple(one.name for one in people.of_account(tx, account.id)),
            has_brief=not shown.missing,
        ),
        f"introduction_wanted:{account.id}",
        account=account.id,
    )


def part(one: BriefField, text: str) -> BriefPart:
    """A field as a message shows it."""
    return BriefPart(label=one.label, text=_short(text, _SHOWN))


def line(one: Commitment) -> PromiseLine:
    """A commitment as a message shows it."""
    return PromiseLine(text=_short(one.text, _COMMITMENT_SHOWN), owner=one.owner, due_on=one.due_on)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

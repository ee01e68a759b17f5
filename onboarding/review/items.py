"""What rules say of milestones and of people: which are due, who is asked, and how."""

from collections.abc import Iterable
from datetime import date, datetime

from onboarding.material import audience_of, fitting
from onboarding.messages.touches import Address, DueItem, Material
from onboarding.people import Role, Side, StakeholderRole
from onboarding.plan import Milestone
from onboarding.review.account import AccountState, Contact

_FIRST_ASKED = (
    StakeholderRole.CONTACT,
    StakeholderRole.CHAMPION,
    StakeholderRole.TECHNICAL_OWNER,
    StakeholderRole.DAILY_USER,
)
_EXECUTIVES = (StakeholderRole.EXECUTIVE_SPONSOR, StakeholderRole.ECONOMIC_BUYER)


def due_item(
    account: AccountState, milestone: Milestone, today: date, to: Contact | None = None
) -> DueItem:
    """A milestone as messages name it; lateness in working days. What helps with one of theirs
    fits whom it is said to, or whoever should do it where it is said to all."""
    return DueItem(
        key=milestone.key,
        title=milestone.title,
        why=milestone.why,
        due_on=milestone.due_on,
        days_late=max(0, account.calendar.between(milestone.due_on, today)),
        material=_material(milestone, to),
    )


def _material(milestone: Milestone, to: Contact | None) -> Material | None:
    """The first of what fits, as the playbook puts it."""
    if milestone.side is not Side.CUSTOMER or not milestone.resources:
        return None
    audience = audience_of(to.roles if to is not None else (milestone.role,))
    best = fitting(milestone.resources, audience)[0]
    return Material(title=best.title, url=best.url, format=best.format.label)


def due_items(
    account: AccountState,
    milestones: Iterable[Milestone],
    today: date,
    to: Contact | None = None,
) -> tuple[DueItem, ...]:
    """The most urgent first."""
    return tuple(due_item(account, milestone, today, to) for milestone in most_urgent(milestones))


def most_urgent(milestones: Iterable[Milestone]) -> list[Milestone]:
    """By when they are due."""
    return sorted(milestones, key=lambda milestone: (milestone.due_on, milestone.key))


def possible(account: AccountState, side: Side) -> tuple[Milestone, ...]:
    """What a side could do right now."""
    return tuple(m for m in account.plan.possible() if m.side is side)


def their_part_done_at(account: AccountState) -> datetime | None:
    """When the customer had done all that is asked of it (UTC); None while something is open."""
    theirs = [
        m.done_at for m in account.plan.milestones if m.side is Side.CUSTOMER and m.is_asked_for
    ]
    done = [at for at in theirs if at is not None]
    return max(done) if done and len(done) == len(theirs) else None


def responsible(account: AccountState, milestone: Milestone) -> Contact | None:
    """Who of the customer's people in the channel should do a milestone of theirs."""
    assigned = account.contact(milestone.assignee) if milestone.assignee else None
    if assigned is not None and assigned.is_here:
        return assigned
    return next((c for c in account.here if milestone.role in c.roles), None)


def our_responsible(account: AccountState, milestone: Milestone) -> str:
    """Who of our people should do a milestone of ours."""
    if milestone.assignee is not None:
        return milestone.assignee
    by_role = {Role.AE.value: account.team.ae, Role.CSM.value: account.team.csm}
    return by_role.get(milestone.role) or account.team.owner


def main_contact(account: AccountState) -> Contact | None:
    """Whom we speak to first: by role, then whoever was active last."""
    for role in _FIRST_ASKED:
        for contact in account.here:
            if contact.is_a(role):
                return contact
    return next(iter(account.here), None)


def sponsor(account: AccountState) -> Contact | None:
    """The customer's person of authority: in the channel or known by address."""
    for role in _EXECUTIVES:
        for contact in account.contacts:
            if contact.is_a(role) and contact.left_at is None:
                return contact
    return None


def address(contact: Contact | None) -> Address:
    """How somebody is spoken to (C7)."""
    return audience_of(contact.roles if contact is not None else ()).value

"""A5: whoever leaves the channel is asked about: what became of them, and who takes over."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from onboarding.messages.team import StakeholderLeft
from onboarding.people import StakeholderRole
from onboarding.review.account import AccountState, Contact
from onboarding.review.touch import Draft, Priority, Touch

LEADS = "who leads on their side"
DECIDES = "who may decide for them"


def departed(account: AccountState, now: datetime) -> Iterator[Touch]:
    """The owner is asked once for each time that somebody with a role leaves; again only where
    that was put off and still leaves a gap."""
    if account.plan.is_finished or account.hold_at(now) is not None:
        return
    for contact in account.contacts:
        if contact.left_at is None or not (contact.roles or opened_by(contact, account)):
            continue
        key = f"stakeholder_left:{contact.id}:{account.today(contact.left_at)}"
        is_open = gaps_left_by(contact, account) or opened_by(contact, account)
        if key in account.put_off and not is_open:
            continue
        yield Touch(
            key=key,
            rule="A5",
            to=account.owner_door(),
            draft=Draft(StakeholderLeft, partial(_message, account, key, contact)),
            due_at=contact.left_at,
            until=None,
            priority=Priority.ANSWER_OWED,
        )


def gaps_left_by(contact: Contact, account: AccountState) -> tuple[StakeholderRole, ...]:
    """The roles of somebody who left that nobody else at the customer has."""
    others = [one for one in account.contacts if one.id != contact.id and one.left_at is None]
    held = {role for one in others for role in one.roles}
    return tuple(StakeholderRole(role) for role in contact.roles if role not in held)


def opened_by(contact: Contact, account: AccountState) -> tuple[str, ...]:
    """What of readiness and governance is open again without somebody (R6, R7), in words."""
    named = ((account.lead, LEADS), (account.authority, DECIDES))
    return tuple(words for stakeholder, words in named if stakeholder == contact.id)


def _message(account: AccountState, key: str, contact: Contact) -> StakeholderLeft:
    return StakeholderLeft(
        account=account.id,
        touch=key,
        stakeholder=contact.id,
        customer=account.name,
        person=contact.name,
        roles=tuple(StakeholderRole(role).label for role in contact.roles),
        gaps=tuple(role.label for role in gaps_left_by(contact, account)),
        opened=opened_by(contact, account),
        channel=account.channel,
    )

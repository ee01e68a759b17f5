"""The stakeholder map as it stands: who matters at the customer, and who was seen when (A5)."""

from onboarding.people import Role
from onboarding.stakeholders import Attitude, Facts, StakeholderMap, placed
from services.office import Office, calendar
from storage import accounts, contacts, discovery, people
from storage.accounts import Account
from storage.people import Stakeholder
from storage.transaction import Transaction

INVITATIONS = {
    "sent": "sent",
    "requested": "waiting for our administrator to let it go out",
    "accepted": "accepted",
    "needs_approval": "waiting for an administrator's approval",
    "approved": "approved",
    "declined": "declined",
    "expired": "expired",
}


def view(office: Office, tx: Transaction, account: Account) -> StakeholderMap:
    """The map of an account as it stands in this transaction."""
    known = people.of_account(tx, account.id)
    cadence = office.frozen.get(tx, account.playbook_id).cadence
    days = calendar(account)
    found = contacts.of_all(tx, [account.id]).get(account.id, ())
    named, unnamed = placed(
        found,
        {one.id: _facts(one) for one in known},
        days,
        cadence.single_thread,
        tx.now,
    )
    ready, charter = discovery.ready(tx, account.id), discovery.charter(tx, account.id)
    held = accounts.holders(tx, account.id)
    return StakeholderMap(
        account=account.id,
        customer=account.name,
        channel=account.channel_id,
        people=named,
        unnamed=tuple(one for one in unnamed if not one.is_gone),
        active_days=cadence.single_thread,
        lead=ready.lead if ready else None,
        authority=charter.authority if charter else None,
        team={role: held.get(role, ()) for role in Role if role is not Role.LEADER},
        today=days.local_date(tx.now),
    )


def _facts(person: Stakeholder) -> Facts:
    return Facts(
        title=person.title,
        attitude=Attitude(person.attitude) if person.attitude else None,
        remark=person.remark,
        invitation=INVITATIONS.get(person.invite_state),
    )

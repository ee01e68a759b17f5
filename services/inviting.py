"""Asking somebody of the customer's into the channel, after the others (A5)."""

from onboarding.provisioning import Sharing, StepKind, StepState, invitations
from services.provisioning import set_out
from storage import steps
from storage.accounts import Account
from storage.transaction import Transaction


def can_invite(account: Account) -> bool:
    """Whether that is how people come in: a channel that was adopted is theirs to fill."""
    return account.sharing != Sharing.ADOPT


def invite(tx: Transaction, account: Account, stakeholder: str, key: str) -> None:
    """An invitation sets out, also a second one; `key` tells it from those before."""
    [invitation] = invitations((stakeholder,))
    known = steps.of_account(tx, account.id)
    if any(step.key == invitation.key for step in known):
        steps.set_state(tx, account.id, invitation.key, StepState.PENDING)
    else:
        steps.add(tx, account.id, [invitation], after=len(known))
    set_out(tx, account, invitation.key, again=key)


def invite_ours(tx: Transaction, account: Account, key: str) -> None:
    """Our own people of the account come into its channel, once there is one."""
    if account.channel_state != "open":
        return
    step = StepKind.INVITE_TEAM.value
    steps.set_state(tx, account.id, step, StepState.PENDING)
    set_out(tx, account, step, again=key)

"""What the customer reads around the kickoff: the agenda, and how the project is led (A2, R7)."""

from typing import Literal

from onboarding.messages.sides import CustomerMessage


class KickoffAgenda(CustomerMessage):
    """What we will talk about at the kickoff, and ask: before the call, in the channel.

    `questions` are those of the playbook that nobody has answered yet.
    """

    kind: Literal["kickoff_agenda"] = "kickoff_agenda"
    customer: str
    agenda: tuple[str, ...]
    questions: tuple[str, ...] = ()
    owner: str  # Slack user id
    is_again: bool  # it was posted before


class GovernanceNamed(CustomerMessage):
    """How the project is led: written for both companies, for the customer to agree to."""

    kind: Literal["governance_named"] = "governance_named"
    structure: str
    escalation_path: str
    authority: str  # the name of the customer's person who may decide
    executives_every: int  # working days
    named_by: str  # Slack user id
    milestone: str | None  # title of the customer's step that agrees to it, while it is open
    has_changed: bool  # it was named before


AnyKickoff = KickoffAgenda | GovernanceNamed

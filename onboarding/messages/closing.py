"""What is said when an onboarding ends, goes on after all, or is looked back at (R5, F1).

People are Slack user ids, `account` is the account's id: the buttons carry it.
"""

from typing import Literal

from onboarding.messages.sides import CustomerMessage, TeamMessage


class Farewell(CustomerMessage):
    """The last message of an onboarding. It says nothing of why it ended early."""

    kind: Literal["farewell"] = "farewell"
    completed: bool
    goal: str  # in the customer's own words
    owner: str
    next_owner: str | None  # who looks after the customer from here on, if somebody else
    archived: bool  # the channel is archived after this


class PickedUpAgain(CustomerMessage):
    """An onboarding that was closed goes on."""

    kind: Literal["picked_up_again"] = "picked_up_again"
    owner: str
    next_step: str | None  # title of what the customer could do now


class AccountClosed(TeamMessage):
    """An onboarding has ended: told in the team channel."""

    kind: Literal["account_closed"] = "account_closed"
    account: str
    customer: str
    channel: str | None
    by: str
    ending: Literal["completed", "incomplete", "abandoned"]
    cause: str | None  # label
    words: str
    calendar_days: int  # since the signature
    early_loss: bool  # it ended badly within 90 calendar days of the signature (K2)
    told: bool  # the customer has a channel in which it hears of it
    after: Literal["kept", "handed_over", "archived"]
    next_owner: str | None
    looked_back_at: bool  # a post-mortem is to be written


class AccountReopened(TeamMessage):
    """An onboarding that was closed goes on: told in the team channel."""

    kind: Literal["account_reopened"] = "account_reopened"
    account: str
    customer: str
    channel: str | None
    by: str
    reason: str
    archived: bool  # the channel is archived, and stays so until somebody brings it back


AnyFarewell = Farewell | PickedUpAgain
AnyClosingNews = AccountClosed | AccountReopened

"""What is said of success criteria: in the channel to everybody, and to the owner (A3).

People are Slack user ids, dates the account's local dates; amounts are written out with their unit.
"""

from datetime import date
from typing import Literal

from onboarding.messages.sides import CustomerMessage, TeamMessage


class CriterionProposed(CustomerMessage):
    """Here is how we will know that it works: please confirm, or propose a change."""

    kind: Literal["criterion_proposed"] = "criterion_proposed"
    by: str
    changed: bool  # it was proposed before, with other terms
    statement: str
    metric: str
    baseline: str | None
    target: str
    due_on: date
    first_value: bool


class CriterionWithdrawn(CustomerMessage):
    """This one no longer counts."""

    kind: Literal["criterion_withdrawn"] = "criterion_withdrawn"
    by: str
    statement: str


class CriteriaConfirmed(CustomerMessage):
    """The customer agrees: these are the numbers by which both sides will judge."""

    kind: Literal["criteria_confirmed"] = "criteria_confirmed"
    by: str
    metrics: tuple[str, ...]


class CriterionWish(CustomerMessage):
    """Somebody of the customer would have one otherwise: said where everybody reads it."""

    kind: Literal["criterion_wish"] = "criterion_wish"
    by: str
    owner: str
    statement: str
    text: str


class CriterionAnswered(CustomerMessage):
    """Our answer to such a wish, where nothing was changed."""

    kind: Literal["criterion_answered"] = "criterion_answered"
    by: str
    to: str
    statement: str
    text: str


class ValueReported(CustomerMessage):
    """How far one has come."""

    kind: Literal["value_reported"] = "value_reported"
    by: str
    metric: str
    value: str
    target: str
    percent: int
    remark: str | None


class CriterionWished(TeamMessage):
    """Told to the owner: the customer would have a criterion otherwise."""

    kind: Literal["criterion_wished"] = "criterion_wished"
    account: str
    criterion: str
    customer: str
    channel: str | None
    who: str
    statement: str
    text: str


AnyCriteriaMessage = (
    CriterionProposed
    | CriterionWithdrawn
    | CriteriaConfirmed
    | CriterionWish
    | CriterionAnswered
    | ValueReported
)

"""What is said when people change: on our side to those concerned and to the customer, and whoever
came into the channel unnamed (A5, R10)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.messages.sides import CustomerMessage, TeamMessage


class HandedOver(CustomerMessage):
    """Somebody else of ours looks after the customer, or has steps of ours (R10, C1)."""

    kind: Literal["handed_over"] = "handed_over"
    customer: str
    who: str  # Slack user id
    previous: str | None
    runs: bool  # the onboarding manager
    steps: tuple[str, ...]  # titles of the open steps that go along


class RoleGiven(TeamMessage):
    """Somebody of ours has a part in a customer from now on: what to know first (R10, K1)."""

    kind: Literal["role_given"] = "role_given"
    account: str
    customer: str
    channel: str | None
    roles: tuple[str, ...]  # labels
    by: str
    previous: str | None
    outcome: str
    stage: str | None  # title; none when all is done
    following: str | None  # title of what comes next
    late: int
    overload: int | None  # percent of what one person can carry, where it is too much


class RoleTaken(TeamMessage):
    """Somebody else has it from now on."""

    kind: Literal["role_taken"] = "role_taken"
    account: str
    customer: str
    channel: str | None
    roles: tuple[str, ...]  # labels
    by: str
    now: str | None  # who has the first of them


class Comer(BaseModel):
    """Somebody in the channel whom nobody named."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    user: str
    name: str


class WhoCame(TeamMessage):
    """People came into the channel whom nobody named: who are they (A5)?"""

    kind: Literal["who_came"] = "who_came"
    account: str
    touch: str
    customer: str
    channel: str | None
    people: tuple[Comer, ...]


AnyPeopleMessage = RoleGiven | RoleTaken | WhoCame

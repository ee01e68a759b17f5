"""What our people are told of how a customer uses it, once it is live (G1, G5).

Never read by a customer. Days are working days; `account` is the account's id: the buttons carry
it.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.messages.sides import TeamMessage


class Lesson(BaseModel):
    """Something to learn from for those who should use it every day (C7)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    url: str
    format: str  # label


class UsageWanted(TeamMessage):
    """The owner is asked how it is used: nobody has said it lately, or never since go-live."""

    kind: Literal["usage_wanted"] = "usage_wanted"
    account: str
    touch: str
    customer: str
    channel: str | None
    days_live: int
    last_on: date | None  # of the last report since go-live, a local date of the account


class UnderUsed(TeamMessage):
    """Something was set up and nobody uses it, or fewer use it than should (G5)."""

    kind: Literal["under_used"] = "under_used"
    account: str
    touch: str
    customer: str
    channel: str | None
    active: int  # people, in seven days
    expected: int
    few: bool  # fewer than the playbook wants
    unused: tuple[str, ...]  # titles
    lessons: tuple[Lesson, ...]


AnyUsageMessage = UsageWanted | UnderUsed

"""What is said when an onboarding is looked back at: with the customer, and among ourselves (F1).

People are Slack user ids, `account` is the account's id: the buttons carry it.
"""

from typing import Literal

from onboarding.messages.sides import CustomerMessage, TeamMessage


class Retrospective(CustomerMessage):
    """The onboarding is complete: what should we keep, what change?"""

    kind: Literal["retrospective"] = "retrospective"
    account: str
    owner: str


class RetrospectiveNews(TeamMessage):
    """What somebody of the customer says about the whole onboarding, in the person's own words;
    `again`: it takes the place of what the same person said before."""

    kind: Literal["retrospective_news"] = "retrospective_news"
    account: str
    customer: str
    channel: str | None
    who: str
    keep: str
    change: str
    again: bool


class PostMortemWanted(TeamMessage):
    """Whoever owned an onboarding that ended late or badly is asked to look back at it."""

    kind: Literal["post_mortem_wanted"] = "post_mortem_wanted"
    account: str
    customer: str
    channel: str | None
    because: Literal["late", "incomplete", "abandoned"]


class PostMortemWritten(TeamMessage):
    """A post-mortem, as the team reads it."""

    kind: Literal["post_mortem_written"] = "post_mortem_written"
    account: str
    customer: str
    channel: str | None
    by: str
    playbook: str  # "guided 2"
    summary: str
    keep: tuple[str, ...]
    change: tuple[str, ...]


AnyLookingBackNews = RetrospectiveNews | PostMortemWanted | PostMortemWritten

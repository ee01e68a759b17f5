"""The card of a customer in the team channel: what it is about, and who matters there (A5, G3). For
our own people only."""

from dataclasses import dataclass
from datetime import date

from onboarding.messages.team import AccountStarted
from onboarding.stakeholders import StakeholderMap


@dataclass(frozen=True, slots=True)
class TeamCard:
    """`ended` is how it ended, in words, on a local day of the account; None while it goes on."""

    started: AccountStarted
    people: StakeholderMap
    ended: str | None = None
    ended_on: date | None = None

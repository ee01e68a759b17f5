"""What a review finds to be different about an account: put on record by whoever asked for it."""

from dataclasses import dataclass
from datetime import datetime

from onboarding.review.account import Level, Stall, StepTaken


@dataclass(frozen=True, slots=True)
class StallBegan:
    """The customer has gone quiet. The stall's id is new, its ladder frozen (C4)."""

    stall: Stall


@dataclass(frozen=True, slots=True)
class StallDeepened:
    """A watched account is stalled now."""

    stall: str
    level: Level
    idle_days: int


@dataclass(frozen=True, slots=True)
class StallEnded:
    """The customer is back, or there is nothing left that it should do."""

    stall: str
    came_back: bool
    who: str | None  # Slack user id
    idle_days: int


@dataclass(frozen=True, slots=True)
class RungClimbed:
    """A lever was pulled, or left out because there was nothing to pull (C3)."""

    stall: str
    step: StepTaken


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """A pause ran out."""

    ended_at: datetime
    reason: str


Change = StallBegan | StallDeepened | StallEnded | RungClimbed | HoldEnded

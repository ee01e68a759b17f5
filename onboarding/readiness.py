"""Whether a customer is ready to begin: who leads there, and what stands in the way (R6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Readiness:
    """`lead` is a stakeholder's id. `obstacles` is "" where somebody looked and there are none.

    `on` is a local date of the account, `by` a Slack user id.
    """

    lead: str
    obstacles: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class ReadinessTold:
    """What was written down at an instant (UTC); no `lead`, and nothing in the way, where it was
    taken back."""

    lead: str | None
    obstacles: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TypedReadiness:
    """As somebody sent it; `has_none`: it was ticked that nothing stands in the way."""

    lead: str
    obstacles: str
    has_none: bool

    @property
    def is_blank(self) -> bool:
        """Nothing was said at all: that can be kept for later."""
        return not (self.lead or self.obstacles or self.has_none)


def problems(typed: TypedReadiness, people: Collection[str]) -> dict[str, str]:
    """What cannot be kept, at its field; `people` are the customer's who are there."""
    found: dict[str, str] = {}
    if typed.is_blank:
        return found
    if not typed.lead:
        found["lead"] = "Who leads on their side? One name, also while others help."
    elif typed.lead not in people:
        found["lead"] = "Please choose somebody who is still with the customer."
    if typed.obstacles and typed.has_none:
        found["obstacles"] = "You ticked that there are none, and wrote some: which is it?"
    elif not typed.obstacles and not typed.has_none:
        found["obstacles"] = "What stands in the way? If nothing does, tick that below."
    elif len(typed.obstacles) > LONGEST:
        found["obstacles"] = f"Please keep it under {LONGEST:,} characters."
    return found

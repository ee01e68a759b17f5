"""The plan of an account and what will be said in the days to come, as our people see it: plain
values, like those of `views.py`."""

from dataclasses import dataclass
from datetime import datetime

from onboarding.messages.sides import CustomerMessage, TeamMessage
from onboarding.review.touch import Door
from onboarding.views import ChecklistView


@dataclass(frozen=True, slots=True)
class ComingTouch:
    """A touch that is on its way: `local` is the wall time of whoever gets it, `to` a Slack user
    id or an address where the door leads to a person. `template` is the playbook's own.
    `can_go_now`: it could be sent at once; what hangs on something that has yet to happen cannot.
    """

    key: str
    local: datetime
    door: Door
    to: str | None
    message: CustomerMessage | TeamMessage
    template: str | None
    can_go_now: bool


@dataclass(frozen=True, slots=True)
class PlanAhead:
    """`is_reviewed`: the channel stands ready, and the account is not closed."""

    plan: ChecklistView
    coming: tuple[ComingTouch, ...]
    is_reviewed: bool
    gaps: tuple[str, ...] = ()  # what the kickoff has yet to bring to light (A2)

"""What a customer may read: everything that goes to a shared channel or to a customer's person."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from onboarding.messages.closing import AnyFarewell
from onboarding.messages.criteria import AnyCriteriaMessage
from onboarding.messages.kickoff import AnyKickoff
from onboarding.messages.looking_back import Retrospective
from onboarding.messages.package import CsmIntroduced
from onboarding.messages.people import HandedOver
from onboarding.messages.sides import CustomerMessage
from onboarding.messages.touches import AnyTouch


class Welcome(CustomerMessage):
    """The first message in a new channel: who is here, what happens next, whom to ask."""

    kind: Literal["welcome"] = "welcome"
    customer: str
    outcome: str
    owner: str  # Slack user id
    csm: str | None = None
    first_milestones: tuple[str, ...]  # titles of what comes first
    first_value_on: date


class Celebration(CustomerMessage):
    """A milestone is done: one warm line in the checklist's thread (C5)."""

    kind: Literal["celebration"] = "celebration"
    milestone: str  # title
    line: str  # the playbook's own words for this milestone
    done_by: str  # Slack user id
    opened: tuple[str, ...] = ()  # titles of what is possible now
    first_value: bool = False


class PlanAgreed(CustomerMessage):
    """The customer agreed to the plan (A4): said in the checklist's thread."""

    kind: Literal["plan_agreed"] = "plan_agreed"
    agreed_by: str
    first_value_on: date


class BlockerRaised(CustomerMessage):
    """Somebody is stuck: said in the thread so that the one who can help is asked."""

    kind: Literal["blocker_raised"] = "blocker_raised"
    milestone: str
    what: str
    blocker_kind: str
    helper: str | None
    raised_by: str
    owner: str | None


class BlockerResolved(CustomerMessage):
    """A blocker is out of the way."""

    kind: Literal["blocker_resolved"] = "blocker_resolved"
    milestone: str
    resolved_by: str


class DateChange(BaseModel):
    """One milestone's date before and after; `because_of` is the title that pushed it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    milestone: str
    before: date
    after: date
    because_of: str | None = None


class PlanChanged(CustomerMessage):
    """Dates or people of the plan changed: every change is announced (C1)."""

    kind: Literal["plan_changed"] = "plan_changed"
    changed_by: str
    changes: tuple[DateChange, ...] = ()
    milestone: str | None = None  # a change of assignee: which, and to whom
    assignee: str | None = None


class MovedLater(CustomerMessage):
    """Something was moved to the time after the onboarding, or taken back (R8, C1)."""

    kind: Literal["moved_later"] = "moved_later"
    by: str
    milestone: str
    later: bool


class RefusedInThread(CustomerMessage):
    """Why a click did nothing, in the thread: for when the person could not be shown a modal."""

    kind: Literal["refused_in_thread"] = "refused_in_thread"
    to: str
    sentence: str


AnyCustomerMessage = Annotated[
    Welcome
    | Celebration
    | PlanAgreed
    | BlockerRaised
    | BlockerResolved
    | PlanChanged
    | MovedLater
    | RefusedInThread
    | HandedOver
    | AnyKickoff
    | CsmIntroduced
    | AnyTouch
    | AnyCriteriaMessage
    | AnyFarewell
    | Retrospective,
    Field(discriminator="kind"),
]

customer_message: TypeAdapter[CustomerMessage] = TypeAdapter(AnyCustomerMessage)

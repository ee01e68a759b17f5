"""Why a change of the plan is refused: data for whoever words it, never sentences (R1)."""

from dataclasses import dataclass
from datetime import date

from onboarding.gates import OpenCriterion
from onboarding.plan import Milestone, Stage


@dataclass(frozen=True, slots=True)
class UnknownMilestone:
    """The plan has no milestone with this key: the click came from elsewhere or from long ago."""

    key: str


@dataclass(frozen=True, slots=True)
class UnknownBlocker:
    """The plan has no blocker with this id."""

    id: str


@dataclass(frozen=True, slots=True)
class OtherSide:
    """It belongs to the other side; `milestone.side`, `.role` and `.assignee` say whose it is."""

    milestone: Milestone


@dataclass(frozen=True, slots=True)
class WaitsFor:
    """What it depends on is open; each of `open` says who can close it."""

    milestone: Milestone
    open: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class GateClosed:
    """Its stage may not be entered yet; each of `open` says who can close it (R1)."""

    milestone: Milestone
    stage: Stage
    open: tuple[OpenCriterion, ...]


@dataclass(frozen=True, slots=True)
class NotOnRecord:
    """What it needs is not on record yet; each of `open` says who can complete it (A1)."""

    milestone: Milestone
    open: tuple[OpenCriterion, ...]


@dataclass(frozen=True, slots=True)
class HandedOn:
    """It was moved to what comes after the onboarding (R8)."""

    milestone: Milestone


@dataclass(frozen=True, slots=True)
class NotForLater:
    """The onboarding is not complete without it, so it cannot be moved to later (R5, R8)."""

    milestone: Milestone


@dataclass(frozen=True, slots=True)
class BuiltUpon:
    """It cannot be opened again while what depends on it is done."""

    milestone: Milestone
    by: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class ListBuiltUpon:
    """A line of the go-live checklist stays checked while what needed the list is done (A6)."""

    line: str  # title
    by: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class DoneAlready:
    """It is done: there is nothing left to date or to block."""

    milestone: Milestone


@dataclass(frozen=True, slots=True)
class NotAWorkingDay:
    """The date is a day off in the account's country; `suggestion` is the next working day."""

    day: date
    suggestion: date


@dataclass(frozen=True, slots=True)
class InThePast:
    """The date is before today, a local date of the account."""

    day: date
    today: date


@dataclass(frozen=True, slots=True)
class BeforeDependency:
    """The date is before the latest open milestone it waits for."""

    milestone: Milestone
    dependency: Milestone


@dataclass(frozen=True, slots=True)
class StallOver:
    """The customer is not quiet any more, or somebody settled it: there is nothing to be done."""


@dataclass(frozen=True, slots=True)
class TouchGone:
    """The touch was sent or left out meanwhile, or the account has changed so that it will not be
    sent."""


@dataclass(frozen=True, slots=True)
class NotOnHold:
    """The onboarding does not rest."""


@dataclass(frozen=True, slots=True)
class NoteSent:
    """The note to the sponsor went out before: it is sent once for each stall."""


@dataclass(frozen=True, slots=True)
class NobodyToWriteTo:
    """Nobody with authority is known at the customer."""


@dataclass(frozen=True, slots=True)
class NotAway:
    """Whoever left the channel is in it again, or was never out of it."""


@dataclass(frozen=True, slots=True)
class CriteriaChanged:
    """What was to be confirmed has changed since it was shown (A3)."""


@dataclass(frozen=True, slots=True)
class CriterionGone:
    """The criterion was withdrawn."""


@dataclass(frozen=True, slots=True)
class CriterionReached:
    """The criterion is reached: what was agreed of it stays as it is."""


@dataclass(frozen=True, slots=True)
class MarksFirstValue:
    """While others stand, the criterion that marks first value cannot be withdrawn."""


@dataclass(frozen=True, slots=True)
class NoChannelYet:
    """The customer's channel never stood ready: there is nothing to hand over."""


@dataclass(frozen=True, slots=True)
class QuestionsOpen:
    """The package was returned with questions that are not answered yet (A7)."""

    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackageGone:
    """The package was answered meanwhile, or a newer one took its place (A7)."""


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """The customer does not go on: there is nobody to be looked after from here on (A7)."""


@dataclass(frozen=True, slots=True)
class PackageTaken:
    """The package was accepted: there is nothing to hand over any more (A7)."""


Reason = (
    UnknownMilestone
    | UnknownBlocker
    | OtherSide
    | WaitsFor
    | GateClosed
    | NotOnRecord
    | HandedOn
    | NotForLater
    | BuiltUpon
    | ListBuiltUpon
    | DoneAlready
    | NotAWorkingDay
    | InThePast
    | BeforeDependency
    | StallOver
    | TouchGone
    | NotOnHold
    | NoteSent
    | NobodyToWriteTo
    | NotAway
    | CriteriaChanged
    | CriterionGone
    | CriterionReached
    | MarksFirstValue
    | NoChannelYet
    | QuestionsOpen
    | PackageGone
    | PackageTaken
    | BrokenOff
)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing changed, and why."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing changed because it is so already; `milestone` where one was meant."""

    milestone: Milestone | None = None

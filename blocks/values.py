"""What a button carries: a small typed value, written by `blocks`, read back by `handlers`.

A value is a hint, never a permission: whoever can forge a click can forge a value, so the service
checks it against the channel in which it was clicked.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ForgedValue(ValueError):
    """A button came back with a value that we never wrote."""


class ButtonValue(BaseModel):
    """The base of all values: frozen, strict, and no field more than we wrote."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    def dump(self) -> str:
        """Compact JSON for the button's `value` (Slack allows 2,000 characters)."""
        return self.model_dump_json()


class MilestoneTick(ButtonValue):
    """Set a milestone done, or open again: the state that is wanted, never "toggle"."""

    account: Id
    milestone: Id
    done: bool


class PageTurn(ButtonValue):
    """Unfold another page of the checklist; `page` is its token, "stage:number"."""

    account: Id
    page: Id


class OpenStuck(ButtonValue):
    """Open the form "we're stuck"."""

    account: Id


class OpenChange(ButtonValue):
    """Open the form that changes dates or owners."""

    account: Id


class AgreePlan(ButtonValue):
    """The customer agrees to the plan (A4)."""

    account: Id


class ResolveBlocker(ButtonValue):
    """A blocker is out of the way."""

    account: Id
    blocker: Id


class RetryStep(ButtonValue):
    """Try a failed step of provisioning again."""

    account: Id
    step: Id


class ChangeSharing(ButtonValue):
    """Open the form that chooses another way of sharing the channel."""

    account: Id


class CheckInAnswer(ButtonValue):
    """How it is going, in one click (C1)."""

    account: Id
    touch: Id
    answer: Literal["on_track", "need_help", "blocked"]


class PulseAnswer(ButtonValue):
    """From 1 to 5 (F1)."""

    account: Id
    touch: Id
    score: Literal[1, 2, 3, 4, 5]


class OpenPulseWords(ButtonValue):
    """Open the form for words to a score (F1)."""

    account: Id
    touch: Id


class SurveyScore(ButtonValue):
    """A score of a survey at the end (F1); whether the survey has such a score is the rule's."""

    account: Id
    touch: Id
    survey: Literal["csat", "ces", "nps"]
    score: int


class OpenSurveyWords(ButtonValue):
    """Open the form for words to the scores of a survey (F1)."""

    account: Id
    touch: Id


class TakeUp(ButtonValue):
    """Somebody of ours sees to what a person of the customer's answered (F1); `touch` is the key of
    the answer. Without the two, to every low score that nobody sees to yet."""

    account: Id
    touch: Id | None = None
    who: Id | None = None


class TouchLater(ButtonValue):
    """Remind me later."""

    account: Id
    touch: Id


class TouchChoice(ButtonValue):
    """A touch that is still to come: skip it, or send it now."""

    account: Id
    touch: Id


class StallChoice(ButtonValue):
    """Something about a quiet customer."""

    account: Id
    stall: Id


class OneAccount(ButtonValue):
    """Something about a customer, asked outside its channel."""

    account: Id


class GoLiveTick(ButtonValue):
    """Set a line of the go-live checklist checked, or open again: the state that is wanted (A6)."""

    account: Id
    line: Id
    done: bool


class OpenDeparture(ButtonValue):
    """Open the form that asks what became of somebody who left (A5)."""

    account: Id
    stakeholder: Id


class OnePerson(ButtonValue):
    """Somebody on the stakeholder map, a member of the channel whom nobody named (`user`), or,
    with neither, somebody new (A5)."""

    account: Id
    stakeholder: str = ""
    user: str = ""


class TimelinePage(ButtonValue):
    """A page of the timeline: next before or after a line, or the newest lines of a topic (X1)."""

    account: Id
    topic: Id
    before: int | None = None
    after: int | None = None


class OneNote(ButtonValue):
    """Something that is on record about a customer."""

    account: Id
    note: Id


class ConfirmCriteria(ButtonValue):
    """The customer confirms the criteria that it saw: `seen` is their fingerprint (A3)."""

    account: Id
    seen: Id


class OneCriterion(ButtonValue):
    """Something about a success criterion (A3)."""

    account: Id
    criterion: Id


class EndHold(ButtonValue):
    """The pause is over."""

    account: Id


class BriefPageTurn(ButtonValue):
    """Another page of the sales brief."""

    account: Id
    page: Id


class GateChoice(ButtonValue):
    """A gate that somebody would let be passed, as `onboarding.plan.gate_key` writes it."""

    account: Id
    gate: Id


class PromiseChoice(ButtonValue):
    """A promise, of which somebody would say how it ended."""

    account: Id
    promise: Id


class KickoffTurn(ButtonValue):
    """Another page of the kickoff, or a question of it that is to be asked all the same."""

    account: Id
    page: Id
    overrule: str = ""


class PostAgenda(ButtonValue):
    """Post the agenda; `posted` is how often that was done when the button was drawn."""

    account: Id
    posted: int


class PackageChoice(ButtonValue):
    """An offer of a package, by its number: to be accepted, or returned (A7)."""

    account: Id
    number: int


Value = TypeVar("Value", bound=ButtonValue)


def parse(raw: str | None, wanted: type[Value]) -> Value:
    """The value a click came back with. Raises `ForgedValue` for anything we did not write."""
    try:
        return wanted.model_validate_json(raw or "")
    except ValidationError as problem:
        raise ForgedValue(f"not a {wanted.__name__} that we wrote") from problem

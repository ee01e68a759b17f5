"""What we say to a customer of our own accord: the touches, by family (C9).

`account` and `touch` are the ids of the account and of the touch: the buttons carry them. Dates are
the account's local dates, people Slack user ids, days working days.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.messages.sides import CustomerMessage
from onboarding.messages.surveys import EndSurvey, SurveyThanks

Address = Literal["administrator", "end_user", "executive"]
"""How a person is spoken to: the values of `Audience` (C7)."""


class Material(BaseModel):
    """Something to learn from; `format` is its label (C6, C7)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    url: str
    format: str


class DueItem(BaseModel):
    """A milestone somebody should come to; `days_late` is 0 until it is overdue, `material` what
    helps whoever it is said to."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    title: str
    why: str
    due_on: date
    days_late: int = 0
    material: Material | None = None


class WelcomeFollowUp(CustomerMessage):
    """A few days in: is everything clear, and where to begin (C1)."""

    kind: Literal["welcome_follow_up"] = "welcome_follow_up"
    account: str
    touch: str
    owner: str
    first: DueItem


class CheckIn(CustomerMessage):
    """What happened, what is next, whom to ask; with buttons to say how it is going (C1)."""

    kind: Literal["check_in"] = "check_in"
    account: str
    touch: str
    owner: str
    done: tuple[str, ...]  # titles, since the last check-in
    theirs: tuple[DueItem, ...]
    ours: tuple[DueItem, ...]
    asked: str | None = None  # a question of the kickoff, and what they said
    said: str = ""


class CheckInAnswered(CustomerMessage):
    """The answer to an answer: heard, and by whom (C1)."""

    kind: Literal["check_in_answered"] = "check_in_answered"
    answer: Literal["on_track", "need_help", "blocked"]
    by: str
    owner: str


class Reminder(CustomerMessage):
    """What is due or overdue, all of one person's items in one message (C2)."""

    kind: Literal["reminder"] = "reminder"
    account: str
    touch: str
    address: Address
    to: str | None  # None: said in the channel, to whoever it concerns
    stage: str
    items: tuple[DueItem, ...]
    channel: str


class ReEngagement(CustomerMessage):
    """Value, not process: the customer's goal, how far it is, what is at stake, one step (C3).

    `approach` is what makes it different from the one before: another person is asked.
    """

    kind: Literal["re_engagement"] = "re_engagement"
    account: str
    touch: str
    approach: Literal["nudge", "another_stakeholder"]
    address: Address
    to: str | None
    owner: str
    outcome: str
    done: int
    total: int
    first_value_on: date
    first_value_late: bool
    step: DueItem
    channel: str
    measured: str | None = None  # what is measured, and how far it has come
    value: str = ""
    target: str = ""
    asked: str | None = None  # a question of the kickoff, and what they said
    said: str = ""


class PulseSurvey(CustomerMessage):
    """Half-way: how is it going, from 1 to 5 (F1)."""

    kind: Literal["pulse_survey"] = "pulse_survey"
    account: str
    touch: str
    outcome: str
    owner: str


class PulseThanks(CustomerMessage):
    """Thanks for an answer to the pulse survey; `low` ones are promised a word (F1)."""

    kind: Literal["pulse_thanks"] = "pulse_thanks"
    account: str
    touch: str
    by: str
    owner: str
    low: bool


class PlanRests(CustomerMessage):
    """The onboarding rests until a day; why is between our people and theirs (C9)."""

    kind: Literal["plan_rests"] = "plan_rests"
    by: str
    owner: str
    until_on: date


class PlanResumes(CustomerMessage):
    """The onboarding goes on after it rested (C9)."""

    kind: Literal["plan_resumes"] = "plan_resumes"
    by: str
    owner: str
    next_step: str | None  # title of what the customer could do now


class SponsorNote(CustomerMessage):
    """A brief note to the executive sponsor, as a person of ours wrote or approved it (C4)."""

    kind: Literal["sponsor_note"] = "sponsor_note"
    subject: str
    text: str
    owner: str
    owner_name: str


class StageCompleted(CustomerMessage):
    """A win: a stage is done, and what begins now (C5). `days_early` are working days before the
    baseline, 0 when on time or later; `also` are titles of stages done since the last win."""

    kind: Literal["stage_completed"] = "stage_completed"
    stage: str
    also: tuple[str, ...]
    next_stage: str | None
    next_goal: str | None
    days_early: int
    outcome: str


class FinishedEarly(CustomerMessage):
    """A win: the whole plan is done, so many working days before its baseline (C5)."""

    kind: Literal["finished_early"] = "finished_early"
    days_early: int
    outcome: str


class FirstValueReached(CustomerMessage):
    """The greatest win: the customer has what it came for (C5). `also` are titles of stages done
    since the last win; `days_early` as above, of this milestone."""

    kind: Literal["first_value_reached"] = "first_value_reached"
    milestone: str  # title
    done_by: str  # Slack user id
    days_early: int
    also: tuple[str, ...]
    finished: bool  # the whole plan
    outcome: str
    asked: str | None = None  # a question of the kickoff, and what they said
    said: str = ""


Win = StageCompleted | FinishedEarly | FirstValueReached
"""What celebrates: it asks for nothing (C5)."""

AnyTouch = (
    WelcomeFollowUp
    | CheckIn
    | CheckInAnswered
    | Reminder
    | ReEngagement
    | PulseSurvey
    | PulseThanks
    | EndSurvey
    | SurveyThanks
    | PlanRests
    | PlanResumes
    | SponsorNote
    | StageCompleted
    | FinishedEarly
    | FirstValueReached
)

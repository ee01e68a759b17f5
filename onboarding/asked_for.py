"""What a playbook asks to be known of a customer, beside its milestones: the brief, the questions
of the kickoff, the go-live checklist and the surveys (A1, A2, A6, A8, F1)."""

from collections.abc import Collection
from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_validator

from onboarding.criteria import Part, Slug
from onboarding.people import Role, Side, StakeholderRole


class BriefField(StrEnum):
    """A part of the sales brief (A1)."""

    WHY_BOUGHT = "why_bought"
    GOALS = "goals"
    PROMISED = "promised"
    COMMITMENTS = "commitments"
    """Non-standard ones, each with owner and date; "none" is an answer too."""
    STAKEHOLDERS = "stakeholders"
    """Who matters, and how they stand to us; the people themselves are on the stakeholder map."""
    DEAL_CONTEXT = "deal_context"
    RISKS = "risks"

    @property
    def label(self) -> str:
        """The field as people read it."""
        return _BRIEF_LABELS[self]


_BRIEF_LABELS = {
    BriefField.WHY_BOUGHT: "Why they bought",
    BriefField.GOALS: "What they want to reach",
    BriefField.PROMISED: "What we promised",
    BriefField.COMMITMENTS: "Non-standard commitments",
    BriefField.STAKEHOLDERS: "Who matters, and how they stand to us",
    BriefField.DEAL_CONTEXT: "How the deal came about",
    BriefField.RISKS: "Known risks",
}


class Brief(Part):
    """What sales has to tell before the kickoff (A1)."""

    required: tuple[BriefField, ...] = tuple(BriefField)


class DiscoveryQuestion(Part):
    """A question of the kickoff (A2)."""

    key: Slug
    ask: str = Field(min_length=1, max_length=150)
    answered_by: BriefField | None = None
    """The part of the brief that answers it: then nobody asks the customer again, unless its own
    words are wanted (`quotable`): sales' words stand below the question then."""
    required: bool = True
    """An open one is listed as a gap."""
    quotable: bool = False
    """Whether the answer, in the customer's own words, may be quoted to it later; only the customer
    can give those, so that nothing that sales wrote answers it."""

    def is_answered_by(self, told: Collection[BriefField]) -> bool:
        """Whether what is known of these parts of the brief is enough of an answer (A2)."""
        return not self.quotable and self.answered_by in told


class Discovery(Part):
    """The agenda of the kickoff and its bank of questions (A2, A8)."""

    agenda: tuple[Annotated[str, Field(min_length=1, max_length=150)], ...] = ()
    questions: Annotated[tuple[DiscoveryQuestion, ...], Field(max_length=30)] = ()


class GoLiveItem(Part):
    """A line of the go-live checklist (A6): a thing to be sure of, not a milestone."""

    key: Slug
    title: str = Field(min_length=1, max_length=120)
    side: Side
    role: Role | StakeholderRole
    required: bool = True
    """One that is not may stay open."""


class Survey(StrEnum):
    """What the customer is asked at the end (F1): how satisfied it is, how easy it was, whether it
    would recommend us."""

    CSAT = "csat"
    CES = "ces"
    NPS = "nps"

    @property
    def label(self) -> str:
        """The survey as our people call it."""
        return self.value.upper()

    @property
    def highest(self) -> int:
        """The best score; CSAT and CES begin with 1, NPS with 0."""
        return _SCALES[self][1]

    @property
    def lowest(self) -> int:
        return _SCALES[self][0]


_SCALES = {Survey.CSAT: (1, 5), Survey.CES: (1, 7), Survey.NPS: (0, 10)}


class SurveyQuestion(Part):
    """A survey in the playbook's wording, which is kept beside each answer (F1)."""

    survey: Survey
    ask: str = Field(min_length=1, max_length=200)


class Surveys(Part):
    """What is asked when the onboarding ends."""

    at_end: tuple[SurveyQuestion, ...] = (
        SurveyQuestion(
            survey=Survey.CSAT, ask="How satisfied are you with the way you were brought on board?"
        ),
        SurveyQuestion(
            survey=Survey.CES, ask="It was easy to get to your first result with us. Do you agree?"
        ),
    )

    @field_validator("at_end")
    @classmethod
    def _each_once(cls, asked: tuple[SurveyQuestion, ...]) -> tuple[SurveyQuestion, ...]:
        if len({question.survey for question in asked}) < len(asked):
            raise ValueError("each survey is asked once")
        return asked

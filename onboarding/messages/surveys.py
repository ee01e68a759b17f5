"""What is asked at the end, the thanks for it, and what our people hear of it (F1)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.messages.sides import CustomerMessage, TeamMessage


class AskedScore(BaseModel):
    """A survey in the playbook's words; `survey` is a value of `Survey`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    survey: Literal["csat", "ces", "nps"]
    ask: str


class EndSurvey(CustomerMessage):
    """At the end: all that the playbook asks, in one message to one person."""

    kind: Literal["end_survey"] = "end_survey"
    account: str
    touch: str
    outcome: str
    owner: str
    questions: tuple[AskedScore, ...]


class SurveyThanks(CustomerMessage):
    """Thanks for an answer; `low` ones are promised a word."""

    kind: Literal["survey_thanks"] = "survey_thanks"
    account: str
    touch: str
    by: str
    owner: str
    low: bool


class SurveyNews(TeamMessage):
    """A low answer, one that is no longer low, or one with words.

    `given` and `before` are scores as people read them: "2 of 5".
    """

    kind: Literal["survey_news"] = "survey_news"
    account: str
    customer: str
    channel: str | None
    answer: str  # the key of the answer
    who: str
    survey: str  # "CSAT"
    ask: str
    given: str
    low: bool
    before: str | None
    words: str | None


class LowScoreLine(BaseModel):
    """A low score that waits; `days` are working days."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    by: str
    survey: str  # "CSAT", "half-time"
    given: str  # "2 of 5"
    days: int


class LowScoresWait(TeamMessage):
    """To the owner: low scores that nobody sees to, the oldest first."""

    kind: Literal["low_scores_wait"] = "low_scores_wait"
    account: str
    touch: str
    customer: str
    channel: str | None
    scores: tuple[LowScoreLine, ...]
    more: int  # beyond those

"""What customers say of it at the end, in figures: CSAT, CES and NPS (F1).

Each figure comes with how many answered and what it counts, for two answers are no trend.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from onboarding.asked_for import Survey

LONGEST_WORDS = 1_000
"""Characters of what somebody may add to a score."""

LOW_PULSE, HIGHEST_PULSE = 2, 5
"""Of the question half-way, whose scores begin with 1: up to which one calls for a person at once,
and the best."""

PULSE = "pulse"
"""The kind of an answer to the question half-way, beside those of `Survey`."""

PULSE_ASK = "How is it going for you so far?"
"""How our own message half-way asks; it is kept beside the answer, as other wordings are (F1)."""

_LOW = {Survey.CSAT: 2, Survey.CES: 3, Survey.NPS: 6}
_HIGH = {Survey.CSAT: 4, Survey.CES: 5, Survey.NPS: 9}


def is_score(survey: Survey, score: int) -> bool:
    """Whether a survey has this score."""
    return survey.lowest <= score <= survey.highest


def is_low(survey: Survey, score: int) -> bool:
    """Whether a score calls for a person at once: CSAT up to 2, CES up to 3, NPS up to 6."""
    return score <= _LOW[survey]


@dataclass(frozen=True, slots=True)
class Rating:
    """The last answer of a person (a Slack user id) to a survey, on a local day of the account."""

    survey: Survey
    score: int
    by: str
    on: date
    words: str | None = None

    @property
    def is_low(self) -> bool:
        return is_low(self.survey, self.score)


@dataclass(frozen=True, slots=True)
class LowScore:
    """A low answer of a person (a Slack user id) that nobody of ours sees to yet, given at an
    instant (UTC). `survey` is its label, `given` the score as people read it: "2 of 5"."""

    by: str
    survey: str
    given: str
    at: datetime


def low_score(kind: str, value: str, by: str, at: datetime) -> LowScore | None:
    """The answer to a survey or to the question half-way, where it is a low one; `kind` is a value
    of `Survey`, or "pulse"."""
    if kind == PULSE:
        low = int(value) <= LOW_PULSE
        return LowScore(by, "half-time", f"{value} of {HIGHEST_PULSE}", at) if low else None
    survey = Survey(kind)
    if not is_low(survey, int(value)):
        return None
    return LowScore(by, survey.label, f"{value} of {survey.highest}", at)


@dataclass(frozen=True, slots=True)
class Figure:
    """A survey over `count` answers: CSAT and CES in percent, NPS from -100 to 100, rounded."""

    survey: Survey
    count: int
    value: int

    @property
    def definition(self) -> str:
        """What is counted."""
        return _DEFINITIONS[self.survey]


_DEFINITIONS = {
    Survey.CSAT: "share of answers 4 and 5, of 5",
    Survey.CES: "share of answers 5 to 7, of 7",
    Survey.NPS: "share of 9 and 10 less share of 0 to 6, of 10",
}


def figures(ratings: Iterable[Rating]) -> tuple[Figure, ...]:
    """A figure for each survey that somebody answered, in the order CSAT, CES, NPS."""
    scores: dict[Survey, list[int]] = {}
    for rating in ratings:
        scores.setdefault(rating.survey, []).append(rating.score)
    return tuple(
        Figure(survey, len(scores[survey]), _value(survey, scores[survey]))
        for survey in Survey
        if survey in scores
    )


def _value(survey: Survey, scores: list[int]) -> int:
    counted = sum(score >= _HIGH[survey] for score in scores)
    if survey is Survey.NPS:
        counted -= sum(is_low(survey, score) for score in scores)
    return _rounded(100 * counted, len(scores))


def _rounded(part: int, whole: int) -> int:
    """Halves away from zero, so that good and bad are rounded alike."""
    return (abs(2 * part) + whole) // (2 * whole) * (1 if part >= 0 else -1)

"""What customers say of it at the end, as lines for our own people (F1)."""

from collections.abc import Sequence

from blocks import kit
from onboarding.asked_for import Survey
from onboarding.surveys import Figure, Rating, figures
from playbooks.mrkdwn import escape, person
from playbooks.phrases import plural, title

_WORDS = 200


def lines(ratings: Sequence[Rating]) -> list[str]:
    """The figures with what they count, then who said what: the low scores first."""
    ranked = sorted(ratings, key=lambda rating: (not rating.is_low, not rating.words))
    return [*(_figure(one) for one in figures(ratings)), *(_rating(one) for one in ranked)]


def _figure(figure: Figure) -> str:
    signed = f"{figure.value:+d}" if figure.value else "0"
    value = signed if figure.survey is Survey.NPS else f"{figure.value} %"
    answers = plural(figure.count, "answer")
    return f"*{figure.survey.label} {value}* from {answers} ({escape(figure.definition)})"


def _rating(rating: Rating) -> str:
    mark = "🌧️ " if rating.is_low else ""
    words = f": {kit.clip(title(rating.words), _WORDS)}" if rating.words else ""
    given = f"{rating.survey.label} {rating.score} of {rating.survey.highest}"
    return f"{mark}{person(rating.by)} gives {given}{words}"

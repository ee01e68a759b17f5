"""Whether a customer is ready to begin: who leads there, and what stands in the way (R6)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from onboarding.asked_for import BriefField
from onboarding.discovery import Asked, Said

LONGEST = 3_000
NOTHING = "Nothing stands in the way."


@dataclass(frozen=True, slots=True)
class Readiness:
    """`lead` is a stakeholder's id. `obstacles` is "" where somebody looked and there are none, or
    none besides what was known already (`Known`).

    `on` is a local date of the account, `by` a Slack user id.
    """

    lead: str
    obstacles: str
    by: str
    on: date

    @property
    def as_answer(self) -> Said:
        """To the question what stands in the way."""
        return Said(self.obstacles or NOTHING, self.by, self.on)


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


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the way, as it was `said` before anybody listed it: `in_brief` by sales, else
    at the kickoff. It is shown where the list is made, and never copied into it: what sales wrote
    among ourselves stays where it was written."""

    said: Said
    in_brief: bool


def known(questions: Iterable[Asked], risks: Said | None) -> Known | None:
    """What was said of what stands in the way: the answer to the question that asks for it, else
    the risks of the brief (A2)."""
    for one in questions:
        if one.question.answered_by is BriefField.RISKS and one.said:
            return Known(one.said, in_brief=False)
    return Known(risks, in_brief=True) if risks else None


def problems(
    typed: TypedReadiness, people: Collection[str], *, is_known: bool = False
) -> dict[str, str]:
    """What cannot be kept, at its field; `people` are the customer's who are there. Where it
    `is_known` what stands in the way, nobody has to write it once more."""
    found: dict[str, str] = {}
    if typed.is_blank:
        return found
    if not typed.lead:
        found["lead"] = "Who leads on their side? One name, also while others help."
    elif typed.lead not in people:
        found["lead"] = "Please choose somebody who is still with the customer."
    if typed.obstacles and typed.has_none:
        found["obstacles"] = "You ticked that there are none, and wrote some: which is it?"
    elif not typed.obstacles and not typed.has_none and not is_known:
        found["obstacles"] = "What stands in the way? If nothing does, tick that below."
    elif len(typed.obstacles) > LONGEST:
        found["obstacles"] = f"Please keep it under {LONGEST:,} characters."
    return found

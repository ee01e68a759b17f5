"""The form that gives a milestone another date or another owner, and the look at what a new date
moves before anybody says yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.values import ButtonValue, ForgedValue, Id
from onboarding.views import ChecklistItem, RedatePreview

CALLBACK = "change"
PREVIEW_CALLBACK = "change_preview"
_LINES_A_SECTION = 2  # escaped, two titles of 120 characters may make a line of 1,000


class ChangeIn(ButtonValue):
    """Whose plan it is: a submission does not say where the form was opened."""

    account: Id


class Confirming(ButtonValue):
    """What the preview shows and its button saves."""

    account: Id
    milestone: Id
    due_on: date
    assignee: Id | None


@dataclass(frozen=True, slots=True)
class Change:
    """What was chosen; None is "as it is"."""

    milestone: str
    due_on: date | None
    assignee: str | None


def render(place: ChangeIn, items: Sequence[ChecklistItem]) -> kit.View:
    """The view; `items` are the milestones that are open, at least one and at most 100."""
    return kit.modal(
        CALLBACK,
        "Dates and owners",
        [
            fields.choice(
                "milestone",
                "Milestone",
                [Choice(item.key, f"{_day(item.due_on)}: {item.title}") for item in items],
                items[0].key,
            ),
            fields.day(
                "due_on",
                "New date",
                "",
                hint="You will see what moves along before anything is saved.",
                optional=True,
            ),
            fields.person("assignee", "New owner", "", optional=True),
        ],
        submit="Continue",
        close="Cancel",
        private_metadata=place.dump(),
    )


def read(view: Mapping[str, Any]) -> Change:
    """What was chosen. Raises `ForgedValue` for a day that no date picker gives."""
    state = FormState(view)
    day = state.day("due_on")
    try:
        due_on = date.fromisoformat(day) if day else None
    except ValueError as unknown:
        raise ForgedValue("not a day of the calendar") from unknown
    return Change(
        milestone=state.choice("milestone"),
        due_on=due_on,
        assignee=state.person("assignee") or None,
    )


def preview(about: Confirming, shown: RedatePreview) -> kit.View:
    """What the new date moves; saving it is one more press."""
    return kit.modal(
        PREVIEW_CALLBACK,
        "What would move",
        [
            kit.section(
                f"*{kit.escape(shown.title)}* moves from {_day(shown.before)} to "
                f"*{_day(shown.after)}*."
            ),
            *_shifts(shown),
            kit.context("The dates first agreed stay on record."),
        ],
        submit="Save",
        close="Back",
        private_metadata=about.dump(),
    )


def _shifts(shown: RedatePreview) -> list[kit.Block]:
    if not shown.shifts:
        return [kit.section("Nothing else moves.")]
    lines = [
        f"• {kit.escape(title)}: {_day(before)} → *{_day(after)}*, because it waits for "
        f"“{kit.escape(cause)}”"
        for title, before, after, cause in shown.shifts
    ]
    starts = range(0, len(lines), _LINES_A_SECTION)
    sections = [kit.section("\n".join(lines[at : at + _LINES_A_SECTION])) for at in starts]
    return [kit.section("Along with it:"), *sections]


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"

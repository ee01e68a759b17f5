"""The form of when a digest comes: how often, on which day, at what time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from onboarding.subscriptions import Rhythm, Subscription

CALLBACK = "digest_settings"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen; `weekday` 0 is Monday."""

    rhythm: Rhythm
    weekday: int
    at: time


def render(subscription: Subscription) -> kit.View:
    """The view, filled in with what holds now."""
    return kit.modal(
        CALLBACK,
        "Your digest",
        [
            fields.radio("rhythm", "How often?", _RHYTHMS, subscription.rhythm.value),
            fields.choice(
                "weekday",
                "On which day?",
                _WEEKDAYS,
                str(subscription.weekday),
                hint="For a weekly one. On a public holiday it comes on the next working day.",
            ),
            fields.time_of_day(
                "at",
                "At what time?",
                f"{subscription.at:%H:%M}",
                hint=f"In your own time zone, as Slack knows it: {subscription.zone}.",
            ),
        ],
        submit="Save",
        close="Cancel",
    )


def read(view: Mapping[str, Any]) -> Chosen:
    """What was chosen. Raises ValueError for what the form does not offer."""
    state = FormState(view)
    weekday = state.choice("weekday")
    if weekday not in {choice.value for choice in _WEEKDAYS}:
        raise ValueError("not a weekday that the form offers")
    return Chosen(
        rhythm=Rhythm(state.choice("rhythm")),
        weekday=int(weekday),
        at=time.fromisoformat(state.time_of_day("at")),
    )


_RHYTHMS = (
    Choice(Rhythm.DAILY.value, "Every working day"),
    Choice(Rhythm.WEEKLY.value, "Once a week"),
    Choice(Rhythm.NEVER.value, "Never", "/onboard digest still shows it when you ask"),
)
_WEEKDAYS = tuple(
    Choice(str(number), name)
    for number, name in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )
)

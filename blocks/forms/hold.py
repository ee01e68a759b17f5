"""The form that lets an onboarding rest: until when, and why (C9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.values import ButtonValue, Id

CALLBACK = "hold"
LONGEST = 500


class HoldOn(ButtonValue):
    """Whose onboarding it is."""

    account: Id


@dataclass(frozen=True, slots=True)
class Hold:
    """What was typed; `until_on` is None where no day was chosen."""

    until_on: date | None
    reason: str


def render(account: str, customer: str, until_on: date, reason: str) -> kit.View:
    """The view; `until_on` and `reason` are what it opens with."""
    name = kit.clip(kit.escape(" ".join(customer.split())), 150)
    return kit.modal(
        CALLBACK,
        "Let it rest",
        [
            kit.section(
                f"Until that morning *{name}* gets no check-ins, no reminders and no nudges, and "
                "nobody is told that they are quiet. I tell them in their channel until when."
            ),
            fields.day(
                "until_on",
                "It goes on again on",
                until_on.isoformat(),
                hint="A working day of the customer's country.",
            ),
            fields.text(
                "reason",
                "Why?",
                reason,
                at_most=LONGEST,
                multiline=True,
                hint="Only our own people read this.",
            ),
        ],
        submit="Let it rest",
        close="Cancel",
        private_metadata=HoldOn(account=account).dump(),
    )


def read(view: Mapping[str, Any]) -> Hold:
    """What was typed."""
    state = FormState(view)
    day = state.day("until_on")
    return Hold(date.fromisoformat(day) if day else None, state.text("reason"))

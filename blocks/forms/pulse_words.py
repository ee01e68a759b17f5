"""The form for words to a score of the pulse survey (F1)."""

from collections.abc import Mapping
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.values import OpenPulseWords

CALLBACK = "pulse_words"
LONGEST = 1_000


def render(about: OpenPulseWords) -> kit.View:
    """The view."""
    return kit.modal(
        CALLBACK,
        "In your own words",
        [
            fields.text(
                "words",
                "What should we know?",
                "",
                at_most=LONGEST,
                multiline=True,
                hint="Your onboarding manager reads it, exactly as you write it.",
            )
        ],
        submit="Send",
        close="Cancel",
        private_metadata=about.dump(),
    )


def read(view: Mapping[str, Any]) -> str:
    """What was typed."""
    return FormState(view).text("words")

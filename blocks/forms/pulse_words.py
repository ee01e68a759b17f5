"""The form for words to a score of the pulse survey (F1)."""

from collections.abc import Mapping
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.values import OpenPulseWords

CALLBACK, ARRIVED_CALLBACK = "pulse_words", "pulse_words_arrived"
LONGEST = 1_000
_TITLE = "In your own words"


def render(about: OpenPulseWords) -> kit.View:
    """The view."""
    return kit.modal(
        CALLBACK,
        _TITLE,
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


def arrived() -> kit.View:
    """In the place of the form: nothing else shows that the words were heard."""
    text = "🙏 Thank you, your words have arrived."
    return kit.modal(ARRIVED_CALLBACK, _TITLE, [kit.section(text)], close="Close")

"""The guide: steps that lead a newcomer through whatever the sandbox was opened for."""

from dataclasses import dataclass
from typing import Any

from sandbox.errors import Refusal


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One thing to do next. `text` is mrkdwn.

    `person_id` and `place` say where it is done: a person to be, and a channel (id or name),
    "home", "inbox", "approvals" or "browse".
    """

    title: str
    text: str
    person_id: str | None = None
    place: str | None = None


def read_steps(given: Any) -> list[GuideStep]:
    """Steps out of JSON. Raises Refusal."""
    try:
        steps = [GuideStep(**step) for step in given]
    except TypeError as error:
        raise Refusal(f"these are no steps of a guide: {error}") from None
    for step in steps:
        if not all(isinstance(words, str) for words in (step.title, step.text)):
            raise Refusal("a step of a guide has a title and a text")
    return steps

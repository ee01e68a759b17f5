"""The form on somebody who left the customer's channel: what happened, and who takes over (A5)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block
from blocks.values import ForgedValue, OpenDeparture
from onboarding.departures import Answer, Departure, Known
from playbooks.phrases import listing

CALLBACK = "departure"
_MOST = 100  # what a menu holds
_NAME, _CLIPPED = 150, 200


def render(
    about: OpenDeparture, customer: str, name: str, roles: Sequence[str], others: Sequence[Known]
) -> kit.View:
    """The view; `others` could take over."""
    return kit.modal(
        CALLBACK,
        "What happened?",
        list(_blocks(customer, name, roles, others[:_MOST])),
        submit="Save",
        close="Cancel",
        private_metadata=about.dump(),
    )


def _blocks(
    customer: str, name: str, roles: Sequence[str], others: Sequence[Known]
) -> Iterator[Block]:
    who, whose = (kit.clip(kit.escape(_line(one)), _CLIPPED) for one in (name, customer))
    part = f" ({listing(roles)})" if roles else ""
    yield kit.section(f"*{who}*{part} is not in the channel of *{whose}* any more.")
    yield fields.radio("what", "What became of them?", _WHAT, Departure.REPLACED.value)
    if others:
        yield fields.choice(
            "successor",
            "Who takes over?",
            [Choice(one.id, _line(one.name)) for one in others],
            "",
            optional=True,
        )
    yield fields.text(
        "name",
        "Or somebody new: the name",
        "",
        at_most=_NAME,
        optional=True,
        hint="Whoever takes over has the same part from now on. Somebody new is invited.",
    )
    yield fields.email("email", "And the email address", "", optional=True)


def read(view: Mapping[str, Any]) -> Answer:
    """What was said. Raises `ForgedValue` for what we did not offer."""
    state = FormState(view)
    try:
        what = Departure(state.choice("what"))
    except ValueError as unknown:
        raise ForgedValue("nothing that we offered") from unknown
    name, email = _line(state.text("name")), state.text("email").lower()
    return Answer(what, state.choice("successor"), name, email)


def _line(text: str) -> str:
    return " ".join(text.split())


_WHAT = tuple(Choice(what.value, what.label) for what in Departure)

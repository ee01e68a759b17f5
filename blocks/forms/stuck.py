"""The form "we're stuck": what holds a milestone up, and who could help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.values import ButtonValue, ForgedValue, Id
from onboarding.plan import BlockerKind
from onboarding.views import ChecklistItem

CALLBACK = "stuck"


class StuckIn(ButtonValue):
    """Where the form was opened: a submission does not say."""

    account: Id
    channel: Id


@dataclass(frozen=True, slots=True)
class Stuck:
    """What was typed; `helper` is free text, None when left empty."""

    milestone: str
    kind: BlockerKind
    what: str
    helper: str | None


def render(place: StuckIn, items: Sequence[ChecklistItem]) -> kit.View:
    """The view; `items` are the milestones that are open, at least one and at most 100."""
    return kit.modal(
        CALLBACK,
        "We're stuck",
        [
            fields.choice(
                "milestone",
                "Where are you stuck?",
                [Choice(item.key, item.title) for item in items],
                items[0].key,
            ),
            fields.radio("kind", "What is in the way?", _KINDS, ""),
            fields.text(
                "what",
                "What happened, in your own words?",
                "",
                at_most=500,
                multiline=True,
                hint="Everybody in this channel can read it.",
            ),
            fields.text("helper", "Who could help?", "", at_most=150, optional=True),
        ],
        submit="Tell everyone",
        close="Cancel",
        private_metadata=place.dump(),
    )


def read(view: Mapping[str, Any]) -> Stuck:
    """What was typed. Raises `ForgedValue` for a kind that we did not offer."""
    state = FormState(view)
    try:
        kind = BlockerKind(state.choice("kind"))
    except ValueError as unknown:
        raise ForgedValue("not a kind of blocker that we offered") from unknown
    return Stuck(state.choice("milestone"), kind, state.text("what"), state.text("helper") or None)


_KINDS = tuple(Choice(kind.value, kind.label) for kind in BlockerKind)

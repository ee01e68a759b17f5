"""What comes after the onboarding: the list, and the form that moves something there or back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block
from blocks.values import ForgedValue, OneAccount
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day

CALLBACK = "later"
_LATER, _BACK = "later:", "back:"
_LINES_A_SECTION = 3  # escaped, a title of 120 characters may make a line of 700


class Line(Protocol):
    """What was moved."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def by(self) -> str | None: ...
    @property
    def on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Move:
    """What was chosen: the state that is wanted."""

    milestone: str
    later: bool


def render(
    account: str, moved: Sequence[Line], movable: Sequence[tuple[str, str]], today: date
) -> kit.View:
    """The view; without a choice where nothing can be moved."""
    groups = {
        "Move to later": [Choice(f"{_LATER}{key}", title) for key, title in movable],
        "Take back": [Choice(f"{_BACK}{line.key}", line.title) for line in moved],
    }
    offered = {name: choices for name, choices in groups.items() if choices}
    blocks: list[Block] = [*_moved(moved, today)]
    if not offered:
        return kit.modal(CALLBACK, "After the onboarding", blocks, close="Close")
    first = next(iter(offered.values()))[0].value
    hint = "What is moved holds nothing open here. The channel is told."
    return kit.modal(
        CALLBACK,
        "After the onboarding",
        [*blocks, fields.choice("move", "What is to be moved?", offered, first, hint=hint)],
        submit="Move",
        close="Cancel",
        private_metadata=OneAccount(account=account).dump(),
    )


def read(view: Mapping[str, Any]) -> Move:
    """What was chosen. Raises `ForgedValue` for what we did not offer."""
    chosen = FormState(view).choice("move")
    for prefix, later in ((_LATER, True), (_BACK, False)):
        if chosen.startswith(prefix):
            return Move(chosen.removeprefix(prefix), later)
    raise ForgedValue("not a move that we offered")


def _moved(moved: Sequence[Line], today: date) -> list[Block]:
    if not moved:
        return [kit.section("Nothing was moved to the time after the onboarding yet.")]
    lines = [
        f"• *{escape(line.title)}*, moved {day(line.on, today)}"
        + (f" by {person(line.by)}" if line.by else "")
        for line in moved
    ]
    starts = range(0, len(lines), _LINES_A_SECTION)
    sections = [kit.section("\n".join(lines[at : at + _LINES_A_SECTION])) for at in starts]
    return [kit.section("The customer success manager's list:"), *sections]

"""The form in which our people say how it is used (G1, G5)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from blocks import actions, kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block
from blocks.values import OneAccount
from onboarding.usage import LONGEST_REMARK, TypedUsage, UsageReport
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day, titles

CALLBACK = "usage"
_BOXES = 10  # of one field
_REMARK = 600
_UNUSED = 1_500
_DIGITS = 9


def render(
    account: str,
    set_up: Sequence[tuple[str, str]],
    last: UsageReport | None,
    last_on: date | None,
    today: date,
) -> kit.View:
    """The view, with the last report above what is asked."""
    blocks: list[Block] = []
    if last is not None and last_on is not None:
        blocks.append(kit.section(_last(last, last_on, dict(set_up), today)))
    expected = str(last.expected_people) if last is not None else ""
    blocks += [
        fields.text("active", "Active people in the last 7 days", "", at_most=_DIGITS),
        fields.text("expected", "People who should be using it", expected, at_most=_DIGITS),
    ]
    for first in range(0, len(set_up), _BOXES):
        choices = [Choice(key, title) for key, title in set_up[first : first + _BOXES]]
        label = "What is set up, and nobody uses it?" if first == 0 else "And of these?"
        blocks.append(fields.boxes(f"unused{first // _BOXES}", label, choices, ()))
    hint = "Only our own people read this."
    blocks.append(
        fields.text(
            "remark",
            "What else did you see?",
            "",
            at_most=LONGEST_REMARK,
            multiline=True,
            optional=True,
            hint=hint,
        )
    )
    return kit.modal(
        CALLBACK,
        "How it is used",
        blocks,
        submit="Report",
        close="Cancel",
        private_metadata=OneAccount(account=account).dump(),
    )


def read(view: Mapping[str, Any]) -> TypedUsage:
    """What was typed."""
    state = FormState(view)
    boxes = [b["block_id"] for b in view["blocks"] if b.get("block_id", "").startswith("unused")]
    return TypedUsage(
        active=state.text("active"),
        expected=state.text("expected"),
        unused=tuple(key for box in boxes for key in state.choices(box)),
        remark=state.text("remark"),
    )


def open_button(account: str) -> kit.Element:
    """The button that opens the form, below a message or in another form."""
    value = OneAccount(account=account).dump()
    return kit.button("Report usage", actions.USAGE, value=value)


def _last(last: UsageReport, on: date, titled: Mapping[str, str], today: date) -> str:
    active = f"*{last.active_people:,} of {last.expected_people:,}* active"
    lines = [f"Last reported {day(on, today)} by {person(last.by)}: {active}"]
    if last.unused:
        unused = titles([titled.get(key, key) for key in last.unused])
        lines.append(kit.clip(f"Set up and unused: {unused}", _UNUSED))
    if last.remark:
        lines.append(f"_{kit.clip(escape(' '.join(last.remark.split())), _REMARK)}_")
    return "\n".join(lines)

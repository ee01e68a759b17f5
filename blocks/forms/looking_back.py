"""The forms in which an onboarding is looked back at: the customer's two questions, and our own
post-mortem with the timeline filled in (F1)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from blocks import actions, kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.kit import Block, Element, View
from blocks.kit.limits import TEXT
from blocks.values import OneAccount
from onboarding.closing import Because
from onboarding.looking_back import LONGEST_TEXT, Answer, TypedPostMortem
from onboarding.timeline import Entry, Names
from playbooks import timeline
from playbooks.mrkdwn import escape
from playbooks.phrases import day

RETROSPECTIVE = "retrospective"
POST_MORTEM = "post_mortem"
_NAME = 150
_LINE = 250
_MOST_SECTIONS = 4


def retrospective_button(account: str) -> Element:
    """The button that opens the customer's form."""
    value = OneAccount(account=account).dump()
    return kit.button("Look back", actions.LOOK_BACK, value=value, style="primary")


def post_mortem_button(account: str) -> Element:
    """The button that opens our own form."""
    value = OneAccount(account=account).dump()
    return kit.button("Write it", actions.POST_MORTEM, value=value, style="primary")


def retrospective(account: str, said: Answer) -> View:
    """The customer's form, with what the person said before."""
    return kit.modal(
        RETROSPECTIVE,
        "Looking back",
        [
            kit.section("Thank you for taking two minutes. Either question is enough."),
            _long("keep", "What should we keep?", said.keep, optional=True),
            _long("change", "What should we do differently?", said.change, optional=True),
        ],
        submit="Send",
        close="Not now",
        private_metadata=OneAccount(account=account).dump(),
    )


def answer(view: Mapping[str, Any]) -> Answer:
    """What the customer wrote."""
    state = FormState(view)
    return Answer(state.text("keep"), state.text("change"))


def thanks(owner: str) -> View:
    """The answer to an answer; `owner` is a mention (mrkdwn)."""
    said = f"🙏 Thank you! {owner} reads it today. You can press *Look back* again to change it."
    return kit.modal("retrospective_thanks", "Looking back", [kit.section(said)], close="Close")


def post_mortem(
    account: str,
    customer: str,
    because: Because,
    told: Sequence[tuple[date, Entry]],
    names: Names,
    today: date,
    written: TypedPostMortem,
) -> View:
    """Our own form: how it went, and what we make of it."""
    name = kit.clip(escape(customer), _NAME)
    each = "Each line is one finding. Only our own people read it."
    return kit.modal(
        POST_MORTEM,
        "Post-mortem",
        [
            kit.section(f"*{name}*: {_BECAUSE[because]}. How it went:"),
            *_timeline(told, names, today),
            _long("summary", "What happened?", written.summary),
            _long("change", "What should we do differently?", written.change, each, optional=True),
            _long("keep", "What should we keep?", written.keep, each, optional=True),
        ],
        submit="Save",
        close="Cancel",
        private_metadata=OneAccount(account=account).dump(),
    )


def typed(view: Mapping[str, Any]) -> TypedPostMortem:
    """What was typed."""
    state = FormState(view)
    return TypedPostMortem(state.text("summary"), state.text("keep"), state.text("change"))


def _long(
    field: str, label: str, value: str, hint: str | None = None, *, optional: bool = False
) -> Block:
    return fields.text(
        field,
        label,
        value[:LONGEST_TEXT],
        at_most=LONGEST_TEXT,
        multiline=True,
        hint=hint,
        optional=optional,
    )


def _timeline(told: Sequence[tuple[date, Entry]], names: Names, today: date) -> list[Block]:
    """The lines, as many to a section as it holds."""
    lines = [
        f"{day(on, today)} · {kit.clip(timeline.told(entry, names), _LINE)}" for on, entry in told
    ]
    sections: list[list[str]] = [[]]
    for line in lines:
        if sum(len(one) + 1 for one in (*sections[-1], line)) > TEXT:
            sections.append([])
        sections[-1].append(line)
    return [kit.section("\n".join(part)) for part in sections[-_MOST_SECTIONS:] if part]


_BECAUSE = {
    Because.LATE: "complete, though later than planned",
    Because.INCOMPLETE: "it ended before it was complete",
    Because.ABANDONED: "it was broken off",
}

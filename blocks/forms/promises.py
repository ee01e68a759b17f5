"""The promises to a customer as a page, and the form that says how one ended (A1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from blocks import actions, kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.message_link import the_message
from blocks.values import ButtonValue, ForgedValue, Id, PromiseChoice
from onboarding.promises import LONGEST_REMARK, PromisesView, PromiseView
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day

PAGE_CALLBACK = "promises"
CALLBACK = "promise_ended"
SHOWN = 40
_TITLE = "Promises"
_TEXT = 600
_IN_A_LIST = 180  # of each: so many of any script fit a page
_NAME = 150
_KEPT, _NOT_KEPT = "kept", "not_kept"


class EndAbout(ButtonValue):
    """Which promise the form is about."""

    account: Id
    promise: Id


@dataclass(frozen=True, slots=True)
class HowItEnded:
    """What was chosen and typed."""

    kept: bool
    remark: str


def page(view: PromisesView) -> View:
    """Every promise with its state; the open ones have a button."""
    blocks = [kit.section(f"*{kit.clip(escape(view.customer), _NAME)}*\n{_summary(view)}")]
    blocks += [_block(one, view) for one in view.promises[:SHOWN]]
    if len(view.promises) > SHOWN:
        blocks.append(kit.context(f"and {len(view.promises) - SHOWN} more"))
    return kit.modal(PAGE_CALLBACK, _TITLE, blocks, close="Close")


def ending(view: PromisesView, one: PromiseView) -> View:
    """The form."""
    return kit.modal(
        CALLBACK,
        _TITLE,
        [
            kit.section(_line(one, view.today)),
            fields.radio(
                "how",
                "How did it end?",
                [Choice(_KEPT, "Kept"), Choice(_NOT_KEPT, "Not kept")],
                "",
            ),
            fields.text(
                "remark",
                "Remark",
                "",
                at_most=LONGEST_REMARK,
                multiline=True,
                optional=True,
                hint="Needed where it was not kept. Only our own people read it.",
            ),
        ],
        submit="Save",
        close="Cancel",
        private_metadata=EndAbout(account=view.account, promise=one.id).dump(),
    )


def read(view: Mapping[str, Any]) -> HowItEnded:
    """What was chosen. Raises `ForgedValue` for what we did not offer."""
    state = FormState(view)
    if state.choice("how") not in (_KEPT, _NOT_KEPT):
        raise ForgedValue("not an end that we offered")
    return HowItEnded(state.choice("how") == _KEPT, state.text("remark"))


def _summary(view: PromisesView) -> str:
    if not view.promises:
        return "Nothing beyond the standard contract is promised. The brief has room for it."
    still = sum(one.kept is None for one in view.promises)
    late = sum(one.late for one in view.promises)
    overdue = f", {late} of them overdue" if late else ""
    return f"{still} of {len(view.promises)} still open{overdue}."


def _block(one: PromiseView, view: PromisesView) -> Block:
    if one.kept is not None:
        return kit.section(_line(one, view.today, _IN_A_LIST))
    button = kit.button(
        "How it ended",
        actions.suffixed(actions.PROMISE, one.id),
        value=PromiseChoice(account=view.account, promise=one.id).dump(),
    )
    return kit.section(_line(one, view.today, _IN_A_LIST), accessory=button)


def _line(one: PromiseView, today: date, most: int = _TEXT) -> str:
    text = kit.clip(escape(one.text), most)
    made = f" · {the_message(one.channel, one.ts)}" if one.channel and one.ts else ""
    if one.kept is None:
        sign = "🕰️" if one.late else "▫️"
        due = f", {'was due' if one.late else 'by'} {day(one.due_on, today)}" if one.due_on else ""
        return f"{sign} {text}\n{person(one.owner)}{due}{made}"
    sign, how = ("✅", "kept") if one.kept else ("❌", "not kept")
    when = f" {day(one.ended_on, today)}" if one.ended_on else ""
    remark = f": {kit.clip(escape(one.remark), most)}" if one.remark else ""
    return f"{sign} {text}\n{person(one.owner)} · {how}{when}{made}{remark}"
